"""Pages of messages: exports of a case, who is in them, and conversations as they read."""
