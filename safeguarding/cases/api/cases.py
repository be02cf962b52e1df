"""Cases: the list, one case, and what is done with it as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.models import User
from safeguarding.audit.services import consult
from safeguarding.cases import policies, states
from safeguarding.cases.api import case_serializers as shapes
from safeguarding.cases.api.case_base import CASE_PATTERN
from safeguarding.cases.choices import AccessLevel, ReferralKind, Stage
from safeguarding.cases.models import Case
from safeguarding.cases.models.cases import CaseQuerySet
from safeguarding.cases.policies import Standing
from safeguarding.cases.selectors.cases import CaseFilter, asked, newest_ids
from safeguarding.cases.selectors.closing import closing_checklist
from safeguarding.cases.selectors.frame import purpose_of
from safeguarding.cases.selectors.overview import concerns_of
from safeguarding.cases.services import access, casework, stages
from safeguarding.core.api.pages import Pages
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.core.errors import Invalid
from safeguarding.deadlines.selectors import next_for

NAME_COLUMNS = ("first_name", "last_name", "username")
# What a header says; the narratives of fifty cases stay in the database.
HEADER_COLUMNS = (
    "version", "reference", "title", "stage", "stage_since", "is_urgent", "is_restricted", "psd_unit_id", "unit__name",
    "review_days", "opened_at", "closed_at", "updated_at",
    *(f"{role}__{name}" for role in ("owner", "supervisor") for name in NAME_COLUMNS),
)  # fmt: skip


class CaseFilters(filters.FilterSet):
    """The filters of the case list."""

    q = filters.CharFilter(method="by", max_length=100, label="Part of the reference or the title.")
    stage = filters.MultipleChoiceFilter(choices=Stage.choices)
    urgent = filters.BooleanFilter(field_name="is_urgent")
    restricted = filters.BooleanFilter(field_name="is_restricted")
    mine = filters.BooleanFilter(method="by", label="Owned by the caller.")
    overdue = filters.BooleanFilter(method="by", label="With a late clock.")
    psd = filters.BooleanFilter(method="by", label="With professional standards.")
    referral = filters.MultipleChoiceFilter(
        choices=ReferralKind.choices, method="by", label="Referred to one of these."
    )
    opened_from = filters.DateFilter(method="by", label="Opened on this day or later.")
    opened_to = filters.DateFilter(method="by", label="Opened on this day or earlier.")

    class Meta:
        model = Case
        fields = ("stage", "urgent", "restricted")

    def by(self, queryset: CaseQuerySet, name: str, value: Any) -> CaseQuerySet:
        """The same questions as the page's filter, answered in the same place."""
        names = {"q": "words", "referral": "referrals"}
        given = tuple(value) if isinstance(value, list) else value or True
        wanted = asked(self.request.user, CaseFilter(**{names.get(name, name): given}))
        return queryset.exclude(wanted) if value is False else queryset.filter(wanted)


