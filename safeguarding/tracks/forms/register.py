"""Which tracks to list."""

from __future__ import annotations

from safeguarding.core.forms import GovForm, RadioField, SelectField, TickField
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.selectors.register import Wanted

RUNNING, ENDED = "running", "ended"


class TrackFilter(GovForm):
    """What the register of tracks can be narrowed to."""

    mark_optional = False

    kind = SelectField(label="Track", noun="a track", choices=TrackKind.choices, blank="Any", required=False)
    which = RadioField(
        label="Which", noun="which tracks", choices=[(RUNNING, "Running"), (ENDED, "Ended")], required=False,
        layout="small",
    )  # fmt: skip
    mine = TickField(label="Only those I keep", required=False)
    late = TickField(label="Only with a late clock", hint="Of tracks that you read", required=False)

    def wanted(self) -> Wanted:
        """What was chosen, as far as it could be understood."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wanted(
            kind=chosen.get("kind") or "", mine=bool(chosen.get("mine")), late=bool(chosen.get("late")),
            ended=chosen.get("which") == ENDED,
        )  # fmt: skip
