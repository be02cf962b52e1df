"""Sessions that the caller sees: planned, marked, and trips approved."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.activities import policies, selectors, services
from safeguarding.activities.api import serializers as shapes
from safeguarding.activities.api.steps import RunsSessions, TakesOffSite
from safeguarding.activities.choices import SessionKind, SessionStatus
from safeguarding.activities.models import Session
from safeguarding.activities.services.marking import NewMark
from safeguarding.activities.services.planning import SessionDetails
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.schemes.models import Scheme

DETAILS = ("title", "place", "starts_at", "ends_at")


class SessionFilter(filters.FilterSet):
    """Sessions by scheme, kind and status."""

    scheme = filters.NumberFilter(field_name="scheme_id")
    kind = filters.ChoiceFilter(choices=SessionKind.choices)
    status = filters.ChoiceFilter(choices=SessionStatus.choices)

    class Meta:
        model = Session
        fields = ("scheme", "kind", "status")


class SessionViewSet(RunsSessions, TakesOffSite):
    """Sessions of the schemes that the caller leads, helps in or oversees."""

    model = Session
    serializer_class = shapes.SessionSerializer
    filterset_class = SessionFilter
    page_ordering: ClassVar[tuple[str, ...]] = ("-starts_at", "-pk")

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("scheme")

    @extend_schema(request=shapes.NewSessionRequest, responses={201: shapes.SessionSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Plan a session of a scheme that the caller leads. What it may not have is refused, with the reason."""
        if not policies.led_schemes(request.user).exists():
            raise NotAllowed(policies.LEADS_ONLY)
        given = self.checked(shapes.NewSessionRequest)
        scheme = Scheme.objects.visible_to(request.user).filter(pk=given.pop("scheme")).first()
        if scheme is None:
            raise Invalid({"scheme": ["Choose a scheme that you lead"]})
        return self.created(services.plan_session(scheme, SessionDetails(**given), by=request.user))

    @extend_schema(request=shapes.SessionDetailsRequest, responses=shapes.SessionSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is planned. What was approved is planned again."""
        session = self._led()
        given = self.checked(shapes.SessionDetailsRequest, partial=True)
        now = {name: getattr(session, name) for name in DETAILS}
        changed = SessionDetails(**{"kind": session.kind, **now, **given})
        done = services.edit_session(session, changed, version=self.named_version(), by=request.user)
        return self.answer(done)

    @extend_schema(responses=shapes.RatioSerializer)
    @action(detail=True, methods=["get"])
    def ratio(self, request: Request, pk: str) -> Response:
        """How many adults are needed, and how many there are who count."""
        ratio = selectors.ratio_of(self.get_object())
        return Response(shapes.RatioSerializer(ratio).data)

    @extend_schema(request=shapes.MarksRequest, responses=shapes.MarksSerializer)
    @action(detail=True, methods=["post"])
    def marks(self, request: Request, pk: str) -> Response:
        """Mark the register. A mark sent again is known by its id; one that contradicts another waits for a choice."""
        session = self._marked()
        sent = self.checked(shapes.MarksRequest)["marks"]
        marks = [NewMark(one["id"], one["person"], one["mark"], one["at"], one["after"]) for one in sent]
        kept = services.mark_register(session, marks, by=request.user)
        return Response(shapes.MarksSerializer({"results": kept}).data)

    @extend_schema(request=None, responses=shapes.SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def ask(self, request: Request, pk: str) -> Response:
        """Ask for approval of an off-site activity."""
        session = self._led()
        return self.answer(services.ask(session, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.TripDecisionRequest, responses=shapes.SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def decide(self, request: Request, pk: str) -> Response:
        """Approve an off-site activity, or do not, with the reason: by somebody who does not run the scheme."""
        session = self.get_object()
        policies.require_approver(request.user, session)
        given = self.checked(shapes.TripDecisionRequest)
        services.decide(session, **given, version=self.named_version(), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=shapes.SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm an off-site activity; refused with everything that is missing."""
        session = self._led()
        return self.answer(services.confirm(session, version=self.named_version(), by=request.user))
