"""What the caller acknowledged, and talks about policies."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.core.api.views import ScopedViewSet
from safeguarding.guidance.api import serializers as shapes
from safeguarding.guidance.models import (
    Acknowledgement,
    PolicyTalk,
)


class MyAcknowledgementViewSet(ScopedViewSet):
    """What the caller has acknowledged."""

    model = Acknowledgement
    serializer_class = shapes.AcknowledgementSerializer

    def shaped(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        return visible.filter(person__user=self.request.user).select_related("policy_version__document")


class PolicyTalkViewSet(ScopedViewSet):
    """Talks about policies: one's own, those of whom one manages; keepers see all of the force."""

    model = PolicyTalk
    serializer_class = shapes.PolicyTalkSerializer
