"""Cases whose years are over, held ones, and disposals as far on as a test needs them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.people.models import Person
from safeguarding.records import services
from safeguarding.records.models import Disposal, LegalHold, RetentionReview, RetentionRule
from tests.cast import Cast, fresh
from tests.factories.casework import opened

TO_CLOSED = ("assessing", "active", "awaiting_outcome", "closed")


def long_closed(case: Case, *, years: int = 40) -> Case:
    """The case as if it had been closed so many years ago, with everybody in it born long before."""
    Person.objects.filter(case_parties__case=case).update(date_of_birth=dt.date(1950, 3, 4))
    at = clock.now() - dt.timedelta(days=366 * years)
    for stage in TO_CLOSED:
        Case.objects.filter(pk=case.pk).update(stage=stage, **({"closed_at": at} if stage == "closed" else {}))
    held = Case.objects.get(pk=case.pk)
    rebuild_access(held)
    return held


def an_old_case(cast: Cast, **concern: Any) -> Case:
    """A case of Lena's, supervised by Sam, whose years are over."""
    return long_closed(opened(cast, **concern))


def due(case: Case, by: User) -> RetentionReview:
    services.find_due(by=by)
    return RetentionReview.objects.get(case=case, status="due")


def proposed(cast: Cast, case: Case, **given: Any) -> Disposal:
    """Put up for disposal by Lena."""
    return services.propose(case, reason="Its years are over.", by=fresh(cast.lena), **given)


def a_hold(cast: Cast, case: Case) -> LegalHold:
    return services.put_on_hold(case, authority="Public inquiry", reason="It asked for all of it.", by=fresh(cast.lena))


def records_of(case: Case) -> dict[str, Any]:
    """What the world of the walls holds of a case: a hold, a review that is due, a disposal that waits, a rule."""
    by, day = case.owner, clock.today()
    of_case = {"force": case.force, "case": case}
    rule = {"rule_key": "general", "rule_version": 1, "keep_until": day}
    return {
        "legal_hold": LegalHold.objects.create(**of_case, authority="A court", reason="It asked", put_on_by=by),
        "retention_review": RetentionReview.objects.create(**of_case, **rule, due_on=day),
        "disposal": Disposal.objects.create(
            **of_case, **rule, reference=f"DR-2026-{case.pk:06d}", rule_source="Source", opened_on=day, closed_on=day,
            reason="Its years are over", proposed_by=by,
        ),
        "retention_rule": RetentionRule.objects.create(
            force=case.force, key="general", number=case.pk + 1, years=7, review_every=5, effective_from=day,
            source="Ours", reason="Longer", set_by=by,
        ),
    }  # fmt: skip
