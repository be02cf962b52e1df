"""What a browser asks about policies."""
