"""Accounts and contacts in the API."""
