"""The pages of the work on a case, and of one's own work."""
