"""The policies of the caller's force."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.api.once import once
from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.api.views import ScopedViewSet, needs_version
from safeguarding.guidance import services
from safeguarding.guidance.api import serializers as shapes
from safeguarding.guidance.api.versions import details_of
from safeguarding.guidance.models import (
    PolicyDocument,
)
from safeguarding.guidance.policies import require_keeping
from safeguarding.guidance.services.documents import FIELDS


class PolicyViewSet(ScopedViewSet):
    """The policies of the force."""

    model = PolicyDocument
    serializer_class = shapes.PolicyNameSerializer
    page_ordering = ("title", "pk")

    def get_serializer_class(self) -> Any:
        return shapes.PolicyNameSerializer if self.action == "list" else shapes.PolicySerializer

    @extend_schema(request=shapes.NewPolicyRequest, responses={201: shapes.PolicySerializer})
    @once
    def create(self, request: Request) -> Response:
        """Put a policy on record."""
        require_permission(request.user, Permission.KEEP_POLICIES)
        details = services.DocumentDetails(**self.checked(shapes.NewPolicyRequest))
        return self.created(services.add_document(details, by=request.user), serializer_class=shapes.PolicySerializer)

    @extend_schema(request=shapes.PolicyRequest, responses=shapes.PolicySerializer)
    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is said of a policy; what is not sent stays."""
        held = self._to_keep()
        given = self.checked(shapes.PolicyRequest, partial=True)
        details = services.DocumentDetails(**{**{name: getattr(held, name) for name in FIELDS}, **given})
        changed = services.edit_document(held, details, version=self.named_version(), by=request.user)
        return self.answer(changed, serializer_class=shapes.PolicySerializer)

    @extend_schema(request=shapes.VersionRequest, responses=shapes.PolicyVersionSerializer)
    @action(detail=True, methods=["post"])
    @once
    def versions(self, request: Request, pk: str) -> Response:
        """Write the next version, as a draft."""
        held = self._to_keep()
        made = services.draft_version(held, details_of(self.checked(shapes.VersionRequest)), by=request.user)
        return self.answer(made, code=201, serializer_class=shapes.PolicyVersionSerializer)

    def _to_keep(self) -> PolicyDocument:
        held: PolicyDocument = self.get_object()
        require_keeping(self.request.user, force_id=held.force_id)
        return held
