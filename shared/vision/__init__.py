"""From a photograph to the names of the animals on it."""
