"""What a browser asks about people."""
