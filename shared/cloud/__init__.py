"""Google Cloud clients, each created on first use from the settings."""
