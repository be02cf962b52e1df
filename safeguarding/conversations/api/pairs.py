"""Who was in touch with whom: pairs, what stands between two, and whom else somebody was in touch with."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from safeguarding.audit.services import consult
from safeguarding.conversations.api.base import MessagesViewSet
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import MessageExport, Participant
from safeguarding.conversations.selectors import pairs, profile
from safeguarding.conversations.selectors.pairs import Listed, Scope, Side
from safeguarding.conversations.selectors.profile import Profile
from safeguarding.core.api.pages import Pages
from safeguarding.core.asked import number
from safeguarding.core.errors import Invalid

SIDE = "[pu][1-9][0-9]{0,17}"
OF_EXPORT = OpenApiParameter("export", int, description="Of one export only; without it, of every one of the case.")
THE_SIDE = OpenApiParameter("side", str, OpenApiParameter.PATH, description="The key of somebody, as a pair gives it.")
THE_PAIR = OpenApiParameter("pair", str, OpenApiParameter.PATH, description="The keys of both with a hyphen between.")
ORDER = OpenApiParameter("order", str, enum=list(pairs.ORDERS), description="Who wrote most first, or last.")
KNOWN = OpenApiParameter("known", bool, description="Only an adult and a young person of the case.")


class InOrder(Pages):
    """The same cursors as everywhere, over a list that is put in order when it is asked for."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.base_url, size = request.build_absolute_uri(), self.get_page_size(request)
        cursor = self.decode_cursor(request)
        self.first, self.size = cursor.offset if cursor else 0, size
        found: list[Any] = queryset[self.first : self.first + size + 1]
        self.has_more = len(found) > size
        return found[:size]

    def get_next_link(self) -> str | None:
        return self._link(self.first + self.size) if self.has_more else None

    def get_previous_link(self) -> str | None:
        return self._link(max(self.first - self.size, 0)) if self.first else None

    def _link(self, first: int) -> str:
        return str(self.encode_cursor(Cursor(offset=first, reverse=False, position=None)))


