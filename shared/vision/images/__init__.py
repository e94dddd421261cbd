"""Photographs in, standard pictures out: `sandbox` is what the rest of the product calls."""
