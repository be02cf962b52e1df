"""The templates of the caller's force, for who keeps them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.evidence.api.files import BytesRenderer
from safeguarding.letters import policies, services
from safeguarding.letters.api import serializers as shapes
from safeguarding.letters.models import LetterTemplate
from safeguarding.letters.selectors.reading import templates
from safeguarding.letters.services import papers


class LetterTemplateViewSet(ScopedViewSet):
    """Every version of what the force writes in its letters. What was approved is never changed."""

    model = LetterTemplate
    serializer_class = shapes.LetterTemplateSerializer
    http_method_names = ["get", "post", "patch", "head"]
    page_ordering = ("kind", "-number")

    def admit(self) -> None:
        policies.require_keeping(self.request.user)

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return templates(visible)

    @extend_schema(request=shapes.LetterTemplateRequest, responses={201: shapes.LetterTemplateSerializer})
    @once
    def create(self, request: Request) -> Response:
        """Write the next version. A field that there is not, and a mark that is not closed, is said with its place."""
        given = self.checked(shapes.LetterTemplateRequest)
        made = services.write_template(by=request.user, **given)
        return self.created(self.get_queryset().get(pk=made.pk))

    @extend_schema(request=shapes.LetterTemplateChanges, responses=shapes.LetterTemplateSerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a draft."""
        given = self.checked(shapes.LetterTemplateChanges)
        return self._again(services.change_template(template=self.get_object(), by=request.user,
                                                    version=self.named_version(), **given))  # fmt: skip

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], renderer_classes=(JSONRenderer, BytesRenderer))
    def preview(self, request: Request, pk: str) -> HttpResponse:
        """The PDF as it would come out, with made-up facts. Nothing of it is kept."""
        return HttpResponse(papers.preview(self.get_object()), content_type="application/pdf")

    @extend_schema(request=None, responses=shapes.LetterTemplateSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def approve(self, request: Request, pk: str) -> Response:
        """Approve a draft: another person than who wrote it."""
        held = self.get_object()
        return self._again(services.approve_template(template=held, by=request.user, version=self.named_version()))

    @extend_schema(request=shapes.WithdrawLetterRequest, responses=shapes.LetterTemplateSerializer)
    @action(detail=True, methods=["post"])
    @needs_version
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take a version out of use."""
        given = {**self.checked(shapes.WithdrawLetterRequest), "version": self.named_version()}
        return self._again(services.withdraw_template(template=self.get_object(), by=request.user, **given))

    def _again(self, held: LetterTemplate) -> Response:
        return self.answer(self.get_queryset().get(pk=held.pk))
