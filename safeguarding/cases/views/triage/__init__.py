"""The pages of triage: the queue, a concern with its proposal, what may be done with it, patterns."""
