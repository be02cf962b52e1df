"""Pages of accounts and of contacts."""
