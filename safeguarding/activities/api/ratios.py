"""How many young people one adult may look after, in the caller's force."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.activities import policies, services
from safeguarding.activities.models import ForceRatio, RatioBand
from safeguarding.activities.selectors.bands import held_on
from safeguarding.activities.services.bands import NewRatio
from safeguarding.assurance.policies import require_reading_catalogue
from safeguarding.core import clock
from safeguarding.core.api.fields import LARGEST_ID, Words
from safeguarding.core.api.views import ScopedViewSet


class ForceRatioSerializer(serializers.ModelSerializer[ForceRatio]):
    """What the force asks for from a day on."""

    class Meta:
        model = ForceRatio
        fields = ("id", "children_per_adult", "holds_from", "source", "set_by", "set_at")
        read_only_fields = fields


class RatioBandSerializer(serializers.ModelSerializer[RatioBand]):
    """An age band: the guidance, what holds today in the caller's force, and every figure the force set."""

    children_per_adult = serializers.SerializerMethodField()
    guidance = serializers.IntegerField(source="children_per_adult", read_only=True)
    figures = ForceRatioSerializer(source="own", many=True, read_only=True)

    class Meta:
        model = RatioBand
        fields = ("id", "key", "from_age", "to_age", "children_per_adult", "guidance", "source", "figures")
        read_only_fields = fields

    def get_children_per_adult(self, band: RatioBand) -> int:
        """What holds today."""
        own = held_on(band.own, clock.today())  # type: ignore[attr-defined]  # read with the bands
        return own.children_per_adult if own else band.children_per_adult


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "More adults from the new year",
            value={"children_per_adult": 8, "holds_from": "2027-01-01", "source": "Youth safety board, minute 14",
                   "seen": None},
            request_only=True,
        )
    ]
)  # fmt: skip
class SetRatioRequest(serializers.Serializer[Any]):
    """What is asked for from a day on, who decided it, and the id of the newest figure that was shown."""

    children_per_adult = serializers.IntegerField(min_value=1, max_value=100)
    source = Words(max_length=200)  # type: ignore[assignment]  # a field of its own by that name
    holds_from = serializers.DateField(allow_null=True, default=None)
    seen = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True)


class RatioBandViewSet(ScopedViewSet):
    """Age bands with the guidance and what the caller's force asks for. Never fewer adults than the guidance."""

    model = RatioBand
    serializer_class = RatioBandSerializer
    page_ordering = ("from_age", "pk")
    http_method_names = ["get", "post", "head"]

    def admit(self) -> None:
        require_reading_catalogue(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        """The bands are of no force; the figures beside them are those that the caller sees."""
        if getattr(self, "swagger_fake_view", False):
            return RatioBand.objects.none()
        own = ForceRatio.objects.visible_to(self.request.user).order_by("holds_from", "pk")
        return RatioBand.objects.prefetch_related(Prefetch("figures", queryset=own, to_attr="own"))

    @extend_schema(request=SetRatioRequest, responses={201: ForceRatioSerializer})
    @action(detail=True, methods=["post"])
    def figures(self, request: Request, pk: str) -> Response:
        """Ask for as many adults as the guidance or for more, from today or later."""
        band = self.get_object()
        policies.require_setting_ratios(request.user)
        given = self.checked(SetRatioRequest)
        seen = given.pop("seen")
        made = services.set_ratio(band, NewRatio(**given), seen=seen, by=request.user)
        return Response(ForceRatioSerializer(made).data, status=201)
