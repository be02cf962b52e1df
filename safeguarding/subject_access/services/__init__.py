"""Writes of subject access requests, one function for each verb."""

from safeguarding.subject_access.services.deciding import Ruling, answer_words, approve, decide, hand_in, send_back
from safeguarding.subject_access.services.gathering import gather, work_waiting
from safeguarding.subject_access.services.giving_out import disclose, open_file
from safeguarding.subject_access.services.making import try_again
from safeguarding.subject_access.services.recording import NewRequest, prove, record_request, refuse, withdraw
from safeguarding.subject_access.services.timing import answered, ask, extend_time

__all__ = [
    "NewRequest", "Ruling", "answer_words", "answered", "approve", "ask", "decide", "disclose", "extend_time", "gather",
    "hand_in", "open_file", "prove", "record_request", "refuse", "send_back", "try_again", "withdraw", "work_waiting",
]  # fmt: skip
