"""Photographs in, standard pictures out; the rest of the product calls `sandbox`."""
