"""Links in the API."""
