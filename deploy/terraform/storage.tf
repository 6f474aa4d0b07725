resource "google_storage_bucket" "content" {
  name                        = "${var.project}-vividly-content-${var.environment}"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # Answers are shared between requests for as long as they are kept; a request whose files are gone
  # is made anew.
  lifecycle_rule {
    condition {
      age = 30
    }
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
  }
  lifecycle_rule {
    condition {
      age = 365
    }
    action {
      type = "Delete"
    }
  }
  lifecycle_rule {
    condition {
      age = 1
    }
    action {
      type = "AbortIncompleteMultipartUpload"
    }
  }
}

resource "google_storage_bucket_iam_member" "content" {
  for_each = {
    worker = { role = "roles/storage.objectUser", member = google_service_account.worker.member }
    api    = { role = "roles/storage.objectViewer", member = google_service_account.api.member }
  }
  bucket = google_storage_bucket.content.name
  role   = each.value.role
  member = each.value.member
}

resource "google_artifact_registry_repository" "images" {
  repository_id = "vividly"
  location      = var.region
  format        = "DOCKER"
  description   = "One image for every role."
  depends_on    = [google_project_service.needed]

  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions {
      keep_count = 10
    }
  }
  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }
}
