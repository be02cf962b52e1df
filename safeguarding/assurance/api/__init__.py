"""What schemes and the adults in them must have, and have, in the API."""
