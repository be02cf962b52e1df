"""Writes of learning reports, one function for each verb."""

from safeguarding.learning.services.assessing import Reply, end_of_scheme, remind, reply, send
from safeguarding.learning.services.bulletins import begin_bulletin
from safeguarding.learning.services.deciding import approve, reopen, send_back, submit, withdraw
from safeguarding.learning.services.evidence import add_file, open_file, put_reply_file, remove_file
from safeguarding.learning.services.giving_out import give_out
from safeguarding.learning.services.setting import FORMATS
from safeguarding.learning.services.writing import Text, answer, begin, edit, fill, keep

__all__ = [
    "FORMATS", "Reply", "Text", "add_file", "answer", "approve", "begin", "begin_bulletin", "edit", "end_of_scheme",
    "fill", "give_out", "keep", "open_file", "put_reply_file", "remind", "remove_file", "reopen", "reply", "send",
    "send_back", "submit", "withdraw",
]  # fmt: skip
