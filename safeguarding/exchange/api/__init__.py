"""Imports in the API, to read."""
