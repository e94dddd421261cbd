"""Google Cloud's clients: each made once, when first needed, from the settings."""
