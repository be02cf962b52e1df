"""Which threads are groups, where the file does not say so itself: three who write in one thread are no talk of two."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Subquery

from safeguarding.conversations.models import Conversation, Message, MessageExport

TWO = 2


def note_groups(export: MessageExport) -> int:
    """Mark threads of an export as groups in which more than two write; says how many. What is not sure stays so."""
    written = Message.objects.filter(conversation=OuterRef("pk"), sender__isnull=False).order_by()
    writers = written.values("conversation").annotate(number=Count("sender", distinct=True)).values("number")
    unsure = Conversation.objects.filter(export=export, is_group=None)
    return unsure.annotate(writers=Subquery(writers)).filter(writers__gt=TWO).update(is_group=True)
