"""Schemes in the API: the names for everybody in the force, the register for who may see it."""
