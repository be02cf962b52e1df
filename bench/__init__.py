"""What the pages and the API cost beside hand-written SQL for the same rows. `make bench` prints the table."""
