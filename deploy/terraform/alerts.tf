locals {
  subscription = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.requests.name}\""
  push_service = "monitored_resource=\"cloud_run_revision\",service_name=\"${google_cloud_run_v2_service.push.name}\""
}

resource "google_monitoring_alert_policy" "dead_letters" {
  display_name          = "Vividly ${var.environment}: messages become dead letters"
  combiner              = "OR"
  notification_channels = var.alert_channels

  conditions {
    display_name = "Any in five minutes"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND ${local.subscription}"
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_SUM"
      }
    }
  }

  documentation {
    content = "A message was delivered five times in vain. `vividly dlq` lists and replays them; `request_events` of the request tells why."
  }
}

resource "google_monitoring_alert_policy" "oldest_message" {
  display_name          = "Vividly ${var.environment}: messages wait"
  combiner              = "OR"
  notification_channels = var.alert_channels

  conditions {
    display_name = "The oldest for more than 15 minutes"
    condition_threshold {
      filter          = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND ${local.subscription}"
      comparison      = "COMPARISON_GT"
      threshold_value = 900
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    content = "All instances are busy, or none can work: look at /health/ready, at the number of instances, and at the error rate."
  }
}

resource "google_monitoring_alert_policy" "error_rate" {
  display_name          = "Vividly ${var.environment}: deliveries fail"
  combiner              = "OR"
  notification_channels = var.alert_channels

  conditions {
    display_name = "More than one in twenty answered with 500"
    # 503 is no error: it is the answer to what somebody else works on, and during a shutdown.
    condition_prometheus_query_language {
      query               = "sum(rate(run_googleapis_com:request_count{${local.push_service},response_code=\"500\"}[10m])) / sum(rate(run_googleapis_com:request_count{${local.push_service}}[10m])) > 0.05"
      duration            = "300s"
      evaluation_interval = "60s"
    }
  }

  documentation {
    content = "Attempts fail and will be made again. The log names the stage and the kind of failure of each."
  }
}

resource "google_monitoring_alert_policy" "latency" {
  display_name          = "Vividly ${var.environment}: answers take long"
  combiner              = "OR"
  notification_channels = var.alert_channels

  conditions {
    display_name = "The 95th percentile over two minutes"
    condition_prometheus_query_language {
      query               = "histogram_quantile(0.95, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.push_service}}[15m]))) > 120000"
      duration            = "600s"
      evaluation_interval = "60s"
    }
  }

  documentation {
    content = "A delivery is answered when its video is done, so this is how long students wait after the queue. Look at which stage takes longer than it used to."
  }
}
