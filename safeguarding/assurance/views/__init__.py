"""What a browser asks about requirements."""
