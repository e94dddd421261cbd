"""Friendships, blocks, and access to other people's data."""
