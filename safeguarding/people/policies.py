"""Who may see a person, who works with a young person's record, and who may write in it.

Three circles. Whoever sees that somebody is on record (`visible_q`). Whoever works with the whole record, because a
role of theirs in the unit that keeps it includes that (`keeps_q`: coordinators, leads, supervisors). And whoever leads
a scheme in which a young person now takes part, who sees what they need on the night (`leads_q`) and writes nothing.

Nobody works with a record of themself, or of a young person they care for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_administrator, unit_ids_where
from safeguarding.core import clock
from safeguarding.core.errors import NotAllowed
from safeguarding.people.choices import LEADING_ROLES, STAFF_TYPES, PersonKind, PlacementRole
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import RUNS_IT, may_keep

if TYPE_CHECKING:
    from safeguarding.people.models import Person

Hidden = Callable[[User], "QuerySet[Any, Any]"]
_HIDDEN: list[Hidden] = []

#: A scheme in one of these has no night on which anybody needs to know anything.
NOT_RUNNING = (SchemeStatus.PROPOSED, SchemeStatus.SUSPENDED, SchemeStatus.CLOSED)

NOT_THEIRS = "Only coordinators, leads and supervisors of the unit that keeps a record may change it."
THEMSELF = "This is a record of yourself. Somebody else has to keep it."
NOT_A_PLACER = "Only coordinators and managers of the force say which adults take part in a scheme."


def register_hidden(hidden: Hidden) -> None:
    """An app above says which people do not exist for a user: `hidden(user)` gives a queryset of their ids."""
    _HIDDEN.append(hidden)


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a person.

    Inside the own force only: staff, for everybody; anybody of a unit in which the user's role includes seeing people;
    young people of a scheme the user now works in; and whom the user put on record. Never somebody who is on record
    only because of a matter that does not exist for the user. A record that was merged into another is seen by nobody:
    the other stands for it.
    """
    return seen_or_merged_q(user) & Q(merged_into=None)


def seen_or_merged_q(user: User) -> Q:
    """As `visible_q`, with the records that were merged into others: for looking after merges, and for nothing else."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    seen = Q(person_type__in=STAFF_TYPES) | Q(created_by=user) | _of_own_units(user)
    return Q(force_id=user.force_id) & (seen | Q(Exists(_shares_a_live_scheme(user))))


def keeps_q(user: User) -> Q:
    """The one phrasing of who works with the whole record of somebody who is not staff, and may write in it."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    return Q(force_id=user.force_id, merged_into=None) & _of_own_units(user) & ~Q(person_type__in=STAFF_TYPES)


def leads_q(user: User) -> Q:
    """The one phrasing of whose needs, consents and emergency contacts the leaders of a scheme that runs now see."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    shared = _shares_a_live_scheme(user, as_one_of=LEADING_ROLES)
    shared = shared.filter(role=PlacementRole.YOUNG_PERSON).exclude(scheme__status__in=NOT_RUNNING)
    mine = Q(force_id=user.force_id, merged_into=None, kind=PersonKind.YOUNG_PERSON) & Q(Exists(shared))
    return mine & ~Q(pk__in=_cared_for_by(user))


def young_q(user: User, path: str, *, leaders: bool) -> Q:
    """Rows about a young person (named by `path`) whose record the user works with, or, of some, whom they lead."""
    wanted = keeps_q(user) | leads_q(user) if leaders else keeps_q(user)
    return Q(**{f"{path}__in": _people().filter(wanted).values("pk")})


def carers_visible_q(user: User) -> Q:
    """The one phrasing of who sees a carer: of a scheme, its leaders see who may be rung now and nobody else."""
    today = clock.today()
    now = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    led = Q(young_person__in=_people().filter(leads_q(user)).values("pk"))
    return young_q(user, "young_person", leaders=False) | (led & now & Q(is_emergency_contact=True))


def posts_visible_q(user: User) -> Q:
    """The one phrasing of who sees posts of staff: who works with people, administrators, and everybody their own."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    own = Q(person__user=user)
    if works_with_people(user) or has_permission(user, Permission.ADMINISTER):
        return own | Q(person__force_id=user.force_id)
    return own


def works_with_people(user: User) -> bool:
    """Whether a role of the user's, in any unit, includes seeing people."""
    return has_permission(user, Permission.SEE_PEOPLE)


def may_keep_record(user: User, person: Person) -> bool:
    """Whether the user may write in the record of a young person, or of another adult who is not staff."""
    if user.is_system:
        return True
    return person.user_id != user.pk and _people().filter(keeps_q(user), pk=person.pk).exists()


def leads(user: User, person: Person) -> bool:
    """Whether the user leads a scheme that runs now, in which the young person takes part."""
    return bool(_people().filter(leads_q(user), pk=person.pk).exists())


def require_record_keeper(user: User, person: Person) -> None:
    if may_keep_record(user, person):
        return
    raise NotAllowed(THEMSELF if person.user_id == user.pk else NOT_THEIRS)


