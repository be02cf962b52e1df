"""What the forms about one track share: for whoever keeps tracks of its kind, while it runs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from safeguarding.cases.selectors.access import people_to_name
from safeguarding.cases.views.work.base import RowFormView
from safeguarding.tracks import policies
from safeguarding.tracks.models import Track
from safeguarding.tracks.selectors.lanes import tracks_of

CLOSED_TRACK = "This track is closed."


class TrackFormView(RowFormView):
    """One form about one track, or about something that belongs to it."""

    tab = "tracks"
    list_name = "tracks:tracks"
    row: Any

    @property
    def track(self) -> Track:
        """The track that the form is about."""
        found: Track = self.row
        return found

    def rows(self) -> QuerySet[Any]:
        return tracks_of(self.case)

    def refusal(self) -> HttpResponse | None:
        """Whoever is not of the side that keeps the track is told so, before anything is sent and after."""
        return super().refusal() or self.refuse_other_side()

    def refuse_row(self, message: str) -> HttpResponse:
        """To the other side what stands in the way of a step is no answer: the track is not theirs."""
        return self.refuse_other_side() or super().refuse_row(message)

    def refuse_other_side(self) -> HttpResponse | None:
        if policies.may_keep(self.user, self.track.kind, self.case):
            return None
        return self.refuse(policies.refusal_of(self.track.kind, self.case), status=403)

    def blocked(self) -> str:
        return "" if self.track.is_running else CLOSED_TRACK

    def success_url(self) -> str:
        return reverse("tracks:track", args=[self.case.reference, self.track.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "track": self.track}

    def people(self) -> Any:
        """Active people of the force who are not in conflict with the case."""
        return people_to_name(self.case)
