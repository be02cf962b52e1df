"""What a browser asks about letters."""
