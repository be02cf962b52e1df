"""Words on their way into a document."""
