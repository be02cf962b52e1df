"""A report is begun from the record, written on, kept as it is typed, and what the guard asks is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, next_reference, save_fields
from safeguarding.guard.rules import Find
from safeguarding.learning import policies
from safeguarding.learning.choices import LONGEST_TITLE
from safeguarding.learning.models import (
    TEXT_MAX,
    BulletinAnswer,
    BulletinDraft,
    GuardAnswer,
    LearningReport,
    ReportDraft,
)
from safeguarding.learning.selectors.building import sections_from
from safeguarding.learning.selectors.guarding import Paper, guarded

P = TypeVar("P", bound=Paper)

#: Before that nobody knows what there is to learn.
TOO_EARLY = (Stage.OPEN, Stage.ASSESSING)
ONLY_DRAFTS = "It was handed in. It is written on only when it was sent back."


@dataclass(frozen=True)
class Text:
    """The title and the sections of a report."""

    title: str
    sections: dict[str, str] = field(default_factory=dict)
    #: Why what the guard asks about may stay, by the key of each.
    answers: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def begin(case: Case, *, title: str, early_because: str = "", by: User) -> LearningReport:
    """Begin a report with what the record gives it. Of a case that is open still it is said why it cannot wait."""
    policies.require_writing(by, case)
    errors: dict[str, list[str]] = {}
    if not title.strip():
        errors["title"] = ["Enter what the report is about, without names"]
    if case.stage in TOO_EARLY:
        raise Conflict("The case is not far enough on: a learning report is written from a case that has been worked.")
    if case.is_open and not early_because.strip():
        errors["early_because"] = ["The case is open still: say why its learning cannot wait until it is closed"]
    if errors:
        raise Invalid(errors)
    made = LearningReport(
        force_id=case.force_id, case=case, title=title.strip()[:LONGEST_TITLE], begun_by=by, writers=[by.pk],
        early_because=early_because.strip() if case.is_open else "",
    ).read_by(by)  # fmt: skip
    made.sections = sections_from(case, by, made.form)
    made.reference = next_reference("LR")
    made.save()
    record("learning.begun", by=by, obj=made, data={"case_id": case.pk})
    return made


@transaction.atomic
def edit(report: P, text: Text, *, version: int | None, by: User) -> P:
    """Write in it. Whoever wrote any of it does not approve it."""
    held = take(report, version=version, by=by)
    policies.require_writing_in(by, held)
    _require_draft(held)
    _require_text(held, text)
    wanted = {key: said.strip() for key, said in text.sections.items()}
    changed = [key for key in wanted if wanted[key] != held.sections.get(key, "")]
    if changed or text.title.strip() != held.title:
        save_fields(
            held, title=text.title.strip(), sections={**held.sections, **wanted}, writers=_with(held.writers, by)
        )
        headings = held.headings()
        said = ", ".join(headings[key] for key in changed) or "the title"
        record("learning.edited", by=by, obj=held, data={"sections": said})
    _answer_beside(held, text.answers, by=by)
    held.drafts.filter(owner=by).update(typed={}, saved_at=clock.now())
    return held


@transaction.atomic
def fill(report: LearningReport, *, version: int | None, by: User) -> LearningReport:
    """Take what the record gives to sections in which nothing stands: of one side's tracks, what the user reads."""
    held = take(report, version=version, by=by)
    policies.require_writing_in(by, held)
    _require_draft(held)
    empty = [section for section in held.form if not held.sections.get(section.key, "").strip()]
    made = sections_from(held.case, by, empty)
    if not made:
        raise Conflict("The record has nothing more for the sections that are empty.")
    before = held.version
    save_fields(held, sections={**held.sections, **made}, writers=_with(held.writers, by))
    # What the user had typed meanwhile is theirs still, and no older than what it was typed into.
    for draft in held.drafts.filter(owner=by, of_version=before):
        draft.typed = {key: said for key, said in draft.typed.items() if said.strip() or key not in made}
        draft.of_version = held.version
        draft.save()
    said = ", ".join(section.heading for section in empty if section.key in made)
    record("learning.filled", by=by, obj=held, data={"sections": said})
    return held


