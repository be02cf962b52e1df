"""Exports of messages: what was read from them, who wrote to whom, and what was found in it."""

from safeguarding.conversations.models.exports import Conversation, MessageExport, Participant, UnreadLine
from safeguarding.conversations.models.judgements import Breach, Judgement, RuleSaid, Verdict
from safeguarding.conversations.models.looks import Look
from safeguarding.conversations.models.messages import Finding, Message
from safeguarding.conversations.models.parts import Hour, Part

__all__ = [
    "Breach", "Conversation", "Finding", "Hour", "Judgement", "Look", "Message", "MessageExport", "Part", "Participant",
    "RuleSaid", "UnreadLine", "Verdict",
]  # fmt: skip
