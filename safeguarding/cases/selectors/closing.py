"""What must be done before a case may close. The page shows it, and the service refuses by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from safeguarding.cases.choices import TaskStatus
from safeguarding.cases.models import Case
from safeguarding.cases.rules.work import REVIEW_CLOCKS
from safeguarding.cases.selectors.frame import PENDING_REFERRAL
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline


@dataclass(frozen=True)
class Check:
    """One thing to be done before closing: what it is, what is left of it, and the page where it is done."""

    key: str
    wanted: str
    left: tuple[str, ...]
    page: str

    @property
    def is_done(self) -> bool:
        return not self.left

    @property
    def in_words(self) -> str:
        return f"{self.wanted}: {'; '.join(self.left)}"


_ADDED: list[Callable[[Case], Check]] = []


def register_check(check: Callable[[Case], Check]) -> None:
    """Add a check of an app above. Called once, when that app is ready."""
    if check not in _ADDED:
        _ADDED.append(check)


def closing_checklist(case: Case) -> list[Check]:
    """Every check in order; the case may close when each is done."""
    added = [check(case) for check in _ADDED]
    return [_tasks(case), _referrals(case), _duties(case), _measures(case), *added, _clocks(case), _review(case)]


def _tasks(case: Case) -> Check:
    left = case.tasks.filter(status=TaskStatus.OPEN).values_list("title", flat=True)
    return Check("tasks", "Every task is done or cancelled", tuple(left), "cases:case_tasks")


def _referrals(case: Case) -> Check:
    pending = case.referrals.filter(status__in=PENDING_REFERRAL)
    left = tuple(f"{row.get_kind_display()}: {row.get_status_display().lower()}" for row in pending)
    return Check("referrals", "Every referral has its outcome", left, "cases:case_referrals")


def _duties(case: Case) -> Check:
    open_duties = case.dbs_duties.filter(decided_at__isnull=True).select_related("party")
    left = tuple(f"{duty.party.label}: not decided" for duty in open_duties)
    return Check("dbs_duties", "Every duty to refer to the DBS is decided", left, "cases:case_measures")


def _measures(case: Case) -> Check:
    running = case.measures.filter(ended_at__isnull=True).select_related("party")
    left = tuple(
        f"{row.get_kind_display()}{', ' + row.party.label if row.party else ''}: still in force" for row in running
    )
    return Check("measures", "Every protective measure has ended", left, "cases:case_measures")


def _clocks(case: Case) -> Check:
    """Clocks that still run, less those of the work listed above and of the reviews, which end with the case."""
    of_open_work = (
        Q(source_type="task", source_id__in=case.tasks.filter(status=TaskStatus.OPEN).values("pk"))
        | Q(source_type="referral", source_id__in=case.referrals.filter(status__in=PENDING_REFERRAL).values("pk"))
        | Q(source_type="dbsduty", source_id__in=case.dbs_duties.filter(decided_at__isnull=True).values("pk"))
        | Q(source_type="protectivemeasure", source_id__in=case.measures.filter(ended_at__isnull=True).values("pk"))
    )
    running = Deadline.objects.running().filter(subject_type="case", subject_id=case.pk).select_related("rule")
    left = running.exclude(of_open_work).exclude(rule__key__in=REVIEW_CLOCKS)
    words = tuple(f"{deadline.rule.title}: {deadline.in_words}" for deadline in left)
    return Check("clocks", "No other clock is running", words, "cases:case_clocks")


def _review(case: Case) -> Check:
    """The last review is one that sets no next date, and it is not older than a review cycle."""
    latest = case.reviews.order_by("-held_at", "-pk").first()
    since = clock.now() - dt.timedelta(days=case.review_days)
    wanted = f"A last review was held within {case.review_days} days, and it set no next date"
    left: tuple[str, ...] = ()
    if latest is None:
        left = ("no review has been held",)
    elif latest.next_review_on is not None:
        left = ("the latest review set a next date",)
    elif latest.held_at < since:
        left = ("the last review is too old",)
    return Check("review", wanted, left, "cases:case_reviews")
