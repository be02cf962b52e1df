"""What a reporter sees of their own concerns: received, being looked at or decided, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from safeguarding.access.models import User
from safeguarding.cases.choices import CHECK, SENT_PAGES, ConcernNoteKind, LogStep
from safeguarding.cases.models import Concern, ConcernDraft, ConcernNote
from safeguarding.cases.rules.work import TRIAGE_CLOCKS
from safeguarding.deadlines.models import Deadline

# All that a reporter's pages read of a concern: nothing of what was decided, by whom, or about whom.
REPORTER_COLUMNS = ("reference", "status", "received_at", "looked_at", "is_urgent", "unit", "force", "version")


def my_concerns(user: User) -> QuerySet[Concern]:
    """The user's own concerns, newest first, with when the next thing is expected and how many questions wait."""
    running = Deadline.objects.running().filter(
        subject_type="concern", subject_id=OuterRef("pk"), rule__key__in=TRIAGE_CLOCKS
    )
    waiting = Q(notes__kind=ConcernNoteKind.QUESTION, notes__answer__isnull=True)
    mine = Concern.objects.reported_by(user).only(*REPORTER_COLUMNS)
    return mine.annotate(
        expected_by=Subquery(running.order_by("due_at").values("due_at")[:1]),
        questions=Count("notes", filter=waiting),
    ).order_by("-received_at", "-pk")


def questions_to(user: User, concern: Concern) -> QuerySet[ConcernNote]:
    """What the team asked the reporter, with whether it was answered, oldest first."""
    asked = ConcernNote.objects.filter(concern=concern, concern__reporter__user=user, kind=ConcernNoteKind.QUESTION)
    return asked.select_related("answer").order_by("written_at", "pk")


def additions_of(user: User, concern: Concern) -> QuerySet[ConcernNote]:
    """When the reporter added something."""
    added = ConcernNote.objects.filter(concern=concern, written_by=user, kind=ConcernNoteKind.ADDITION)
    return added.order_by("written_at", "pk")


@dataclass(frozen=True)
class UnsentConcern:
    """A concern that was begun, and the page on which it goes on."""

    draft: ConcernDraft
    next_step: str


def unsent_concerns(user: User) -> list[UnsentConcern]:
    """The concerns the user began and has not sent, the newest first."""
    drafts = ConcernDraft.objects.filter(owner=user, concern__isnull=True).exclude(answers={})
    return [UnsentConcern(draft, next_step(draft)) for draft in drafts]


def next_step(draft: ConcernDraft) -> str:
    """The first page that has no answer yet, or on which somebody was still typing; the check when there is none."""
    sent = draft.answers.get(SENT_PAGES) or draft.answers
    return next((str(step) for step in LogStep if step not in draft.answers or step not in sent), CHECK)
