"""The exhibits of one case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.cases import policies as case_policies
from safeguarding.cases.api.case_serializers import NamedUserSerializer
from safeguarding.cases.policies import CaseAction
from safeguarding.core.api.fields import chosen
from safeguarding.core.api.filters import StrictFilters
from safeguarding.core.api.views import needs_version
from safeguarding.core.errors import NotAllowed
from safeguarding.evidence import policies, selectors, services
from safeguarding.evidence.api import serializers as shapes
from safeguarding.evidence.api.base import ReadableCaseViewSet
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind, ExhibitStatus
from safeguarding.evidence.models import Exhibit

NOT_A_TAKER = "Choose somebody else who works with this case."


class ExhibitFilterSet(filters.FilterSet):
    """Exhibits by what they are and where they stand."""

    kind = filters.ChoiceFilter(choices=ExhibitKind.choices)
    status = filters.ChoiceFilter(choices=ExhibitStatus.choices)
    analysis = filters.ChoiceFilter(choices=AnalysisStatus.choices)

    class Meta:
        model = Exhibit
        fields = ("kind", "status", "analysis")


class ExhibitViewSet(ReadableCaseViewSet):
    """The exhibits of a case, with who has each."""

    model = Exhibit
    serializer_class = shapes.ExhibitSerializer
    filter_backends: Any = (StrictFilters,)
    filterset_class = ExhibitFilterSet
    page = "evidence"
    page_ordering = ("pk",)

    def records(self) -> QuerySet[Any]:
        return selectors.exhibits_of(self.case)

    def writes(self) -> CaseAction:
        # Who has an exhibit hands it over, whatever else they may do with the case.
        return case_policies.READ if self.action == "hand_over" else case_policies.WORK

    @extend_schema(request=shapes.ExhibitRequest, responses={201: shapes.ExhibitSerializer})
    @once
    def create(self, request: Request, reference: str) -> Response:
        """Put an exhibit on the case. The caller has it until somebody else signs for it."""
        given = self._with_party(self.checked(shapes.ExhibitRequest))
        made = services.add_exhibit(case=self.case, by=self.user, **given)
        return self.made(self.get_queryset().get(pk=made.pk))

    @extend_schema(request=shapes.ExhibitChanges, responses=shapes.ExhibitSerializer)
    @needs_version
    def partial_update(self, request: Request, reference: str, pk: str) -> Response:
        """Correct what is written of an exhibit, or say how far its analysis is, with the reason."""
        given = self._with_party(self.checked(shapes.ExhibitChanges, partial=True))
        reason, version = given.pop("reason", ""), self.named_version()
        changed = services.change_exhibit(
            exhibit=self.get_object(), reason=reason, by=self.user, version=version, **given
        )
        return self.again(changed)

    @extend_schema(request=shapes.EndedExhibitRequest, responses=shapes.ExhibitSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def end(self, request: Request, reference: str, pk: str) -> Response:
        """It went back to somebody, or was disposed of. Nothing more can be done with it afterwards."""
        given = {**self.checked(shapes.EndedExhibitRequest), "version": self.named_version()}
        return self.again(services.end_exhibit(exhibit=self.get_object(), by=self.user, **given))

    @extend_schema(responses=NamedUserSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def takers(self, request: Request, reference: str, pk: str) -> Response:
        """To whom it can be handed: the others who read the case."""
        held = self.get_object()
        self.note()
        return Response(NamedUserSerializer(selectors.takers(held, giver=self.user), many=True).data)

    @extend_schema(request=shapes.OfferRequest, responses={201: shapes.HandoverSerializer})
    @action(detail=True, methods=["post"], url_path="hand-over")
    @needs_version
    def hand_over(self, request: Request, reference: str, pk: str) -> Response:
        """Sign that one gives it to somebody. It stays with who has it until the other has signed, too."""
        held: Exhibit = self.get_object()
        there = selectors.is_custodian_there(held, asked_by=self.user)
        if not policies.may_hand_over(self.user, held, self.case, is_custodian_there=there):
            raise NotAllowed(policies.NOT_THE_GIVER)
        given = self.checked(shapes.OfferRequest)
        takers = selectors.takers(held, giver=self.user)
        given["taken_by"] = chosen(takers, given["taken_by"], field="taken_by", message=NOT_A_TAKER)
        made = services.offer(exhibit=held, by=self.user, version=self.named_version(), **given)
        return self.answer(made, code=201, serializer_class=shapes.HandoverSerializer)

    def _with_party(self, given: dict[str, Any]) -> dict[str, Any]:
        """From whom it came, as the service takes it."""
        if "seized_from" in given:
            words = "Choose somebody of this case."
            parties = self.case.parties.all()
            given["seized_from"] = chosen(parties, given["seized_from"], field="seized_from", message=words)
        return given
