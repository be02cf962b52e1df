"""Answering the question on a version, acknowledging it, and recording what somebody signed on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record, record_many
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.guidance.choices import VersionStatus, Way
from safeguarding.guidance.models import Acknowledgement, Answer, PolicyVersion
from safeguarding.guidance.policies import require_keeping, require_other
from safeguarding.guidance.services.telling import SUBJECT
from safeguarding.notices.models import Notice
from safeguarding.notices.services import mark_read
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

NOT_ON_RECORD = (
    "You are not on record as a member of staff, so there is nobody to acknowledge for. Ask an administrator."
)
A_STATEMENT = 1_000
ONCE = "You have acknowledged this version already."


@dataclass(frozen=True)
class Outcome:
    """What came of acknowledging: done, or the answer was wrong, and how often somebody has answered by now."""

    is_done: bool
    attempts: int = 0


@dataclass(frozen=True)
class Paper:
    """What a keeper has seen of somebody who acknowledged on paper."""

    acknowledged_on: dt.date
    evidence: str


@transaction.atomic
def acknowledge(policy_version: PolicyVersion, *, choice: int | None = None, by: User) -> Outcome:
    """The user acknowledges a version for themself. A wrong answer is kept and counted, and may be given again."""
    held = PolicyVersion.objects.select_related("document").get(pk=policy_version.pk)
    person = Person.objects.select_for_update(of=("self",), no_key=True).filter(user=by).first()
    if person is None or person.force_id != held.document.force_id:
        raise NotAllowed(NOT_ON_RECORD)
    if not held.may_be_acknowledged:
        raise Conflict("This version is not in force. There may be a newer one to read.")
    if Acknowledgement.objects.filter(person=person, policy_version=held).exists():
        raise Conflict(ONCE)
    attempts = _answer(held, person, choice, by=by) if held.question else 0
    if held.question and choice != held.right_answer:
        return Outcome(False, attempts)
    answer = choice if held.question else None
    _write([_unsaved(held, person, Way.SIGNED_IN, clock.today(), by=by, answer=answer, attempts=attempts)])
    record("policy.acknowledged", by=by, obj=held.document, data={"number": held.number, "attempts": attempts})
    for notice in Notice.objects.visible_to(by).unread().filter(subject_type=SUBJECT, subject_id=held.pk):
        mark_read(notice=notice, by=by)
    return Outcome(True, attempts)


@transaction.atomic
def record_on_paper(policy_version: PolicyVersion, paper: Paper, *, person: Person, by: User) -> Acknowledgement:
    """Record that somebody who does not sign in acknowledged on paper. Nobody records their own.

    Whoever signs in acknowledges themself, except what they signed before the policy was kept here.
    """
    (made,) = record_many_on_paper([(policy_version, paper, person)], by=by)
    return made


@transaction.atomic
def record_many_on_paper(new: Sequence[tuple[PolicyVersion, Paper, Person]], *, by: User) -> list[Acknowledgement]:
    """The same for many, in their order, or for none of them: in a few statements, whatever their number."""
    versions = PolicyVersion.objects.select_related("document").in_bulk({version.pk for version, _, _ in new})
    for held in versions.values():
        require_keeping(by, force_id=held.document.force_id)
        if held.status == VersionStatus.DRAFT:
            raise Conflict("A draft cannot be acknowledged.")
    wanted = []
    for version, paper, person in new:
        held = versions[version.pk]
        require_other(by, person)
        errors = paper_errors(held, paper, person)
        if errors:
            raise Invalid(errors)
        wanted.append(
            _unsaved(held, person, Way.ON_PAPER, paper.acknowledged_on, by=by, evidence=paper.evidence.strip())
        )
    made = _write(wanted)
    told = [{"number": one.policy_version.number, "person_id": one.person_id} for one in made]
    about = [one.policy_version.document for one in made]
    record_many("policy.acknowledged_on_paper", by=by, rows=list(zip(about, told, strict=True)))
    return made


def _answer(held: PolicyVersion, person: Person, choice: int | None, *, by: User) -> int:
    """Keep the answer, and count it with those before it."""
    if choice is None or not 1 <= choice <= len(held.choices):
        raise Invalid({"choice": ["Select an answer"]})
    is_right = choice == held.right_answer
    Answer.objects.create(person=person, policy_version=held, choice=choice, is_right=is_right)
    record("policy.answered", by=by, obj=held.document, data={"number": held.number, "is_right": is_right})
    return Answer.objects.filter(person=person, policy_version=held).count()


def first_readable(held: PolicyVersion) -> dt.date:
    """The first day on which anybody could know a version: it took effect, or was published here."""
    published = clock.london_date(held.published_at) if held.published_at else clock.today()
    return min(published, held.effective_from or published)


def paper_errors(held: PolicyVersion, paper: Paper, person: Person) -> dict[str, list[str]]:
    """What is missing or impossible about an acknowledgement on paper, by field. An import asks it for every row."""
    errors: dict[str, list[str]] = {}
    if person.force_id != held.document.force_id or person.kind != PersonKind.ADULT:
        return {"person": ["Choose an adult of your own force"]}
    published = clock.london_date(held.published_at) if held.published_at else clock.today()
    first = first_readable(held)
    if paper.acknowledged_on > clock.today():
        errors["acknowledged_on"] = ["The day must be today or in the past"]
    elif paper.acknowledged_on < first:
        errors["acknowledged_on"] = [f"This version could not be read before {clock.date_words(first)}"]
    elif person.user and person.user.is_active and paper.acknowledged_on >= published:
        errors["person"] = ["They sign in, so they acknowledge it themselves"]
    if not paper.evidence.strip():
        errors["evidence"] = ["Say what you saw, and where it is kept"]
    return errors


def _unsaved(
    held: PolicyVersion, person: Person, way: str, day: dt.date, *, by: User, answer: int | None = None,
    attempts: int = 0, evidence: str = "",
) -> Acknowledgement:  # fmt: skip
    return Acknowledgement(
        person=person, policy_version=held, acknowledged_on=day, way=way, answer=answer, attempts=attempts,
        evidence=evidence, recorded_by=by,
    )  # fmt: skip


def _write(wanted: list[Acknowledgement]) -> list[Acknowledgement]:
    try:
        with transaction.atomic():
            return Acknowledgement.objects.bulk_create(wanted, batch_size=A_STATEMENT)
    except IntegrityError as error:
        raise Conflict("They have acknowledged this version already.") from error
