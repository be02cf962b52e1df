"""Leave to be in contact with a young person, in the API."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.communications import policies
from safeguarding.communications.api import contact_shapes as shapes
from safeguarding.communications.api.contacts import note, person
from safeguarding.communications.choices import AuthorisationStatus
from safeguarding.communications.models import Account, ContactAuthorisation
from safeguarding.communications.services import authorisations
from safeguarding.core.api.fields import ReasonRequest, chosen
from safeguarding.core.api.views import ScopedViewSet, needs_version


class ContactAuthorisationFilterSet(filters.FilterSet):
    """Requests by where they stand."""

    status = filters.ChoiceFilter(choices=AuthorisationStatus.choices)

    class Meta:
        model = ContactAuthorisation
        fields = ("status",)


class ContactAuthorisationViewSet(ScopedViewSet):
    """Leave to be in contact with a young person: asked for beforehand, answered by another, with an end."""

    model = ContactAuthorisation
    serializer_class = shapes.AuthorisationLineSerializer
    filterset_class = ContactAuthorisationFilterSet

    def get_serializer_class(self) -> Any:
        return shapes.AuthorisationLineSerializer if self.action == "list" else shapes.AuthorisationSerializer

    @extend_schema(parameters=shapes.PURPOSE, responses=shapes.AuthorisationSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One request. Say why you read it."""
        return super().retrieve(request, *args, **kwargs)

    def note_reading(self, record: Any) -> None:
        note(self.request, record, "api:contact_authorisation")

    @extend_schema(request=shapes.NewAuthorisationRequest, responses={201: shapes.AuthorisationSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Ask for leave. Those who answer are told."""
        given = self.checked(shapes.NewAuthorisationRequest)
        for name in ("adult", "young_person"):
            given[name] = person(request, given[name], name)
        given["account"] = chosen(Account.objects.visible_to(request.user), given["account"], field="account")
        return self.created(authorisations.ask_beforehand(authorisations.NewAuthorisation(**given), by=request.user))

    @extend_schema(request=ReasonRequest, responses=shapes.AuthorisationSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def approve(self, request: Request, pk: str) -> Response:
        """Give leave: never who asked, for whom it is, or who runs a scheme with them."""
        held = self._to_answer()
        given = self.checked(ReasonRequest)
        return self.answer(authorisations.approve_contact(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=ReasonRequest, responses=shapes.AuthorisationSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def refuse(self, request: Request, pk: str) -> Response:
        """Give no leave, and say why."""
        held = self._to_answer()
        given = self.checked(ReasonRequest)
        return self.answer(authorisations.refuse_contact(held, **given, version=self.named_version(), by=request.user))

    @extend_schema(request=ReasonRequest, responses=shapes.AuthorisationSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, pk: str) -> Response:
        """Who asked needs no answer any more."""
        held: ContactAuthorisation = self.get_object()
        policies.require_asker(request.user, held)
        given = self.checked(ReasonRequest)
        return self.answer(
            authorisations.withdraw_request(held, **given, version=self.named_version(), by=request.user)
        )

    @extend_schema(request=ReasonRequest, responses=shapes.AuthorisationSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, pk: str) -> Response:
        """End leave early."""
        held: ContactAuthorisation = self.get_object()
        policies.require_ender(request.user, held)
        given = self.checked(ReasonRequest)
        return self.answer(authorisations.end_contact(held, **given, version=self.named_version(), by=request.user))

    def _to_answer(self) -> ContactAuthorisation:
        held: ContactAuthorisation = self.get_object()
        policies.require_answerer(self.request.user, held)
        return held
