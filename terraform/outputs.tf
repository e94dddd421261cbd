output "site" {
  description = "The Hosting site, as firebase deploy names it."
  value       = google_firebase_hosting_site.this.site_id
}

output "url" {
  description = "Where people find the product."
  value       = google_firebase_hosting_site.this.default_url
}

output "functions" {
  description = "The bare address of each function."
  value       = local.urls
}

output "web_app_id" {
  description = "The Firebase web app, as the client names it to App Check."
  value       = google_firebase_web_app.this.app_id
}

output "recaptcha_site_key" {
  description = "The site key with which the client proves itself to App Check; null when it is off."
  value       = one(google_recaptcha_enterprise_key.web[*].name)
}

output "uploads_bucket" {
  description = "The bucket that takes photographs."
  value       = google_storage_bucket.uploads.name
}

output "ci_provider" {
  description = "The workload identity provider for the repository's releases; null without one."
  value       = one(google_iam_workload_identity_pool_provider.github[*].name)
}

output "env" {
  description = "The environment that this is."
  value       = var.env
}
