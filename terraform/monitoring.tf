locals {
  # By metric: the lines that it counts. tests/integration/test_alerts.py matches each with lines of the functions.
  counted = {
    backup_missing   = "jsonPayload.message = \"backup_missing\""
    failed_jobs      = "jsonPayload.message = \"job_failed\""
    failures         = "jsonPayload.message =~ \"^(caller_refused|conversion_failed|deletion_incomplete|housekeeping_failed|identification_failed|request_failed)$\""
    housekeeping_ran = "jsonPayload.message = \"housekeeping_done\""
    model_cost       = "jsonPayload.message =~ \"^(answer_unreadable|model_answered)$\""
    recount_differs  = "jsonPayload.message = \"recount_differs\""
    refused          = "jsonPayload.message = \"request_answered\" AND jsonPayload.status = 401"
  }
  # By metric: the field whose values it adds up.
  added_up = { model_cost = "jsonPayload.cost_usd" }
  run      = "resource.type = \"cloud_run_revision\""
  metrics  = "logging.googleapis.com/user"

  # Monitoring's own thresholds cannot add up a distribution; PromQL can, in US dollars an hour.
  spend           = "sum(increase(logging_googleapis_com:user_model_cost_sum{monitored_resource=\"cloud_run_revision\"}[1h]))"
  spend_above_usd = tonumber(lookup(var.settings, "DAILY_BUDGET_USD", "25")) / 4

  # What is compared, over how long, and since when it is too much. docs/operations.md has an incident for each.
  alerts = {
    error-rate = {
      title  = "Functions answer with errors"
      filter = "${local.run} AND metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"5xx\""
      align  = "ALIGN_RATE", reduce = "REDUCE_SUM", period = "300s", above = 0.2, for = "300s"
    }
    latency = {
      title  = "Answers are slow"
      filter = "${local.run} AND metric.type = \"run.googleapis.com/request_latencies\" AND resource.labels.service_name = one_of(${join(", ", [for name in sort(local.public) : "\"${local.services[name]}\""])})"
      align  = "ALIGN_PERCENTILE_95", reduce = "REDUCE_MAX", period = "300s", above = 5000, for = "900s"
    }
    queue-depth = {
      title  = "Tasks pile up"
      filter = "resource.type = \"cloud_tasks_queue\" AND metric.type = \"cloudtasks.googleapis.com/queue/depth\""
      align  = "ALIGN_MEAN", reduce = "REDUCE_MAX", period = "300s", above = 1000, for = "900s"
    }
    queue-age = {
      title  = "Tasks wait long"
      filter = "resource.type = \"cloud_tasks_queue\" AND metric.type = \"cloudtasks.googleapis.com/queue/task_attempt_delays\""
      align  = "ALIGN_PERCENTILE_95", reduce = "REDUCE_MAX", period = "300s", above = 600000, for = "900s"
    }
    failed-jobs = {
      title  = "Photographs fail"
      filter = "${local.run} AND metric.type = \"${local.metrics}/failed_jobs\""
      align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", period = "3600s", above = 50, for = "0s"
    }
    failures = {
      title  = "Something failed that an operator should look at"
      filter = "${local.run} AND metric.type = \"${local.metrics}/failures\""
      align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", period = "3600s", above = 20, for = "0s"
    }
    backup-missing = {
      title  = "The database is not backed up"
      filter = "${local.run} AND metric.type = \"${local.metrics}/backup_missing\""
      align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", period = "3600s", above = 0, for = "0s"
    }
    recount = {
      title  = "What is counted differs from the entries"
      filter = "${local.run} AND metric.type = \"${local.metrics}/recount_differs\""
      align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", period = "3600s", above = 0, for = "0s"
    }
    refused = {
      title  = "Many requests are refused as not signed in"
      filter = "${local.run} AND metric.type = \"${local.metrics}/refused\""
      align  = "ALIGN_DELTA", reduce = "REDUCE_SUM", period = "3600s", above = 5000, for = "0s"
    }
  }
}

resource "google_logging_metric" "counted" {
  for_each        = local.counted
  name            = each.key
  filter          = "${local.run} AND ${each.value}"
  value_extractor = try("EXTRACT(${local.added_up[each.key]})", null)
  depends_on      = [time_sleep.ready]
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = contains(keys(local.added_up), each.key) ? "DISTRIBUTION" : "INT64"
  }
}

