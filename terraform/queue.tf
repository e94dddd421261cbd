locals {
  queue              = lookup(var.settings, "TASKS_QUEUE", "background")
  tasks_max_attempts = 8
  # No more at once than the smaller of the two targets takes.
  dispatches = min([
    for name in ["identify_animal", "housekeeping"] : local.functions[name].concurrency * var.max_instances
  ]...)
  runs = {
    hourly   = { schedule = "7 * * * *", path = "/" }
    requests = { schedule = "*/5 * * * *", path = "/requests" }
  }
}

resource "google_cloud_tasks_queue" "background" {
  name     = local.queue
  location = var.region

  rate_limits {
    max_concurrent_dispatches = min(local.dispatches, 1000)
    max_dispatches_per_second = 100
  }

  retry_config {
    max_attempts = local.tasks_max_attempts
    min_backoff  = "5s"
    max_backoff  = "300s"
  }

  depends_on = [time_sleep.ready]
}

resource "google_cloud_scheduler_job" "housekeeping" {
  for_each         = local.runs
  name             = "housekeeping-${each.key}"
  region           = var.region
  schedule         = each.value.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "180s"

  retry_config {
    retry_count = 1
  }

  http_target {
    http_method = "POST"
    uri         = "${local.urls["housekeeping"]}${each.value.path}"
    oidc_token {
      service_account_email = google_service_account.caller["scheduler"].email
      audience              = local.urls["housekeeping"]
    }
  }

  depends_on = [google_cloudfunctions2_function.this]
}
