"""One's own imports: a program asks here how far a file is. Files are sent and put right on the pages."""

from __future__ import annotations

from django_filters import rest_framework as filters

from safeguarding.core.api.views import ScopedViewSet
from safeguarding.exchange import policies
from safeguarding.exchange.api.serializers import ImportSerializer
from safeguarding.exchange.choices import ImportKind, ImportStatus
from safeguarding.exchange.models import Import


class ImportFilter(filters.FilterSet):
    """Imports by kind and status."""

    kind = filters.ChoiceFilter(choices=ImportKind.choices)
    status = filters.ChoiceFilter(choices=ImportStatus.choices)

    class Meta:
        model = Import
        fields = ("kind", "status")


class ImportViewSet(ScopedViewSet):
    """Imports that the caller uploaded, for who may bring data in: how far each is, and its rows by verdict."""

    model = Import
    serializer_class = ImportSerializer
    filterset_class = ImportFilter
    http_method_names = ["get", "head"]

    def admit(self) -> None:
        policies.require_importer(self.request.user)