class CaseViewSet(ScopedViewSet):
    """The cases the caller may see. Who sees only numbers and headers gets labels for people, and no text."""

    model = Case
    serializer_class = shapes.CaseHeaderSerializer
    filterset_class = CaseFilters
    lookup_field = "reference"
    lookup_value_regex = CASE_PATTERN
    page_ordering = ("-updated_at", "pk")

    def get_serializer_class(self) -> Any:
        return shapes.CaseHeaderSerializer if self.action == "list" else shapes.CaseSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        if self.action == "list":
            return visible.select_related("owner", "supervisor", "unit").only(*HEADER_COLUMNS)
        return visible.select_related("owner", "supervisor", "unit", "psd_unit", "force")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The plain list, newest first, goes through the access list of each principal: its cost does not grow."""
        asks_nothing = not self.request.query_params.keys() - {"cursor", "limit"}
        pages = self.paginator
        if self.action != "list" or not asks_nothing or not isinstance(pages, Pages):
            return super().filter_queryset(queryset)
        cursor = pages.decode_cursor(self.request)
        if cursor is not None and cursor.reverse:
            return queryset
        offset, position = (cursor.offset, cursor.position) if cursor else (0, None)
        size = offset + pages.get_page_size(self.request) + 1
        before = dt.datetime.fromisoformat(position) if position else None
        return queryset.filter(pk__in=newest_ids(self.request.user, first=0, size=size, before=before))

    def note_listing(self, records: list[Any]) -> None:
        self.clocks = next_for("case", [case.pk for case in records])

    def get_serializer_context(self) -> dict[str, Any]:
        known = {name: getattr(self, name) for name in ("clocks", "level", "concerns") if hasattr(self, name)}
        return {**super().get_serializer_context(), **known}

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One case. Reading it is written down."""
        case = self.get_object()
        standing = policies.standing(request.user, case)
        purpose, words = purpose_of(standing)
        consult(case, by=request.user, page="api: case", purpose=purpose, purpose_text=words)
        return self.whole(case, standing)

    def whole(self, case: Case, standing: Standing | None = None) -> Response:
        """The case as the caller may read it."""
        self.level = (standing or policies.standing(self.request.user, case)).level
        self.clocks = next_for("case", [case.pk])
        if self.level == AccessLevel.FULL:
            self.concerns = concerns_of(case, self.request.user).values_list("reference", flat=True)
        return self.answer(case)

    @extend_schema(request=shapes.HeaderChanges, responses=shapes.CaseSerializer)
    @needs_version
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change the title, the situation or the safety plan."""
        given = self.checked(shapes.HeaderChanges)
        return self.whole(
            casework.edit_header(case=self.get_object(), by=request.user, version=self.named_version(), **given)
        )

    @extend_schema(responses=shapes.WhatIsLeft)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def stage(self, request: Request, reference: str) -> Response:
        """Which steps there are from this stage, and what must be done before closing."""
        case = self.get_object()
        policies.require(request.user, policies.READ, case)
        left = {"steps": states.steps_from(case.stage), "checks": closing_checklist(case)}
        return Response(shapes.WhatIsLeft(left).data)

    @extend_schema(request=shapes.StepTaken, responses=shapes.CaseSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def steps(self, request: Request, reference: str) -> Response:
        """Take a step: the same table makes the page's buttons. Closing is refused with what is still to be done."""
        given = self.checked(shapes.StepTaken)
        return self.whole(
            stages.take_step(case=self.get_object(), by=request.user, version=self.named_version(), **given)
        )

    @extend_schema(request=shapes.GivenTo, responses=shapes.CaseSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def owner(self, request: Request, reference: str) -> Response:
        """Give the case to another owner."""
        case, given = self.get_object(), self.checked(shapes.GivenTo)
        owner = colleague(request.user, given["user"])
        return self.whole(
            casework.change_owner(
                case=case, owner=owner, reason=given["reason"], by=request.user, version=self.named_version()
            )
        )

    @extend_schema(request=shapes.GivenTo, responses=shapes.CaseSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def supervisor(self, request: Request, reference: str) -> Response:
        """Have somebody else supervise the case."""
        case, given = self.get_object(), self.checked(shapes.GivenTo)
        chosen = colleague(request.user, given["user"])
        return self.whole(
            casework.change_supervisor(
                case=case, supervisor=chosen, reason=given["reason"], by=request.user, version=self.named_version()
            )
        )

    @extend_schema(request=shapes.Because, responses=shapes.CaseSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def restrict(self, request: Request, reference: str) -> Response:
        """From now on only named people see the case."""
        given = self.checked(shapes.Because)
        return self.whole(
            casework.restrict(case=self.get_object(), by=request.user, version=self.named_version(), **given)
        )

    @extend_schema(request=shapes.Because, responses=shapes.CaseSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def unrestrict(self, request: Request, reference: str) -> Response:
        """The roles of the owning unit see the case again."""
        given = self.checked(shapes.Because)
        return self.whole(
            casework.unrestrict(case=self.get_object(), by=request.user, version=self.named_version(), **given)
        )

    @extend_schema(request=shapes.Because, responses=shapes.CaseSerializer)
    @action(detail=True, methods=["post"])
    def identify(self, request: Request, reference: str) -> Response:
        """Who sees only numbers and headers gives a reason, and reads the whole case for 60 minutes."""
        case = self.get_object()
        access.identify(case=case, by=request.user, **self.checked(shapes.Because))
        return self.whole(case)

    @extend_schema(request=shapes.Emergency, responses=shapes.CaseSerializer)
    @action(detail=False, methods=["post"])
    def emergency(self, request: Request) -> Response:
        """Open a case in an emergency for 60 minutes. Whatever is wrong with the reference answers the same."""
        # Not `once`: a kept answer would give the case again after the hour is over. A second try is told (409).
        return self.whole(access.open_in_emergency(by=request.user, **self.checked(shapes.Emergency)))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cases in numbers and headers, the last changed first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([shapes.header_of(case, self.clocks.get(case.pk)) for case in page])


def colleague(user: User, pk: int) -> User:
    """Somebody the caller may choose; whoever they may not is not there."""
    found = User.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Invalid({"user": ["Choose somebody of this force."]})
    return found