class PairSideSerializer(serializers.Serializer[Any]):
    """One of two. A key that begins with p is somebody of the case; one with u somebody whom nobody has matched."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name, not the words of this one
    names = serializers.ListField(child=serializers.CharField(), help_text="As the files call them.")
    is_young_person = serializers.BooleanField(source="is_young")


class MessagePairSerializer(serializers.Serializer[Any]):
    """Two who wrote to each other outside groups. The order of a list is by volume or time; it weighs nothing."""

    sides = PairSideSerializer(many=True)
    sent = serializers.ListField(child=serializers.IntegerField(), help_text="By each, in the order of `sides`.")
    first_at = serializers.DateTimeField(allow_null=True)
    last_at = serializers.DateTimeField(allow_null=True)
    platforms = serializers.ListField(child=serializers.CharField())


class MessageOtherSerializer(serializers.Serializer[Any]):
    """Somebody else whom one was in touch with, and in which case."""

    case = serializers.CharField(source="case.reference")
    side = PairSideSerializer()
    sent = serializers.ListField(child=serializers.IntegerField(), help_text="By the one, and by them.")
    first_at = serializers.DateTimeField(allow_null=True)
    last_at = serializers.DateTimeField(allow_null=True)
    platforms = serializers.ListField(child=serializers.CharField())
    groups = serializers.IntegerField(help_text="In so many groups both wrote.")


class OnPlatformSerializer(serializers.Serializer[Any]):
    platform = serializers.CharField()
    sent = serializers.ListField(child=serializers.IntegerField())
    deleted = serializers.ListField(child=serializers.IntegerField())
    first_at = serializers.DateTimeField(allow_null=True)
    last_at = serializers.DateTimeField(allow_null=True)


class DayOfPairSerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    sent = serializers.ListField(child=serializers.IntegerField())


class PairMoveSerializer(serializers.Serializer[Any]):
    before = serializers.CharField()
    to = serializers.CharField()
    at = serializers.DateTimeField()
    message = serializers.IntegerField(allow_null=True, help_text="The message before it that spoke of going there.")


class PairIndicatorSerializer(serializers.Serializer[Any]):
    indicator = serializers.CharField()
    by = serializers.ListField(
        child=serializers.IntegerField(), help_text="Shown by each of the two, silence by who did not answer."
    )
    open = serializers.IntegerField(help_text=f"{FindingStatus.OPEN.label}.")
    agreed = serializers.IntegerField()
    dismissed = serializers.IntegerField()
    first_message = serializers.IntegerField(source="first.message_id")


class PairProfileSerializer(serializers.Serializer[Any]):
    """What stands between two people, counted on the clock of England and Wales. No score is made of it.

    Every pair of numbers is in the order of `sides`.
    """

    sides = PairSideSerializer(many=True)
    sent = serializers.ListField(child=serializers.IntegerField())
    deleted = serializers.ListField(child=serializers.IntegerField())
    first_at = serializers.DateTimeField(allow_null=True)
    last_at = serializers.DateTimeField(allow_null=True)
    talks_begun = serializers.ListField(child=serializers.IntegerField(), source="starts.talks")
    unanswered = serializers.ListField(child=serializers.IntegerField(), source="starts.unanswered")
    unanswered_messages = serializers.ListField(child=serializers.IntegerField(), source="starts.unanswered_messages")
    quiet = serializers.ListField(child=serializers.IntegerField(), source="volume.quiet")
    timed = serializers.ListField(child=serializers.IntegerField(), source="volume.timed")
    days = serializers.SerializerMethodField()
    hours = serializers.ListField(
        child=serializers.ListField(child=serializers.ListField(child=serializers.IntegerField())),
        source="volume.hours", help_text="By hour of the day, then by day of the week from Monday.",
    )  # fmt: skip
    platforms = OnPlatformSerializer(many=True)
    moves = serializers.SerializerMethodField()
    is_looked_through = serializers.BooleanField(help_text="If not, `indicators` may be less than there is.")
    indicators = PairIndicatorSerializer(many=True, source="shown")

    @extend_schema_field(DayOfPairSerializer(many=True))
    def get_days(self, made: Profile) -> list[dict[str, Any]]:
        rows = [{"day": day, "sent": sent} for day, sent in sorted(made.volume.days.items())]
        return list(DayOfPairSerializer(rows, many=True).data)

    @extend_schema_field(PairMoveSerializer(many=True))
    def get_moves(self, made: Profile) -> list[dict[str, Any]]:
        rows = [
            {"before": one.before, "to": one.to, "at": one.at, "message": one.said.message if one.said else None}
            for one in made.moves
        ]
        return list(PairMoveSerializer(rows, many=True).data)


@extend_schema(parameters=[OF_EXPORT])
class MessagePairViewSet(MessagesViewSet):
    """Who wrote to whom outside groups in the exports of a case that have been read to their end."""

    model = Participant
    serializer_class = MessagePairSerializer
    pagination_class = InOrder
    http_method_names = ["get", "head"]
    lookup_field = "pair"
    lookup_value_regex = f"{SIDE}-{SIDE}"

    def admit(self) -> None:
        super().admit()
        self.scope  # noqa: B018  # found before anything is asked of it
        if "side" in self.kwargs:
            self.one = self._side(self.kwargs["side"])

    @cached_property
    def scope(self) -> Scope:
        given = self.request.query_params.get("export")
        if given is None:
            return pairs.scope_of(self.case)
        exports = MessageExport.objects.visible_to(self.user).filter(case=self.case)
        return pairs.scope_of(self.case, get_object_or_404(exports, pk=number(given)))

    def _side(self, key: str) -> Side:
        found = pairs.side(self.scope, key)
        if found is None:
            raise Http404
        return found

    def get_object(self) -> tuple[Side, Side]:
        """Found once for a request."""
        if not hasattr(self, "_both"):
            one, other = (self._side(key) for key in self.kwargs["pair"].split("-"))
            if one.key == other.key:
                raise Http404
            self._both = one, other
        return self._both

    @extend_schema(parameters=[ORDER, KNOWN], responses=MessagePairSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Every pair, those who wrote most first, or those who wrote last."""
        order = request.query_params.get("order", pairs.VOLUME)
        known = request.query_params.get("known", "false")
        if order not in pairs.ORDERS:
            raise Invalid({"order": [f"Choose one of {', '.join(pairs.ORDERS)}."]})
        if known not in ("true", "false"):
            raise Invalid({"known": ["Say true or false."]})
        return self._page(pairs.pairs(self.scope, order=order, known=known == "true"), MessagePairSerializer)

    @extend_schema(parameters=[THE_PAIR], responses=PairProfileSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What stands between two people: when, where, who begins, what was found. It decides nothing."""
        return Response(PairProfileSerializer(profile.profile(self.scope, *self.get_object())).data)

    @extend_schema(parameters=[THE_SIDE], responses=MessageOtherSerializer(many=True))
    @action(detail=False, url_path=f"others/(?P<side>{SIDE})")
    def others(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Everybody else with whom somebody exchanged messages, in the exports that the caller may read."""
        return self._page(pairs.others(self.user, self.scope, self.one), MessageOtherSerializer)

    def _page(self, listed: Listed, shape: type[serializers.Serializer[Any]]) -> Response:
        rows: Any = self.paginate_queryset(listed)
        if shape is MessageOtherSerializer:
            # What is given of another case is written down there, too.
            for case in {row.case.pk: row.case for row in rows if row.case.pk != self.case.pk}.values():
                consult(case, by=self.user, page="api: case messages", **self.why)
        return self.get_paginated_response(shape(rows, many=True).data)
