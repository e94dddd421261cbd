"""People: sign-up, sign-in, profiles."""
