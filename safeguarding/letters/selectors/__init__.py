"""Reading templates and letters, and filling a letter from the record."""
