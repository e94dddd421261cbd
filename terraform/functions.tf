locals {
  packages = "${path.module}/../build/functions"
  # By function: its zip, and the settings that its code uses (make package).
  manifest = jsondecode(file("${local.packages}/manifest.json"))

  functions = {
    animals         = { memory = "512Mi", concurrency = 8, timeout = 60 }
    auth            = { memory = "512Mi", concurrency = 8, timeout = 60 }
    convert_image   = { memory = "1Gi", concurrency = 1, timeout = 60 }
    dex             = { memory = "512Mi", concurrency = 8, timeout = 60 }
    graph           = { memory = "1Gi", concurrency = 4, timeout = 60 }
    housekeeping    = { memory = "512Mi", concurrency = 4, timeout = 170 }
    identify_animal = { memory = "1Gi", concurrency = 4, timeout = 140 }
    social          = { memory = "512Mi", concurrency = 8, timeout = 60 }
    vision          = { memory = "1Gi", concurrency = 4, timeout = 60 }
  }
  public = toset(["animals", "auth", "dex", "graph", "social", "vision"])

  services = { for name in keys(local.functions) : name => replace(name, "_", "-") }
  # Known before the function is: it cannot be told its own address otherwise.
  urls = {
    for name, service in local.services :
    name => "https://${service}-${data.google_project.this.number}.${var.region}.run.app"
  }

  settings = merge({
    ALLOWED_ORIGINS           = join(",", sort(var.allowed_origins))
    APP_CHECK                 = var.app_check
    CONVERT_URL               = local.urls["convert_image"]
    FIREBASE_API_KEY          = google_apikeys_key.server.key_string
    GOOGLE_CLOUD_PROJECT      = var.project
    HOUSEKEEPING_URL          = local.urls["housekeeping"]
    IDENTIFY_URL              = local.urls["identify_animal"]
    MEDIA_BUCKET              = google_storage_bucket.media.name
    REGION                    = var.region
    SCHEDULER_SERVICE_ACCOUNT = google_service_account.caller["scheduler"].email
    TASKS_MAX_ATTEMPTS        = tostring(local.tasks_max_attempts)
    TASKS_QUEUE               = local.queue
    TASKS_SERVICE_ACCOUNT     = google_service_account.caller["tasks"].email
    TRIGGER_SERVICE_ACCOUNT   = google_service_account.caller["trigger"].email
    UPLOADS_BUCKET            = google_storage_bucket.uploads.name
    VISION_PROVIDER           = var.vision_provider
  }, var.settings)

  secrets_of = {
    for name, function in local.manifest : name => {
      for setting, secret in local.secrets : setting => secret if contains(function.settings, setting)
    }
  }
}

resource "google_cloudfunctions2_function" "this" {
  for_each = local.functions
  name     = local.services[each.key]
  location = var.region

  build_config {
    runtime         = "python313"
    entry_point     = "main"
    service_account = google_service_account.build.id
    source {
      storage_source {
        bucket = google_storage_bucket.sources.name
        object = google_storage_bucket_object.source[each.key].name
      }
    }
  }

  service_config {
    available_memory                 = each.value.memory
    available_cpu                    = "1"
    max_instance_request_concurrency = each.value.concurrency
    max_instance_count               = var.max_instances
    timeout_seconds                  = each.value.timeout
    service_account_email            = google_service_account.function[each.key].email
    ingress_settings                 = contains(local.public, each.key) ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"

    environment_variables = merge(
      { for name, value in local.settings : name => value if contains(local.manifest[each.key].settings, name) && value != "" },
      { THREADS = tostring(each.value.concurrency) },
    )

    dynamic "secret_environment_variables" {
      for_each = local.secrets_of[each.key]
      content {
        key        = secret_environment_variables.key
        project_id = var.project
        secret     = secret_environment_variables.value
        version    = "latest"
      }
    }
  }

  dynamic "event_trigger" {
    for_each = each.key == "convert_image" ? [1] : []
    content {
      event_type            = "google.cloud.storage.object.v1.finalized"
      trigger_region        = var.region
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.caller["trigger"].email
      event_filters {
        attribute = "bucket"
        value     = google_storage_bucket.uploads.name
      }
    }
  }

  depends_on = [time_sleep.granted, google_secret_manager_secret_version.made]
}
