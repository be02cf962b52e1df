"""Messages of a case in the API: their exports, who is in them, conversations, and what was found in them."""

from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.conversations.api.bundles import BundleVersionViewSet, BundleViewSet
from safeguarding.conversations.api.exports import (
    ConversationViewSet,
    ExportViewSet,
    FailedMessageViewSet,
    UnreadViewSet,
)
from safeguarding.conversations.api.findings import FindingViewSet, LexiconView
from safeguarding.conversations.api.messages import MessageViewSet
from safeguarding.conversations.api.pairs import MessagePairViewSet
from safeguarding.conversations.api.people import ParticipantViewSet

_NUMBER = "[0-9]{1,18}"
_EXPORT = f"{UNDER_CASE}message-exports/(?P<export>{_NUMBER})/"
_CONVERSATION = f"{_EXPORT}conversations/(?P<conversation>{_NUMBER})/"

#: For the assembly of the API: each route's address, what answers, and its name.
ROUTES = (
    (UNDER_CASE + "message-exports", ExportViewSet, "case-message-export"),
    (_EXPORT + "unread", UnreadViewSet, "case-message-unread"),
    (_EXPORT + "participants", ParticipantViewSet, "case-message-participant"),
    (_EXPORT + "conversations", ConversationViewSet, "case-conversation"),
    (_CONVERSATION + "messages", MessageViewSet, "case-message"),
    (_EXPORT + "rules/(?P<rule>COM-[0-9]{2})/messages", FailedMessageViewSet, "case-message-failed"),
    (UNDER_CASE + "message-bundles", BundleViewSet, "case-message-bundle"),
    (f"{UNDER_CASE}message-bundles/(?P<bundle>{_NUMBER})/versions", BundleVersionViewSet, "case-message-version"),
    (UNDER_CASE + "message-pairs", MessagePairViewSet, "case-message-pair"),
    (UNDER_CASE + "message-findings", FindingViewSet, "case-message-finding"),
)

__all__ = ["ROUTES", "LexiconView"]
