"""What the API says of how schemes and people stand. Worked out, never typed: nothing here is taken."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from safeguarding.assurance.choices import Control, Standing
from safeguarding.core.api.fields import LARGEST_ID
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.schemes.choices import SchemeKind, SchemeStatus


class OnDay(serializers.Serializer[Any]):
    """The day for which it is asked: today without it, and never one to come."""

    on = serializers.DateField(required=False)


class GapsQuery(OnDay):
    """The day, and whether only schemes with a gap are wanted."""

    control = serializers.ChoiceField(
        choices=Control.choices, required=False, help_text="Only schemes with a gap in this row."
    )
    only_lacking = serializers.BooleanField(required=False, default=False, help_text="Only schemes with any gap.")


class MatrixQuery(serializers.Serializer[Any]):
    """Whose lines and which columns."""

    scheme = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    unit = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    requirement = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    person_type = serializers.ChoiceField(choices=PersonType.choices, required=False)
    problems = serializers.BooleanField(
        required=False, default=False, help_text="Only adults who lack something, or will soon."
    )


class CellSerializer(serializers.Serializer[Any]):
    """How somebody, or a scheme, stands to one requirement, and why."""

    requirement = serializers.IntegerField(source="requirement.pk", read_only=True)
    key = serializers.CharField(source="requirement.key", read_only=True)
    standing = serializers.ChoiceField(choices=Standing.choices, read_only=True)
    reason = serializers.CharField(source="verdict.reason", read_only=True)
    until = serializers.DateField(source="verdict.until", read_only=True, allow_null=True)
    blocks = serializers.BooleanField(read_only=True, help_text="It keeps them from taking part.")


class GapSerializer(serializers.Serializer[Any]):
    """One row of the comparison: what is expected officially, and what the scheme has."""

    control = serializers.ChoiceField(choices=Control.choices, read_only=True)
    expected = serializers.CharField(read_only=True)
    has = serializers.CharField(read_only=True)
    standing = serializers.ChoiceField(choices=Standing.choices, read_only=True)
    is_gap = serializers.BooleanField(read_only=True)


A_SCHEME = {
    "scheme": 3, "name": "Oakfield after-school club", "kind": "unofficial", "status": "tolerated", "is_ready": False,
    "gaps": [
        {
            "control": "vetting", "standing": "missing", "is_gap": True, "has": "2 of 3 lack something",
            "expected": "Every adult, before starting: Force vetting; Enhanced DBS check",
        },
        {
            "control": "governance", "standing": "met", "is_gap": False, "has": "Tolerated, decided by A chief officer",
            "expected": "A decision by a chief officer, or by whom a chief officer named for it",
        },
    ],
}  # fmt: skip
A_CELL = {
    "requirement": 2, "key": "dbs", "standing": "expired", "reason": "Ran out on 4 October 2026",
    "until": "2026-10-04", "blocks": True,
}  # fmt: skip


@extend_schema_serializer(examples=[OpenApiExample("A scheme that lacks something", value=A_SCHEME)])
class ReadinessSerializer(serializers.Serializer[Any]):
    """A scheme on a day, official or not: where it stood, what was expected and what it had."""

    scheme = serializers.IntegerField(source="scheme.pk", read_only=True)
    name = serializers.CharField(source="scheme.name", read_only=True)
    kind = serializers.ChoiceField(choices=SchemeKind.choices, source="scheme.kind", read_only=True)
    status = serializers.ChoiceField(choices=SchemeStatus.choices, read_only=True)
    is_ready = serializers.BooleanField(read_only=True)
    gaps = GapSerializer(many=True, read_only=True)


class AdultSerializer(serializers.Serializer[Any]):
    """An adult with a part in the scheme on the day, and what they lacked."""

    placement = serializers.IntegerField(source="placement.pk", read_only=True)
    person = serializers.IntegerField(source="person.pk", read_only=True)
    name = serializers.CharField(source="person.name", read_only=True)
    role = serializers.ChoiceField(choices=PlacementRole.choices, source="placement.role", read_only=True)
    may_take_part = serializers.BooleanField(read_only=True)
    clearance = serializers.IntegerField(
        source="clearance.pk", read_only=True, allow_null=True, default=None, help_text="What lets them take part."
    )
    cells = CellSerializer(many=True, read_only=True)


@extend_schema_serializer(examples=[
    OpenApiExample("A scheme with one adult", value={**A_SCHEME, "cells": [], "adults": [{
        "placement": 17, "person": 41, "name": "Ada Example", "role": "helper", "may_take_part": False,
        "clearance": None, "cells": [A_CELL],
    }]})
])  # fmt: skip
class WholeReadinessSerializer(ReadinessSerializer):
    """One scheme on a day with every adult in it and every requirement."""

    cells = CellSerializer(many=True, read_only=True, help_text="How the scheme itself stands.")
    adults = AdultSerializer(many=True, read_only=True)


@extend_schema_serializer(examples=[
    OpenApiExample("One adult", value={
        "person": 41, "name": "Ada Example", "person_type": "pcso", "schemes": ["Oakfield after-school club"],
        "worst": "expired", "cells": [A_CELL],
    })
])  # fmt: skip
class MatrixLineSerializer(serializers.Serializer[Any]):
    """One adult with a part in a scheme, and a cell for each requirement asked of somebody on the page."""

    person = serializers.IntegerField(source="person.pk", read_only=True)
    name = serializers.CharField(source="person.name", read_only=True)
    person_type = serializers.ChoiceField(
        choices=PersonType.choices, source="person.person_type", read_only=True, allow_blank=True
    )
    schemes = serializers.ListField(child=serializers.CharField(), read_only=True)
    worst = serializers.ChoiceField(choices=Standing.choices, read_only=True)
    cells = CellSerializer(many=True, read_only=True)
