"""Pages of the misconduct track of a case."""
