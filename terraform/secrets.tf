locals {
  # By setting: the secret that holds it. OpenAI's key is in no state: gcloud secrets versions add openai-api-key
  secrets = merge(
    { HASH_SECRET = google_secret_manager_secret.hash.secret_id },
    { for secret in google_secret_manager_secret.openai : "OPENAI_API_KEY" => secret.secret_id },
  )
}

resource "google_secret_manager_secret" "hash" {
  secret_id = "hash-secret"
  replication {
    auto {}
  }
  depends_on = [time_sleep.ready]
}

resource "random_password" "hash" {
  length  = 40
  special = false
}

resource "google_secret_manager_secret_version" "hash" {
  secret      = google_secret_manager_secret.hash.id
  secret_data = random_password.hash.result
}

resource "google_secret_manager_secret" "openai" {
  count     = var.vision_provider == "openai" ? 1 : 0
  secret_id = "openai-api-key"
  replication {
    auto {}
  }
  depends_on = [time_sleep.ready]
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = merge([
    for name, secrets in local.secrets_of : { for setting, secret in secrets : "${name}.${setting}" => { name = name, secret = secret } }
  ]...)
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function[each.value.name].member
}
