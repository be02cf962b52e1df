"""What a browser asks about schemes."""
