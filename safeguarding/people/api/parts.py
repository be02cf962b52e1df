"""Parts in schemes, and the posts of staff."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import Invalid
from safeguarding.people import policies, services
from safeguarding.people.api import welfare_serializers as shapes
from safeguarding.people.api.base import UNDER_PERSON, OfPersonViewSet
from safeguarding.people.api.welfare import CarerViewSet, ConsentViewSet, NeedViewSet, WishViewSet
from safeguarding.people.models import Person, Placement, StaffRole
from safeguarding.people.selectors import young
from safeguarding.people.services import PostDetails
from safeguarding.schemes.models import Scheme

UNDER_SCHEME = "schemes/(?P<scheme>[0-9]{1,18})/"
SCHEME = OpenApiParameter("scheme", int, OpenApiParameter.PATH, description="The number of the scheme.")


class PartViewSet(OfPersonViewSet):
    """A person's parts in schemes over time."""

    model = Placement
    serializer_class = shapes.PartSerializer
    page = "placements"

    def may_read(self, person: Person) -> None:
        require_permission(self.request.user, Permission.SEE_PEOPLE)

    def may_change(self, person: Person) -> None:
        policies.require_to_place(self.request.user, person)

    def records(self) -> QuerySet[Any]:
        parts = Placement.with_struck if self.detail else Placement.objects
        if self.action == "struck":
            return young.struck_parts(self.person)
        return parts.filter(person=self.person).select_related("scheme", "person")

    @extend_schema(responses=shapes.PartSerializer(many=True))
    @action(detail=False, methods=["get"])
    def struck(self, request: Request, person: str) -> Response:
        """Parts that were entered in error and struck out: they count nowhere, and no other list has them."""
        return self.list(request)

    @extend_schema(request=shapes.NewPart, responses={201: shapes.PartSerializer})
    @once
    def create(self, request: Request, person: str) -> Response:
        """Give somebody a part in a scheme. The same part twice at once is refused, and says with which."""
        given = self.checked(shapes.NewPart)
        scheme = Scheme.objects.visible_to(request.user).filter(pk=given.pop("scheme")).first()
        if scheme is None:
            raise Invalid({"scheme": ["Choose a scheme of your own force"]})
        return self.made(services.place(self.person, scheme, **given, by=request.user))

    @extend_schema(request=shapes.PartChanges, responses=shapes.PartSerializer)
    @needs_version
    def partial_update(self, request: Request, person: str, pk: str) -> Response:
        """Put right what was recorded wrongly. What is not sent stays; the reason is always asked."""
        held: Placement = self.get_object()
        sent = self.checked(shapes.PartChanges, partial=True)
        now = {"role": held.role, "starts_on": held.starts_on, "ends_on": held.ends_on, "reason": ""}
        version = self.named_version()
        return self.changed(services.correct_placement(held, **{**now, **sent}, version=version, by=request.user))

    @extend_schema(request=shapes.EndPart, responses=shapes.PartSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, person: str, pk: str) -> Response:
        """Somebody no longer takes part."""
        given = self.checked(shapes.EndPart)
        version = self.named_version()
        return self.answer(services.end_placement(self.get_object(), **given, version=version, by=request.user))

    @extend_schema(request=shapes.StrikePart, responses=shapes.PartSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def strike(self, request: Request, person: str, pk: str) -> Response:
        """It was entered in error: they never had this part. It stays to be read, and counts nowhere."""
        given = self.checked(shapes.StrikePart)
        version = self.named_version()
        return self.answer(services.strike_placement(self.get_object(), **given, version=version, by=request.user))


class PostViewSet(OfPersonViewSet):
    """The posts that a member of staff holds or held; kept by administrators."""

    model = StaffRole
    serializer_class = shapes.PostSerializer
    page = "staff_roles"

    def may_read(self, person: Person) -> None:
        if not has_permission(self.request.user, Permission.ADMINISTER) and person.user_id != self.request.user.pk:
            require_permission(self.request.user, Permission.SEE_PEOPLE)

    def may_change(self, person: Person) -> None:
        if "pk" in self.kwargs and policies.works_with_people(self.request.user):
            self.get_object()
        policies.require_posts_keeper(self.request.user, person)

    def records(self) -> QuerySet[Any]:
        return StaffRole.objects.visible_to(self.request.user).filter(person=self.person).select_related("unit")

    @extend_schema(request=shapes.PostRequest, responses={201: shapes.PostSerializer})
    @once
    def create(self, request: Request, person: str) -> Response:
        """Put a post on record."""
        return self.made(services.add_post(self.person, self._post({}), by=request.user))

    @extend_schema(request=shapes.PostRequest, responses=shapes.PostSerializer)
    @needs_version
    def partial_update(self, request: Request, person: str, pk: str) -> Response:
        """Put right what is recorded of a post, or say when it ended. What is not sent stays."""
        held: StaffRole = self.get_object()
        now = {"title": held.title, "unit": held.unit, "starts_on": held.starts_on, "ends_on": held.ends_on}
        return self.changed(
            services.edit_post(held, self._post(now), version=self.named_version(), by=request.user)
        )  # fmt: skip

    def _post(self, now: dict[str, Any]) -> PostDetails:
        given = self.checked(shapes.PostRequest, partial=bool(now))
        if "unit" in given:
            unit = Unit.objects.visible_to(self.request.user).filter(pk=given["unit"]).first()
            if unit is None:
                raise Invalid({"unit": ["Choose a unit of your own force"]})
            given["unit"] = unit
        return PostDetails(**{**now, **given})


@extend_schema(parameters=[SCHEME])
class SchemePartViewSet(mixins.ListModelMixin, GenericViewSet[Placement]):
    """Who takes, or took, part in a scheme, of the people the caller may see."""

    serializer_class = shapes.PartSerializer
    page_ordering = ("-pk",)
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Placement]:
        if getattr(self, "swagger_fake_view", False):
            return Placement.objects.none()
        user = self.request.user
        scheme = get_object_or_404(Scheme.objects.visible_to(user), pk=self.kwargs["scheme"])
        require_permission(user, Permission.SEE_SCHEMES)
        return young.parts_in(user, scheme)


ROUTES = (
    (UNDER_PERSON + "carers", CarerViewSet, "person-carer"),
    (UNDER_PERSON + "consents", ConsentViewSet, "person-consent"),
    (UNDER_PERSON + "needs", NeedViewSet, "person-need"),
    (UNDER_PERSON + "wishes", WishViewSet, "person-wish"),
    (UNDER_PERSON + "placements", PartViewSet, "person-placement"),
    (UNDER_PERSON + "staff-roles", PostViewSet, "person-staff-role"),
    (UNDER_SCHEME + "placements", SchemePartViewSet, "scheme-placement"),
)
