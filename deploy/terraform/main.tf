data "google_project" "this" {}

locals {
  # Of Pub/Sub itself; it moves messages to the dead-letter topic.
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"

  push_audience = "https://vividly-push-${var.environment}"

  # The same for all services; docs/configuration.md says what each means.
  environment = {
    ENVIRONMENT                  = var.environment
    GCP_PROJECT_ID               = var.project
    PUBSUB_TOPIC                 = google_pubsub_topic.requests.name
    PUBSUB_SUBSCRIPTION          = google_pubsub_subscription.requests.name
    GCS_GENERATED_CONTENT_BUCKET = google_storage_bucket.content.name
    AI_PROVIDER                  = "gcp"
    GCP_LOCATION                 = var.region
  }
}

resource "google_project_service" "needed" {
  for_each = toset([
    "aiplatform.googleapis.com",
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudscheduler.googleapis.com",
    "iamcredentials.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "sqladmin.googleapis.com",
    "storage.googleapis.com",
    "texttospeech.googleapis.com",
  ])
  service            = each.value
  disable_on_destroy = false
}

# Their values are set by hand, so that they are in no file: see docs/deploy.md.
data "google_secret_manager_secret" "database_url" {
  secret_id = "database-url-${var.environment}"
}

data "google_secret_manager_secret" "jwt_secret" {
  secret_id = "jwt-secret-${var.environment}"
}
