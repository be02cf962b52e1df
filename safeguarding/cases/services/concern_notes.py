"""What a reporter says after the concern was sent: something remembered, or the answer to a question."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import states
from safeguarding.cases.choices import ConcernNoteKind, ConcernStatus
from safeguarding.cases.models import CaseConflict, Concern, ConcernNote
from safeguarding.cases.selectors.routing import deciders_in
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.notices.services import tell


@transaction.atomic
def add_to_concern(concern: Concern, *, text: str, by: User) -> ConcernNote:
    """Add something the reporter remembered. The team is told, or whoever works the case by now."""
    locked = lock_fresh(Concern.objects.reported_by(by), pk=concern.pk, version=None)
    note = ConcernNote.objects.create(
        concern=locked, kind=ConcernNoteKind.ADDITION, text=_required(text), written_by=by
    )
    record("concern.added_to", by=by, obj=locked, data={"note_id": note.pk})
    _tell(locked, note, f"The reporter added something to {locked.reference}", by)
    return note


@transaction.atomic
def answer_question(question: ConcernNote, *, text: str, by: User) -> ConcernNote:
    """Answer a question of the team, once. When none is left open the concern waits for a decision again."""
    locked = lock_fresh(Concern.objects.reported_by(by), pk=question.concern_id, version=None)
    asked = locked.notes.filter(pk=question.pk, kind=ConcernNoteKind.QUESTION)
    if not asked.exists():
        raise ConcernNote.DoesNotExist
    if asked.filter(answer__isnull=False).exists():
        raise Conflict("You have answered this question already. You can add something you remembered.")
    note = ConcernNote.objects.create(
        concern=locked, kind=ConcernNoteKind.ANSWER, text=_required(text), answers=question, written_by=by
    )
    if locked.status == ConcernStatus.WAITING and not open_questions(locked).exists():
        save_fields(locked, status=states.CONCERN_MOVES["answer"].target)
    record("concern.answered", by=by, obj=locked, data={"note_id": note.pk, "question_id": question.pk})
    _tell(locked, note, f"The reporter answered a question about {locked.reference}", by)
    return note


def open_questions(concern: Concern) -> QuerySet[ConcernNote]:
    """What the team asked and the reporter has not answered."""
    return concern.notes.filter(kind=ConcernNoteKind.QUESTION, answer__isnull=True)


def _required(text: str) -> str:
    if not text.strip():
        raise Invalid({"text": ["Enter what you want to say"]})
    return text


def _tell(concern: Concern, note: ConcernNote, title: str, by: User) -> None:
    """Tell who works on it now: the owner of its case, else who decides in the team. Nobody in conflict."""
    case = getattr(getattr(concern, "case_concern", None), "case", None)
    if case is not None:
        conflicts, told = set(CaseConflict.objects.filter(case=case).values_list("user_id", flat=True)), {case.owner_id}
    else:
        conflicts, told = set(concern.conflicts.values_list("user_id", flat=True)), deciders_in(concern.unit)
    tell(
        recipients=User.objects.filter(pk__in=told - conflicts - {by.pk}, is_active=True),
        key=f"concern-note:{note.pk}", title=title,
        url=concern.get_absolute_url(), subject_type="concern", subject_id=concern.pk, urgent=concern.is_urgent,
    )  # fmt: skip
