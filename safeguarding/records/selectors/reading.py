"""What the pages of retention show: what is due, what of one case, and the rules with the figures of a force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.templatetags.words import day
from safeguarding.records import policies, rules
from safeguarding.records.choices import DisposalStatus, RecordClass, ReviewStatus
from safeguarding.records.models import Disposal, LegalHold, RetentionReview, RetentionRule
from safeguarding.records.rules import Due, Held, Rule
from safeguarding.records.selectors.facts import as_rule, due_of, rules_of


@dataclass(frozen=True)
class Past:
    """One thing that was decided about a case, in words."""

    at: dt.datetime
    words: str
    reason: str = ""
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class Standing:
    """How a case stands: until when it is kept and by which rule, what holds it, what waits, what was decided."""

    due: Due | None
    holds: list[LegalHold]
    reviews: list[RetentionReview]
    disposals: list[Disposal]
    #: Whether the reader is told by which rule it is kept, and until when.
    is_told: bool = True
    #: The day on which it is looked at next, while no review waits.
    looked_at_on: dt.date | None = None

    @property
    def holds_on(self) -> list[LegalHold]:
        return [one for one in self.holds if one.is_on]

    @property
    def review(self) -> RetentionReview | None:
        """The one that waits to be decided."""
        return next((one for one in self.reviews if one.status == ReviewStatus.DUE), None)

    @property
    def disposal(self) -> Disposal | None:
        """The one that waits for a second person."""
        return next((one for one in self.disposals if one.status == DisposalStatus.PROPOSED), None)

    @property
    def rules(self) -> list[Held]:
        """Every rule that holds for it, the longest first."""
        return [self.due.held, *self.due.others] if self.due else []

    @property
    def past(self) -> list[Past]:
        """What was decided, the newest first."""
        kept = [
            Past(
                one.decided_at,
                f"Kept by {one.decided_by} on {day(one.decided_at)}: looked at again on {day(one.kept_until)}.",
                one.reason,
            )
            for one in self.reviews if one.status == ReviewStatus.KEPT and one.decided_at
        ]  # fmt: skip
        lifted = [
            Past(
                one.lifted_at, f"Legal hold of {day(one.put_on_at)} lifted by {one.lifted_by} on {day(one.lifted_at)}, "
                f"on the authority of {one.lift_authority}.", one.lift_reason,
            )
            for one in self.holds if one.lifted_at
        ]  # fmt: skip
        decided = [
            Past(
                one.decided_at,
                f"Disposal {one.get_status_display().lower()} by {one.decided_by} on {day(one.decided_at)}:",
                one.answer, one.get_absolute_url(), one.reference,
            )
            for one in self.disposals if one.decided_at
        ]  # fmt: skip
        return sorted([*kept, *lifted, *decided], key=lambda one: one.at, reverse=True)

    @property
    def may_go(self) -> bool:
        """Whether its years are over and nothing holds it."""
        return self.due is not None and self.due.keep_until <= clock.today() and not self.holds_on


def standing_of(case: Case, user: User) -> Standing:
    """How one case stands, as this user sees it."""
    due = due_of(case, clock.today())
    kept = RetentionReview.objects.kept_since_closed().filter(case=case).values_list("kept_until", flat=True)
    return Standing(
        due,
        list(LegalHold.objects.visible_to(user).filter(case=case).select_related("put_on_by", "lifted_by")),
        list(RetentionReview.objects.visible_to(user).filter(case=case).select_related("decided_by").order_by("-pk")),
        list(Disposal.objects.visible_to(user).filter(case=case).select_related("proposed_by", "decided_by")),
        policies.may_be_told(user, case),
        rules.looked_at_on(due, kept) if due else None,
    )


def queue(user: User) -> QuerySet[RetentionReview]:
    """What is due for review, the oldest first."""
    found = RetentionReview.objects.visible_to(user).filter(status=ReviewStatus.DUE)
    found = found.annotate(is_untold=policies.untold(user))
    return found.select_related("case").order_by("due_on", "pk")


def holds(user: User) -> QuerySet[LegalHold]:
    """Holds, those that are on first, the newest first."""
    found = LegalHold.objects.visible_to(user).select_related("case", "put_on_by", "lifted_by")
    return found.order_by(F("lifted_at").desc(nulls_first=True), "-put_on_at", "-pk")


def disposals(user: User) -> QuerySet[Disposal]:
    found = Disposal.objects.visible_to(user).annotate(is_untold=policies.untold_disposal(user))
    return found.select_related("case", "proposed_by", "decided_by")


def seen_cases(user: User, pks: set[int]) -> set[int]:
    """Which of these cases this user may open."""
    return set(Case.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))


@dataclass(frozen=True)
class RuleLine:
    """A rule as the page of rules tells it: as it is today, and what was decided for a later day."""

    rule: Rule
    later: Rule | None = None
    later_from: dt.date | None = None


def rule_lines(force_id: int, on: dt.date) -> list[RuleLine]:
    """Every rule of a force as it is on a day, in the order of its table."""
    now = rules_of(force_id, on)
    later = {one.key: one for one in RetentionRule.objects.filter(force_id=force_id, effective_from__gt=on)}
    return [
        RuleLine(now[key], as_rule(later[key]), later[key].effective_from) if key in later else RuleLine(now[key])
        for key in RecordClass.values
    ]


def rule_now(force_id: int, key: str, version: int) -> Rule:
    """A rule as a review or a disposal went by it."""
    found = RetentionRule.objects.filter(force_id=force_id, key=key, number=version).first()
    return as_rule(found) if found else rules.in_force([])[key]
