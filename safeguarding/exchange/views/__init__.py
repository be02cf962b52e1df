"""Pages on which data is brought in."""
