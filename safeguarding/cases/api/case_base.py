"""What every route under one case shares: the case is found through the one rule, and its reading is recorded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from safeguarding.audit.services import consult
from safeguarding.cases import policies
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction, Standing
from safeguarding.cases.selectors.frame import purpose_of
from safeguarding.core.api.views import ScopedViewSet
from safeguarding.core.errors import NotAllowed

CASE_PATTERN = "SC-[0-9]{4}-[0-9]{6}"
#: To register a route under one case: `router.register(UNDER_CASE + "chronology", …)`.
UNDER_CASE = f"cases/(?P<reference>{CASE_PATTERN})/"
REFERENCE = OpenApiParameter("reference", str, OpenApiParameter.PATH, description="The reference of the case.")


@extend_schema(parameters=[REFERENCE])
class OfCaseViewSet(ScopedViewSet):
    """Records of one case. Who sees only its numbers and headers is refused (403), unless `reads` is None."""

    #: What the routes ask of their reader.
    reads: ClassVar[CaseAction | None] = policies.READ
    #: How the consultation names what was read.
    page: ClassVar[str] = ""
    filter_backends = ()

    def admit(self) -> None:
        """The case is found first, whatever is asked of it; then whether the caller reads it at all."""
        standing = self.standing
        if self.reads is not None and not standing.may(self.reads):
            raise NotAllowed(f"You may not {self.reads.value}.")

    @cached_property
    def case(self) -> Case:
        visible = Case.objects.visible_to(self.request.user).select_related("owner", "supervisor", "unit", "force")
        found: Case = get_object_or_404(visible, reference=self.kwargs["reference"])
        return found

    @cached_property
    def standing(self) -> Standing:
        return policies.standing(self.request.user, self.case)

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.records()

    def records(self) -> QuerySet[Any]:
        """The records of this case that the caller may read."""
        return self.model._default_manager.filter(case=self.case)

    def note_reading(self, record: Any) -> None:
        self.note()

    def note_listing(self, records: list[Any]) -> None:
        self.note()

    def note(self) -> None:
        """Write down that the caller looked at the case, and why (DPA 2018 s.62)."""
        purpose, words = purpose_of(self.standing)
        consult(self.case, by=self.request.user, page=f"api: case {self.page}", purpose=purpose, purpose_text=words)

    def made(self, record: Any) -> Response:
        """A new record of the case, and where it is."""
        response = self.answer(record, code=status.HTTP_201_CREATED)
        where = {"reference": self.case.reference, self.lookup_field: getattr(record, self.lookup_field)}
        response["Location"] = self.reverse_action("detail", kwargs=where)
        return response
