resource "google_pubsub_topic" "requests" {
  name       = var.environment == "prod" ? "content-generation-requests" : "content-generation-requests-${var.environment}"
  depends_on = [google_project_service.needed]
}

resource "google_pubsub_topic" "dead_letters" {
  name       = "content-requests-${var.environment}-dlq"
  depends_on = [google_project_service.needed]
}

resource "google_pubsub_subscription" "requests" {
  name  = var.environment == "prod" ? "content-generation-worker-sub" : "content-generation-worker-sub-${var.environment}"
  topic = google_pubsub_topic.requests.id

  # The most that there is; for a push subscription it is also the time-out of a request.
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s"

  # It must not vanish because nothing was asked for a month.
  expiration_policy {
    ttl = ""
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead_letters.id
    max_delivery_attempts = 5
  }

  # Taken away, it is a pull subscription: the same one, with all that it holds.
  dynamic "push_config" {
    for_each = var.delivery == "push" ? [1] : []
    content {
      push_endpoint = "${google_cloud_run_v2_service.push.uri}/push"
      oidc_token {
        service_account_email = google_service_account.pusher.email
        audience              = local.push_audience
      }
    }
  }
}

# Without a subscription the dead-letter topic keeps nothing: what is published to it is gone.
resource "google_pubsub_subscription" "dead_letters" {
  name                       = "content-requests-${var.environment}-dlq-sub"
  topic                      = google_pubsub_topic.dead_letters.id
  ack_deadline_seconds       = 600
  message_retention_duration = "2678400s"
  expiration_policy {
    ttl = ""
  }
}

# Pub/Sub itself publishes dead letters and acknowledges the message that became one. Where it may
# not, it goes on delivering that message, and tells nobody.
resource "google_pubsub_topic_iam_member" "dead_letters_are_published" {
  topic  = google_pubsub_topic.dead_letters.id
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "dead_letters_are_acknowledged" {
  subscription = google_pubsub_subscription.requests.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

resource "google_service_account_iam_member" "pubsub_makes_tokens" {
  service_account_id = google_service_account.pusher.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

resource "google_pubsub_topic_iam_member" "relay_publishes" {
  topic  = google_pubsub_topic.requests.id
  role   = "roles/pubsub.publisher"
  member = google_service_account.api.member
}

resource "google_pubsub_subscription_iam_member" "worker_pulls" {
  for_each = {
    requests     = google_pubsub_subscription.requests.id
    dead_letters = google_pubsub_subscription.dead_letters.id
  }
  subscription = each.value
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.worker.member
}

# The pull worker asks first whether the subscription is there.
resource "google_pubsub_subscription_iam_member" "worker_looks" {
  for_each = {
    requests     = google_pubsub_subscription.requests.id
    dead_letters = google_pubsub_subscription.dead_letters.id
  }
  subscription = each.value
  role         = "roles/pubsub.viewer"
  member       = google_service_account.worker.member
}
