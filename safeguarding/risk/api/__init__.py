"""Risk assessments and the risk register in the API."""
