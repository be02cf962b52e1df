"""Setting links aside, and telling supervisors of those that the owner of a case may not see."""

from safeguarding.links.services.judging import seal_set_aside_again, set_aside, take_up
from safeguarding.links.services.telling import mark_seen, tell_of_hidden_links

__all__ = ["mark_seen", "seal_set_aside_again", "set_aside", "take_up", "tell_of_hidden_links"]