# An alert is refused until Monitoring knows its metric: up to ten minutes.
resource "time_sleep" "counted" {
  create_duration = "600s"
  triggers        = { metrics = join(" ", keys(local.counted)) }
  depends_on      = [google_logging_metric.counted]
}

resource "google_monitoring_notification_channel" "operator" {
  for_each     = local.maintained
  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }
  depends_on   = [time_sleep.ready]
}

resource "google_monitoring_alert_policy" "above" {
  for_each              = local.alerts
  display_name          = each.value.title
  combiner              = "OR"
  notification_channels = [for channel in google_monitoring_notification_channel.operator : channel.id]
  documentation {
    content = "docs/operations.md#${each.key}"
  }
  conditions {
    display_name = each.value.title
    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = each.value.for
      aggregations {
        alignment_period     = each.value.period
        per_series_aligner   = each.value.align
        cross_series_reducer = each.value.reduce
      }
    }
  }
  depends_on = [time_sleep.counted]
}

resource "google_monitoring_alert_policy" "spend" {
  display_name          = "The model costs more than an hour should"
  combiner              = "OR"
  notification_channels = [for channel in google_monitoring_notification_channel.operator : channel.id]
  documentation {
    content = "docs/operations.md#spend"
  }
  conditions {
    display_name = "A quarter of the day's budget is spent within an hour"
    condition_prometheus_query_language {
      query                     = "${local.spend} > ${local.spend_above_usd}"
      duration                  = "0s"
      evaluation_interval       = "300s"
      disable_metric_validation = true # before the first answer there is no such metric
    }
  }
  depends_on = [time_sleep.counted]
}

resource "google_monitoring_alert_policy" "housekeeping" {
  display_name          = "Housekeeping has not run"
  combiner              = "OR"
  notification_channels = [for channel in google_monitoring_notification_channel.operator : channel.id]
  documentation {
    content = "docs/operations.md#housekeeping-not-run"
  }
  conditions {
    display_name = "Housekeeping has not run"
    condition_absent {
      filter   = "${local.run} AND metric.type = \"${local.metrics}/housekeeping_ran\""
      duration = "3600s"
      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
  depends_on = [time_sleep.counted]
}

resource "google_monitoring_uptime_check_config" "health" {
  display_name = "health"
  timeout      = "10s"
  period       = "300s"
  http_check {
    path         = "/api/v1/health"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }
  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project, host = replace(google_firebase_hosting_site.this.default_url, "https://", "") }
  }
}

resource "google_monitoring_alert_policy" "health" {
  display_name          = "The product does not answer"
  combiner              = "OR"
  notification_channels = [for channel in google_monitoring_notification_channel.operator : channel.id]
  documentation {
    content = "docs/operations.md#not-answering"
  }
  conditions {
    display_name = "The product does not answer"
    condition_threshold {
      filter          = "resource.type = \"uptime_url\" AND metric.type = \"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id = \"${google_monitoring_uptime_check_config.health.uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "300s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }
}

resource "google_monitoring_dashboard" "this" {
  dashboard_json = jsonencode({
    displayName = "BiologiDex"
    gridLayout = {
      columns = "2"
      widgets = concat(
        [for name, alert in local.alerts : {
          title = alert.title
          xyChart = {
            dataSets = [{
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter      = alert.filter
                  aggregation = { alignmentPeriod = alert.period, perSeriesAligner = alert.align, crossSeriesReducer = alert.reduce }
                }
              }
            }]
          }
        }],
        [{
          title   = "What the model cost in the last hour, in US dollars"
          xyChart = { dataSets = [{ timeSeriesQuery = { prometheusQuery = local.spend } }] }
        }],
      )
    }
  })
  depends_on = [time_sleep.counted]
}

resource "google_billing_budget" "month" {
  count           = var.monthly_budget == null ? 0 : 1
  billing_account = var.monthly_budget.billing_account
  display_name    = "BiologiDex ${var.env}"
  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }
  amount {
    specified_amount {
      currency_code = "USD"
      units         = tostring(var.monthly_budget.usd)
    }
  }
  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1]
    content {
      threshold_percent = threshold_rules.value
    }
  }
  all_updates_rule {
    monitoring_notification_channels = [for channel in google_monitoring_notification_channel.operator : channel.id]
  }
  depends_on = [time_sleep.ready]
}