def require_placer(user: User, person: Person, scheme: Scheme) -> None:
    """Young people are placed by who works with their record, adults by who keeps the register of schemes.

    Nobody places themself, and nobody places anybody in a scheme in which they have a part.
    """
    if user.is_system:
        return
    if not may_place(user, person):
        raise NotAllowed(_why_not(user, person))
    if runs_scheme(user, scheme):
        raise NotAllowed(RUNS_IT)
    if person.kind == PersonKind.ADULT and not may_keep(user, scheme):
        raise NotAllowed(NOT_A_PLACER)


def placers(user: User, people: Collection[Person], schemes: Collection[Scheme]) -> Callable[[Person, Scheme], str]:
    """`require_placer` for many at once, in a few queries: the function says why not, or nothing."""
    ids = [person.pk for person in people]
    kept = set(_people().filter(keeps_q(user), pk__in=ids).values_list("pk", flat=True))
    seen = set(_people().filter(visible_q(user), pk__in=ids).values_list("pk", flat=True))
    run = {scheme.pk for scheme in schemes if runs_scheme(user, scheme)}
    keeps = {scheme.pk for scheme in schemes if may_keep(user, scheme)}

    def why_not(person: Person, scheme: Scheme) -> str:
        if person.user_id == user.pk:
            return THEMSELF
        if scheme.pk in run:
            return RUNS_IT
        if person.kind == PersonKind.YOUNG_PERSON:
            return "" if person.pk in kept else NOT_THEIRS
        return "" if scheme.pk in keeps and person.pk in seen else NOT_A_PLACER

    return why_not


def require_changer(user: User, people: Collection[Person]) -> None:
    """Who brings in a list may change those it means: young people whose record they work with, and staff of the force.

    Never their own record. Which account is whose, and who manages whom, no list may say.
    """
    may = changeable(people, by=user)
    for person in people:
        if person.pk not in may:
            raise NotAllowed(THEMSELF if person.user_id == user.pk else NOT_THEIRS)


def changeable(people: Iterable[Person], *, by: User) -> set[int]:
    """The ids of those of the people whose record the user may change by a list."""
    there = list(people)
    kept = set(_people().filter(keeps_q(by), pk__in=[one.pk for one in there]).values_list("pk", flat=True))
    if has_permission(by, Permission.KEEP_SCHEMES):
        kept |= {one.pk for one in there if one.person_type in STAFF_TYPES and one.force_id == by.force_id}
    return kept - {one.pk for one in there if one.user_id == by.pk}


def may_place(user: User, person: Person) -> bool:
    """Whether the user says which schemes this person takes part in at all."""
    if person.kind == PersonKind.YOUNG_PERSON:
        return may_keep_record(user, person)
    keeps_register = user.is_system or has_permission(user, Permission.KEEP_SCHEMES)
    seen = user.is_system or _people().filter(visible_q(user), pk=person.pk).exists()
    return keeps_register and seen and person.user_id != user.pk


def require_to_place(user: User, person: Person) -> None:
    if not may_place(user, person):
        raise NotAllowed(_why_not(user, person))


def require_posts_keeper(user: User, person: Person) -> None:
    """Administrators keep the posts of staff, and none their own."""
    require_administrator(user, force_id=person.force_id)
    if person.user_id == user.pk:
        raise NotAllowed(THEMSELF)


def _why_not(user: User, person: Person) -> str:
    if person.user_id == user.pk:
        return THEMSELF
    return NOT_THEIRS if person.kind == PersonKind.YOUNG_PERSON else NOT_A_PLACER


def _of_own_units(user: User) -> Q:
    """Of a unit in which the user's role includes seeing people, unless something keeps the two apart."""
    units = unit_ids_where(user, Permission.SEE_PEOPLE)
    if not units:
        return Q(pk__in=[])
    of_the_unit = Q(unit_id__in=units) & ~Q(pk__in=_cared_for_by(user))
    for hidden in _HIDDEN:
        of_the_unit &= ~Q(pk__in=hidden(user))
    return of_the_unit


def _cared_for_by(user: User) -> QuerySet[Any, Any]:
    """Young people of whom the user is, or was, a carer: a parent may be the one who must not be contacted."""
    carers = apps.get_model("people", "Carer")._default_manager.filter(adult__user=user)
    return carers.values("young_person_id")


def _people() -> QuerySet[Any]:
    return apps.get_model("people", "Person")._default_manager.all()


def _shares_a_live_scheme(user: User, *, as_one_of: tuple[str, ...] = ()) -> QuerySet[Model]:
    """Live placements of the person in a scheme where the user, as an adult, now has one too."""
    live = apps.get_model("people", "Placement").objects.live_on(clock.today())
    mine = live.of_adults().filter(person__user=user)
    if as_one_of:
        mine = mine.filter(role__in=as_one_of)
    return live.filter(person=OuterRef("pk"), scheme_id__in=mine.values("scheme_id"))


def runs_scheme(user: User, scheme: Scheme) -> bool:
    """Whether the user, as an adult, has a part in a scheme now: then others decide about it and check it."""
    live = apps.get_model("people", "Placement").objects.live_on(clock.today())
    held: bool = live.of_adults().filter(scheme=scheme, person__user=user).exists()
    return held
