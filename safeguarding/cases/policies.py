"""Who may see a concern or a case and what they may do with it. Conflict wins over everything, superusers included."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import User
from safeguarding.access.policies import unit_ids_where
from safeguarding.cases.choices import AccessLevel, GrantKind, Stage
from safeguarding.core.errors import NotAllowed
from safeguarding.deadlines.models import Deadline
from safeguarding.matching.models import MergeMove
from safeguarding.people.models import OldestMerged, Person

if TYPE_CHECKING:
    from safeguarding.cases.models import Case, Concern

# Somebody named for the first time is put on record in the act that names them.
A_MOMENT = dt.timedelta(minutes=1)


class CaseAction(Enum):
    """What a person may do with a case they see; the value completes "You may not …"."""

    READ = "read the content of this case"
    WORK = "work on this case"
    SUPERVISE = "supervise this case"
    GRANT = "decide who sees this case"


READ, WORK, SUPERVISE, GRANT = CaseAction
_READS = frozenset({READ})
_WORKS = frozenset({READ, WORK})
_LEADS = frozenset({READ, WORK, GRANT})
_SUPERVISES = frozenset({READ, WORK, SUPERVISE, GRANT})

# How somebody comes to a case, and what that lets them do. A way in that is not here lets them do nothing.
MAY: dict[str, frozenset[CaseAction]] = {
    f"role:{Role.LEAD}": _LEADS,
    f"role:{Role.SUPERVISOR}": _SUPERVISES,
    f"role:{Role.MANAGER}": frozenset(),
    f"role:{Role.PSD_INVESTIGATOR}": _WORKS,
    f"role:{Role.PSD_SUPERVISOR}": _SUPERVISES,
    f"grant:{GrantKind.LEAD}": _LEADS,
    f"grant:{GrantKind.INVESTIGATE}": _WORKS,
    f"grant:{GrantKind.SUPERVISE}": _SUPERVISES,
    f"grant:{GrantKind.ACCESS}": _READS,
    f"grant:{GrantKind.IDENTIFY}": _READS,
    f"grant:{GrantKind.BREAK_GLASS}": _READS,
}

ALL_STAGES = frozenset(Stage.values)
# Which roles of the owning unit, and of the PSD unit once PSD has a track, see an unrestricted case at which stages.
UNIT_ROLES: dict[str, frozenset[str]] = {
    Role.LEAD: ALL_STAGES,
    Role.SUPERVISOR: ALL_STAGES,
    Role.MANAGER: ALL_STAGES,
}
PSD_UNIT_ROLES: dict[str, frozenset[str]] = {
    Role.PSD_SUPERVISOR: ALL_STAGES,
    Role.PSD_INVESTIGATOR: ALL_STAGES - {Stage.CLOSED},
    Role.MANAGER: ALL_STAGES,
}


# Whose grant to investigate needs no end: investigating is what their role is for.
INVESTIGATES: frozenset[str] = frozenset({Role.PSD_INVESTIGATOR, Role.PSD_SUPERVISOR})


def investigates_by_role(user: User) -> bool:
    """Whether the user holds a PSD role today: nobody else works on a case by a grant that has no end."""
    return any(role in INVESTIGATES for _, role in user.live_roles)


def level_of(role: str) -> str:
    """Managers see numbers and headers with identities masked; the other roles see everything."""
    return AccessLevel.HEADER if role == Role.MANAGER else AccessLevel.FULL


def ways_in(user: User) -> QuerySet[Any]:
    """The one rule of who sees a case: its rows of the access list that let this user in today, unless in conflict."""
    rows: QuerySet[Any] = _model("CaseAccess").objects.live_for(user)
    return rows.exclude(case_id__in=cases_in_conflict(user))


def case_visible_q(user: User, *, full: bool = False) -> Q:
    """The cases that the user has a way into; `full` asks for their content, not only the header."""
    rows = ways_in(user)
    if full:
        rows = rows.filter(level=AccessLevel.FULL)
    return Q(pk__in=rows.values("case_id"))


def concern_visible_q(user: User) -> Q:
    """The one phrasing of who sees a concern: until it is in a case whoever triages (or, masked, oversees) in its unit,
    afterwards whoever sees the case."""
    units = unit_ids_where(user, Permission.TRIAGE) | unit_ids_where(user, Permission.SEE_CASE_HEADERS)
    case_is_seen = Exists(ways_in(user).filter(case_id=OuterRef("case_concern__case_id")))
    seen = Q(case_concern__isnull=True, unit_id__in=units) | Q(case_is_seen)
    return seen & ~Q(pk__in=concerns_kept_from(user))


def pattern_visible_q(user: User) -> Q:
    """Who sees a pattern of low-level concerns: whoever triages in its unit, but for the adult and their managers."""
    return Q(unit_id__in=unit_ids_where(user, Permission.TRIAGE)) & ~_pattern_in_conflict_q(user)


def _pattern_in_conflict_q(user: User) -> Q:
    """A pattern about the user, or about an adult whose low-level concerns do not exist for the user."""
    about = _model("LowLevelConcern").objects.filter(concern_id__in=concerns_kept_from(user))
    return Q(person__user=user) | Q(person_id__in=about.values("person_id"))


@dataclass(frozen=True)
class Standing:
    """How one user stands to one case: the ways in, and what they allow."""

    ways: frozenset[str]
    level: str

    @property
    def actions(self) -> frozenset[CaseAction]:
        return frozenset(action for way in self.ways for action in MAY.get(way, frozenset()))

    def may(self, action: CaseAction) -> bool:
        return action in self.actions


NO_STANDING = Standing(frozenset(), AccessLevel.HEADER)


def standing(user: User, case: Case) -> Standing:
    """How the user stands to the case now; nothing at all when in conflict."""
    if _conflicts("CaseConflict", user).filter(case_id=case.pk).exists():
        return NO_STANDING
    rows = list(_model("CaseAccess").objects.live_for(user).filter(case_id=case.pk).values_list("via", "level"))
    level = AccessLevel.FULL if any(row[1] == AccessLevel.FULL for row in rows) else AccessLevel.HEADER
    return Standing(frozenset(row[0] for row in rows), level)


def may(user: User, action: CaseAction, case: Case) -> bool:
    return standing(user, case).may(action)


def require(user: User, action: CaseAction, case: Case) -> None:
    """Raise NotAllowed unless the user may do this with the case."""
    if not may(user, action, case):
        raise NotAllowed(f"You may not {action.value}.")


def may_read_concern(user: User, concern: Concern) -> bool:
    """Whether the user reads what was told, not only that there is a concern; for one they see already."""
    case_concern = getattr(concern, "case_concern", None)
    if case_concern is not None:
        return may(user, READ, case_concern.case)
    return may_triage(user, concern)


def may_triage(user: User, concern: Concern) -> bool:
    """Whether the user decides about this concern, for one they see already."""
    return concern.unit_id in unit_ids_where(user, Permission.TRIAGE)


def cases_in_conflict(user: User) -> QuerySet[Model, Any]:
    """The ids of cases that do not exist for this user: what they were told of them goes too."""
    return _conflicts("CaseConflict", user).values("case_id")


def concerns_kept_from(user: User) -> QuerySet[Model, Any]:
    """The ids of concerns with which this user is in conflict, those they reported themself among them."""
    return _conflicts("ConcernConflict", user).values("concern_id")


def concerns_in_conflict(user: User) -> QuerySet[Model, Any]:
    """The ids of concerns that do not exist for this user; one they reported themself does, in its three states."""
    return concerns_kept_from(user).exclude(concern__reporter__user_id=user.pk)


def clocks_in_conflict(user: User) -> QuerySet[Model, Any]:
    """The ids of the clocks of cases, concerns and patterns that do not exist for this user."""
    of_cases = Q(subject_type="case", subject_id__in=cases_in_conflict(user))
    of_concerns = Q(subject_type="concern", subject_id__in=concerns_in_conflict(user))
    of_patterns = Q(subject_type="pattern", subject_id__in=patterns_in_conflict(user))
    return Deadline.objects.filter(of_cases | of_concerns | of_patterns).values("pk")


def reporters_in_conflict(user: User) -> QuerySet[Model, Any]:
    """The ids of the identities of those who reported concerns that do not exist for this user."""
    return _model("ReporterIdentity")._default_manager.filter(concern_id__in=concerns_in_conflict(user)).values("pk")


def people_in_conflict(user: User) -> QuerySet[Model, Any]:
    """The ids of people who were put on record by a concern or a case that does not exist for this user.

    People who were on record before stay: their disappearance would tell as much as a new name does. So it is with
    merged records: one that the matter made stays unknown, and one into which an older one went stays where that was.
    """
    by_concern = _put_on_record_by(_model("ConcernParty"), user, "concern_id", concerns_in_conflict(user))
    by_case = _put_on_record_by(_model("CaseParty"), user, "case_id", cases_in_conflict(user))
    # Each by its own index and put together: asked as one or the other, it would read every person on record.
    return by_concern[0].union(by_concern[1], *by_case)


def _put_on_record_by(
    party: Any, user: User, matter: str, hidden: QuerySet[Model, Any]
) -> tuple[QuerySet[Model, Any], QuerySet[Model, Any]]:
    """Whom the parties of hidden matters put on record: those they name, and those they named until a merge."""
    since = "concern__received_at" if matter == "concern_id" else "added_at"
    parties = party._default_manager.filter(**{f"{matter}__in": hidden})
    # In units where the user sees people: elsewhere the older record told them nothing.
    known = OldestMerged("person_id", units=unit_ids_where(user, Permission.SEE_PEOPLE))
    unknown = Q(known__isnull=True) | Q(known__gte=F(since) - A_MOMENT)
    named = parties.filter(**{f"{since}__lte": F("person__created_at") + A_MOMENT}).alias(known=known).filter(unknown)
    moved = MergeMove.objects.filter(
        proposal__merged=OuterRef("pk"), model=party._meta.label, field="person", put_back_at=None,
        row__in=parties.filter(**{f"{since}__lte": OuterRef(OuterRef("created_at")) + A_MOMENT}).values("pk"),
    )  # fmt: skip
    gone = Person.objects.filter(Exists(moved), merged_into__isnull=False)
    return named.values("person_id"), gone.values("pk")


def patterns_in_conflict(user: User) -> QuerySet[Model, Any]:
    """The ids of patterns that do not exist for this user: about them, an adult they manage, or in such a case."""
    in_conflict = _pattern_in_conflict_q(user) | Q(case_id__in=cases_in_conflict(user))
    return _model("PatternReview")._default_manager.filter(in_conflict).values("pk")


def patterns_unseen(user: User) -> QuerySet[Model, Any]:
    """The ids of patterns this user may not see: about them, about somebody they manage, or of another unit."""
    seen = _model("PatternReview")._default_manager.filter(pattern_visible_q(user))
    return _model("PatternReview")._default_manager.exclude(pk__in=seen.values("pk")).values("pk")


def _model(name: str) -> Any:
    # The models import this room; it reaches them by name, so their types are not known here.
    return apps.get_model("cases", name)


def _conflicts(name: str, user: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = _model(name).objects.filter(user_id=user.pk)
    return rows
