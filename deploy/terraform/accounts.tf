# Who the services run as.
resource "google_service_account" "worker" {
  account_id   = "vividly-worker-${var.environment}"
  display_name = "Vividly: works on requests (push and pull)"
}

resource "google_service_account" "api" {
  account_id   = "vividly-api-${var.environment}"
  display_name = "Vividly: takes requests (API and relay)"
}

# Who Pub/Sub delivers as: its tokens are made out to this address.
resource "google_service_account" "pusher" {
  account_id   = "vividly-pusher-${var.environment}"
  display_name = "Vividly: the push subscription"
}

# Who Cloud Scheduler starts the pull job as.
resource "google_service_account" "scheduler" {
  account_id   = "vividly-scheduler-${var.environment}"
  display_name = "Vividly: starts the pull job"
}

resource "google_project_iam_member" "worker" {
  for_each = toset([
    "roles/aiplatform.user",
    "roles/cloudsql.client",
    "roles/cloudtrace.agent",
  ])
  project = var.project
  role    = each.value
  member  = google_service_account.worker.member
}

resource "google_project_iam_member" "api" {
  for_each = toset([
    "roles/cloudsql.client",
    "roles/cloudtrace.agent",
  ])
  project = var.project
  role    = each.value
  member  = google_service_account.api.member
}

resource "google_secret_manager_secret_iam_member" "database_url" {
  for_each = {
    worker = google_service_account.worker.member
    api    = google_service_account.api.member
  }
  secret_id = data.google_secret_manager_secret.database_url.id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value
}

# Only the API and the relay beside it sign anything.
resource "google_secret_manager_secret_iam_member" "jwt_secret" {
  secret_id = data.google_secret_manager_secret.jwt_secret.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.api.member
}

# Links to media are signed with the account's own key, which Google keeps.
resource "google_service_account_iam_member" "signs" {
  for_each = {
    worker = google_service_account.worker
    api    = google_service_account.api
  }
  service_account_id = each.value.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = each.value.member
}
