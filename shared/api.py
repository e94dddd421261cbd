"""The API's base path and version."""

API = "/api/v1"
API_VERSION = "1.0.0"
