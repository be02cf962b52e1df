"""The writes of concerns and cases, one module a noun."""
