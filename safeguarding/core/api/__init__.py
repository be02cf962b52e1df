"""What every API route is made of: scoped reading, one shape for errors, versions, pages, the description."""
