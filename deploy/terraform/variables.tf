variable "project" {
  description = "The id of the Google Cloud project."
  type        = string
}

variable "region" {
  description = "Where everything runs."
  type        = string
  default     = "europe-west1"
}

variable "environment" {
  description = "dev, staging or prod; part of the names of what there is one of for each."
  type        = string
  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "The environment is dev, staging or prod."
  }
}

variable "image" {
  description = "The image by its digest, as the last step of cloudbuild.yaml prints it."
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest: REGION-docker.pkg.dev/PROJECT/vividly/vividly@sha256:…"
  }
}

variable "cloud_sql_instance" {
  description = "The connection name of the Cloud SQL instance, PROJECT:REGION:INSTANCE, that database-url-<env> points to."
  type        = string
}

variable "delivery" {
  description = "push, or pull while a backlog is worked off; see docs/deploy.md before you change it."
  type        = string
  default     = "push"
  validation {
    condition     = contains(["push", "pull"], var.delivery)
    error_message = "Messages are delivered by push or by pull."
  }
}

variable "alert_channels" {
  description = "The ids of the notification channels that alerts go to."
  type        = list(string)
  default     = []
}

variable "pull_schedule" {
  description = "When the pull job runs, in cron's format and UTC; null to start it by hand alone."
  type        = string
  default     = null
}
