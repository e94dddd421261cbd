"""What people cost: docs/cost.md, from what each action takes on the emulators."""
