"""Policies of the caller's force, their versions, campaigns, coverage, groups, and what the caller acknowledged."""

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
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core import clock
from safeguarding.core.api.fields import ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.guidance import selectors, services
from safeguarding.guidance.api import serializers as shapes
from safeguarding.guidance.choices import AudienceKind, VersionStatus
from safeguarding.guidance.models import (
    Acknowledgement,
    AudienceTag,
    Campaign,
    PolicyDocument,
    PolicyTalk,
    PolicyVersion,
)
from safeguarding.guidance.policies import require_keeping, require_talking
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.selectors.coverage import audience_named
from safeguarding.guidance.services.documents import FIELDS
from safeguarding.people.models import Person

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


def someone(view: ScopedViewSet, pk: int) -> Person:
    """Somebody on record whom the caller may see."""
    person = Person.objects.visible_to(view.request.user).filter(pk=pk).select_related("user").first()
    if person is None:
        raise Invalid({"person": ["Choose somebody on record with your own force"]})
    return person


class PolicyViewSet(ScopedViewSet):
    """The policies of the force."""

    model = PolicyDocument
    serializer_class = shapes.PolicyNameSerializer
    page_ordering = ("title", "pk")

    def get_serializer_class(self) -> Any:
        return shapes.PolicyNameSerializer if self.action == "list" else shapes.PolicySerializer

    @extend_schema(request=shapes.NewPolicyRequest, responses={201: shapes.PolicySerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a policy on record."""
        require_permission(request.user, Permission.KEEP_POLICIES)
        details = services.DocumentDetails(**self.checked(shapes.NewPolicyRequest))
        return self.created(services.add_document(details, by=request.user), serializer_class=shapes.PolicySerializer)

    @extend_schema(request=shapes.PolicyRequest, responses=shapes.PolicySerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is said of a policy; what is not sent stays."""
        held = self._to_keep()
        given = self.checked(shapes.PolicyRequest, partial=True)
        details = services.DocumentDetails(**{**{name: getattr(held, name) for name in FIELDS}, **given})
        changed = services.edit_document(held, details, version=self.named_version(), by=request.user)
        return self.answer(changed, serializer_class=shapes.PolicySerializer)

    @extend_schema(request=shapes.VersionRequest, responses=shapes.PolicyVersionSerializer)
    @action(detail=True, methods=["post"])
    @once
    def versions(self, request: Request, pk: str) -> Response:
        """Write the next version, as a draft."""
        held = self._to_keep()
        made = services.draft_version(held, details_of(self.checked(shapes.VersionRequest)), by=request.user)
        return self.answer(made, code=201, serializer_class=shapes.PolicyVersionSerializer)

    def _to_keep(self) -> PolicyDocument:
        held: PolicyDocument = self.get_object()
        require_keeping(self.request.user, force_id=held.force_id)
        return held


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


def asked_of(given: dict[str, Any]) -> services.CampaignDetails:
    """What was sent of a campaign, for the service."""
    rows = given.pop("audiences")
    audiences = tuple(Audience(row["kind"], row["value"], row["scheme"]) for row in rows)
    return services.CampaignDetails(audiences, **given)


class CampaignViewSet(ScopedViewSet):
    """Campaigns: for keepers, and for nobody else there are none."""

    model = Campaign
    serializer_class = shapes.CampaignSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("policy_version__document").prefetch_related("audiences__scheme")

    @extend_schema(request=shapes.CampaignRequest, responses=shapes.CampaignSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a campaign that was not opened yet."""
        held = self.get_object()
        details = asked_of(self.checked(shapes.CampaignRequest))
        return self._now(services.edit_campaign(held, details, version=self.named_version(), by=request.user))

    @extend_schema(responses=shapes.ReachSerializer)
    @action(detail=True, methods=["get"])
    def reach(self, request: Request, pk: str) -> Response:
        """Whom it reaches today, in numbers: to be looked at before it is opened."""
        by_audience, everybody, done = selectors.reach(self.get_object(), day=clock.today())
        audiences = [{"label": label, "count": count} for label, count in by_audience]
        told = {"audiences": audiences, "count": len(everybody), "acknowledged": len(done)}
        return Response(shapes.ReachSerializer(told).data)

    @extend_schema(request=None, responses=shapes.CampaignSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def open(self, request: Request, pk: str) -> Response:
        """Open it: whom it reaches is told at once."""
        held = self.get_object()
        return self._now(services.open_campaign(held, version=self.named_version(), by=request.user))

    @extend_schema(request=None, responses=shapes.CampaignSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def close(self, request: Request, pk: str) -> Response:
        """Close it: nobody is asked or reminded by it any more."""
        held = self.get_object()
        return self._now(services.close_campaign(held, version=self.named_version(), by=request.user))

    def _now(self, held: Campaign) -> Response:
        return self.answer(self.get_queryset().get(pk=held.pk))


class MyAcknowledgementViewSet(ScopedViewSet):
    """What the caller has acknowledged."""

    model = Acknowledgement
    serializer_class = shapes.AcknowledgementSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.filter(person__user=self.request.user).select_related("policy_version__document")


class GroupViewSet(ScopedViewSet):
    """Who is in a group that policies are sent to: for keepers, and for nobody else there is nobody."""

    model = AudienceTag
    serializer_class = shapes.GroupSerializer

    @extend_schema(request=shapes.JoinRequest, responses={201: shapes.GroupSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a member of staff into a group."""
        require_permission(request.user, Permission.KEEP_POLICIES)
        given = self.checked(shapes.JoinRequest)
        made = services.join_group(someone(self, given.pop("person")), **given, by=request.user)
        return self.created(made)

    @extend_schema(request=shapes.LeaveRequest, responses=shapes.GroupSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def leave(self, request: Request, pk: str) -> Response:
        """Take a member of staff out of a group."""
        held = self.get_object()
        given = self.checked(shapes.LeaveRequest)
        return self.answer(services.leave_group(held, **given, version=self.named_version(), by=request.user))


class PolicyTalkViewSet(ScopedViewSet):
    """Talks about policies: one's own, those of whom one manages; keepers see all of the force."""

    model = PolicyTalk
    serializer_class = shapes.PolicyTalkSerializer
