"""Exports of messages: what was read from them, who wrote to whom, what was found in it, and what was put together."""

from safeguarding.conversations.models.bundles import (
    Bundle,
    BundleMessage,
    BundleOpening,
    BundleVersion,
    NotedMessage,
)
from safeguarding.conversations.models.exports import Conversation, MessageExport, Participant, UnreadLine
from safeguarding.conversations.models.judgements import BegunConcern, Breach, Judgement, RuleSaid, Verdict
from safeguarding.conversations.models.looks import Look
from safeguarding.conversations.models.messages import Finding, LongWords, Message
from safeguarding.conversations.models.parts import Hour, Part

__all__ = [
    "BegunConcern", "Breach", "Bundle", "BundleMessage", "BundleOpening", "BundleVersion", "Conversation", "Finding",
    "Hour", "Judgement", "LongWords", "Look", "Message", "MessageExport", "NotedMessage", "Part", "Participant",
    "RuleSaid", "UnreadLine", "Verdict",
]  # fmt: skip
