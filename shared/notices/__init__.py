"""Notices: what a person is told of that concerns them."""
