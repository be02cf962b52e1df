"""How links look in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from safeguarding.audit.api.purposes import asked
from safeguarding.core.api.fields import ReasonRequest
from safeguarding.links.choices import NodeKind, ToldStatus
from safeguarding.links.forms import REASON_MAX
from safeguarding.links.models import SetAside, ToldLink
from safeguarding.links.selectors.picture import DEPTHS

PURPOSE = asked("Why you look.")
DEPTH = OpenApiParameter(
    "depth", int, OpenApiParameter.QUERY, enum=list(DEPTHS), description="How many steps around it; two without it."
)
EXAMPLE = {
    "centre": "case-12",
    "things": [
        {"ref": "case-12", "kind": "case", "name": "SC-2026-000012", "beside": "Contact with Child A", "step": 0,
         "more": 0},
        {"ref": "9f2c41d07be35a6688c1", "kind": "handle", "name": "@kai.x", "beside": "Instagram, on the register",
         "step": 1, "more": 0},
    ],
    "links": [
        {"one": "case-12", "other": "9f2c41d07be35a6688c1",
         "why": [{"words": "In the messages of exhibit JB/9", "where": "/cases/SC-2026-000012/messages/4/"}]}
    ],
    "left_out": 0,
}  # fmt: skip


class ReasonShape(serializers.Serializer[Any]):
    """Why two things are linked, and where that stands."""

    words = serializers.CharField(source="why")
    where = serializers.CharField()


class ThingShape(serializers.Serializer[Any]):
    """One thing of a picture. `more` says how many of its neighbours are not given."""

    ref = serializers.CharField()
    kind = serializers.ChoiceField(choices=NodeKind.choices)
    name = serializers.CharField(source="named.text")
    beside = serializers.CharField(source="named.beside")
    step = serializers.IntegerField()
    more = serializers.IntegerField()


class LineShape(serializers.Serializer[Any]):
    """Two things that have to do with each other."""

    one = serializers.CharField(source="one.ref")
    other = serializers.CharField(source="other.ref")
    why = ReasonShape(source="reasons", many=True)


@extend_schema_serializer(examples=[OpenApiExample("Around a case", EXAMPLE, response_only=True)])
class PictureShape(serializers.Serializer[Any]):
    """What is linked with one thing, of what you may see."""

    centre = serializers.CharField()
    things = ThingShape(many=True)
    links = LineShape(many=True)
    left_out = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "It was somebody else's before",
            {"through": "9f2c41d07be35a6688c1", "end": "case-31", "reason": "The handle was another's before 2024."},
            request_only=True,
        )
    ]
)
class NewSetAside(ReasonRequest):
    """Which link: through what it goes, and its other end, by their `ref` in the picture around the case."""

    through = serializers.SlugField(max_length=40)
    end = serializers.SlugField(max_length=40)


class SetAsideShape(serializers.ModelSerializer[SetAside]):
    """A link that was judged wrong."""

    set_by = serializers.CharField(source="set_by.email")

    class Meta:
        model = SetAside
        fields = ("id", "kind", "reason", "set_by", "set_at", "undone_at", "version")


class ToldLinkShape(serializers.ModelSerializer[ToldLink]):
    """A link you were told of, with those of its ends that you may see."""

    between = serializers.SerializerMethodField()
    status = serializers.ChoiceField(choices=ToldStatus.choices)

    class Meta:
        model = ToldLink
        fields = ("id", "between", "status", "found_at", "seen_at", "note", "version")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_between(self, link: ToldLink) -> list[str]:
        return self.context["ends"].get(link.pk, [])


class LinkSeen(serializers.Serializer[Any]):
    """What was done about it."""

    note = serializers.CharField(max_length=REASON_MAX)
