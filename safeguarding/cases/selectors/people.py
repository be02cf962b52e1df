"""The people of a case, as its page shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.rules.conflicts import IN_CONFLICT_ROLES
from safeguarding.core import clock
from safeguarding.people.models import Person


@dataclass(frozen=True)
class PartyCard:
    """One person of a case: how old they were then and are now, and what their part in it keeps from them."""

    party: CaseParty
    age_then: int | None
    age_now: int | None
    conflict: str


def party_cards(case: Case) -> list[PartyCard]:
    """Everybody in the case, in the order of their labels."""
    then = day_of_concern(case)
    parties = case.parties.filter(removed_at__isnull=True).select_related("person", "person__line_manager")
    return [_card(party, then) for party in parties]


def removed_parties(case: Case) -> QuerySet[CaseParty]:
    """Who was taken off the case; their labels stay theirs."""
    return case.parties.filter(removed_at__isnull=False).select_related("person", "removed_by")


def day_of_concern(case: Case) -> dt.date:
    """The day that ages are counted on: when the first concern happened, or was received, or the case was opened."""
    first = case.case_concerns.aggregate(happened=Min("concern__happened_on"), received=Min("concern__received_at"))
    if first["happened"]:
        found: dt.date = first["happened"]
        return found
    return clock.london_date(first["received"] or case.opened_at)


def people_to_add(user: User, person_id: int) -> QuerySet[Person]:
    """The person of this number, if the user may see them on record."""
    return Person.objects.visible_to(user).filter(pk=person_id).select_related("unit")


def _card(party: CaseParty, then: dt.date) -> PartyCard:
    person = party.person
    return PartyCard(
        party=party,
        age_then=person.age_on(then) if person else None,
        age_now=person.age_on(clock.today()) if person else None,
        conflict=_conflict(party),
    )


def _conflict(party: CaseParty) -> str:
    """What the party's role keeps from whom, in words; nothing for who has no account to look with."""
    if party.person is None or party.role not in IN_CONFLICT_ROLES:
        return ""
    has_manager = party.role == PartyRole.SUBJECT and party.person.line_manager_id
    if party.person.user_id and has_manager:
        return "Has an account here. Neither they nor who manages them can see this case."
    if party.person.user_id:
        return "Has an account here, and cannot see this case."
    return "Who manages them cannot see this case." if has_manager else ""
