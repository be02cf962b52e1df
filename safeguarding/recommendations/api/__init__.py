"""The API of recommendations."""
