"""The versions of a policy, what they ask, and whom they reached."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.core import clock
from safeguarding.core.api.fields import ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.guidance import selectors, services
from safeguarding.guidance.api import serializers as shapes
from safeguarding.guidance.api.campaigns import asked_of
from safeguarding.guidance.api.found import someone
from safeguarding.guidance.choices import AudienceKind, VersionStatus
from safeguarding.guidance.models import (
    PolicyVersion,
)
from safeguarding.guidance.policies import require_keeping, require_talking
from safeguarding.guidance.selectors.coverage import audience_named

ON = OpenApiParameter("on", OpenApiTypes.DATE, description="By which day; today without it.")
OF = OpenApiParameter(
    "of", str, description="The key of an audience as `coverage` names it, or `asked`; who works outside without it."
)
BY_NAME = ("family_name", "given_name", "pk")


class OnDayRequest(serializers.Serializer[Any]):
    """The day for which coverage is asked; today when none is named."""

    on = serializers.DateField(required=False)

    def validate_on(self, day: Any) -> Any:
        if day > clock.today():
            raise serializers.ValidationError("The day must be today or in the past.")
        return day


def details_of(given: dict[str, Any]) -> services.VersionDetails:
    """What was sent of a version, for the service."""
    return services.VersionDetails(choices=tuple(given.pop("answers")), **given)


class PolicyVersionFilter(filters.FilterSet):
    """Versions by policy and status."""

    policy = filters.NumberFilter(field_name="document")
    status = filters.ChoiceFilter(choices=VersionStatus.choices)

    class Meta:
        model = PolicyVersion
        fields = ("policy", "status")


class PolicyVersionViewSet(ScopedViewSet):
    """Versions of policies: everybody's once published, to read and to acknowledge."""

    model = PolicyVersion
    serializer_class = shapes.PolicyVersionSerializer
    filterset_class = PolicyVersionFilter

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("document")

    @extend_schema(request=shapes.VersionRequest, responses=shapes.PolicyVersionSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a draft. It is sent as a whole: a question without its answers means nothing."""
        held = self._to_keep()
        details = details_of(self.checked(shapes.VersionRequest))
        return self.answer(services.edit_version(held, details, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.PublishRequest, responses=shapes.PolicyVersionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def publish(self, request: Request, pk: str) -> Response:
        """Put a draft in force from a day, in place of the version before."""
        held = self._to_keep()
        publication = services.Publication(**self.checked(shapes.PublishRequest))
        return self.answer(services.publish(held, publication, version=self.named_version(), by=request.user))

    @extend_schema(request=ReasonRequest, responses=shapes.PolicyVersionSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take a version out of force with nothing in its place."""
        held = self._to_keep()
        reason = self.checked(ReasonRequest)["reason"]
        return self.answer(services.withdraw(held, reason=reason, version=self.named_version(), by=request.user))

    @extend_schema(request=shapes.AnswerRequest, responses=shapes.OutcomeSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: str) -> Response:
        """The caller acknowledges a version for themself. A wrong answer is kept, and may be given again."""
        held = self.get_object()
        outcome = services.acknowledge(held, **self.checked(shapes.AnswerRequest), by=request.user)
        return Response(shapes.OutcomeSerializer(outcome).data)

    @extend_schema(request=shapes.PaperRequest, responses={204: None})
    @action(detail=True, methods=["post"])
    def paper(self, request: Request, pk: str) -> Response:
        """Record that somebody who does not sign in acknowledged on paper."""
        held = self._to_keep()
        given = self.checked(shapes.PaperRequest)
        person = someone(self, given.pop("person"))
        services.record_on_paper(held, services.Paper(**given), person=person, by=request.user)
        return Response(status=204)

    @extend_schema(request=shapes.TalkRequest, responses=shapes.PolicyTalkSerializer)
    @action(detail=True, methods=["post"])
    @once
    def talks(self, request: Request, pk: str) -> Response:
        """Record that somebody was talked with: for their line manager, and for keepers."""
        held: PolicyVersion = self.get_object()
        require_talking(request.user)
        given = self.checked(shapes.TalkRequest)
        person = someone(self, given.pop("person"))
        talker = given.pop("talked_by")
        had_by = someone(self, talker) if talker else selectors.person_of(request.user)
        made = services.record_talk(held, services.Talk(had_by, **given), person=person, by=request.user)
        return self.answer(made, code=201, serializer_class=shapes.PolicyTalkSerializer)

    @extend_schema(request=shapes.CampaignRequest, responses=shapes.CampaignSerializer)
    @action(detail=True, methods=["post"])
    @once
    def campaigns(self, request: Request, pk: str) -> Response:
        """Prepare a campaign. Nobody is told before it is opened."""
        held = self._to_keep()
        made = services.prepare_campaign(held, asked_of(self.checked(shapes.CampaignRequest)), by=request.user)
        return self.answer(made, code=201, serializer_class=shapes.CampaignSerializer)

    @extend_schema(parameters=[OpenApiParameter("on", type=str)], responses=shapes.CoverageSerializer)
    @action(detail=True, methods=["get"])
    def coverage(self, request: Request, pk: str) -> Response:
        """Whom the version had reached on a day (`on`), or today; first, outside the official scheme."""
        held = self._to_keep()
        if held.status == VersionStatus.DRAFT:
            raise Conflict("A draft has reached nobody.")
        asked = OnDayRequest(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = selectors.coverage(held, day=asked.validated_data.get("on") or clock.today())
        return Response(shapes.CoverageSerializer(found).data)

    @extend_schema(parameters=[ON, OF], responses=shapes.ReachedPersonSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None, page_ordering=BY_NAME)
    def reached(self, request: Request, pk: str) -> Response:
        """Who of an audience was reached by a day, and how: those of them whom the caller may see."""
        held, day, key = self._asked()
        people, _ = selectors.reached(request.user, held, day=day, key=key)
        page = list(self.paginate_queryset(people))
        ways = selectors.ways_of(held, [person.pk for person in page], day=day)
        return self.get_paginated_response(shapes.ReachedPersonSerializer(page, many=True, context={"ways": ways}).data)

    @extend_schema(parameters=[ON, OF], responses=shapes.NotReachedPersonSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], url_path="not-reached", filterset_class=None, page_ordering=BY_NAME)
    def not_reached(self, request: Request, pk: str) -> Response:
        """Whom of an audience neither reading nor a talk had reached by a day: those whom the caller may see."""
        held, day, key = self._asked()
        people, _ = selectors.not_reached(request.user, held, day=day, key=key)
        page = list(self.paginate_queryset(people))
        schemes = selectors.schemes_of([person.pk for person in page], day=day)
        return self.get_paginated_response(
            shapes.NotReachedPersonSerializer(page, many=True, context={"schemes": schemes}).data
        )

    def _asked(self) -> tuple[PolicyVersion, dt.date, str]:
        """The version that reached people, by which day, and which audience of it."""
        held = self._to_keep()
        if held.status == VersionStatus.DRAFT:
            raise Conflict("A draft has reached nobody.")
        asked = OnDayRequest(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        key = self.request.query_params.get("of", AudienceKind.OUTSIDE_OFFICIAL)
        if key != "asked" and audience_named(key) is None:
            raise Invalid({"of": ["Give the key of an audience as `coverage` names it, or `asked`."]})
        return held, asked.validated_data.get("on") or clock.today(), key

    def _to_keep(self) -> PolicyVersion:
        held: PolicyVersion = self.get_object()
        require_keeping(self.request.user, force_id=held.document.force_id)
        return held
