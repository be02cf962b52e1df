"""What the routes of evidence share: it is there for whoever reads the content of the case, and for nobody else."""

from __future__ import annotations

from typing import Any, cast

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.models import User
from safeguarding.cases import policies as case_policies
from safeguarding.cases.api.case_base import OfCaseViewSet
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction
from safeguarding.core.errors import NotAllowed


class ReadableCaseViewSet(OfCaseViewSet):
    """Records of a case of which the caller reads the content. To who sees its header alone they are not there."""

    http_method_names = ["get", "post", "patch", "head"]

    def admit(self) -> None:
        """Whoever finds the case here reads its content."""
        self.case  # noqa: B018  # found before anything is asked of it

    def writes(self) -> CaseAction:
        """What a write asks of the caller. The services ask again, with the case locked."""
        return case_policies.WORK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The record first, then the right, then what was sent."""
        super().initial(request, *args, **kwargs)
        if request.method not in SAFE_METHODS and not self.standing.may(self.writes()):
            raise NotAllowed(f"You may not {self.writes().value}.")

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @cached_property
    def case(self) -> Case:
        readable = Case.objects.fully_visible_to(self.user).select_related("owner", "supervisor", "unit", "force")
        found: Case = get_object_or_404(readable, reference=self.kwargs["reference"])
        return found

    def again(self, record: Any, *, code: int = 200) -> Response:
        """The record as a reader finds it, after something was done with it."""
        return self.answer(self.get_queryset().get(pk=record.pk), code=code)
