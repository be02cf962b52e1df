"""The subject access requests that the caller may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.evidence.api.files import ANY_BYTES, BytesRenderer, opened
from safeguarding.people.models import Person
from safeguarding.subject_access import policies, services, states
from safeguarding.subject_access.api import serializers as shapes
from safeguarding.subject_access.choices import Status
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.selectors.reading import items_of, log_of
from safeguarding.subject_access.services import NewRequest, Ruling
from safeguarding.subject_access.services.recording import NOT_FOUND

#: What each step asks; what is left out is refused.
STEPS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "prove": (services.prove, ("proof", "proved_on")),
    "gather": (services.gather, ()),
    "ask": (services.ask, ("what", "asked_on")),
    "answered": (services.answered, ("answer", "answered_on")),
    "hand_in": (services.hand_in, ()),
    "approve": (services.approve, ()),
    "send_back": (services.send_back, ("reason",)),
    "disclose": (services.disclose, ("on", "how", "to")),
    "refuse": (services.refuse, ("ground", "reason", "told_on")),
    "withdraw": (services.withdraw, ("reason",)),
    states.EXTEND: (services.extend_time, ("because", "note", "told_on")),
    states.TRY_AGAIN: (services.try_again, ()),
}


class AccessRequestFilter(filters.FilterSet):
    """Requests by where they stand."""

    status = filters.ChoiceFilter(choices=Status.choices)

    class Meta:
        model = AccessRequest
        fields = ("status",)


class AccessRequestViewSet(ScopedViewSet):
    """Requests for what is held about a person, for who answers them and is in conflict with nothing of it."""

    model = AccessRequest
    serializer_class = shapes.AccessRequestLineSerializer
    filterset_class = AccessRequestFilter
    http_method_names = ["get", "post", "head"]

    def admit(self) -> None:
        policies.require_answering(self.request.user)

    def get_serializer_class(self) -> Any:
        return shapes.AccessRequestLineSerializer if self.action == "list" else shapes.AccessRequestSerializer

    def shaped(self, visible: Any) -> Any:
        return visible.select_related("recorded_by", "approved_by", "file", "package").prefetch_related("pauses")

    def note_reading(self, record: Any) -> None:
        consult(record, by=self.request.user, page="subject access request", purpose=Purpose.SUBJECT_ACCESS)

    @extend_schema(request=shapes.NewAccessRequest, responses={201: shapes.AccessRequestSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a request on record. Its clock begins once identity is proved."""
        given = self.checked(shapes.NewAccessRequest)
        person = Person.objects.visible_to(request.user).filter(pk=given.pop("person")).first()
        if person is None:
            raise Invalid({"person": [NOT_FOUND]})
        made = services.record_request(NewRequest(person=person, **given), by=request.user)
        return self.created(self.get_queryset().get(pk=made.pk))

    @extend_schema(request=shapes.AccessStepRequest, responses=shapes.AccessRequestSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def steps(self, request: Request, pk: str) -> Response:
        """Take it one step on, as the table of its states has it, extend its time, or have it tried again.

        `prove` asks for proof and proved_on, `ask` for what and asked_on, `answered` for answer and answered_on,
        `extend` for because, note and told_on, `send_back` and `withdraw` for a reason, `refuse` for ground, reason and
        told_on, `disclose` for on, how and to.
        """
        held = self.get_object()
        given = self.checked(shapes.AccessStepRequest)
        service, asks = STEPS[given["verb"]]
        missing = {name: ["This field is required."] for name in asks if name not in given}
        if missing:
            raise Invalid(missing)
        more = {name: given[name] for name in asks}
        if given["verb"] == "prove":
            more["note"] = given.get("note", "")[:300]
        service(held, **more, version=self.named_version(), by=request.user)
        return self.answer(get_object_or_404(self.get_queryset(), pk=held.pk))

    @extend_schema(responses=shapes.GatheredItemSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def items(self, request: Request, pk: str) -> Response:
        """Its items that you read, a page at a time."""
        held = self.get_object()
        self.note_reading(held)
        return self._paged(items_of(held, request.user).order_by("-pk"), shapes.GatheredItemSerializer)

    @extend_schema(methods=["GET"], responses=shapes.ItemDecisionSerializer(many=True))
    @extend_schema(methods=["POST"], request=shapes.DecideRequest, responses=shapes.DecidedSerializer)
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def decisions(self, request: Request, pk: str) -> Response:
        """The log of decisions about what you read; or decide about items, each given or kept back by a law."""
        held = self.get_object()
        if request.method != "POST":
            return self._paged(log_of(held, request.user), shapes.ItemDecisionSerializer)
        given = self.checked(shapes.DecideRequest)
        items = given.pop("items")
        count = services.decide(held, items, Ruling(**given), by=request.user)
        return Response(shapes.DecidedSerializer({"decided": count}).data)

    @extend_schema(request=shapes.WordAnswerRequest, responses={201: shapes.WordAnswerSerializer})
    @action(detail=True, methods=["post"])
    def words(self, request: Request, pk: str) -> Response:
        """Say whether words stay, in the whole file. A name of somebody else cannot."""
        held = self.get_object()
        made = services.answer_words(held, **self.checked(shapes.WordAnswerRequest), by=request.user)
        return self.answer(made, code=201, serializer_class=shapes.WordAnswerSerializer)

    @extend_schema(request=shapes.OpenDocumentRequest, responses={(200, ANY_BYTES): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"], renderer_classes=(JSONRenderer, BytesRenderer))
    def open(self, request: Request, pk: str) -> HttpResponseBase:
        """The document, proved against its digest, to be saved. The purpose is written down with it."""
        held: AccessRequest = self.get_object()
        given = self.checked(shapes.OpenDocumentRequest)
        file = held.package if given["package"] else held.file
        return opened(partial(services.open_file, held, **given, by=request.user), file)

    def _paged(self, rows: Any, serializer: Any) -> Response:
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(serializer(page, many=True, context=self.get_serializer_context()).data)
