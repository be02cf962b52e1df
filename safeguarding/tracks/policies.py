"""Who sees a track, and how much of it: whoever sees the case knows that it is there and where it stands; of discipline
(misconduct, vetting) only that it is there and whether it runs.

What is in it is for whoever reads the case on the track's own side: professional standards reads the complaint, the
IOPC, the criminal, the misconduct and the vetting track; safeguarding reads the LADO, child protection and DBS track.
While professional standards has no way into the case, its criminal track is kept by safeguarding, and so is a complaint
under data protection law.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.cases import policies as case_policies
from safeguarding.cases.choices import AccessLevel, GrantKind
from safeguarding.core.errors import NotAllowed
from safeguarding.tracks.choices import HIDDEN_STAGE, SIDE_OF, UNTIL_PSD_IS_IN, Side

if TYPE_CHECKING:
    from safeguarding.cases.models import Case
    from safeguarding.tracks.models import Track

_SAFEGUARDING = frozenset({Side.SAFEGUARDING})
_PSD = frozenset({Side.PSD})
#: Which side's tracks a way into the case lets somebody read. A named way not here goes by the person's own role.
WAY_SIDES: dict[str, frozenset[str]] = {
    f"role:{Role.LEAD}": _SAFEGUARDING,
    f"role:{Role.SUPERVISOR}": _SAFEGUARDING,
    f"role:{Role.PSD_INVESTIGATOR}": _PSD,
    f"role:{Role.PSD_SUPERVISOR}": _PSD,
    f"grant:{GrantKind.INVESTIGATE}": _PSD,
    f"grant:{GrantKind.LEAD}": _SAFEGUARDING,
}
BY_ROLE = (
    f"grant:{GrantKind.SUPERVISE}", f"grant:{GrantKind.ACCESS}", f"grant:{GrantKind.IDENTIFY}",
    f"grant:{GrantKind.BREAK_GLASS}",
)  # fmt: skip
NOT_YOUR_SIDE = "This track is kept by {}. You see that it is there and where it stands."
HIDDEN_FROM_YOU = "This track is kept by {}. You see that it is there and whether it runs."


def _sides_of_way(way: str, *, is_psd: bool) -> frozenset[str]:
    if way in BY_ROLE:
        return _PSD if is_psd else _SAFEGUARDING
    found = WAY_SIDES.get(way, frozenset())
    # A case of professional standards' own is led by one of theirs.
    return found | _PSD if is_psd and way == f"grant:{GrantKind.LEAD}" else found


def sides(user: User, ways: Iterable[str]) -> frozenset[str]:
    """Whose tracks somebody reads who comes to the case by these ways."""
    is_psd = case_policies.investigates_by_role(user)
    return frozenset(side for way in ways for side in _sides_of_way(way, is_psd=is_psd))


def side_of(kind: str, case: Case) -> str:
    """Who keeps a track of this kind in this case."""
    if kind in UNTIL_PSD_IS_IN and case.psd_unit_id is None:
        return Side.SAFEGUARDING
    return SIDE_OF[kind]


def reads(user: User, kind: str, case: Case, ways: Iterable[str]) -> bool:
    """Whether somebody who comes to the case by these ways reads what is in its tracks of this kind."""
    found = sides(user, ways)
    # While professional standards has no way in, one of theirs who leads the case reads all that is theirs.
    return side_of(kind, case) in found or SIDE_OF[kind] in found


def kinds_read(user: User, case: Case, ways: Iterable[str]) -> frozenset[str]:
    """The kinds of track whose content somebody reads who comes to the case by these ways."""
    ways = list(ways)
    return frozenset(kind for kind in SIDE_OF if reads(user, kind, case, ways))


def kinds_hidden(user: User, case: Case, ways: Iterable[str]) -> frozenset[str]:
    """The kinds of track of which this reader learns only that they are there."""
    return HIDDEN_STAGE - kinds_read(user, case, ways)


def refusal_of(kind: str, case: Case) -> str:
    """Whose track it is, in words for somebody who sees only that it is there."""
    said = HIDDEN_FROM_YOU if kind in HIDDEN_STAGE else NOT_YOUR_SIDE
    return said.format(Side(side_of(kind, case)).label.lower())


def require_side(user: User, kind: str, case: Case) -> None:
    """Raise NotAllowed unless the track is kept by a side on which the user stands in this case."""
    if not reads(user, kind, case, case_policies.standing(user, case).ways):
        raise NotAllowed(refusal_of(kind, case))


def may_keep(user: User, kind: str, case: Case) -> bool:
    """Whether the user may own a track of this kind in this case."""
    standing = case_policies.standing(user, case)
    return user.is_active and standing.may(case_policies.WORK) and reads(user, kind, case, standing.ways)


def content_q(user: User, path: str = "") -> Q:
    """The tracks whose content the user reads, in one query; `path` leads to the track."""
    is_psd = case_policies.investigates_by_role(user)
    rows = case_policies.ways_in(user).filter(level=AccessLevel.FULL)
    allowed = Q(pk__in=[])
    for side in Side.values:
        vias = [way for way in (*WAY_SIDES, *BY_ROLE) if side in _sides_of_way(way, is_psd=is_psd)]
        cases = rows.filter(via__in=vias).values("case_id")
        kinds = [kind for kind, of in SIDE_OF.items() if of == side]
        wanted = Q(**{f"{path}kind__in": kinds})
        if side == Side.SAFEGUARDING:
            wanted |= Q(**{f"{path}kind__in": UNTIL_PSD_IS_IN, f"{path}case__psd_unit__isnull": True})
        allowed |= wanted & Q(**{f"{path}case_id__in": cases})
    return allowed


def may_work(user: User, track: Track, case: Case, standing: case_policies.Standing | None = None) -> bool:
    """Whether the user may go on with this track, for a case they see."""
    standing = standing or case_policies.standing(user, case)
    return standing.may(case_policies.WORK) and reads(user, track.kind, case, standing.ways)
