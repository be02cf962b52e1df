"""Pages of likely duplicates and of merges."""
