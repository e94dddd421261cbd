"""Code shared by all HTTP functions: the app, routes, sign-in, errors and idempotency."""
