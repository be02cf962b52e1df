"""The questions of a report are sent to schemes, and each answers them with what shows it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.policies import READ
from safeguarding.cases.policies import may as may_on_case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.services import cancel_for_subject, meet_for_subject, start
from safeguarding.guard.policies import require_unnamed
from safeguarding.learning import policies
from safeguarding.learning.choices import ASKED, AnswerKind, Standing
from safeguarding.learning.models import LearningReport, SchemeReply, SelfAssessment
from safeguarding.learning.models.assessments import SchemeReplyQuerySet
from safeguarding.learning.rules import points
from safeguarding.learning.selectors.assessments import who_answers, who_is_reminded
from safeguarding.learning.selectors.guarding import found_in_reply
from safeguarding.learning.services.writing import take
from safeguarding.notices.services import tell
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

CLOCK, SUBJECT = "self_assessment", "schemereply"
RUNNING = (SchemeStatus.TOLERATED, SchemeStatus.APPROVED, SchemeStatus.OFFICIAL)
MOST = 5_000
NAMES_SOMEBODY = "This names somebody, or says something by which they are known. Say it without"
NOT_AS_IT_STANDS = (
    "This cannot be saved as it stands: it may name somebody. Say who does what by role, such as a leader or a child, "
    "or ask the safeguarding lead."
)
CLOSED = "The scheme was closed"
REMINDER = "Questions of a learning report are not answered yet"


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
    waits = SchemeReply.objects.waiting().filter(assessment__report=held)
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
    _end(SchemeReply.objects.filter(assessment__report=report), reason=reason, by=by)


def end_of_scheme(scheme: Scheme, *, day: dt.date, by: User) -> None:
    """A scheme that is closed answers nothing more: its clocks stop. What it answered stays.

    Called while the scheme is closed, in that transaction. It is not asked anew when the scheme begins again.
    """
    _end(SchemeReply.objects.filter(scheme=scheme), reason=CLOSED, by=by)


def _end(replies: SchemeReplyQuerySet, *, reason: str, by: User) -> None:
    for asked in replies.waiting().select_for_update(of=("self",), no_key=True).order_by("pk"):
        save_fields(asked, ended_on=clock.today(), ended_by=by, ended_because=reason)
        cancel_for_subject(subject_type=SUBJECT, subject_id=asked.pk, rule_key=CLOCK, by=by, reason=reason)
        record("learning.question_ended", by=by, obj=asked, reason=reason)


@transaction.atomic
def remind(assessment: SelfAssessment, *, by: User) -> list[Scheme]:
    """Tell those who have not answered, each once, and no more than once a day. For which schemes there is nobody.

    What they are told says how many wait and leads to the list: nothing of the report, and no scheme by name.
    """
    rows = SelfAssessment.objects.visible_to(by).select_related("report__case")
    held = lock_fresh(rows, pk=assessment.pk, version=None)
    policies.require_sending(by)
    waiting = list(held.replies.waiting().select_related("scheme__unit", "assessment__report__case"))
    if not waiting:
        raise Conflict("Every scheme that is asked has answered.")
    if held.reminded_on == clock.today():
        raise Conflict("They were reminded today. Once a day is enough.")
    of: dict[User, int] = Counter()
    nobody = []
    for asked in waiting:
        person = who_is_reminded(asked)
        if person is None:
            nobody.append(asked.scheme)
        else:
            of[person] += 1
    for person, count in of.items():
        _remind(held, person, count)
    save_fields(held, reminded_on=clock.today(), reminded_by=by)
    record("learning.reminded", by=by, obj=held, data={"count": len(of)})
    return nobody


def _remind(held: SelfAssessment, person: User, count: int) -> None:
    waits = "1 answer waits" if count == 1 else f"{count} answers wait"
    tell(
        recipients=[person], key=f"selfassessment:reminder:{held.pk}:{clock.today():%Y-%m-%d}", title=REMINDER,
        body=f"{waits}, due {clock.date_words(held.due_on)}.",
        url=f"{reverse('learning:reply_list')}?standing={Standing.WAITING}&assessment={held.pk}",
        subject_type="selfassessment", subject_id=held.pk,
    )  # fmt: skip


@transaction.atomic
def reply(asked: SchemeReply, answers: Iterable[Reply], *, version: int | None, by: User) -> SchemeReply:
    """Answer every question for a scheme, or put right what was answered."""
    rows = SchemeReply.objects.visible_to(by).select_related("assessment__report__case", "scheme")
    held = lock_fresh(rows, pk=asked.pk, version=version)
    policies.require_replying(by, held.scheme)
    if held.ended_on is not None:
        raise Conflict(f"This is not asked any more. {held.ended_because}.")
    given = list(answers)
    shown = set(held.files.filter(file__destroyed_at=None).values_list("question", flat=True))
    _require_answers(held.assessment.questions, given, shown)
    require_no_names(held, _texts(given), by=by)
    save_fields(held, answers=[asdict(one) for one in given], answered_by=by, answered_at=clock.now())
    meet_for_subject(CLOCK, subject_type=SUBJECT, subject_id=held.pk, by=by)
    record("learning.questions_answered", by=by, obj=held)
    return held


def _texts(given: list[Reply]) -> dict[str, str]:
    """By the field in which each is written."""
    return {
        f"{name}_{at}": said for at, one in enumerate(given) for name, said in
        (("text", one.text), ("evidence", one.evidence))
    }  # fmt: skip


def require_no_names(asked: SchemeReply, texts: dict[str, str], *, by: User) -> None:
    """Everybody who sees schemes reads what a scheme answers: it names nobody of the case that the questions come of.

    Who reads that case is told at which field. Anybody else is told no more than that it cannot be saved.
    """
    if may_on_case(by, READ, asked.assessment.report.case):
        found = found_in_reply(asked, texts)
        if found:
            raise Invalid({field: [NAMES_SOMEBODY] for field in found})
        return
    require_unnamed(
        f"schemereply:{asked.pk}", texts.values(), lambda: found_in_reply(asked, texts), by=by, words=NOT_AS_IT_STANDS
    )


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
