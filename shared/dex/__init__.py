"""The dex: a person's collection of animals."""
