"""What is asked about recommendations."""
