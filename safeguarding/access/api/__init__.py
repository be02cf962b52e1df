"""Signing in to the API, and who the caller is."""
