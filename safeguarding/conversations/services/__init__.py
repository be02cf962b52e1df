"""Message exports: added, read, and the people in them matched."""

from safeguarding.conversations.services.adding import add_export, answer, read_again
from safeguarding.conversations.services.passes import read_waiting
from safeguarding.conversations.services.people import match, say_owner, unmatch

__all__ = ["add_export", "answer", "match", "read_again", "read_waiting", "say_owner", "unmatch"]
