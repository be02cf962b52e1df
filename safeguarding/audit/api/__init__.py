"""What every route that records a reading takes."""
