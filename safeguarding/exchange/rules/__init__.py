"""What follows from a file alone: how it is read, what its columns may be, and what a cell says."""
