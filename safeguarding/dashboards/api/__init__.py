"""The figures of the overview as JSON, for its charts and for other programs."""
