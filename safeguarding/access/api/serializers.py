"""What the API says of forces, units and people who work with it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.access.choices import Role
from safeguarding.access.models import Force, RoleAssignment, Unit, User
from safeguarding.access.policies import ROLE_PERMISSIONS


class ForceSerializer(serializers.ModelSerializer[Force]):
    """A police force."""

    class Meta:
        model = Force
        fields = ("id", "name", "slug", "nation")


class UnitSerializer(serializers.ModelSerializer[Unit]):
    """A team of the force."""

    class Meta:
        model = Unit
        fields = ("id", "name", "kind", "is_active")


class HeldRoleSerializer(serializers.ModelSerializer[RoleAssignment]):
    """A role held now, and in which unit."""

    unit = serializers.IntegerField(source="unit_id")
    unit_name = serializers.CharField(source="unit.name")
    role = serializers.ChoiceField(choices=Role.choices)
    role_label = serializers.CharField(source="get_role_display")

    class Meta:
        model = RoleAssignment
        fields = ("unit", "unit_name", "role", "role_label", "starts_on", "ends_on")


class ColleagueSerializer(serializers.ModelSerializer[User]):
    """Somebody of the force who may be chosen as an owner."""

    name = serializers.CharField(source="__str__")
    home_unit = serializers.IntegerField(source="home_unit_id", allow_null=True)
    roles = HeldRoleSerializer(source="held_now", many=True)

    class Meta:
        model = User
        fields = ("id", "name", "home_unit", "roles")


class MeSerializer(ColleagueSerializer):
    """The caller: who they are, where they belong, and what their roles let them do."""

    force = ForceSerializer()
    permissions = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "name", "email", "force", "home_unit", "roles", "permissions")

    def get_permissions(self, user: User) -> list[str]:
        held: set[Any] = set()
        for _, role in user.live_roles:
            held |= ROLE_PERMISSIONS[role]
        return sorted(held)
