"""Campaigns that ask people to read a policy, and the groups that they are sent to."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core import clock
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.guidance import selectors, services
from safeguarding.guidance.api import serializers as shapes
from safeguarding.guidance.api.found import someone
from safeguarding.guidance.models import (
    AudienceTag,
    Campaign,
)
from safeguarding.guidance.rules import Audience


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
