"""What the rules are told of messages, and what they say of each: nothing is written here."""
