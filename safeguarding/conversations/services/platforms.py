"""Of which site a download is, where the file alone does not say it: a person corrects what it was taken for."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.services.taking import take
from safeguarding.communications.models import Platform
from safeguarding.communications.rules.handles import handle_key
from safeguarding.conversations.models import Conversation, MessageExport, Participant
from safeguarding.conversations.selectors.exports import SITES, site_of
from safeguarding.conversations.services.known import NAME_MOST
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields

NOT_ASKED = "Of which site this file is stands in the file."
STANDS = "That is what it stands as."
MATCHED = (
    "Take back first which accounts of the register people in this file were said to be: they are of another site."
)


@transaction.atomic
def say_site(export: MessageExport, *, site: str, version: int | None, by: User) -> MessageExport:
    """Say of which site a download is. Both write their messages alike: nothing of the file is read otherwise.

    What it was taken for before stays in the history and in the notes about the file.
    """
    take(export.case, by=by)
    held = lock_fresh(MessageExport.objects.visible_to(by), pk=export.pk, version=version)
    before = site_of(held)
    if before is None:
        raise Conflict(NOT_ASKED)
    if site not in SITES:
        raise Invalid({"site": ["Choose the site"]})
    if site == before.slug:
        raise Conflict(STANDS)
    if Participant.objects.filter(export=held, account__isnull=False).exists():
        raise Conflict(MATCHED)
    now = Platform.objects.get(slug=site)
    Conversation.objects.filter(export=held).update(platform=now)
    _move(held, now)
    note = f"It was taken for {before.name}; {by} said that it is of {now.name}."
    save_fields(held, notes=[*held.notes, note])
    record("export.site", by=by, obj=held, data={"site": now.name})
    return held


def _move(export: MessageExport, to: Platform) -> None:
    """Everybody in it, with how handles are compared there."""
    people = list(Participant.objects.filter(export=export).order_by("pk"))
    for one in people:
        one.platform, one.handle_key = to, handle_key(to.handle_rule, one.name)[:NAME_MOST]
    Participant.objects.bulk_update(people, ["platform", "handle_key"], batch_size=1_000)
    Participant.objects.filter(export=export).update(version=F("version") + 1)
