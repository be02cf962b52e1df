"""How cases say things on pages."""
