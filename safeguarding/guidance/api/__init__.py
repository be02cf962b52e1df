"""Policies in the API: what was published for everybody in the force, all else for keepers."""
