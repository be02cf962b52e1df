"""Who may see a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import unit_ids_where
from safeguarding.core import clock
from safeguarding.people.choices import STAFF_TYPES, PlacementRole
from safeguarding.schemes.models import Scheme

Hidden = Callable[[User], "QuerySet[Any, Any]"]
_HIDDEN: list[Hidden] = []


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
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    units = unit_ids_where(user, Permission.SEE_PEOPLE)
    of_the_unit = Q(unit_id__in=units)
    if units:
        for hidden in _HIDDEN:
            of_the_unit &= ~Q(pk__in=hidden(user))
    seen = Q(person_type__in=STAFF_TYPES) | Q(created_by=user) | of_the_unit
    return Q(force_id=user.force_id, merged_into=None) & (seen | Q(Exists(_shares_a_live_scheme(user))))


def _shares_a_live_scheme(user: User) -> QuerySet[Model]:
    """Live placements of the person in a scheme where the user, as an adult, now has one too."""
    today = clock.today()
    live = apps.get_model("people", "Placement")._default_manager.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today
    )
    mine = live.filter(person__user=user).exclude(role=PlacementRole.YOUNG_PERSON)
    return live.filter(person=OuterRef("pk"), scheme_id__in=mine.values("scheme_id"))


def runs_scheme(user: User, scheme: Scheme) -> bool:
    """Whether the user, as an adult, has a part in a scheme now: then others decide about it and check it."""
    today = clock.today()
    placements = apps.get_model("people", "Placement")._default_manager.filter(scheme=scheme, person__user=user)
    live = placements.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
    return live.exclude(role=PlacementRole.YOUNG_PERSON).exists()
