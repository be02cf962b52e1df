"""Retention reviews, legal holds, disposals and rules that the caller may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.cases.models import Case
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.records import policies, services, states
from safeguarding.records.api import serializers as shapes
from safeguarding.records.choices import DisposalStatus, ReviewStatus
from safeguarding.records.models import Disposal, LegalHold, RetentionReview, RetentionRule

STEPS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "approve": (services.approve, ("answer",)),
    "refuse": (services.refuse, ("answer",)),
    "withdraw": (services.withdraw, ()),
    states.TRY_AGAIN: (services.try_again, ()),
}


class _Records(ScopedViewSet):
    def admit(self) -> None:
        """Who sees no records is told so of a list; of one record, that it is not there."""
        if not self.detail:
            policies.require_seeing(self.request.user)

    def case_named(self, reference: str) -> Case:
        """The case of a new hold or disposal: one that the caller sees, else it is as if it were not there."""
        found = Case.objects.visible_to(self.request.user).filter(reference=reference).first()
        if found is None:
            raise Invalid({"case": ["Choose a case that you see"]})
        return found


class RetentionReviewFilter(filters.FilterSet):
    """Reviews by where they stand."""

    status = filters.ChoiceFilter(choices=ReviewStatus.choices)

    class Meta:
        model = RetentionReview
        fields = ("status",)


class RetentionReviewViewSet(_Records):
    """Cases that are due for a retention review, and what was decided about them."""

    model = RetentionReview
    serializer_class = shapes.RetentionReviewSerializer
    filterset_class = RetentionReviewFilter
    page_ordering = ("due_on", "pk")

    def shaped(self, visible: Any) -> Any:
        return visible.annotate(is_untold=policies.untold(self.request.user)).select_related("case", "decided_by")

    @extend_schema(request=shapes.KeepRequest, responses=shapes.RetentionReviewSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def keep(self, request: Request, pk: str) -> Response:
        """Keep the case for longer; on the day that is named it is looked at again."""
        held: RetentionReview = self.get_object()
        policies.require_keeping(request.user, held.case)
        given = self.checked(shapes.KeepRequest)
        return self.answer(services.keep(held, **given, version=self.named_version(), by=request.user))


class LegalHoldViewSet(_Records):
    """Legal holds, those that were lifted too."""

    model = LegalHold
    serializer_class = shapes.LegalHoldSerializer

    def shaped(self, visible: Any) -> Any:
        return visible.select_related("case", "put_on_by", "lifted_by")

    @extend_schema(request=shapes.NewLegalHoldRequest, responses={201: shapes.LegalHoldSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a hold on a case: nothing of it is disposed of while it is on."""
        require_permission(request.user, Permission.KEEP_RECORDS)
        given = self.checked(shapes.NewLegalHoldRequest)
        case = self.case_named(given.pop("case"))
        return self.created(services.put_on_hold(case, **given, by=request.user))

    @extend_schema(request=shapes.LiftRequest, responses=shapes.LegalHoldSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def lift(self, request: Request, pk: str) -> Response:
        """Lift it, by a supervisor of the case."""
        held: LegalHold = self.get_object()
        policies.require_supervising(request.user, held.case)
        given = self.checked(shapes.LiftRequest)
        return self.answer(services.lift_hold(held, **given, version=self.named_version(), by=request.user))


class DisposalFilter(filters.FilterSet):
    """Disposals by where they stand."""

    status = filters.ChoiceFilter(choices=DisposalStatus.choices)

    class Meta:
        model = Disposal
        fields = ("status",)


class DisposalViewSet(_Records):
    """Disposals: those that wait, and those of cases that are gone."""

    model = Disposal
    serializer_class = shapes.DisposalSerializer
    filterset_class = DisposalFilter

    def shaped(self, visible: Any) -> Any:
        rows = visible.annotate(is_untold=policies.untold_disposal(self.request.user))
        return rows.select_related("case", "proposed_by", "decided_by")

    @extend_schema(request=shapes.NewDisposalRequest, responses={201: shapes.DisposalSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a case up for disposal, once its years are over and nothing holds it."""
        require_permission(request.user, Permission.KEEP_RECORDS)
        given = self.checked(shapes.NewDisposalRequest)
        case = self.case_named(given.pop("case"))
        return self.created(services.propose(case, **given, by=request.user))

    @extend_schema(request=shapes.DisposalStepRequest, responses=shapes.DisposalSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def steps(self, request: Request, pk: str) -> Response:
        """Approve or refuse it, by another than who proposed it, or withdraw it; or have it erased on."""
        held: Disposal = self.get_object()
        given = self.checked(shapes.DisposalStepRequest)
        if given["verb"] == states.TRY_AGAIN:
            policies.require_keeping_records(request.user)
        else:
            policies.require_step(request.user, given["verb"], held)
        service, asks = STEPS[given["verb"]]
        more = {name: given[name] for name in asks}
        return self.answer(service(held, **more, version=self.named_version(), by=request.user))


class RetentionRuleViewSet(_Records):
    """What the force changed of how long records are kept, each version with its source."""

    model = RetentionRule
    serializer_class = shapes.RetentionRuleSerializer

    def shaped(self, visible: Any) -> Any:
        return visible.select_related("set_by")

    @extend_schema(request=shapes.NewRetentionRuleRequest, responses={201: shapes.RetentionRuleSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Change a rule from a day on, never below its source."""
        policies.require_changing_rules(request.user)
        given = self.checked(shapes.NewRetentionRuleRequest)
        version = given.pop("number")
        return self.created(services.change_rule(given.pop("key"), **given, version=version, by=request.user))
