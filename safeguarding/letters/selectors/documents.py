"""What apps above hold of a track that is heard: each lays its own documents before the hearing.

The letters do not know what an investigation is. Whoever keeps something of a track says what may be put into a bundle,
and gives it when the bundle is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.tracks.models import Track


@dataclass(frozen=True)
class TrackDocument:
    """One document of a track: its key there, its title, what is known of it, and what it says, part by part.

    A part without a heading stands under the title itself. The title holds no name and does not change: it is kept
    with the bundle.
    """

    key: str
    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]


Documents = Callable[[Track, User], Iterator[TrackDocument]]
_HELD: dict[str, dict[str, Documents]] = {}


def register_documents(kind: str, documents: Documents, *, under: str) -> None:
    """An app above says which documents it holds of tracks of this kind, and under which heading they are offered."""
    _HELD.setdefault(kind, {})[under] = documents


def documents_of(track: Track, user: User) -> Iterator[tuple[str, TrackDocument]]:
    """Every document of a track that this user reads, with the heading that it is offered under."""
    for under, documents in _HELD.get(track.kind, {}).items():
        for one in documents(track, user):
            yield under, one


def document_of(track: Track, user: User, key: str) -> TrackDocument | None:
    """One of them, as it stands now; nothing where it is no longer there."""
    return next((one for _, one in documents_of(track, user) if one.key == key), None)
