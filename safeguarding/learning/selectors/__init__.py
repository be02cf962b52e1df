"""Reads of learning reports: what the record gives a report, what the guard finds, and how a report reads."""
