"""Moving a case from stage to stage, as the table has it. Closing cannot be forced; reopening is the supervisor's."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import states
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.rules.work import REVIEW_CLOCKS
from safeguarding.cases.selectors.closing import Check, closing_checklist
from safeguarding.cases.services.access import rebuild_access
from safeguarding.cases.services.reviews import start_review_clock
from safeguarding.cases.services.rows import note, required
from safeguarding.cases.services.taking import change, take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.deadlines.services import cancel_for_subject
from safeguarding.notices.services import tell


class NotReady(Conflict):
    """The case cannot close yet; `left` says what is still to be done."""

    def __init__(self, left: list[Check]) -> None:
        self.left = left
        super().__init__("The case cannot be closed yet. " + ". ".join(check.in_words for check in left) + ".")


@transaction.atomic
def take_step(*, case: Case, verb: str, by: User, reason: str = "", version: int | None = None) -> Case:
    """Take one step of the table. Who sees the case follows its stage, so the access list is made again."""
    wanted = states.STEPS.get(verb)
    action = CaseAction.SUPERVISE if wanted and wanted.supervisor_only else CaseAction.WORK
    case = take(case, by=by, action=action, version=version, even_if_closed=True)
    step = states.step(verb, stage=case.stage)
    if step.needs_reason:
        reason = required(reason, field="reason", message="Give the reason.")
    before = Stage(case.stage)
    if step.target == Stage.CLOSED:
        _close(case, reason=reason, by=by)
    elif before == Stage.CLOSED:
        _reopen(case, step.target, by=by)
    else:
        _move(case, step.target)
    rebuild_access(case)
    _write_down(case, before, reason=reason, by=by)
    return case


def _move(case: Case, target: str, **more: object) -> None:
    change(case, stage=target, stage_since=clock.now(), **more)


def _close(case: Case, *, reason: str, by: User) -> None:
    left = [check for check in closing_checklist(case) if not check.is_done]
    if left:
        raise NotReady(left)
    for rule_key in REVIEW_CLOCKS:
        cancel_for_subject(
            subject_type="case", subject_id=case.pk, by=by, reason="The case was closed", rule_key=rule_key
        )
    _move(case, Stage.CLOSED, closed_at=clock.now(), closing_summary=reason)


def _reopen(case: Case, target: str, *, by: User) -> None:
    _move(case, target, closed_at=None)
    start_review_clock(case, by=by, start_at=clock.now(), why="The case was reopened")


VERBS = {Stage.CLOSED: "case.closed"}


def _write_down(case: Case, before: Stage, *, reason: str, by: User) -> None:
    """In the record, in the chronology, and to the owner and the supervisor."""
    after = Stage(case.stage)
    verb = "case.reopened" if before == Stage.CLOSED else VERBS.get(after, "case.stage_changed")
    data = {"before": before.label.lower(), "after": after.label.lower()}
    record(verb, by=by, obj=case, reason=reason, data=data)
    words = f"The case went from {data['before']} to {data['after']}."
    note(case, text=f"{words} {reason}".strip(), by=by)
    tell(
        recipients=[person for person in (case.owner, case.supervisor) if person and person.pk != by.pk],
        key=f"stage:{case.pk}:v{case.version}",
        title=f"{case.reference} is {data['after']} now",
        url=case.get_absolute_url(),
        subject_type="case",
        subject_id=case.pk,
    )
