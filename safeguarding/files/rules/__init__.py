"""How a file is sealed, what it is, and how its name is shown: nothing here reads a disk or a table."""
