"""What became of an account, and where else it stands, for its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from safeguarding.access.models import User
from safeguarding.communications.choices import AccountStatus
from safeguarding.communications.models import Account, AccountRequest, ContactEvent, ContactReport
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind

#: Of what stands elsewhere, so many are named.
MOST_SHOWN = 10


def story(account: Account) -> list[dict[str, object]]:
    """How an account came to stand where it stands: the newest first, from its history, each with the day it names."""
    rows = Account.pgh_event_model.objects.filter(pgh_obj_id=account.pk).order_by("pgh_id")  # type: ignore[attr-defined]  # made by @track
    told: list[dict[str, object]] = []
    last = None
    for row in rows.values(
        "pgh_created_at", "status", "approved_on", "approved_until", "revoked_on", "decided_because",
        "passwords_changed_on", "added_at",
    ):  # fmt: skip
        now = (row["status"], row["approved_until"], row["passwords_changed_on"])
        if now != last:
            told.append({**row, "label": AccountStatus(row["status"]).label, "day": _day_of(row, is_first=not told)})
        last = now
    return told[::-1]


def _day_of(row: dict[str, Any], *, is_first: bool) -> dt.date:
    """The day that the row itself names: what is put on record later happened when it says."""
    named = {AccountStatus.APPROVED: row["approved_on"], AccountStatus.REVOKED: row["revoked_on"]}
    day: dt.date | None = named.get(row["status"])
    return day or clock.london_date(row["added_at"] if is_first else row["pgh_created_at"])


@dataclass(frozen=True)
class Stands:
    """Where else an account stands: how much of what, and where it is found."""

    contacts: int
    reports: int
    same_handle: list[Account]
    asked_for: list[AccountRequest]


def where_it_stands(user: User, account: Account) -> Stands:
    """Where one handle is found beside its row on the register, counted over what the user may see.

    The same handle on another platform is another account, and may be a pretender; requests of other accounts on this
    platform name it however it was written.
    """
    seen = Account.objects.visible_to(user)
    requests = AccountRequest.objects.filter(
        account__in=seen.values("pk"), account__platform=account.platform_id, target_key=account.handle_key
    )
    same = seen.filter(handle_key=account.handle_key).exclude(pk=account.pk).exclude(
        person__kind=PersonKind.YOUNG_PERSON
    )  # fmt: skip
    contacts, reports = Account.objects.filter(pk=account.pk).values_list(
        _count(ContactEvent.objects.visible_to(user)), _count(ContactReport.objects.visible_to(user))
    ).get()  # fmt: skip
    return Stands(
        contacts=contacts,
        reports=reports,
        same_handle=list(same.select_related("platform").order_by("platform__name", "pk")[:MOST_SHOWN]),
        asked_for=list(requests.select_related("account__platform").order_by("-made_at", "-pk")[:MOST_SHOWN]),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of them name the account of the outer query."""
    of_it = rows.filter(account=OuterRef("pk")).order_by().values("account")
    return Coalesce(Subquery(of_it.annotate(many=Count("pk")).values("many")), 0)
