"""Pages about oneself, and the record of activity."""
