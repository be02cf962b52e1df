"""What a browser asks about risk."""
