"""The tracks of all cases as one list, for programs: the same as the page of all tracks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins
from rest_framework.viewsets import GenericViewSet

from safeguarding.tracks.api import serializers as shapes
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.selectors import register as selectors
from safeguarding.tracks.selectors.register import Wanted


class RegisterFilters(filters.FilterSet):
    """The same questions as on the page, answered in the same place."""

    kind = filters.ChoiceFilter(choices=TrackKind.choices, label="Tracks of this kind.")
    mine = filters.BooleanFilter(label="Kept by the caller.")
    late = filters.BooleanFilter(label="With a late clock, of the tracks whose content the caller reads.")
    ended = filters.BooleanFilter(label="Those that have ended, in place of those that run.")

    class Meta:
        model = Track
        fields = ("kind",)

    def filter_queryset(self, queryset: QuerySet[Track]) -> QuerySet[Track]:
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        return selectors.narrowed(self.request.user, queryset, Wanted(**given))


class RegisterViewSet(mixins.ListModelMixin, GenericViewSet[Track]):
    """The tracks of every case that the caller sees, the oldest first; those that run, unless others are asked for."""

    serializer_class = shapes.ListedTrackSerializer
    filterset_class = RegisterFilters
    page_ordering = ("opened_at", "pk")

    def get_queryset(self) -> QuerySet[Track]:
        if getattr(self, "swagger_fake_view", False):
            return Track.objects.none()
        return selectors.told(self.request.user)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        self.lanes = {lane.track.pk: lane for lane in selectors.as_lanes(page or [])}
        return page

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "lanes": getattr(self, "lanes", {})}
