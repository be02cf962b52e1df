"""Sessions for programs."""
