"""Which threads are groups, where the file does not say so itself: three who write in one thread are no talk of two."""

from __future__ import annotations

from safeguarding.conversations.models import Conversation, Message, MessageExport

TWO = 2


def note_groups(export: MessageExport) -> int:
    """Mark threads of an export as groups in which more than two write; says how many. What is not sure stays so."""
    noted = 0
    for one in Conversation.objects.filter(export=export, is_group=None).only("pk").iterator(chunk_size=1000):
        if _more_than_two_write(one):
            noted += Conversation.objects.filter(pk=one.pk).update(is_group=True)
    return noted


def _more_than_two_write(one: Conversation) -> bool:
    """One after the other, so that a group is known by its first messages and no long thread is counted."""
    rows = Message.objects.filter(conversation=one, sender__isnull=False)
    found: list[int] = []
    while len(found) <= TWO:
        sender = rows.exclude(sender__in=found).order_by("position").values_list("sender", flat=True).first()
        if sender is None:
            return False
        found.append(sender)
    return True
