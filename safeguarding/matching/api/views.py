"""Likely duplicates and merges, for the roles that look after people's records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.api.fields import ReasonRequest
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.matching import policies, services
from safeguarding.matching.api import serializers as shapes
from safeguarding.matching.models import LikelyPair, MergeProposal
from safeguarding.people import selectors as people
from safeguarding.people.api.base import PURPOSE, note_purpose
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson


class _MergersOnly(ScopedViewSet):
    """Two records at a time. Reading them one pair at a time is written down for both."""

    def admit(self) -> None:
        policies.require_merger(self.request.user)

    def both(self, record: Any) -> tuple[Person, Person]:
        raise NotImplementedError

    @extend_schema(parameters=PURPOSE)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    def note_reading(self, record: Any) -> None:
        note_purpose(self.request, *self.both(record), page="api:duplicates")


class LikelyPairViewSet(_MergersOnly):
    """Pairs of people on record who may be one, found at night, of which the caller may see both."""

    model = LikelyPair
    serializer_class = shapes.LikelyPairSerializer
    page_ordering = ("-score", "pk")

    def admit(self) -> None:
        if self.action != "check":
            super().admit()

    def both(self, record: LikelyPair) -> tuple[Person, Person]:
        return record.first, record.second

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("first__unit", "second__unit")

    @extend_schema(request=shapes.LikelyRequest, responses=shapes.LikelyAnswer)
    @action(detail=False, methods=["post"], pagination_class=None, filter_backends=[])
    def check(self, request: Request) -> Response:
        """Who on record, of those the caller may see, may be the person that is about to be added, and why."""
        require_permission(request.user, Permission.LOG_CONCERN)
        new = NewPerson(**self.checked(shapes.LikelyRequest))
        found = people.likely(request.user, new)
        return Response(shapes.LikelyAnswer({"likely": found}, context=self.get_serializer_context()).data)

    @extend_schema(request=None, responses=shapes.LikelyPairSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """They are two people: nobody is asked about this pair again."""
        services.settle_pair(pair=self.get_object(), by=request.user)
        return self.answer(self.get_object())


class MergeViewSet(_MergersOnly):
    """Merges: proposed by one, decided by another, undone if wrong."""

    model = MergeProposal
    serializer_class = shapes.MergeSerializer
    page_ordering = ("-proposed_at", "-pk")

    def get_serializer_class(self) -> Any:
        return shapes.MergeLineSerializer if self.action == "list" else shapes.MergeSerializer

    def both(self, record: MergeProposal) -> tuple[Person, Person]:
        return record.kept, record.merged

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.select_related("kept__unit", "merged__unit")

    @extend_schema(request=shapes.NewMergeRequest, responses={201: shapes.MergeSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Hold two records to be one person's. Nothing moves until somebody else approves."""
        given = self.checked(shapes.NewMergeRequest)
        seen = Person.objects.visible_to(request.user).in_bulk([given["kept"], given["merged"]])
        errors = {name: ["Choose somebody on record."] for name in ("kept", "merged") if given[name] not in seen}
        if errors:
            raise Invalid(errors)
        made = services.propose(
            kept=seen[given["kept"]], merged=seen[given["merged"]], why=given["why"], by=request.user
        )
        return self.created(made)

    @extend_schema(request=ReasonRequest, responses=shapes.MergeSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def approve(self, request: Request, pk: str) -> Response:
        """Merge them: every link moves. What the caller may not know of can end the proposal instead."""
        return self._act(services.approve)

    @extend_schema(request=ReasonRequest, responses=shapes.MergeSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def refuse(self, request: Request, pk: str) -> Response:
        """They are two people, or it is not known well enough."""
        return self._act(services.refuse)

    @extend_schema(request=ReasonRequest, responses=shapes.MergeSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def undo(self, request: Request, pk: str) -> Response:
        """Put back what the merge moved."""
        return self._act(services.undo)

    def _act(self, act: Callable[..., MergeProposal]) -> Response:
        found = self.get_object()
        given = self.checked(ReasonRequest)
        act(proposal=found, reason=given["reason"], version=self.named_version(), by=self.request.user)
        return self.answer(self.get_object())
