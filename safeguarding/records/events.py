"""What is recorded of retention, holds and disposals. None of it says what a record held."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("records.rule_changed", "{actor} changed a retention rule ({rule}) to version {version}"),
    Verb("records.due", "{object} is due for a retention review"),
    Verb("records.lapsed", "{object} is no longer due for a retention review"),
    Verb("records.kept", "{actor} reviewed {object} and kept it until {until}"),
    Verb("records.held", "{actor} put a legal hold on {case}"),
    Verb("records.hold_lifted", "{actor} lifted a legal hold from {case}"),
    Verb("records.disposal_proposed", "{actor} proposed {object}, the disposal of {case}"),
    Verb("records.disposal_refused", "{actor} refused {object}, the disposal of {case}"),
    Verb("records.disposal_withdrawn", "{actor} withdrew {object}, the disposal of {case}"),
    Verb("records.disposal_approved", "{actor} approved {object}, the disposal of {case}", Operation.ERASURE),
    Verb(
        "records.erased", "{actor} erased a case under {object}, {case}: {rows} rows, {files} files", Operation.ERASURE
    ),
    Verb("records.erasing_stuck", "Erasing {case} under {object}, approved by {actor}, stood still"),
    Verb("records.erasing_tried_again", "{actor} had {case} erased on under {object}"),
    Verb("records.exported", "{actor} exported {count} lines of retention ({list})", Operation.DISCLOSURE),
    Verb("records.certificate", "{actor} downloaded the certificate of {object}", Operation.DISCLOSURE),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
