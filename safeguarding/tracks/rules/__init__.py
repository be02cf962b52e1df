"""What follows from what, on plain values."""
