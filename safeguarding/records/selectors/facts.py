"""What of many cases decides how long each is kept: a fixed number of queries, whatever the number of cases."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from safeguarding.access.models import Force
from safeguarding.cases.choices import PartyRole, ReferralKind, ReferralStatus
from safeguarding.cases.models import Case, CaseParty, Referral
from safeguarding.core import clock
from safeguarding.investigations.choices import DISMISSALS
from safeguarding.investigations.models import Investigation, Proceedings
from safeguarding.people.choices import PersonKind
from safeguarding.records import rules
from safeguarding.records.choices import CLEARED, SEXUAL_ACTS
from safeguarding.records.models import RetentionRule
from safeguarding.records.rules import Due, Facts, Rule
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import OffenceConsidered, Track
from safeguarding.tracks.rules import ends
from safeguarding.tracks.rules.offences import OFFENCES

SEXUAL = tuple(one.code for one in OFFENCES if one.source.startswith(SEXUAL_ACTS))
Born = dict[int, list[dt.date | None]]


def rules_of(force: Force | int, on: dt.date) -> dict[str, Rule]:
    """The rules of a force on a day."""
    force_id = force if isinstance(force, int) else force.pk
    changes = RetentionRule.objects.filter(force_id=force_id, effective_from__lte=on)
    return rules.in_force([as_rule(one) for one in changes.order_by("effective_from", "number")])


def as_rule(one: RetentionRule) -> Rule:
    return Rule(one.key, one.years, one.review_every, one.source, one.until_age, one.number)


def due_of(case: Case, on: dt.date) -> Due | None:
    """Until when a closed case is kept, by which rule; nothing for one that is open: its years have not begun."""
    facts = facts_of([case])
    return rules.due(facts[case.pk], rules_of(case.force_id, on).values()) if case.pk in facts else None


def facts_of(cases: Sequence[Case]) -> dict[int, Facts]:
    """The facts of those of these cases that are closed."""
    closed = {case.pk: case for case in cases if case.closed_at is not None}
    ids = list(closed)
    subjects, children = _born(ids)
    dismissed = _dismissed(ids)
    misconduct = _ids(Investigation.objects.filter(case__in=ids)) | _ids(
        Track.objects.filter(case__in=ids, kind__in=(TrackKind.MISCONDUCT, TrackKind.COMPLAINT))
    )
    alleged, cleared = _allegations(ids)
    sexual = _ids(OffenceConsidered.objects.filter(of__case__in=ids, code__in=SEXUAL), "of__case_id")
    return {
        pk: Facts(
            closed_on=clock.london_date(case.closed_at or case.updated_at),
            subjects_born=tuple(subjects[pk]), children_born=tuple(children[pk]),
            has_misconduct=pk in misconduct, has_dismissal=pk in dismissed,
            is_abuse_of_position=case.is_abuse_of_position,
            has_allegation=pk in alleged, was_cleared=pk in cleared,
            is_sexual=pk in sexual or (case.is_abuse_of_position and bool(children[pk])),
        )
        for pk, case in closed.items()
    }  # fmt: skip


def _born(ids: Sequence[int]) -> tuple[Born, Born]:
    """When the subjects and the young people of each case were born; of somebody taken off again it does not count."""
    subjects, children = defaultdict(list), defaultdict(list)
    rows = CaseParty.objects.filter(case__in=ids, removed_at__isnull=True)
    for case, role, kind, born in rows.values_list("case_id", "role", "kind", "person__date_of_birth"):
        if role == PartyRole.SUBJECT:
            subjects[case].append(born)
        if kind == PersonKind.YOUNG_PERSON:
            children[case].append(born)
    return subjects, children


def _dismissed(ids: Sequence[int]) -> set[int]:
    """The cases in which somebody was dismissed, or would have been: by the outcome of proceedings, or by the end of a
    track that had none on record here. Whichever says so keeps the case."""
    decided = Proceedings.objects.filter(investigation__case__in=ids, outcome__in=DISMISSALS)
    ended = Track.objects.filter(case__in=ids, kind=TrackKind.MISCONDUCT, end__in=ends.DISMISSALS)
    return _ids(decided, "investigation__case_id") | _ids(ended)


def _allegations(ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """The cases with an allegation that went to the LADO, and those of which every one ended false or malicious."""
    tracks = Track.objects.filter(case__in=ids, kind=TrackKind.LADO)
    referred = Referral.objects.filter(case__in=ids, kind=ReferralKind.LADO).exclude(status=ReferralStatus.NOT_NEEDED)
    alleged = _ids(tracks) | _ids(referred)
    return alleged, _ids(tracks.filter(end__in=CLEARED)) - _ids(tracks.filter(~Q(end__in=CLEARED)))


def _ids(rows: Iterable[object], column: str = "case_id") -> set[int]:
    return set(rows.order_by().values_list(column, flat=True))  # type: ignore[attr-defined]  # a queryset of any model
