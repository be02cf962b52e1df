"""What is asked about policies."""
