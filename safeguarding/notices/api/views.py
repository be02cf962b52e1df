"""The caller's own notices."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.core.api.views import ScopedViewSet
from safeguarding.notices import services
from safeguarding.notices.api.serializers import CountSerializer, NoticeSerializer, ReadAllSerializer
from safeguarding.notices.models import Notice


class NoticeFilter(filters.FilterSet):
    """All notices, or those not read."""

    unread = filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notice
        fields = ("unread",)


class NoticeViewSet(ScopedViewSet):
    """What the caller was told, the newest first."""

    model = Notice
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter
    page_ordering = ("-created_at", "-pk")

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: Any = None) -> Response:
        """Mark a notice as read."""
        return self.answer(services.mark_read(notice=self.get_object(), by=request.user))

    @extend_schema(request=ReadAllSerializer, responses=CountSerializer)
    @action(detail=False, methods=["post"], url_path="read-all", filterset_class=None, pagination_class=None)
    def read_all(self, request: Request) -> Response:
        """Mark all notices as read, or those up to the newest that was seen."""
        marked = services.mark_all_read(by=request.user, **self.checked(ReadAllSerializer))
        return Response({"marked": marked})