@transaction.atomic
def keep(report: Paper, typed: dict[str, Any], *, by: User) -> ReportDraft | BulletinDraft:
    """Keep what one writer typed so far, right or wrong; nobody else sees it and nothing of the report changes."""
    held = type(report).objects.visible_to(by).get(pk=report.pk).read_by(by)
    policies.require_writing_in(by, held)
    _require_draft(held)
    known = {"title", *(section.key for section in held.form)}
    kept = {key: said for key, said in typed.items() if key in known and isinstance(said, str)}
    if any(len(said) > TEXT_MAX for said in kept.values()):
        raise Invalid({key: ["It is too long"] for key, said in kept.items() if len(said) > TEXT_MAX})
    version = typed.get("version")
    of_version = int(version) if isinstance(version, str) and version.isdigit() else held.version
    draft: ReportDraft | BulletinDraft
    draft, _ = held.drafts.update_or_create(
        owner=by,
        defaults={"typed": kept, "of_version": min(of_version, held.version), "saved_at": clock.now()},
    )  # fmt: skip
    return draft


@transaction.atomic
def answer(report: Paper, *, key: str, reason: str, by: User) -> GuardAnswer | BulletinAnswer:
    """Say why something that the guard asks about may stay. What it blocks has no answer: it has to go."""
    held: Paper = take(report, version=None, by=by)
    policies.require_writing_in(by, held)
    _require_draft(held)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it may stay"]})
    found = next((one for one in guarded(held).found if one.find.key == key), None)
    if found is None:
        raise Conflict("The guard does not find this any more: the text has changed.")
    if found.find.blocks:
        raise Conflict("This gives somebody away. It cannot be answered: it has to go.")
    return _keep_answer(held, found.find, reason, by=by)


def _answer_beside(held: Paper, reasons: dict[str, str], *, by: User) -> None:
    """Answers given with the text. What was asked about a sentence that has changed since is asked anew."""
    given = {key: reason for key, reason in reasons.items() if reason.strip()}
    if not given:
        return
    for one in guarded(held).asked:
        if one.find.key in given:
            _keep_answer(held, one.find, given[one.find.key], by=by)


def _keep_answer(held: Paper, find: Find, reason: str, *, by: User) -> GuardAnswer | BulletinAnswer:
    made: GuardAnswer | BulletinAnswer
    made, _ = held.answers.update_or_create(
        key=find.key,
        defaults={
            "words": find.words[:300], "reason": reason.strip()[:500], "answered_by": by, "answered_at": clock.now(),
        },
    )  # fmt: skip
    save_fields(held, writers=_with(held.writers, by))
    record("learning.answered", by=by, obj=held)
    return made


def take(report: P, *, version: int | None, by: User) -> P:
    """The report or bulletin as it is now, locked. For who does not see it, it is not there."""
    rows: Any = type(report).objects.visible_to(by).select_related("force")
    held: P = lock_fresh(rows, pk=report.pk, version=version)
    held.read_by(by)
    return held


def _with(writers: list[int], by: User) -> list[int]:
    return sorted({*writers, by.pk})


def _require_draft(held: Paper) -> None:
    if not held.is_draft:
        raise Conflict(ONLY_DRAFTS)


def _require_text(held: Paper, text: Text) -> None:
    errors: dict[str, list[str]] = {}
    if not text.title.strip():
        errors["title"] = ["Enter what it is about, without names"]
    headings = {section.key: section.heading for section in held.form}
    for key, said in text.sections.items():
        if key not in headings:
            errors[key] = ["There is no such section"]
        elif len(said) > TEXT_MAX:
            errors[key] = [f"{headings[key]} must be {TEXT_MAX:,} characters or fewer"]
    if errors:
        raise Invalid(errors)
