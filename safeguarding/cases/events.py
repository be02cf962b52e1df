"""The verbs of concerns and cases, each with its sentence and what of it is personal."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

CASE_ACCESS = (
    Verb("case.access_granted", "{actor} gave somebody access to {object}"),
    Verb("case.access_revoked", "{actor} took somebody's access to {object} away"),
    Verb("case.glass_broken", "{actor} opened {object} in an emergency", Operation.CONSULTATION),
    Verb("case.glass_reviewed", "{actor} reviewed an emergency opening of {object}"),
    Verb("case.identities_opened", "{actor} gave a reason and saw who is in {object}", Operation.CONSULTATION),
    Verb("case.conflict_declared", "{actor} recorded a conflict of interest on {object}"),
    Verb("case.conflict_withdrawn", "{actor} took back a conflict of interest declared on {object}"),
    Verb("case.access_put_right", "The nightly check put right who sees {object}"),
    Verb("case.restricted", "{actor} restricted {object} to named people"),
    Verb("case.unrestricted", "{actor} lifted the restriction of {object}"),
)

CASEWORK = (
    Verb("case.header_edited", "{actor} changed the {fields} of {object}"),
    Verb("case.owner_changed", "{actor} gave {object} to another owner"),
    Verb("case.supervisor_changed", "{actor} gave {object} to another supervisor"),
    Verb("case.stage_changed", "{actor} moved {object} from {before} to {after}"),
    Verb("case.closed", "{actor} closed {object}"),
    Verb("case.reopened", "{actor} reopened {object}"),
    Verb("case.chronology_added", "{actor} added an entry to the chronology of {object}", Operation.COLLECTION),
    Verb("case.chronology_corrected", "{actor} corrected an entry in the chronology of {object}"),
    Verb("case.chronology_printed", "{actor} opened the chronology of {object} for printing", Operation.DISCLOSURE),
    Verb("case.decision_added", "{actor} recorded decision {number} of {object}", Operation.COLLECTION),
    Verb("case.decisions_printed", "{actor} opened the decisions of {object} for printing", Operation.DISCLOSURE),
    Verb("case.linked", "{actor} linked {object} to {other}", Operation.COMBINATION),
    Verb("case.unlinked", "{actor} took away the link from {object} to {other}"),
    Verb("case.list_exported", "{actor} exported a list of {count} cases", Operation.DISCLOSURE),
)

# Who reported a concern is not part of any sentence: that is a table of its own, with a permission of its own.
CONCERN = (
    Verb("concern.logged", "{object} was logged", Operation.COLLECTION),
    Verb("concern.added_to", "The reporter of {object} added something to it", Operation.COLLECTION),
    Verb("concern.answered", "The reporter of {object} answered a question", Operation.COLLECTION),
    Verb("draft.started", "Somebody began to write a concern", Operation.COLLECTION),
    Verb("draft.deleted", "A concern that was not sent was deleted", Operation.ERASURE),
)


# The work on a case. The sentences name no task, place or person: those stay on the case.
WORK = (
    Verb("case.task_added", "{actor} added a task to {object}"),
    Verb("case.task_changed", "{actor} changed a task of {object}"),
    Verb("case.task_done", "{actor} marked a task of {object} as done"),
    Verb("case.task_cancelled", "{actor} cancelled a task of {object}"),
    Verb("case.referral_started", "{actor} decided to refer {object}: {kind}"),
    Verb("case.referral_sent", "{actor} recorded that a referral of {object} was sent: {kind}", Operation.DISCLOSURE),
    Verb("case.referral_answered", "{actor} recorded the answer to a referral of {object}: {kind}"),
    Verb("case.referral_concluded", "{actor} recorded the outcome of a referral of {object}: {kind}"),
    Verb("case.referral_dropped", "{actor} recorded that a referral of {object} is not made: {kind}"),
    Verb("case.reviewed", "{actor} reviewed {object}"),
    Verb("case.urgency_changed", "{actor} recorded that {object} {said}"),
    Verb("case.measure_taken", "{actor} put a protective measure on {object}"),
    Verb("case.measure_reviewed", "{actor} reviewed a protective measure of {object}"),
    Verb("case.measure_ended", "{actor} ended a protective measure of {object}"),
    Verb("case.dbs_duty_opened", "A removal by {actor} opened the duty to consider the DBS on {object}"),
    Verb("case.dbs_duty_decided", "{actor} decided on the duty to refer to the DBS on {object}"),
    Verb("case.clock_extended", "{actor} extended the clock “{title}” of {object}"),
    Verb("case.clock_met", "{actor} marked the clock “{title}” of {object} as met by hand"),
)

# What was decided is told by its route; why, and about whom, stays with the concern.
TRIAGE = (
    Verb("concern.looked_at", "{actor} was the first to look at {object}", Operation.CONSULTATION),
    Verb("concern.asked", "{actor} asked the reporter of {object} a question"),
    Verb("concern.indicators_changed", "{actor} changed the indicators of {object}"),
    Verb("concern.decided", "{actor} decided {object}: {route}"),
    Verb("concern.split", "{actor} split {object}: the other part is {other}", Operation.COMBINATION),
    Verb("case.opened", "{actor} opened {object}"),
    Verb("case.concern_joined", "{actor} joined {concern} to {object}", Operation.COMBINATION),
    Verb("case.party_added", "{actor} put {label} into {object}"),
    Verb("case.party_changed", "{actor} changed what is noted of {label} in {object}"),
    Verb("case.party_identified", "{actor} recorded who {label} is in {object}"),
    Verb("case.party_removed", "{actor} took {label} off {object}"),
    Verb("case.owner_moved", "{object} went to another owner: the former one is in conflict"),
    Verb("case.nobody_to_own", "{object} has nobody to own it: everybody in its unit is in conflict"),
    Verb("case.supervisor_moved", "{object} went to another supervisor: the former one is in conflict"),
    Verb("pattern.opened", "{actor} recorded the low-level concern that makes {object} a pattern"),
    Verb("pattern.decided", "{actor} decided {object}: {route}"),
)


def declare_all() -> None:
    """Put every verb of this app in the register."""
    declare(*CASE_ACCESS, *CASEWORK, *CONCERN, *WORK, *TRIAGE)
