output "api_url" {
  description = "Where students ask."
  value       = google_cloud_run_v2_service.api.uri
}

output "push_url" {
  description = "Where Pub/Sub delivers, without /push."
  value       = google_cloud_run_v2_service.push.uri
}

output "requests_subscription" {
  value = google_pubsub_subscription.requests.id
}

output "dead_letter_subscription" {
  value = google_pubsub_subscription.dead_letters.id
}
