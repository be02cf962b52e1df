"""Imports in the API."""
