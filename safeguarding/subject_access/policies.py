"""Who sees a subject access request, and what of the gathered file. Closed by default.

A request is for the roles that answer requests, of its force. For whoever is in conflict with any matter that the
person is in, it does not exist; neither does one about themself, about somebody they manage, or about a child they care
for. Within a request each item of a case, a concern or a track is read by who reads that matter, and by nobody else:
a request for a file is no way into a matter. That the person reported a concern is read by who may see reporters. Each
item is decided by one of them, and approved by another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission, unit_ids_where
from safeguarding.cases.models import Case, CaseParty, Concern, ConcernParty
from safeguarding.cases.policies import cases_in_conflict, concerns_kept_from
from safeguarding.core.errors import NotAllowed
from safeguarding.people.models import Carer, Person
from safeguarding.subject_access.choices import REPORTER, Verdict
from safeguarding.tracks.models import Track

if TYPE_CHECKING:
    from safeguarding.subject_access.models import AccessRequest

NOT_ALL_READ = "The document holds matters that you do not read. Who answers this request opens it."


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a request."""
    if user.is_system:
        return Q()
    if not user.is_active or user.force_id is None or not has_permission(user, Permission.ANSWER_SUBJECT_ACCESS):
        return Q(pk__in=[])
    return Q(force_id=user.force_id) & ~barred_q(user)


def barred_q(user: User) -> Q:
    """Requests about somebody whose file this user may not even know to be asked for."""
    people = barred_people(user)
    return Q(person_id__in=people) | Q(person__merged_records__in=people) | Q(pk__in=_of_hidden_matters(user))


def barred_people(user: User) -> QuerySet[Person]:
    """Themself, whom they manage, children they care for, and everybody in a matter that does not exist for them."""
    cared = Carer.objects.filter(adult__user_id=user.pk).values("young_person_id")
    in_cases = CaseParty.objects.filter(case_id__in=cases_in_conflict(user), person__isnull=False).values("person_id")
    kept = concerns_kept_from(user)
    in_concerns = ConcernParty.objects.filter(concern_id__in=kept, person__isnull=False).values("person_id")
    near = Q(user_id=user.pk) | Q(line_manager__user_id=user.pk)
    return Person.objects.filter(near | Q(pk__in=cared) | Q(pk__in=in_cases) | Q(pk__in=in_concerns))


def _of_hidden_matters(user: User) -> QuerySet[Any, Any]:
    """Requests whose file holds something of a matter that does not exist for this user."""
    rows: Any = apps.get_model("subject_access", "GatheredItem")
    hidden = Q(case_id__in=cases_in_conflict(user)) | Q(concern_id__in=concerns_kept_from(user))
    found: QuerySet[Any, Any] = rows._default_manager.filter(hidden).values("request_id")
    return found


def unseen(user: User) -> QuerySet[Model, Any]:
    """What was done with a request that this user may not know of is not told to them."""
    rows: Any = apps.get_model("subject_access", "AccessRequest")
    found: QuerySet[Model, Any] = rows._default_manager.filter(barred_q(user)).values("pk")
    return found


def item_visible_q(user: User) -> Q:
    """The one phrasing of who reads an item, of a request that they see."""
    if user.is_system:
        return Q()
    of_case = Q(case__isnull=True) | Q(case__in=Case.objects.fully_visible_to(user))
    triaged = Concern.objects.visible_to(user).filter(unit_id__in=unit_ids_where(user, Permission.TRIAGE))
    of_concern = Q(concern__isnull=True) | Q(case__isnull=False) | Q(concern__in=triaged)
    of_track = Q(track__isnull=True) | Q(track__in=Track.objects.fully_visible_to(user))
    return of_case & of_concern & of_track & reporter_q(user)


def reporter_q(user: User) -> Q:
    """That somebody reported a concern is read by who may see who reported it, whatever else they read of it."""
    return ~Q(source=REPORTER) | Q(concern__unit_id__in=unit_ids_where(user, Permission.SEE_REPORTER))


def answers(user: User) -> bool:
    """Whether the user answers subject access requests at all."""
    return user.is_active and has_permission(user, Permission.ANSWER_SUBJECT_ACCESS)


def require_answering(user: User) -> None:
    if not user.is_system:
        require_permission(user, Permission.ANSWER_SUBJECT_ACCESS)


def may_open(user: User, held: AccessRequest) -> bool:
    """Whether the user may open the document: who put the request on record, handed it in, approved it or gave it away,
    and who reads every item of it. To everybody else the document would say what the items do not. Where it says that
    the person reported a concern, nobody opens it who may not see who reported."""
    if user.is_system:
        return True
    if held.items.filter(verdict=Verdict.GIVE).exclude(reporter_q(user)).exists():
        return False
    if user.pk in (
        held.recorded_by_id,
        held.handed_in_by_id,
        held.approved_by_id,
        held.disclosed_by_id,
    ):
        return True
    return answers(user) and not held.items.exclude(item_visible_q(user)).exists()


def require_opening(user: User, held: AccessRequest) -> None:
    if not may_open(user, held):
        raise NotAllowed(NOT_ALL_READ)


def may_ask_about(user: User, person: Person) -> bool:
    """Whether the user may put a request about this person on record."""
    barred = barred_people(user)
    return person.force_id == user.force_id and not barred.filter(Q(pk=person.pk) | Q(merged_into=person)).exists()
