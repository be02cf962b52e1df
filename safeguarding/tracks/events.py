"""What the record says about tracks. No sentence says what was found, or about whom."""

from __future__ import annotations

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("track.opened", "{actor} opened track {track_id} ({kind}) of {object}", Operation.COLLECTION),
    Verb("track.moved", "{actor} recorded on track {track_id} ({kind}) of {object}: {step}"),
    Verb("track.closed", "{actor} closed track {track_id} ({kind}) of {object}"),
    Verb("track.given", "{actor} gave track {track_id} ({kind}) of {object} to another owner"),
    Verb("track.changed", "{actor} changed who deals with track {track_id} ({kind}) of {object} outside the force"),
    Verb("track.offence_considered", "{actor} recorded an offence considered on track {track_id} of {object}"),
    Verb("track.offence_decided", "{actor} recorded the decision on an offence of track {track_id} of {object}"),
    Verb("track.offence_result", "{actor} recorded the result on an offence of track {track_id} of {object}"),
    Verb("track.departure", "{actor} recorded that somebody under investigation in {object} left"),
    Verb("track.report_opened", "{actor} opened the question of a report to the College in {object}"),
    Verb("track.report_decided", "{actor} decided about a report to the College in {object}"),
)


def declare_all() -> None:
    declare(*VERBS)
