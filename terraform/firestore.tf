locals {
  indexes = jsondecode(file("${path.module}/../firestore.indexes.json"))
  # An index is named by its contents: another order in the file changes nothing.
  composite = { for index in local.indexes.indexes : sha1(jsonencode(index)) => index }
  fields    = { for field in local.indexes.fieldOverrides : "${field.collectionGroup}.${field.fieldPath}" => field }
}

import {
  for_each = contains(var.adopted, "database") ? toset(["(default)"]) : toset([])
  to       = google_firestore_database.this
  id       = "projects/${var.project}/databases/${each.key}"
}

resource "google_firestore_database" "this" {
  name                              = "(default)"
  location_id                       = var.region
  type                              = "FIRESTORE_NATIVE"
  point_in_time_recovery_enablement = local.protected ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = local.protected ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = local.protected ? "ABANDON" : "DELETE"
  depends_on                        = [time_sleep.ready]
}

resource "google_firestore_index" "composite" {
  for_each    = local.composite
  database    = google_firestore_database.this.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope
  skip_wait   = true

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.fieldPath
      order        = try(fields.value.order, null)
      array_config = try(fields.value.arrayConfig, null)
    }
  }
}

resource "google_firestore_field" "override" {
  for_each   = local.fields
  database   = google_firestore_database.this.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath
  skip_wait  = true

  index_config {
    dynamic "indexes" {
      for_each = each.value.indexes
      content {
        query_scope  = indexes.value.queryScope
        order        = try(indexes.value.order, null)
        array_config = try(indexes.value.arrayConfig, null)
      }
    }
  }

  dynamic "ttl_config" {
    for_each = try(each.value.ttl, false) ? [1] : []
    content {}
  }
}

resource "google_firestore_backup_schedule" "daily" {
  count     = local.protected ? 1 : 0
  database  = google_firestore_database.this.name
  retention = "1209600s" # 14 days
  daily_recurrence {}
}

resource "google_firebaserules_ruleset" "firestore" {
  source {
    files {
      name    = "firestore.rules"
      content = file("${path.module}/../firestore.rules")
    }
  }
  lifecycle {
    create_before_destroy = true
  }
  depends_on = [google_firestore_database.this]
}

# Firebase releases rules that let nobody in when it comes to a project with a database: sometimes before we do.
import {
  for_each = contains(var.adopted, "rules") ? toset(["cloud.firestore"]) : toset([])
  to       = google_firebaserules_release.firestore
  id       = "projects/${var.project}/releases/${each.key}"
}

resource "google_firebaserules_release" "firestore" {
  name         = "cloud.firestore"
  ruleset_name = google_firebaserules_ruleset.firestore.name
}
