"""Where the API begins, and its version."""

API = "/api/v1"
API_VERSION = "1.0.0"
