"""Telling people, and what they do with what they were told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import Force, User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.notices.models import Notice


def tell(
    *,
    recipients: Iterable[User],
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    subject_type: str = "",
    subject_id: int | None = None,
    urgent: bool = False,
) -> None:
    """Tell each person once: in the application now, by email (naming nobody) when the next pass runs."""
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person, key=key, title=title, body=body, url=url, subject_type=subject_type,
                subject_id=subject_id, is_urgent=urgent,
            )
            for person in recipients
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def tell_who_watches_accounts(force: Force, *, what: str, about: User | None, by: User) -> None:
    """Tell the force's information owner and its other administrators; not who acts, nor whose account it is."""
    administrators = users_with(Permission.ADMINISTER, unit_ids=unit_ids_of(force.pk)).values("pk")
    watching = User.objects.filter(Q(pk=force.information_owner_id) | Q(pk__in=administrators), is_active=True)
    about_id = about.pk if about else None
    tell(
        recipients=watching.exclude(pk__in=[by.pk, about_id or 0]),
        key=f"account:{about_id}:{clock.now().timestamp()}",
        title=what[:200],
        body=f"{by} ({by.email}) did this.",
        subject_type="user" if about else "",
        subject_id=about_id,
        urgent=True,
    )


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> Notice:
    """The recipient has read the notice. Reading it again changes nothing; nobody reads another's."""
    held = Notice.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=notice.pk)
    if held.read_at is None:
        held.read_at = clock.now()
        held.save(update_fields=["read_at"])
        record("notice.read", by=by, obj=held)
    return held


@transaction.atomic
def mark_all_read(*, by: User, newest: int | None = None) -> int:
    """The user has read all their notices, or those up to the newest they saw; returns how many that were."""
    unread = Notice.objects.visible_to(by).unread()
    if newest is not None:
        unread = unread.filter(pk__lte=newest)
    count = unread.update(read_at=clock.now())
    if count:
        record("notice.all_read", by=by, data={"count": count})
    return count
