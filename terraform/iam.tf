locals {
  # What the code of each function does, and nothing else: docs/roles.md is made from it.
  functions_on = {
    project = {
      "roles/datastore.user"         = keys(local.functions)
      "roles/telemetry.tracesWriter" = keys(local.functions)
      "roles/firebaseauth.admin"     = ["auth", "housekeeping"]
      # Google lets nobody grant it on less: a backup is of the project.
      "roles/datastore.backupsViewer" = ["housekeeping"]
    }
    uploads = {
      "roles/storage.objectUser" = ["convert_image", "housekeeping", "vision"]
    }
    media = {
      "roles/storage.objectViewer" = ["auth", "dex", "graph", "identify_animal", "social"]
      "roles/storage.objectUser"   = ["convert_image", "housekeeping", "vision"]
    }
    queue = {
      "roles/cloudtasks.enqueuer" = ["convert_image", "dex", "housekeeping", "identify_animal", "social", "vision"]
      "roles/cloudtasks.viewer"   = ["auth"]
    }
  }
  signers = ["auth", "vision"] # of the addresses of exports and uploads

  bindings = {
    for place, roles in local.functions_on : place => merge([
      for role, names in roles : { for name in names : "${name}.${role}" => { name = name, role = role } }
    ]...)
  }
  callers = {
    trigger   = toset(["convert_image"])
    tasks     = toset(["housekeeping", "identify_animal"])
    scheduler = toset(["housekeeping"])
  }
  agents = {
    "roles/pubsub.publisher"      = "serviceAccount:${data.google_storage_project_service_account.this.email_address}"
    "roles/eventarc.serviceAgent" = "serviceAccount:${google_project_service_identity.eventarc.email}"
  }
  build_roles = ["roles/artifactregistry.writer", "roles/logging.logWriter"]
}

data "google_storage_project_service_account" "this" {
  depends_on = [time_sleep.ready]
}

resource "google_service_account" "function" {
  for_each     = local.functions
  account_id   = "fn-${local.services[each.key]}"
  display_name = "The function ${each.key}"
  depends_on   = [time_sleep.ready]
}

resource "google_service_account" "caller" {
  for_each     = local.callers
  account_id   = "calls-as-${each.key}"
  display_name = "What ${each.key} calls functions as"
  depends_on   = [time_sleep.ready]
}

resource "google_service_account" "build" {
  account_id   = "builds-functions"
  display_name = "Builds the functions"
  depends_on   = [time_sleep.ready]
}

resource "google_project_iam_member" "account" {
  for_each = merge(
    { for key, one in local.bindings.project : key => { role = one.role, member = google_service_account.function[one.name].member } },
    { for role in local.build_roles : "build.${role}" => { role = role, member = google_service_account.build.member } },
    { "trigger.receiver" = { role = "roles/eventarc.eventReceiver", member = google_service_account.caller["trigger"].member } },
  )
  project = var.project
  role    = each.value.role
  member  = each.value.member
}

# Functions keeps the sources that it builds in a bucket that it makes itself. A build sees no photographs.
resource "google_project_iam_member" "build_reads" {
  project = var.project
  role    = "roles/storage.objectViewer"
  member  = google_service_account.build.member
  condition {
    title      = "sources"
    expression = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${data.google_project.this.number}-${var.region}\") || resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.sources.name}\")"
  }
}

resource "google_project_iam_member" "agent" {
  for_each = local.agents
  project  = var.project
  role     = each.key
  member   = each.value
}

resource "google_storage_bucket_iam_member" "uploads" {
  for_each = local.bindings.uploads
  bucket   = google_storage_bucket.uploads.name
  role     = each.value.role
  member   = google_service_account.function[each.value.name].member
}

resource "google_storage_bucket_iam_member" "media" {
  for_each = local.bindings.media
  bucket   = google_storage_bucket.media.name
  role     = each.value.role
  member   = google_service_account.function[each.value.name].member
}

resource "google_cloud_tasks_queue_iam_member" "function" {
  for_each = local.bindings.queue
  name     = google_cloud_tasks_queue.background.name
  location = var.region
  role     = each.value.role
  member   = google_service_account.function[each.value.name].member
}

# Who queues a task names the account that it is called as.
resource "google_service_account_iam_member" "enqueuer" {
  for_each           = toset(local.functions_on.queue["roles/cloudtasks.enqueuer"])
  service_account_id = google_service_account.caller["tasks"].name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.function[each.key].member
}

resource "google_service_account_iam_member" "signer" {
  for_each           = toset(local.signers)
  service_account_id = google_service_account.function[each.key].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.function[each.key].member
}

resource "google_cloud_run_v2_service_iam_member" "public" {
  for_each = local.public
  name     = google_cloudfunctions2_function.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.this[each.key].id]
  }
}

resource "google_cloud_run_v2_service_iam_member" "trigger" {
  for_each = local.callers.trigger
  name     = google_cloudfunctions2_function.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.caller["trigger"].member
  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.this[each.key].id] # a new service has no bindings
  }
}

resource "google_cloud_run_v2_service_iam_member" "tasks" {
  for_each = local.callers.tasks
  name     = google_cloudfunctions2_function.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.caller["tasks"].member
  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.this[each.key].id] # a new service has no bindings
  }
}

resource "google_cloud_run_v2_service_iam_member" "scheduler" {
  for_each = local.callers.scheduler
  name     = google_cloudfunctions2_function.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.caller["scheduler"].member
  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.this[each.key].id] # a new service has no bindings
  }
}
