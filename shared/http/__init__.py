"""What every HTTP function shares: the app, sign-in, errors, lists, idempotency."""
