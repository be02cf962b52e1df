"""Routes of learning reports."""
