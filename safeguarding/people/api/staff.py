"""The staff of the force, for administrators: who they are, who signs in as them, who manages them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import require_administrator
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people import selectors
from safeguarding.people.api import requests as shapes
from safeguarding.people.api.views import require_nobody_like
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson, StaffIdentity, add_staff, edit_staff, set_links
from safeguarding.people.services.staffing import STAFF_IDENTITY


class StaffSerializer(serializers.ModelSerializer[Person]):
    """A member of staff, as administrators keep the record. Nothing of what goes on about them."""

    text = serializers.CharField(source="name", read_only=True, help_text="The name, known-as first.")
    unit = serializers.IntegerField(source="unit_id", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True, default=None, help_text="Who signs in as them.")
    line_manager = serializers.IntegerField(source="line_manager_id", read_only=True, allow_null=True)

    class Meta:
        model = Person
        fields = (
            "id", "text", "given_name", "family_name", "known_as", "pronoun", "collar_number", "person_type",
            "role_description", "unit", "email", "line_manager", "version",
        )  # fmt: skip
        read_only_fields = fields


class StaffViewSet(ScopedViewSet):
    """The staff directory of the force, for its administrators."""

    model = Person
    serializer_class = StaffSerializer
    page_ordering = ("family_name", "given_name", "pk")
    filter_backends = ()

    def admit(self) -> None:
        """Staff stand in the directory of the force: who is not there is not found, before the role is asked."""
        if self.detail:
            self.get_object()
        require_administrator(self.request.user, force_id=self.request.user.force_id)

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return selectors.staff(self.request.user)

    @extend_schema(request=shapes.NewStaffRequest, responses={201: StaffSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a member of staff on record. While somebody on record may be the one it is refused: look first."""
        given = self.checked(shapes.NewStaffRequest)
        user, manager = self._links(given)
        names = ("given_name", "family_name", "known_as", "pronoun", "collar_number", "person_type", "role_description")
        new = NewPerson(kind=PersonKind.ADULT, **{name: given[name] for name in names})
        require_nobody_like(request.user, new, is_said=given["is_nobody_on_record"])
        made = add_staff(new, unit=self._unit(given["unit"]), user=user, line_manager=manager, by=request.user)
        return self.created(made)

    @extend_schema(request=shapes.StaffChanges, responses=StaffSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change who the record says they are. What it said before stays in its history."""
        held: Person = self.get_object()
        given = self.checked(shapes.StaffChanges, partial=True)
        reason = given.pop("reason", "")
        if "unit" in given:
            given["unit"] = self._unit(given["unit"])
        identity = StaffIdentity(**{**{name: getattr(held, name) for name in STAFF_IDENTITY}, **given})
        return self.answer(
            edit_staff(held, identity, reason=reason, version=self.named_version(), by=request.user)
        )  # fmt: skip

    @extend_schema(request=shapes.StaffLinksRequest, responses=StaffSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def links(self, request: Request, pk: str) -> Response:
        """Say who signs in as them and who manages them: what they may not see follows from it at once."""
        user, manager = self._links(self.checked(shapes.StaffLinksRequest))
        version = self.named_version()
        return self.answer(
            set_links(
                person=self.get_object(), user=user, line_manager=manager, version=version, by=request.user
            )
        )  # fmt: skip

    def _links(self, given: dict[str, Any]) -> tuple[User | None, Person | None]:
        """The account and the manager that were named, of the own force."""
        errors: dict[str, list[str]] = {}
        user = manager = None
        if given["email"]:
            accounts = User.objects.filter(force_id=self.request.user.force_id, is_system=False)
            user = accounts.filter(email=given["email"].lower()).first()
            if user is None:
                errors["email"] = ["No account of your force signs in with this address"]
        if given["line_manager"]:
            manager = selectors.staff(self.request.user).filter(pk=given["line_manager"]).first()
            if manager is None:
                errors["line_manager"] = ["Choose a member of staff of your force"]
        if errors:
            raise Invalid(errors)
        return user, manager

    def _unit(self, pk: int) -> Unit:
        found = Unit.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Invalid({"unit": ["Choose a unit of your own force"]})
        return found
