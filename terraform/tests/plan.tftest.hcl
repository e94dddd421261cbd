mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
  mock_data "google_storage_project_service_account" {
    defaults = { email_address = "service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
  }
}
mock_provider "google-beta" {}
mock_provider "random" {}
mock_provider "time" {}

variables {
  project   = "demo-biologidex"
  env       = "dev"
  operators = ["operator@example.org"]
}

run "the_address_of_a_function_is_known_before_it_is" {
  command = plan
  assert {
    condition     = output.functions["convert_image"] == "https://convert-image-123456789012.us-central1.run.app"
    error_message = "The address of convert_image."
  }
  assert {
    condition     = length(google_secret_manager_secret.openai) == 0
    error_message = "The local model needs no key."
  }
}

run "openai_s_key_goes_to_who_asks_it" {
  command = plan
  variables {
    vision_provider = "openai"
  }
  assert {
    condition = [
      for name, secrets in local.secrets_of : name if contains(keys(secrets), "OPENAI_API_KEY")
    ] == ["identify_animal"]
    error_message = "Only identify_animal asks OpenAI."
  }
}

run "prod_is_protected" {
  command = plan
  variables {
    env = "prod"
  }
  assert {
    condition     = google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED"
    error_message = "The database of prod is not deleted."
  }
  assert {
    condition     = google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "The database of prod can be had as it was."
  }
  assert {
    condition     = length(google_firestore_backup_schedule.daily) == 1
    error_message = "The database of prod is backed up."
  }
  assert {
    condition     = !google_storage_bucket.media.force_destroy && !google_storage_bucket.uploads.force_destroy && !google_storage_bucket.backups.force_destroy
    error_message = "The buckets of prod are not deleted with what is in them."
  }
}

run "the_repository_s_main_branch_alone_releases" {
  command = plan
  variables {
    repository = "owner/name"
  }
  assert {
    condition = (google_iam_workload_identity_pool_provider.github[0].attribute_condition
    == "assertion.repository == 'owner/name' && assertion.ref == 'refs/heads/main'")
    error_message = "The condition names repository and branch."
  }
}

run "wrong_variables_are_refused" {
  command = plan
  variables {
    project         = "A"
    env             = "test"
    region          = "nowhere"
    operators       = ["nobody"]
    vision_provider = "crystal-ball"
    app_check       = "perhaps"
    allowed_origins = ["http://example.org/"]
    settings        = { HASH_SECRET = "known" }
    max_instances   = 0
    monthly_budget  = { billing_account = "0", usd = 0 }
    repository      = "name"
    adopted         = ["everything"]
  }
  expect_failures = [
    var.project, var.env, var.region, var.operators, var.vision_provider, var.app_check, var.allowed_origins,
    var.settings, var.max_instances, var.monthly_budget, var.repository, var.adopted,
  ]
}
