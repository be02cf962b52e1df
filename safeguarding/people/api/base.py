"""What every route about one person shares: the person is found through the one rule, and reading is recorded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.audit.api.purposes import asked, why_if_said
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.core.api.views import ScopedViewSet
from safeguarding.core.errors import Invalid
from safeguarding.people import policies
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

ASKED = "Why the record is read. A young person's is not given without it."
#: To register a route about one person: `router.register(UNDER_PERSON + "carers", …)`.
UNDER_PERSON = "people/(?P<person>[0-9]{1,18})/"
PERSON = OpenApiParameter("person", int, OpenApiParameter.PATH, description="The number of the person.")
PURPOSE = asked(ASKED, required=False)


def note_purpose(request: Request, *people: Person, page: str) -> None:
    """Reading a young person's record needs a purpose here as on the page; it is written down."""
    said = why_if_said(request)
    if said is None and any(person.kind == PersonKind.YOUNG_PERSON for person in people):
        raise Invalid({"purpose": ["Say why you read the record of a young person."]})
    for person in people:
        consult(person, by=request.user, page=page, **(said or {"purpose": Purpose.OTHER}))


@extend_schema(parameters=[PERSON, *PURPOSE])
class OfPersonViewSet(ScopedViewSet):
    """Records of one person: read by who may see them, with a purpose; changed by who keeps the person's record."""

    page: ClassVar[str] = ""
    filter_backends = ()

    def admit(self) -> None:
        """The person is found first, whatever is asked of them; then whether the caller reads, or changes, this."""
        person = self.person
        if self.request.method in SAFE_METHODS:
            self.may_read(person)
        else:
            self.may_change(person)

    def may_read(self, person: Person) -> None:
        if not policies.leads(self.request.user, person):
            require_permission(self.request.user, Permission.SEE_PEOPLE)

    def may_change(self, person: Person) -> None:
        policies.require_record_keeper(self.request.user, person)

    @cached_property
    def person(self) -> Person:
        visible = Person.objects.visible_to(self.request.user).select_related("unit")
        found: Person = get_object_or_404(visible, pk=self.kwargs["person"])
        return found

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.records()

    def records(self) -> QuerySet[Any]:
        """The records of this person that the caller may see."""
        manager: Any = self.model._default_manager
        return self.shaped(manager.visible_to(self.request.user).filter(young_person=self.person))

    def note_reading(self, record: Any) -> None:
        self.note()

    def note_listing(self, records: list[Any]) -> None:
        self.note()

    def note(self) -> None:
        """Write down that the caller looked, and why (DPA 2018 s.62)."""
        note_purpose(self.request, self.person, page=f"api:{self.page}")

    def changed(self, record: Any) -> Response:
        """What a change gives back: the record, for which a purpose is given as for any reading."""
        self.note()
        return self.answer(record)

    def made(self, record: Any) -> Response:
        """A new record of the person, and where it is."""
        response = self.answer(record, code=status.HTTP_201_CREATED)
        where = {"person": self.person.pk, self.lookup_field: record.pk}
        response["Location"] = self.reverse_action("detail", kwargs=where)
        return response
