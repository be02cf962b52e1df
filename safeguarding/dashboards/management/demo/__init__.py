"""Two made-up forces with two years of made-up work, so that every page has something true to show."""
