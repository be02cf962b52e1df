"""A case is disposed of by two people: one proposes it, a supervisor of the case who is another approves or refuses."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, next_reference, save_fields
from safeguarding.notices.services import tell
from safeguarding.records import policies, states
from safeguarding.records.choices import POLICE, DisposalStatus, ReviewStatus
from safeguarding.records.models import Disposal, RetentionReview
from safeguarding.records.rules import Due
from safeguarding.records.selectors.facts import due_of
from safeguarding.records.selectors.guarding import names_somebody
from safeguarding.records.services import erasing
from safeguarding.records.services.taking import hold_on, require_closed, take

WAITS = "The disposal of {reference} was proposed already. It waits for a second person."
NAMES = "Somebody of the case can be known by these words. They stay when the case is gone: say it without"


class Stays(Conflict):
    """Nothing changed meanwhile: the case may not be disposed of."""

    title = "This case has to stay"


@transaction.atomic
def propose(case: Case, *, reason: str, by: User) -> Disposal:
    """Put a case up for disposal once its years are over. Until a second person decides, it stays as it is."""
    held = take(case, by=by)
    if Disposal.objects.filter(case=held, status=DisposalStatus.PROPOSED).exists():
        raise Conflict(WAITS.format(reference=held.reference))
    due = require_over(held, told=by)
    made = Disposal.objects.create(
        force_id=held.force_id, case=held, rule_key=due.rule.key, rule_version=due.rule.version,
        rule_source=due.rule.source, keep_until=due.keep_until, opened_on=clock.london_date(held.opened_at),
        closed_on=clock.london_date(held.closed_at or held.updated_at), reason=_unnaming(held, reason, "reason"),
        proposed_by=by, proposed_at=clock.now(), reference=next_reference("DR"),
    )  # fmt: skip
    for review in RetentionReview.objects.filter(case=held, status=ReviewStatus.DUE):
        save_fields(review, status=ReviewStatus.PROPOSED, decided_by=by, decided_at=clock.now())
    record("records.disposal_proposed", by=by, obj=made, data={"case": held.reference})
    if held.supervisor is not None and policies.may_step(held.supervisor, "approve", made):
        tell(
            recipients=[held.supervisor], key=f"disposal:{made.pk}", title="The disposal of a case waits for you",
            body=f"It is {held.reference}. Another supervisor of the case may decide it too.",
            url=made.get_absolute_url(), subject_type="case", subject_id=held.pk,
        )  # fmt: skip
    return made


def require_over(case: Case, *, told: User) -> Due:
    """Raise unless the case is closed, its years are over by the rules of today, and no hold is on it."""
    require_closed(case)
    hold = hold_on(case)
    if hold is not None:
        raise Stays(
            f"A {hold} is on {case.reference}, put on by {hold.put_on_by} on the authority of {hold.authority}. "
            "While it is on, nothing is disposed of: a supervisor lifts it first."
        )
    due = due_of(case, clock.today())
    if due is None or due.keep_until > clock.today():
        raise Stays(f"The years of {case.reference} are not over. {_why(case, due, told)}".strip())
    return due


def _why(case: Case, due: Due | None, told: User) -> str:
    """By which rule and until when, for who may be told: it would tell of a dismissal."""
    if due is None:
        return ""
    if not policies.may_be_told(told, case):
        return f"Until when is told to professional standards ({POLICE})."
    return f"{due.rule.label}: kept until {clock.date_words(due.keep_until)} ({due.rule.source})."


@transaction.atomic
def approve(disposal: Disposal, *, answer: str, version: int | None, by: User) -> Disposal:
    """A second person has the case erased. The rules, and whether anything holds it, are asked again at that moment."""
    held = _step("approve", disposal, version=version, by=by)
    due = require_over(held.case, told=by)
    save_fields(
        held, status=DisposalStatus.APPROVED, rule_key=due.rule.key, rule_version=due.rule.version,
        rule_source=due.rule.source, keep_until=due.keep_until, decided_by=by, decided_at=clock.now(),
        answer=_unnaming(held.case, answer, "answer"),
    )  # fmt: skip
    erasing.begin(held)
    record("records.disposal_approved", by=by, obj=held, data={"case": held.case.reference})
    return held


@transaction.atomic
def refuse(disposal: Disposal, *, answer: str, version: int | None, by: User) -> Disposal:
    """A second person has it stay, and says why. It is due for review again the next night."""
    held = _step("refuse", disposal, version=version, by=by)
    save_fields(
        held, status=DisposalStatus.REFUSED, decided_by=by, decided_at=clock.now(),
        answer=_unnaming(held.case, answer, "answer"),
    )  # fmt: skip
    record("records.disposal_refused", by=by, obj=held, data={"case": held.case.reference})
    return held


@transaction.atomic
def withdraw(disposal: Disposal, *, version: int | None, by: User) -> Disposal:
    """Who proposed it proposes it no longer."""
    held = _step("withdraw", disposal, version=version, by=by)
    save_fields(held, status=DisposalStatus.WITHDRAWN, decided_by=by, decided_at=clock.now())
    record("records.disposal_withdrawn", by=by, obj=held, data={"case": held.case.reference})
    return held


def _step(verb: str, disposal: Disposal, *, version: int | None, by: User) -> Disposal:
    """Lock the case first, as holds and reviews do, then the disposal; raises who may not, and who came too late."""
    take(disposal.case, by=by)
    held = lock_fresh(Disposal.objects.visible_to(by), pk=disposal.pk, version=None)
    policies.require_step(by, verb, held)
    states.step(verb, status=held.status)
    if version is not None:
        lock_fresh(Disposal.objects.visible_to(by), pk=disposal.pk, version=version)
    return held


def _unnaming(case: Case, words: str, field: str) -> str:
    if not words.strip():
        raise Invalid({field: ["Say why"]})
    if names_somebody(case, words):
        raise Invalid({field: [NAMES]})
    return words.strip()
