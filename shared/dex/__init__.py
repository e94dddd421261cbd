"""A person's collection of animals."""
