"""Finding pairs that may be one person, and merging two records into one."""

from safeguarding.matching.services.merging import approve, propose, refuse, undo
from safeguarding.matching.services.pairs import find_pairs, move_late_links, settle_pair

__all__ = ["approve", "find_pairs", "move_late_links", "propose", "refuse", "settle_pair", "undo"]
