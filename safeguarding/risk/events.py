"""What is recorded of risk assessments and of the risk register."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("venue.added", "{actor} put {object} on the list of venues"),
    Verb("riskassessment.started", "{actor} began to write {object}", Operation.COLLECTION),
    Verb("riskassessment.edited", "{actor} changed what {object} is about"),
    Verb("riskassessment.hazard_added", "{actor} added a hazard to {object}"),
    Verb("riskassessment.hazard_changed", "{actor} changed a hazard of {object}"),
    Verb("riskassessment.hazard_removed", "{actor} took a hazard out of {object}"),
    Verb("riskassessment.submitted", "{actor} sent {object} for approval"),
    Verb("riskassessment.refused", "{actor} sent {object} back to be written again"),
    Verb("riskassessment.approved", "{actor} approved {object} until {review_on}"),
    Verb(
        "riskassessment.approved_on_paper",
        "{actor} recorded that {object} had been approved on paper on {approved_on}, until {review_on}",
    ),
    Verb("riskassessment.ended", "{object} ended when {actor} closed its scheme"),
    Verb("riskassessment.dropped", "{object}, not yet approved, was put aside when {actor} closed its scheme"),
    Verb("riskassessment.superseded", "{actor} replaced {object} by a newer one"),
    Verb("riskassessment.withdrawn", "{actor} withdrew {object}"),
    Verb("riskregisterentry.raised", "{actor} raised {object}", Operation.COLLECTION),
    Verb("riskregisterentry.edited", "{actor} changed the {fields} of {object}"),
    Verb("riskregisterentry.reviewed", "{actor} looked at {object} again: {before} to {outcome}"),
    Verb("riskregisterentry.action_added", "{actor} gave somebody something to do about {object}"),
    Verb("riskregisterentry.action_done", "{actor} recorded that something was done about {object}"),
    Verb("riskregisterentry.action_dropped", "{actor} dropped something that was to be done about {object}"),
    Verb("risk_assessments.exported", "{actor} exported {count} risk assessments", Operation.DISCLOSURE),
    Verb("risk_register.exported", "{actor} exported {count} entries of the risk register", Operation.DISCLOSURE),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
