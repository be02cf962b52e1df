"""Reading requests, and gathering what the force holds about a person."""
