"""What makes two things one, worked out on plain values."""
