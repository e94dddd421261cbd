resource "google_firebase_project" "this" {
  provider   = google-beta
  depends_on = [time_sleep.ready]
}

resource "google_firebase_web_app" "this" {
  provider     = google-beta
  display_name = "BiologiDex"
  depends_on   = [google_firebase_project.this]
}

# The project's default site has the project's name: this one is ours alone.
resource "google_firebase_hosting_site" "this" {
  provider   = google-beta
  site_id    = "${var.project}-app"
  app_id     = google_firebase_web_app.this.app_id
  depends_on = [google_firebase_project.this]
}

import {
  for_each = contains(var.adopted, "auth") ? toset([var.project]) : toset([])
  to       = google_identity_platform_config.this
  id       = "projects/${each.key}/config"
}

# Accounts are made by our sign-up alone, as an administrator: never by whoever has the web API key.
resource "google_identity_platform_config" "this" {
  sign_in {
    email {
      enabled           = true
      password_required = true
    }
  }
  client {
    permissions {
      disabled_user_signup   = true
      disabled_user_deletion = true
    }
  }
  depends_on = [google_firebase_project.this]
}

resource "google_apikeys_key" "server" {
  name         = "server-${random_id.unused.hex}"
  display_name = "Passwords and tokens, asked by the functions"
  restrictions {
    api_targets {
      service = "identitytoolkit.googleapis.com"
    }
    api_targets {
      service = "securetoken.googleapis.com"
    }
  }
  depends_on = [time_sleep.ready]
}

resource "google_recaptcha_enterprise_key" "web" {
  count        = var.app_check == "off" ? 0 : 1
  display_name = "BiologiDex in a browser"
  web_settings {
    integration_type  = "SCORE"
    allow_all_domains = false
    allowed_domains   = [for origin in local.origins : replace(origin, "https://", "")]
  }
  depends_on = [time_sleep.ready]
}

resource "google_firebase_app_check_recaptcha_enterprise_config" "web" {
  provider  = google-beta
  count     = var.app_check == "off" ? 0 : 1
  app_id    = google_firebase_web_app.this.app_id
  site_key  = google_recaptcha_enterprise_key.web[0].name
  token_ttl = "3600s"
}
