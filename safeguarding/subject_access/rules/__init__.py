"""Pure: when an answer is due, and a text without other people's names."""
