"""What a browser asks about subject access requests."""
