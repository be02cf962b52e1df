"""Who keeps the templates of a force, who sees a letter, and who issues it.

Templates are kept by leads and supervisors, and approved by another of them than who wrote them. A letter is there for
whoever reads the content of its case, and for nobody else; one of a track for who reads that track.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.models import Case
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.letters.choices import ISSUED_BY_ANOTHER, OF_MISCONDUCT, TRACKS_OF
from safeguarding.tracks import policies as track_policies
from safeguarding.tracks.choices import TrackKind

if TYPE_CHECKING:
    from safeguarding.letters.models import Letter, LetterTemplate
    from safeguarding.tracks.models import Track

WROTE_TEMPLATE = "You wrote this template, or a part of it. Somebody else who keeps templates has to approve it."
WROTE_LETTER = "You wrote this letter, or a part of it. Somebody else who works on the case has to issue it."


def templates_visible_q(user: User) -> Q:
    """The one phrasing of who sees a template: who keeps those of its force."""
    if not user.is_active or user.force_id is None or not has_permission(user, Permission.KEEP_TEMPLATES):
        return Q(pk__in=[])
    return Q(force_id=user.force_id)


def of_readable_cases_q(user: User) -> Q:
    """Rows of cases whose content the user may read: managers, who see headers, see no letter."""
    return Q(case__in=Case.objects.fully_visible_to(user))


def letters_visible_q(user: User, path: str = "") -> Q:
    """Letters of the cases that the user reads; of a track's only those of a track they read; `path` leads there.

    What is written of somebody's discipline is for professional standards of the case, as their investigation is.
    """
    of_track = track_policies.content_q(user, f"{path}track__")
    return of_readable_cases_q(user) & (Q(**{f"{path}track__isnull": True}) | of_track)


def disclosures_visible_q(user: User) -> Q:
    """What of the cases that the user reads was given; a letter of a track only where the user reads that track."""
    own = Q(track__isnull=True) | track_policies.content_q(user, "track__")
    return of_readable_cases_q(user) & own & letters_visible_q(user, "letter__")


def hearing_bundles_visible_q(user: User) -> Q:
    """Hearing bundles of the cases that the user reads, of tracks that they read."""
    return of_readable_cases_q(user) & track_policies.content_q(user, "track__")


def require_track(user: User, kind: str, track: Track | None, case: Case) -> None:
    """A letter about somebody's conduct is of their misconduct track, and written by who keeps such tracks."""
    if track is None:
        if kind in OF_MISCONDUCT:
            raise Invalid({"track": ["Choose the misconduct track that it is about."]})
        return
    allowed = TRACKS_OF.get(kind, tuple(TrackKind))
    if track.case_id != case.pk or track.kind not in allowed:
        raise Invalid({"track": [_choose(allowed)]})
    track_policies.require_side(user, track.kind, case)


def _choose(allowed: tuple[TrackKind, ...]) -> str:
    if len(allowed) == len(TrackKind):
        return "Choose a track of this case."
    names = " or ".join(one.label if one.label.isupper() else one.label.lower() for one in allowed)
    return f"Choose the track of this case that knows what the letter says: {names} track."


def keeps_templates(user: User) -> bool:
    return user.is_active and user.force_id is not None and has_permission(user, Permission.KEEP_TEMPLATES)


def require_keeping(user: User) -> None:
    if not keeps_templates(user):
        require_permission(user, Permission.KEEP_TEMPLATES)
        raise NotAllowed("Only who works in a force keeps its templates.")


def wrote(user: User, held: Letter | LetterTemplate) -> bool:
    """Whether any of it is theirs: a later change by somebody else takes nothing of that away."""
    return user.pk in (held.written_by_id, *held.writers)


def require_approving(user: User, held: LetterTemplate) -> None:
    """Another person than who wrote any of it."""
    if wrote(user, held):
        raise NotAllowed(WROTE_TEMPLATE)


def needs_another(user: User, held: Letter) -> bool:
    """What somebody's post can hang on is issued by another person than who wrote any of it."""
    return held.kind in ISSUED_BY_ANOTHER and wrote(user, held)


def require_issuing(user: User, held: Letter) -> None:
    if needs_another(user, held):
        raise NotAllowed(WROTE_LETTER)
