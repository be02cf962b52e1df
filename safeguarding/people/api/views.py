"""People the caller may see: found by name by everybody, read by who works with them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_permission, unit_ids_where
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people import policies, selectors
from safeguarding.people.api import requests as shapes
from safeguarding.people.api.base import PURPOSE, note_purpose
from safeguarding.people.api.serializers import FoundPersonSerializer, PersonSerializer
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from safeguarding.people.services import Identity, NewPerson, add_person, add_young_person, edit_person
from safeguarding.people.services.register import IDENTITY
from safeguarding.schemes.models import Scheme

LOOK_FIRST = (
    "Somebody on record may be this person. Ask `duplicates/check` who; if it is none of them, say so with "
    "`is_nobody_on_record`."
)


def require_nobody_like(user: User, new: NewPerson, *, is_said: bool) -> None:
    """One person once: while somebody whom the caller sees may be the one, it is to be said that it is none of them."""
    if not is_said and selectors.likely(user, new):
        raise Invalid({"is_nobody_on_record": [LOOK_FIRST]})


class PersonFilter(filters.FilterSet):
    """People by name and kind."""

    q = filters.CharFilter(method="by_name", max_length=200, help_text="Words of the name, in any order.")
    kind = filters.ChoiceFilter(choices=PersonKind.choices)

    class Meta:
        model = Person
        fields = ("q", "kind")

    def by_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return selectors.matching(queryset, value)


class PersonViewSet(ScopedViewSet):
    """Find people by name. Reading one is written down, and is for the roles that work with people."""

    model = Person
    serializer_class = FoundPersonSerializer
    filterset_class = PersonFilter
    page_ordering = ("family_name", "given_name", "pk")

    def get_serializer_class(self) -> Any:
        return PersonSerializer if self.action == "retrieve" else FoundPersonSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        if self.action == "retrieve":
            return selectors.with_placements(visible)
        return visible.select_related("unit")

    @extend_schema(request=shapes.NewPersonRequest, responses={201: PersonSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put somebody on record, in a unit in which the caller works with people. Look first who may be them."""
        require_permission(request.user, Permission.SEE_PEOPLE)
        given = self.checked(shapes.NewPersonRequest)
        is_said = given.pop("is_nobody_on_record")
        unit, scheme = self._unit(given.pop("unit")), self._scheme(given.pop("scheme"))
        starts_on = given.pop("starts_on")
        new = NewPerson(**given)
        if new.kind != PersonKind.YOUNG_PERSON and (scheme or starts_on):
            raise Invalid({"scheme": ["Only a young person joins a scheme by this. Give an adult a part in it after."]})
        require_nobody_like(request.user, new, is_said=is_said)
        if new.kind == PersonKind.YOUNG_PERSON:
            made = add_young_person(new, unit=unit, scheme=scheme, starts_on=starts_on, by=request.user)
        else:
            made = add_person(new, unit=unit, by=request.user)
        return self.created(made, serializer_class=PersonSerializer)

    @extend_schema(parameters=PURPOSE, request=shapes.PersonChanges, responses=PersonSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change who the record says a young person, or an adult who is not staff, is. Staff are kept under `staff`.

        The whole record is given back, so that a young person's asks for the purpose as reading it does.
        """
        held: Person = self.get_object()
        policies.require_record_keeper(request.user, held)
        self.note_reading(held)
        given = self.checked(shapes.PersonChanges, partial=True)
        if "unit" in given and given["unit"] != held.unit_id:
            given["unit"] = self._unit(given["unit"])
        else:
            given["unit"] = held.unit
        identity = Identity(**{**{name: getattr(held, name) for name in IDENTITY}, **given})
        changed = edit_person(held, identity, version=self.named_version(), by=request.user)
        return self.answer(changed, serializer_class=PersonSerializer)

    def _unit(self, pk: int) -> Unit:
        """One of the units in which the caller works with people."""
        mine = unit_ids_where(self.request.user, Permission.SEE_PEOPLE)
        units = Unit.objects.visible_to(self.request.user).filter(pk__in=mine, is_active=True)
        found = units.filter(pk=pk).first()
        if found is None:
            raise Invalid({"unit": ["Choose one of the units in which you work with people"]})
        return found

    def _scheme(self, pk: int | None) -> Scheme | None:
        if pk is None:
            return None
        found = Scheme.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Invalid({"scheme": ["Choose a scheme of your own force"]})
        return found

    @extend_schema(parameters=PURPOSE)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require_permission(request.user, Permission.SEE_PEOPLE)
        return super().retrieve(request, *args, **kwargs)

    def note_reading(self, record: Person) -> None:
        """Reading a young person's record needs a purpose here as on the page."""
        note_purpose(self.request, record, page="api:person")
