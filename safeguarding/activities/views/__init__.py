"""What a browser asks about sessions."""
