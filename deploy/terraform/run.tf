# The real-time way: Pub/Sub posts every message to it.
resource "google_cloud_run_v2_service" "push" {
  name     = "vividly-push-${var.environment}"
  location = var.region
  # Pub/Sub of the same project counts as internal.
  ingress    = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  depends_on = [google_secret_manager_secret_iam_member.database_url]

  # Cloud Run lets in tokens for its own URL alone, which is not known before there is a service.
  custom_audiences = [local.push_audience]

  template {
    service_account = google_service_account.worker.email
    # Longer than an ack deadline: work goes on when its delivery has been given up.
    timeout               = "1800s"
    execution_environment = "EXECUTION_ENVIRONMENT_GEN2"
    # Four are worked on (PUSH_SLOTS), as many wait; more make another instance start.
    max_instance_request_concurrency = 8

    scaling {
      min_instance_count = 0
      max_instance_count = 10
    }

    volumes {
      name = "cloudsql"
      cloud_sql_instance {
        instances = [var.cloud_sql_instance]
      }
    }

    containers {
      image = var.image
      args  = ["push"]

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "4"
          memory = "8Gi"
        }
        # Always allocated: leases are renewed and work ends after the answer, too.
        cpu_idle          = false
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = merge(local.environment, {
          PUSH_AUDIENCE        = local.push_audience
          PUSH_SERVICE_ACCOUNT = google_service_account.pusher.email
          PUSH_ACK_DEADLINE    = "600"
          PUSH_SLOTS           = "4"
        })
        content {
          name  = env.key
          value = env.value
        }
      }

      env {
        name = "DATABASE_URL"
        value_source {
          secret_key_ref {
            secret  = data.google_secret_manager_secret.database_url.secret_id
            version = "latest"
          }
        }
      }

      volume_mounts {
        name       = "cloudsql"
        mount_path = "/cloudsql"
      }

      # The port opens at once and the first message waits for what it needs, so it is enough that
      # the process is alive; /health/ready tells what is still being loaded.
      startup_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 1
        failure_threshold = 60
      }

      liveness_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 30
        failure_threshold = 3
      }
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "pusher_invokes" {
  name     = google_cloud_run_v2_service.push.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.pusher.member
}

# What students talk to; beside it the relay, which publishes what they asked.
resource "google_cloud_run_v2_service" "api" {
  name       = "vividly-api-${var.environment}"
  location   = var.region
  ingress    = "INGRESS_TRAFFIC_ALL"
  depends_on = [google_secret_manager_secret_iam_member.database_url, google_secret_manager_secret_iam_member.jwt_secret]

  template {
    service_account = google_service_account.api.email
    # A student follows a request in one long response.
    timeout                          = "3600s"
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    max_instance_request_concurrency = 200

    scaling {
      # The relay works whether or not anybody asks.
      min_instance_count = 1
      max_instance_count = 4
    }

    volumes {
      name = "cloudsql"
      cloud_sql_instance {
        instances = [var.cloud_sql_instance]
      }
    }

    containers {
      name  = "api"
      image = var.image
      args  = ["api"]

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "1Gi"
        }
        cpu_idle          = false
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local.environment
        content {
          name  = env.key
          value = env.value
        }
      }

      env {
        name = "DATABASE_URL"
        value_source {
          secret_key_ref {
            secret  = data.google_secret_manager_secret.database_url.secret_id
            version = "latest"
          }
        }
      }

      env {
        name = "SECRET_KEY"
        value_source {
          secret_key_ref {
            secret  = data.google_secret_manager_secret.jwt_secret.secret_id
            version = "latest"
          }
        }
      }

      volume_mounts {
        name       = "cloudsql"
        mount_path = "/cloudsql"
      }

      startup_probe {
        http_get {
          path = "/health"
        }
        period_seconds    = 1
        failure_threshold = 60
      }
    }

    containers {
      name  = "relay"
      image = var.image
      args  = ["relay"]

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
        cpu_idle = false
      }

      dynamic "env" {
        for_each = local.environment
        content {
          name  = env.key
          value = env.value
        }
      }

      env {
        name = "DATABASE_URL"
        value_source {
          secret_key_ref {
            secret  = data.google_secret_manager_secret.database_url.secret_id
            version = "latest"
          }
        }
      }

      volume_mounts {
        name       = "cloudsql"
        mount_path = "/cloudsql"
      }
    }
  }
}

# The API checks its callers' tokens itself.
resource "google_cloud_run_v2_service_iam_member" "everybody_asks" {
  name     = google_cloud_run_v2_service.api.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

# Works off a backlog while var.delivery is "pull"; and ends the requests of dead letters.
resource "google_cloud_run_v2_job" "pull" {
  for_each = {
    pull         = ["pull", "--job"]
    dead-letters = ["pull", "--dead-letters", "--job"]
  }
  name       = "vividly-${each.key}-${var.environment}"
  location   = var.region
  depends_on = [google_secret_manager_secret_iam_member.database_url]

  template {
    template {
      service_account = google_service_account.worker.email
      # Past WORKER_MAX_RUNTIME it ends what it holds; a job takes an hour at most.
      timeout               = "7200s"
      max_retries           = 1
      execution_environment = "EXECUTION_ENVIRONMENT_GEN2"

      volumes {
        name = "cloudsql"
        cloud_sql_instance {
          instances = [var.cloud_sql_instance]
        }
      }

      containers {
        image = var.image
        args  = each.value

        resources {
          limits = {
            cpu    = "4"
            memory = "8Gi"
          }
        }

        dynamic "env" {
          for_each = merge(local.environment, {
            PUBSUB_DEAD_LETTER_SUBSCRIPTION = google_pubsub_subscription.dead_letters.name
            WORKER_MAX_RUNTIME              = "300"
            PULL_SLOTS                      = "4"
          })
          content {
            name  = env.key
            value = env.value
          }
        }

        env {
          name = "DATABASE_URL"
          value_source {
            secret_key_ref {
              secret  = data.google_secret_manager_secret.database_url.secret_id
              version = "latest"
            }
          }
        }

        volume_mounts {
          name       = "cloudsql"
          mount_path = "/cloudsql"
        }
      }
    }
  }
}

resource "google_cloud_run_v2_job_iam_member" "scheduler_starts" {
  name     = google_cloud_run_v2_job.pull["pull"].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}

resource "google_cloud_scheduler_job" "pull" {
  count    = var.pull_schedule == null ? 0 : 1
  name     = "vividly-pull-${var.environment}"
  region   = var.region
  schedule = var.pull_schedule

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.pull["pull"].id}:run"
    oauth_token {
      service_account_email = google_service_account.scheduler.email
    }
  }
}
