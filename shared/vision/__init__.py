"""Identifying the animals in photographs."""
