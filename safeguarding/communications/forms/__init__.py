"""What is asked about accounts and contacts."""
