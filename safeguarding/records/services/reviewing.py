"""What is due for a retention review is found each night, and each review is decided: kept, or put up for disposal."""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.audit.services import record, record_many
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.core.services.holding import GOES_ON
from safeguarding.records import policies, rules
from safeguarding.records.choices import DisposalStatus, RecordClass, ReviewStatus
from safeguarding.records.models import Disposal, RetentionReview
from safeguarding.records.rules import Due, Rule, in_force
from safeguarding.records.selectors.facts import facts_of, rules_of
from safeguarding.records.selectors.reading import rule_now
from safeguarding.records.services.taking import require_closed, take

log = logging.getLogger(__name__)
BATCH = 500
#: No rule lets a case fall due sooner: what was closed later is not looked at.
SOONEST_YEARS = 1


def find_due(*, by: User) -> int:
    """Put every case on the queue whose review has come; says how many. Run twice, or killed and run again, none twice.

    Each batch is a transaction of its own, and what is on the queue is passed over: the next run goes on. Where one
    goes wrong, its cases are taken one by one, and the one that is wrong keeps no other from being looked at.
    """
    made, last = 0, 0
    while True:
        try:
            found = _batch(last, by)
        except GOES_ON:
            raise
        except Exception:
            found = _one_by_one(last, by)
        if found is None:
            return made
        last, more = found
        made += more


def _one_by_one(after: int, by: User) -> tuple[int, int]:
    """The cases of a batch that went wrong. Of the one that does again no more is said than which it is."""
    made, last = 0, after
    for _ in range(BATCH):
        pk = _open_to_look_at(last).values_list("pk", flat=True).first()
        if pk is None:
            break
        try:
            found = _batch(last, by, size=1)
            last, more = found or (pk, 0)
            made += more
        except GOES_ON:
            raise
        except Exception as trouble:
            log.error(
                "a case could not be looked at for retention", extra={"pk": pk, "trouble": type(trouble).__name__}
            )
            last = pk
    return last, made


@transaction.atomic
def _batch(after: int, by: User, *, size: int = BATCH) -> tuple[int, int] | None:
    """The next closed cases by number, locked: a case that is reopened or held meanwhile waits for this."""
    taken = list(_open_to_look_at(after).select_for_update(of=("self",), no_key=True, skip_locked=True)[:size])
    if not taken:
        return None
    made = _put_on_queue(taken, clock.today(), by)
    return taken[-1].pk, made


def _open_to_look_at(after: int) -> QuerySet[Case]:
    today = clock.today()
    settled = Disposal.objects.filter(
        case=OuterRef("pk"), status__in=(DisposalStatus.PROPOSED, DisposalStatus.APPROVED, DisposalStatus.ERASED)
    )
    on_queue = RetentionReview.objects.filter(case=OuterRef("pk"), status=ReviewStatus.DUE)
    # A case that is on the queue is looked at too: it may have been reopened, or a rule may keep it longer now.
    cases = Case.objects.filter(Q(stage=Stage.CLOSED, closed_at__lte=_long_ago(today)) | Exists(on_queue), pk__gt=after)
    return cases.exclude(Exists(settled)).order_by("pk")


def _long_ago(today: dt.date) -> dt.datetime:
    return clock.end_of_day(today - dt.timedelta(days=365 * SOONEST_YEARS))


def _put_on_queue(cases: Sequence[Case], today: dt.date, by: User) -> int:
    facts = facts_of(cases)
    of_force: dict[int, list[Rule]] = {}
    waiting = {one.case_id: one for one in RetentionReview.objects.filter(case__in=cases, status=ReviewStatus.DUE)}
    kept: dict[int, list[dt.date | None]] = defaultdict(list)
    for pk, until in (
        RetentionReview.objects.kept_since_closed().filter(case__in=cases).values_list("case_id", "kept_until")
    ):
        kept[pk].append(until)
    new: list[RetentionReview] = []
    for case in cases:
        if case.force_id not in of_force:
            of_force[case.force_id] = list(rules_of(case.force_id, today).values())
        due = rules.due(facts[case.pk], of_force[case.force_id]) if case.pk in facts else None
        on = rules.looked_at_on(due, kept[case.pk]) if due else None
        if on is None or on > today:
            if case.pk in waiting:
                save_fields(waiting[case.pk], status=ReviewStatus.LAPSED)
                record("records.lapsed", by=by, obj=case)
        elif case.pk not in waiting and due is not None:
            new.append(_review(case, due, on))
    RetentionReview.objects.bulk_create(new)
    record_many("records.due", by=by, rows=[(one.case, {}) for one in new])
    return len(new)


def _review(case: Case, due: Due, on: dt.date) -> RetentionReview:
    return RetentionReview(
        force_id=case.force_id, case=case, rule_key=due.rule.key, rule_version=due.rule.version, due_on=on,
        keep_until=due.keep_until, found_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def keep(review: RetentionReview, *, until: dt.date, reason: str, version: int | None, by: User) -> RetentionReview:
    """Keep the case for longer, with the reason; on that day it is looked at again."""
    case = take(review.case, by=by)
    require_closed(case)
    held = take_review(review, version=version, by=by)
    # The years between two reviews would tell of the rule.
    is_told = policies.may_be_told(by, case)
    rule = rule_now(case.force_id, held.rule_key, held.rule_version) if is_told else in_force([])[RecordClass.GENERAL]
    _require_reviewed_in_time(rule, until, reason)
    save_fields(
        held, status=ReviewStatus.KEPT, kept_until=until, reason=reason.strip(), decided_by=by, decided_at=clock.now()
    )
    record("records.kept", by=by, obj=case, data={"until": clock.date_words(until)})
    return held


def take_review(review: RetentionReview, *, version: int | None, by: User) -> RetentionReview:
    """Lock a review that waits; raises Conflict when somebody decided it."""
    held = lock_fresh(RetentionReview.objects.visible_to(by), pk=review.pk, version=None)
    if held.status != ReviewStatus.DUE:
        who = f" by {held.decided_by}" if held.decided_by else ""
        raise Conflict(f"This review stands at “{held.get_status_display().lower()}”{who}: somebody was quicker.")
    if version is not None:
        lock_fresh(RetentionReview.objects.visible_to(by), pk=review.pk, version=version)
    return held


def _require_reviewed_in_time(rule: Rule, until: dt.date, reason: str) -> None:
    errors = {}
    today = clock.today()
    latest = rules.latest_keep(rule, today)
    if until <= today:
        errors["until"] = ["Choose a day to come"]
    elif until > latest:
        errors["until"] = [
            f"At the latest {clock.date_words(latest)}: a review every {rule.review_every} years ({rule.source})"
        ]
    if not reason.strip():
        errors["reason"] = ["Say why it is still needed"]
    if errors:
        raise Invalid(errors)
