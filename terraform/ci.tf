# Who releases from the repository's main branch needs no key: GitHub's token is exchanged for the deployer's.
locals {
  ci_roles = ["roles/cloudfunctions.developer", "roles/firebasehosting.admin", "roles/run.viewer"]
  acted_as = var.repository == null ? {} : merge(
    { for name, account in google_service_account.function : name => account.name },
    { build = google_service_account.build.name, trigger = google_service_account.caller["trigger"].name },
  )
}

resource "google_iam_workload_identity_pool" "ci" {
  count                     = var.repository == null ? 0 : 1
  workload_identity_pool_id = "ci-${random_id.unused.hex}"
  depends_on                = [time_sleep.ready]
}

resource "google_iam_workload_identity_pool_provider" "github" {
  count                              = var.repository == null ? 0 : 1
  workload_identity_pool_id          = google_iam_workload_identity_pool.ci[0].workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }
  attribute_condition = "assertion.repository == '${var.repository}' && assertion.ref == 'refs/heads/main'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account" "ci" {
  count        = var.repository == null ? 0 : 1
  account_id   = "releases"
  display_name = "Releases from the repository"
  depends_on   = [time_sleep.ready]
}

resource "google_service_account_iam_member" "ci" {
  count              = var.repository == null ? 0 : 1
  service_account_id = google_service_account.ci[0].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.ci[0].name}/attribute.repository/${var.repository}"
}

resource "google_project_iam_member" "ci" {
  for_each = var.repository == null ? toset([]) : toset(local.ci_roles)
  project  = var.project
  role     = each.key
  member   = google_service_account.ci[0].member
}

resource "google_storage_bucket_iam_member" "ci" {
  count  = var.repository == null ? 0 : 1
  bucket = google_storage_bucket.sources.name
  role   = "roles/storage.objectUser"
  member = google_service_account.ci[0].member
}

resource "google_service_account_iam_member" "ci_acts_as" {
  for_each           = local.acted_as
  service_account_id = each.value
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.ci[0].member
}
