"""Why two records cannot be merged: two people who are both in one case or one concern are two people there."""

from __future__ import annotations

from functools import partial

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import users_with
from safeguarding.cases.models import Case, CaseConflict, CaseParty, Concern, ConcernConflict, ConcernParty
from safeguarding.matching.policies import Bar
from safeguarding.notices.services import tell
from safeguarding.people.models import Person

BOTH_IN = "Both are in {}. Two people of one matter cannot be merged while both are in it."
TITLE = "Two records of people in {} were held to be one person’s"
BODY = "They were not merged. If they are one person, take one off first, then propose the merge."


def merge_bars(user: User, kept: Person, merged: Person) -> list[Bar]:
    """Each case and each concern that both are in: named to who sees it, told to its own people otherwise."""
    cases = _cases_of(kept) & _cases_of(merged)
    concerns = _concerns_of(kept) & _concerns_of(merged)
    key = f"merge:{kept.pk}:{merged.pk}"
    seen_cases = set(Case.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True))
    seen_concerns = set(Concern.objects.visible_to(user).filter(pk__in=concerns).values_list("pk", flat=True))
    found = [
        Bar(BOTH_IN.format(case.reference)) if case.pk in seen_cases else Bar("", partial(_tell_of_case, case, key))
        for case in Case.objects.filter(pk__in=cases).order_by("pk")
    ]
    return found + [
        Bar(BOTH_IN.format(one.reference)) if one.pk in seen_concerns else Bar("", partial(_tell_of_concern, one, key))
        for one in Concern.objects.filter(pk__in=concerns).order_by("pk")
    ]


def _cases_of(person: Person) -> set[int]:
    """The cases somebody is in now, by name or through a concern that is in the case."""
    named = CaseParty.objects.filter(person=person, removed_at__isnull=True).values_list("case_id", flat=True)
    told = Case.objects.filter(case_concerns__concern_id__in=_concerns_of(person)).values_list("pk", flat=True)
    return set(named) | set(told)


def _concerns_of(person: Person) -> set[int]:
    return set(ConcernParty.objects.filter(person=person).values_list("concern_id", flat=True))


def _tell_of_case(case: Case, key: str) -> None:
    """Who owns and who supervises the case, unless in conflict with it."""
    in_conflict = CaseConflict.objects.filter(case=case).values("user_id")
    holders = User.objects.filter(pk__in=[case.owner_id, case.supervisor_id or 0], is_active=True)
    tell(
        recipients=holders.exclude(pk__in=in_conflict), key=f"case:{case.pk}:{key}",
        title=TITLE.format(case.reference), body=BODY, url=case.get_absolute_url(), subject_type="case",
        subject_id=case.pk, urgent=True,
    )  # fmt: skip


def _tell_of_concern(concern: Concern, key: str) -> None:
    """Who triages in the concern's unit, unless in conflict with it; in a case, the case's own people are told."""
    if getattr(concern, "case_concern", None) is not None:
        return
    in_conflict = ConcernConflict.objects.filter(concern=concern).values("user_id")
    leads = users_with(Permission.TRIAGE, unit_ids=[concern.unit_id])
    tell(
        recipients=leads.exclude(pk__in=in_conflict), key=f"concern:{concern.pk}:{key}",
        title=TITLE.format(concern.reference), body=BODY, subject_type="concern", subject_id=concern.pk, urgent=True,
    )  # fmt: skip
