"""The forms of the pages of one case, and of the case list."""
