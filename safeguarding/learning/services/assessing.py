"""The questions of a report are sent to schemes, and each answers them with what shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.services import cancel_for_subject, meet_for_subject, start
from safeguarding.learning import policies
from safeguarding.learning.choices import ASKED, AnswerKind
from safeguarding.learning.models import LearningReport, SchemeReply, SelfAssessment
from safeguarding.learning.rules import points
from safeguarding.learning.selectors.assessments import who_answers
from safeguarding.learning.services.writing import take
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

CLOCK, SUBJECT = "self_assessment", "schemereply"
RUNNING = (SchemeStatus.TOLERATED, SchemeStatus.APPROVED, SchemeStatus.OFFICIAL)
MOST = 5_000


@dataclass(frozen=True)
class Reply:
    """What a scheme answers to one question, and what shows it."""

    answer: str
    text: str = ""
    evidence: str = ""


@transaction.atomic
def send(report: LearningReport, *, due_on: dt.date, by: User) -> SelfAssessment:
    """Send the questions of an approved report to every scheme of the force that runs. Each has its clock."""
    held = take(report, version=None, by=by)
    policies.require_sending(by)
    if not held.is_approved:
        raise Conflict("Only the questions of a report that is approved are sent.")
    questions = [one for key in ASKED for one in points(held.sections.get(key, ""))]
    if not questions:
        raise Conflict("The report has no questions.")
    waits = SchemeReply.objects.filter(assessment__report=held, answered_at=None)
    if waits.filter(assessment__due_on__gte=clock.today()).exists():
        raise Conflict("Its questions were sent, and schemes have time to answer still. Send them again afterwards.")
    if due_on <= clock.today():
        raise Invalid({"due_on": ["The day by which they answer must be in the future"]})
    made = SelfAssessment.objects.create(force=held.force, report=held, questions=questions, due_on=due_on, sent_by=by)
    schemes = list(Scheme.objects.visible_to(by).filter(status__in=RUNNING).select_related("unit"))
    for scheme in schemes:
        _ask(made, scheme, by=by)
    record("learning.questions_sent", by=by, obj=made, data={"count": len(schemes)})
    return made


def _ask(made: SelfAssessment, scheme: Scheme, *, by: User) -> None:
    """Ask one scheme. The clock is of who answers for it: reminders go there, and up their line when it runs out."""
    asked = SchemeReply.objects.create(assessment=made, scheme=scheme)
    start(
        CLOCK, subject_type=SUBJECT, subject_id=asked.pk, subject_label=made.report.reference, force=made.force,
        unit=scheme.unit, owner=who_answers(scheme, made.report.case), start_at=made.sent_at,
        start_why="The questions were sent", due_on=made.due_on, by=by,
    )  # fmt: skip


def take_back(report: LearningReport, *, by: User, reason: str) -> None:
    """Nobody answers the questions of a report that was withdrawn: their clocks stop."""
    for asked in SchemeReply.objects.filter(assessment__report=report, answered_at=None):
        cancel_for_subject(subject_type=SUBJECT, subject_id=asked.pk, rule_key=CLOCK, by=by, reason=reason)


@transaction.atomic
def reply(asked: SchemeReply, answers: Iterable[Reply], *, version: int | None, by: User) -> SchemeReply:
    """Answer every question for a scheme, or put right what was answered."""
    rows = SchemeReply.objects.visible_to(by).select_related("assessment", "scheme")
    held = lock_fresh(rows, pk=asked.pk, version=version)
    policies.require_replying(by, held.scheme)
    given = list(answers)
    shown = set(held.files.filter(file__destroyed_at=None).values_list("question", flat=True))
    _require_answers(held.assessment.questions, given, shown)
    save_fields(held, answers=[asdict(one) for one in given], answered_by=by, answered_at=clock.now())
    meet_for_subject(CLOCK, subject_type=SUBJECT, subject_id=held.pk, by=by)
    record("learning.questions_answered", by=by, obj=held)
    return held


def _require_answers(questions: list[str], given: list[Reply], shown: set[int]) -> None:
    """Each question has its answer, and what is said to be done is shown: in words, or by a file."""
    errors: dict[str, list[str]] = {}
    if len(given) != len(questions):
        raise Invalid(f"There are {len(questions)} questions. Answer each.")
    for number, one in enumerate(given):
        if one.answer not in AnswerKind.values:
            errors[f"answer_{number}"] = ["Select yes, in part or no"]
        elif one.answer != AnswerKind.NO and not one.evidence.strip() and number not in shown:
            errors[f"evidence_{number}"] = ["Say what shows it, or add a file that does"]
        if max(len(one.text), len(one.evidence)) > MOST:
            errors[f"text_{number}"] = [f"Use {MOST:,} characters or fewer"]
    if errors:
        raise Invalid(errors)
