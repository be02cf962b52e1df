"""The pages of the case list and of one case."""
