locals {
  week    = 7 * 24 * 3600
  origins = concat([google_firebase_hosting_site.this.default_url], sort(var.allowed_origins))
}

resource "google_storage_bucket" "uploads" {
  name                        = "${var.project}-uploads"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !local.protected

  # Photographs carry their exact place: what is deleted is gone.
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  cors {
    origin          = local.origins
    method          = ["PUT"]
    response_header = ["Content-Type", "x-goog-content-length-range", "x-goog-if-generation-match"]
    max_age_seconds = 3600
  }

  # Conversion moves each photograph to the media bucket within minutes: what is left after a day has no job.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 1
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 1
    }
  }

  depends_on = [time_sleep.ready]
}

resource "google_storage_bucket" "media" {
  name                        = "${var.project}-media"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !local.protected

  # What operators delete by mistake can be had again for a week in prod.
  soft_delete_policy {
    retention_duration_seconds = local.protected ? local.week : 0
  }

  # Housekeeping deletes exports after a week; this only catches what it missed.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age            = 14
      matches_prefix = ["exports/"]
    }
  }

  depends_on = [time_sleep.ready]
}

# What `operate backup` exports, as long as the daily backups are kept: docs/privacy.md promises no longer.
resource "google_storage_bucket" "backups" {
  name                        = "${var.project}-backups"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !local.protected
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 14
    }
  }

  depends_on = [time_sleep.ready]
}

resource "google_storage_bucket" "sources" {
  name                        = "${var.project}-sources"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  soft_delete_policy {
    retention_duration_seconds = 0
  }
  depends_on = [time_sleep.ready]
}

# Never deleted by a deployment: a rollback needs the zips of earlier ones.
resource "google_storage_bucket_object" "source" {
  for_each        = local.manifest
  name            = each.value.zip
  bucket          = google_storage_bucket.sources.name
  source          = "${local.packages}/${each.value.zip}"
  deletion_policy = "ABANDON"
}
