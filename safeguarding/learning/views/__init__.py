"""Pages of learning reports."""
