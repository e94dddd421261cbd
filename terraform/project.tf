locals {
  labels     = { app = "biologidex", env = var.env }
  protected  = var.env == "prod"
  maintained = { for name in var.operators : name => name }
  apis = toset([
    "apikeys", "artifactregistry", "billingbudgets", "cloudbuild", "cloudfunctions", "cloudresourcemanager", "cloudtrace",
    "cloudscheduler", "cloudtasks", "eventarc", "firebase", "firebaseappcheck", "firebasehosting", "firebaserules",
    "firestore", "iam", "iamcredentials", "identitytoolkit", "logging", "monitoring", "pubsub", "recaptchaenterprise",
    "run", "secretmanager", "securetoken", "storage", "sts", "telemetry",
  ])
}

# Google keeps the names of deleted keys and identity pools for a month: each deployment into a project has others.
resource "random_id" "unused" {
  byte_length = 2
}

data "google_project" "this" {
  project_id = var.project
}

resource "google_project_service" "api" {
  for_each           = local.apis
  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

resource "google_project_service_identity" "eventarc" {
  provider   = google-beta
  service    = "eventarc.googleapis.com"
  depends_on = [google_project_service.api]
}

# APIs and service agents are there some time after Google says so.
resource "time_sleep" "ready" {
  create_duration = "90s"
  depends_on      = [google_project_service.api, google_project_service_identity.eventarc]
}

# So are roles: a build, or a trigger, that comes too early is refused.
resource "time_sleep" "granted" {
  create_duration = "90s"
  depends_on = [
    google_project_iam_member.account,
    google_project_iam_member.agent,
    google_project_iam_member.build_reads,
    google_secret_manager_secret_iam_member.reader,
  ]
}
