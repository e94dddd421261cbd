"""Notices: in-app notifications."""
