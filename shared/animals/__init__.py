"""Species: the bundled taxonomy and the animals that people have discovered."""
