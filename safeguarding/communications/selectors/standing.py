"""Accounts and leave to be in contact as they stood at one moment, or at many."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from safeguarding.communications.choices import AccountStatus, AuthorisationStatus
from safeguarding.communications.models import Account, AccountAccess, ContactAuthorisation
from safeguarding.communications.rules.facts import AccountFacts
from safeguarding.core import clock

_COLUMNS = ("pgh_obj_id", "pgh_created_at", "kind", "status", "approved_on", "approved_until")


class Standing:
    """Accounts as they stood at any moment, in two queries however many accounts and moments are asked about."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.accounts = {account.pk: account for account in accounts}
        self.versions: dict[int, list[dict[str, Any]]] = defaultdict(list)
        history = apps.get_model("communications", "AccountEvent")._default_manager.filter(pgh_obj__in=self.accounts)
        for row in history.order_by("pgh_created_at", "pgh_id").values(*_COLUMNS):
            self.versions[row["pgh_obj_id"]].append(row)
        self.accesses: dict[int, list[AccountAccess]] = defaultdict(list)
        for access in AccountAccess.objects.filter(account__in=self.accounts):
            self.accesses[access.account_id].append(access)
        self._turns = {pk: self._turns_of(pk) for pk in self.accounts}

    def _turns_of(self, pk: int) -> list[dt.datetime]:
        turns = {row["pgh_created_at"] for row in self.versions[pk]}
        for access in self.accesses[pk]:
            turns |= {moment for moment in (access.since, access.ended_at) if moment}
        return sorted(turns)

    def stretch(self, pk: int, moment: dt.datetime) -> int:
        """Which stretch of time the moment lies in: within one nothing about the account changed but the day."""
        return bisect_right(self._turns[pk], moment)

    def at(self, pk: int, moment: dt.datetime | None, *, sender_id: int | None) -> AccountFacts:
        """The account as it stood: its kind, whether it was approved that day, and who was on its list."""
        account = self.accounts[pk]
        if moment is None:
            return AccountFacts(pk, account.kind, is_approved=None)
        rows = self.versions[pk]
        then = [row for row in rows if row["pgh_created_at"] <= moment]
        on_the_list = {
            access.person_id for access in self.accesses[pk]
            if access.since <= moment and (access.ended_at is None or access.ended_at > moment)
        }  # fmt: skip
        return AccountFacts(
            id=pk, kind=then[-1]["kind"] if then else account.kind,
            is_approved=_was_approved(then[-1:] or rows, clock.london_date(moment)),
            sender_has_access=sender_id in on_the_list if sender_id else None, has_any_access=bool(on_the_list),
        )  # fmt: skip


def account_at(account: Account, moment: dt.datetime, *, sender_id: int | None) -> AccountFacts:
    """One account as it stood at one moment."""
    return Standing([account]).at(account.pk, moment, sender_id=sender_id)


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
