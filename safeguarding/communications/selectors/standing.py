"""An account and leave to be in contact as they stood at one moment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from safeguarding.communications.choices import AccountStatus, AuthorisationStatus
from safeguarding.communications.models import Account, ContactAuthorisation
from safeguarding.communications.rules.facts import AccountFacts
from safeguarding.core import clock


def account_at(account: Account, moment: dt.datetime, *, sender_id: int | None) -> AccountFacts:
    """The account as it stood: its kind, whether it was approved that day, and who was on its list."""
    history = apps.get_model("communications", "AccountEvent")._default_manager.filter(pgh_obj=account.pk)
    rows = list(history.order_by("pgh_created_at", "pgh_id").values(*_COLUMNS))
    then = [row for row in rows if row["pgh_created_at"] <= moment]
    accesses = account.accesses.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment), since__lte=moment)
    on_the_list = set(accesses.values_list("person_id", flat=True))
    return AccountFacts(
        id=account.pk, kind=then[-1]["kind"] if then else account.kind,
        is_approved=_was_approved(then[-1:] or rows, clock.london_date(moment)),
        sender_has_access=sender_id in on_the_list if sender_id else None, has_any_access=bool(on_the_list),
    )  # fmt: skip


_COLUMNS = ("pgh_created_at", "kind", "status", "approved_on", "approved_until")


def _was_approved(rows: list[dict[str, Any]], day: dt.date) -> bool:
    """Whether one of these versions says that it was approved on the day.

    Of a day before the account was put on record, any later version may tell of it.
    """
    return any(
        row["status"] == AccountStatus.APPROVED and row["approved_on"] and row["approved_until"]
        and row["approved_on"] <= day <= row["approved_until"]
        for row in rows
    )  # fmt: skip


def leave_at(adult_id: int, moment: dt.datetime) -> QuerySet[ContactAuthorisation]:
    """Leave that was given to the adult before that moment, and was live at it."""
    day = clock.london_date(moment)
    given = ContactAuthorisation.objects.filter(
        adult_id=adult_id, status__in=(AuthorisationStatus.APPROVED, AuthorisationStatus.ENDED),
        decided_at__lte=moment, valid_from__lte=day, valid_until__gte=day,
    )  # fmt: skip
    return given.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment))
