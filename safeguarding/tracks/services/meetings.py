"""A meeting with partners, recorded with the step that it is; the police there are not of the subject's chain."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import require, required
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.tracks.choices import MEETING_OF, NEEDS_POLICE, MeetingKind
from safeguarding.tracks.models import Meeting, Track
from safeguarding.tracks.selectors.chain import subject_in_chain_of


@dataclass(frozen=True)
class MeetingFacts:
    """Who was there, what was decided, and who was there for the police."""

    attended: str
    decided: str
    police_attendee: User | None = None


def checked_meeting(track: Track, case: Case, verb: str, facts: MeetingFacts | None) -> MeetingFacts | None:
    """What a step that is a meeting must say of it; nothing for a step that is none."""
    kind = MEETING_OF.get((track.kind, verb))
    if kind is None:
        require(facts is None, "", "This step is no meeting.")
        return None
    facts = facts or MeetingFacts("", "")
    attended = required(facts.attended, field="attended", message="Enter who was there.")
    decided = required(facts.decided, field="decided", message="Enter what was decided.")
    if facts.police_attendee is None:
        said = "Choose who was there for the police: a strategy discussion needs them (Working Together)."
        require(kind not in NEEDS_POLICE, "police_attendee", said)
    else:
        _require_outside_the_chain(case, facts.police_attendee)
    return MeetingFacts(attended, decided, facts.police_attendee)


def write_meeting(track: Track, verb: str, facts: MeetingFacts, *, on: dt.date, by: User) -> Meeting:
    return Meeting.objects.create(
        of=track, kind=MeetingKind(MEETING_OF[track.kind, verb]), held_on=on, attended=facts.attended,
        decided=facts.decided, police_attendee=facts.police_attendee, recorded_by=by,
    )  # fmt: skip


def _require_outside_the_chain(case: Case, attendee: User) -> None:
    """Where the subject works for the force, no one of their chain of command sits for the police."""
    if attendee.force_id != case.force_id or not attendee.is_active:
        raise Invalid({"police_attendee": ["Choose somebody of this force."]})
    label = subject_in_chain_of(case, attendee)
    if label:
        raise Conflict(
            f"This person is {label}, or is or was in the same chain of command: somebody from outside it attends for "
            "the police (force policy on allegations against its own, after Working Together)."
        )
