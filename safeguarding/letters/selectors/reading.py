"""Reading templates of a force, letters of a case, and what of a case was given to somebody outside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.letters.choices import LetterKind, LetterStatus, TemplateStatus
from safeguarding.letters.models import Disclosure, Letter, LetterOpening, LetterTemplate
from safeguarding.tracks.models import Track


@dataclass(frozen=True)
class OfKind:
    """What a force has for one kind of letter: what is in force today, what waits, and every version."""

    kind: str
    label: str
    in_force: LetterTemplate | None
    waiting: list[LetterTemplate]
    versions: list[LetterTemplate]


def templates_by_kind(user: User) -> list[OfKind]:
    """The templates of the force by kind of letter, those without any included."""
    rows = list(templates(LetterTemplate.objects.visible_to(user)))
    return [_of_kind(LetterKind(kind), [row for row in rows if row.kind == kind]) for kind in LetterKind.values]


def templates(visible: QuerySet[LetterTemplate]) -> QuerySet[LetterTemplate]:
    return visible.select_related("force", "written_by", "approved_by").order_by("kind", "-number")


def _of_kind(kind: LetterKind, rows: list[LetterTemplate]) -> OfKind:
    today = clock.today()
    approved = [row for row in rows if row.status == TemplateStatus.APPROVED]
    begun = [row for row in approved if row.effective_from <= today]
    in_force = max(begun, key=lambda row: (row.effective_from, row.number), default=None)
    waiting = [
        row for row in rows
        if row.status == TemplateStatus.DRAFT or (row in approved and row.effective_from > today)
    ]  # fmt: skip
    return OfKind(kind, kind.label, in_force, waiting, rows)


def letters_of(case: Case, user: User) -> QuerySet[Letter]:
    """The letters of a case that the user reads, the newest first."""
    rows = Letter.objects.visible_to(user).filter(case=case).select_related(
        "case", "written_by", "issued_by", "pdf", "docx", "template", "replaces__case", "redacts__case", "redacts__pdf",
        "disclosure__recorded_by", "track__party",
    )  # fmt: skip
    return rows.order_by("-number")


def with_openings(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    return rows.prefetch_related(Prefetch("openings", LetterOpening.objects.select_related("opened_by")))


def replaceable(case: Case, user: User) -> QuerySet[Letter]:
    """Letters of a case that the user reads and that another one may replace."""
    rows = Letter.objects.visible_to(user).filter(case=case).filter(status__in=(LetterStatus.ISSUED, LetterStatus.SENT))
    return rows.select_related("case").order_by("-number")


def tracks_to_write_of(case: Case, user: User) -> QuerySet[Track]:
    """The tracks of a case that a letter of this user may be of: those they read."""
    rows = Track.objects.fully_visible_to(user).filter(case=case)
    return rows.select_related("party", "case").order_by("pk")


def disclosures_of(case: Case, user: User) -> QuerySet[Disclosure]:
    """What of a case was given to somebody outside, as far as the user reads it, the newest first."""
    return (
        Disclosure.objects.visible_to(user)
        .filter(case=case)
        .select_related("case", "letter__case", "recorded_by")
        .order_by("-given_on", "-pk")
    )
