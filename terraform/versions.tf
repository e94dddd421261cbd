terraform {
  required_version = ">= 1.11"

  required_providers {
    google      = { source = "hashicorp/google", version = "~> 8.7" }
    google-beta = { source = "hashicorp/google-beta", version = "~> 8.7" }
    random      = { source = "hashicorp/random", version = "~> 3.7" }
    time        = { source = "hashicorp/time", version = "~> 0.13" }
  }

  backend "gcs" {} # scripts/release.py names the project's bucket
}

# Identity Platform, Firebase's rules, API keys and budgets ask people who call them for a project whose quota they use.
provider "google" {
  project               = var.project
  region                = var.region
  default_labels        = local.labels
  user_project_override = true
  billing_project       = var.project
}

provider "google-beta" {
  project               = var.project
  region                = var.region
  default_labels        = local.labels
  user_project_override = true
  billing_project       = var.project
}
