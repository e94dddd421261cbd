locals {
  # By setting: the secrets that nobody chooses.
  made = { HASH_SECRET = "hash-secret", METRICS_TOKEN = "metrics-token" }
  # By setting: the secret that holds it. OpenAI's key is in no state: gcloud secrets versions add openai-api-key
  secrets = merge(
    { for setting, secret in google_secret_manager_secret.made : setting => secret.secret_id },
    { for secret in google_secret_manager_secret.openai : "OPENAI_API_KEY" => secret.secret_id },
  )
}

resource "google_secret_manager_secret" "made" {
  for_each  = local.made
  secret_id = each.value
  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
  depends_on = [time_sleep.ready]
}

resource "random_password" "made" {
  for_each = local.made
  length   = 40
  special  = false
}

resource "google_secret_manager_secret_version" "made" {
  for_each    = local.made
  secret      = google_secret_manager_secret.made[each.key].id
  secret_data = random_password.made[each.key].result
}

resource "google_secret_manager_secret" "openai" {
  count     = var.vision_provider == "openai" ? 1 : 0
  secret_id = "openai-api-key"
  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
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
