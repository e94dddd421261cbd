"""The operators' commands, one file per command."""
