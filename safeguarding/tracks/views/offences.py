"""The offences of a criminal track: considered, decided on, and what the court found."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.core import clock
from safeguarding.tracks import policies, services
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.forms import DecideOffenceForm, OffenceForm, ResultForm
from safeguarding.tracks.models import OffenceConsidered, Track
from safeguarding.tracks.selectors.lanes import offences_in
from safeguarding.tracks.services.offences import COURT_STAGES, OPEN_STAGES
from safeguarding.tracks.views.base import TrackFormView

NOT_NOW = "This track stands at “{}”, which does not allow it."


class OffenceAdd(TrackFormView):
    title = "Consider an offence"
    form_class = OffenceForm
    button = "Add the offence"
    done = "The offence is considered."

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(kind=TrackKind.CRIMINAL)

    def blocked(self) -> str:
        stands = "" if self.track.stage in OPEN_STAGES else NOT_NOW.format(self.track.stage_words)
        return super().blocked() or stands

    def initial(self) -> dict[str, Any]:
        return {}

    def save(self, form: OffenceForm) -> object:
        return services.add_offence(track=self.row, by=self.user, **form.cleaned_data)


class OffenceFormView(TrackFormView):
    """One form about one offence considered."""

    row: OffenceConsidered
    template_name = "tracks/offence.html"

    @property
    def track(self) -> Track:
        return self.row.of

    def rows(self) -> QuerySet[Any]:
        """None for the other side, whatever number is asked for: which offences are considered is content."""
        found = offences_in(self.case)
        is_read = policies.reads(self.user, TrackKind.CRIMINAL, self.case, self.standing.ways)
        return found if is_read else found.none()


class OffenceDecide(OffenceFormView):
    title = "Record the decision on the offence"
    form_class = DecideOffenceForm
    button = "Record the decision"
    done = "The decision is recorded."

    def blocked(self) -> str:
        stands = "" if self.track.stage in OPEN_STAGES else NOT_NOW.format(self.track.stage_words)
        return super().blocked() or stands

    def initial(self) -> dict[str, Any]:
        row = self.row
        given = {"decision": row.decision, "decision_reason": row.decision_reason, "decision_note": row.decision_note}
        return {**super().initial(), **given, "decided_on": row.decided_on or clock.today()}

    def save(self, form: DecideOffenceForm) -> object:
        return services.decide_offence(offence=self.row, by=self.user, **form.cleaned_data)


class OffenceResult(OffenceFormView):
    title = "Record the result in court"
    form_class = ResultForm
    button = "Record the result"
    done = "The result is recorded."

    def blocked(self) -> str:
        stands = "" if self.track.stage in COURT_STAGES else NOT_NOW.format(self.track.stage_words)
        return super().blocked() or stands

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "result": self.row.result, "result_on": self.row.result_on or clock.today()}

    def save(self, form: ResultForm) -> object:
        return services.record_result(offence=self.row, by=self.user, **form.cleaned_data)
