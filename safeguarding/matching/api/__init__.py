"""Likely duplicates and merges in the API."""
