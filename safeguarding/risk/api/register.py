"""The risk register of the caller's force."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.models import User
from safeguarding.core.api.fields import LARGEST_ID, ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.risk import policies, selectors, services
from safeguarding.risk.api import serializers as shapes
from safeguarding.risk.choices import Band, EntryStatus, Source
from safeguarding.risk.models import RiskAction, RiskRegisterEntry
from safeguarding.risk.services.actions import NewAction
from safeguarding.risk.services.entries import EntryDetails, Look, NewEntry
from safeguarding.schemes.models import Scheme

NUMBER = "[0-9]{1,18}"
AN_ENTRY = shapes.RiskEntrySerializer


class EntryFilter(filters.FilterSet):
    """Risks by status, source, scheme, owner, size and lateness."""

    status = filters.ChoiceFilter(choices=EntryStatus.choices)
    source = filters.ChoiceFilter(choices=Source.choices)
    scheme = filters.NumberFilter(field_name="scheme_id", min_value=1, max_value=LARGEST_ID)
    owner = filters.NumberFilter(field_name="owner_id", min_value=1, max_value=LARGEST_ID)
    band = filters.ChoiceFilter(choices=Band.choices, method="in_band")
    overdue = filters.BooleanFilter(method="only_overdue")
    q = filters.CharFilter(method="with_words", max_length=100, help_text="Words of it, or its reference.")

    class Meta:
        model = RiskRegisterEntry
        fields = ("status", "source", "scheme", "owner", "band", "overdue", "q")

    def with_words(self, found: Any, name: str, value: str) -> Any:
        return selectors.having(found, value, selectors.SEARCHED_OF_ENTRIES)

    def in_band(self, entries: Any, name: str, value: str) -> Any:
        return entries.in_band(value)

    def only_overdue(self, entries: Any, name: str, value: bool) -> Any:
        return entries.overdue() if value else entries


class RiskEntryViewSet(ScopedViewSet):
    """Risks: raised by who works with schemes, kept by who keeps the register of schemes."""

    model = RiskRegisterEntry
    serializer_class = shapes.EntryLineSerializer
    filterset_class = EntryFilter

    def get_serializer_class(self) -> Any:
        return shapes.EntryLineSerializer if self.action == "list" else AN_ENTRY

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        if self.action == "list":
            return visible
        return visible.select_related("scheme").prefetch_related("actions", "reviews")

    @extend_schema(request=shapes.NewEntryRequest, responses={201: AN_ENTRY})
    @once
    def create(self, request: Request) -> Response:
        """Raise a risk."""
        policies.require_working_with_schemes(request.user)
        given = self.checked(shapes.NewEntryRequest)
        given["scheme"] = self._scheme(given["scheme"])
        return self.created(self._again(services.raise_entry(NewEntry(**given), by=request.user)))

    @extend_schema(request=shapes.EntryRequest, responses=AN_ENTRY)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what the register says of a risk, and who owns it."""
        held = self._to_keep()
        given = self.checked(shapes.EntryRequest, partial=True)
        if "scheme" in given:
            given["scheme"] = self._scheme(given["scheme"])
        if "owner" in given:
            given["owner"] = self._owner(held, given["owner"])
        now = {name: getattr(held, name) for name in ("title", "description", "scheme", "owner")}
        details = EntryDetails(**{**now, **given})
        return self._now(services.edit_entry(held, details, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.LookRequest, responses=AN_ENTRY)
    @action(detail=True, methods=["post"])
    @needs_version
    def look(self, request: Request, pk: str) -> Response:
        """Look at a risk again: it goes on, is controlled, accepted, closed or opened again."""
        held = self._to_keep()
        look = Look(**self.checked(shapes.LookRequest))
        services.look_again(held, look, version=self.named_version(), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.ActionRequest, responses=AN_ENTRY)
    @action(detail=True, methods=["post"])
    @once
    def actions(self, request: Request, pk: str) -> Response:
        """Give somebody something to do about a risk."""
        held = self._to_keep()
        given = self.checked(shapes.ActionRequest)
        given["owner"] = self._owner(held, given["owner"])
        services.add_action(held, NewAction(**given), by=request.user)
        return self._now(held)

    @extend_schema(request=shapes.FinishRequest, responses=AN_ENTRY)
    @action(detail=True, methods=["post"], url_path=rf"actions/(?P<action_pk>{NUMBER})/finish")
    @needs_version
    def finish(self, request: Request, pk: str, action_pk: str) -> Response:
        """Something was done. If-Match names the action's version."""
        held = self._action(action_pk)
        policies.require_acting(request.user, held)
        given = self.checked(shapes.FinishRequest)
        return self._now(services.finish_action(held, **given, version=self.named_version(), by=request.user).entry)

    @extend_schema(request=ReasonRequest, responses=AN_ENTRY)
    @action(detail=True, methods=["post"], url_path=rf"actions/(?P<action_pk>{NUMBER})/drop")
    @needs_version
    def drop(self, request: Request, pk: str, action_pk: str) -> Response:
        """Something is not to be done any more. If-Match names the action's version."""
        held = self._action(action_pk)
        policies.require_entry_keeper(request.user, held.entry)
        given = self.checked(ReasonRequest)
        return self._now(services.drop_action(held, **given, version=self.named_version(), by=request.user).entry)

    def _to_keep(self) -> RiskRegisterEntry:
        """The risk, for who keeps it; found before anything sent is looked at."""
        held: RiskRegisterEntry = self.get_object()
        policies.require_entry_keeper(self.request.user, held)
        return held

    def _action(self, pk: str) -> RiskAction:
        """An action; what is not there is 404 before anybody's role is asked."""
        held: RiskRegisterEntry = self.get_object()
        return get_object_or_404(held.actions.select_related("entry__scheme"), pk=pk)

    def _scheme(self, pk: int | None) -> Scheme | None:
        if pk is None:
            return None
        scheme: Scheme | None = Scheme.objects.visible_to(self.request.user).filter(pk=pk).first()
        if scheme is None:
            raise Invalid({"scheme": ["Choose a scheme of your own force"]})
        return scheme

    def _owner(self, held: RiskRegisterEntry, pk: int | None) -> User | None:
        if pk is None:
            return None
        owner = selectors.possible_owners(held).filter(pk=pk).first()
        if owner is None:
            raise Invalid({"owner": ["Choose somebody who sees the register, or who runs the scheme"]})
        return owner

    def _again(self, held: RiskRegisterEntry) -> RiskRegisterEntry:
        rows = RiskRegisterEntry.objects.visible_to(self.request.user).select_related("scheme")
        return rows.prefetch_related("actions", "reviews").get(pk=held.pk)

    def _now(self, held: RiskRegisterEntry) -> Response:
        return self.answer(self._again(held), serializer_class=AN_ENTRY)
