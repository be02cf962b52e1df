"""Subject access requests in the API."""
