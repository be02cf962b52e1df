from safeguarding.tracks.forms.duties import DepartureForm, ReportForm
from safeguarding.tracks.forms.offences import DecideOffenceForm, OffenceForm, ResultForm
from safeguarding.tracks.forms.register import TrackFilter
from safeguarding.tracks.forms.tracks import BodyForm, EndForm, GiveForm, OpenForm, StepForm

__all__ = [
    "BodyForm", "DecideOffenceForm", "DepartureForm", "EndForm", "GiveForm", "OffenceForm", "OpenForm", "ReportForm",
    "ResultForm", "StepForm", "TrackFilter",
]  # fmt: skip
