"""The tables of two duties that a case can bring with it, neither of them about whoever is the subject of the case."""

from __future__ import annotations

from safeguarding.tracks.choices import CLOSED, TrackKind
from safeguarding.tracks.states.tables import End, KindTable, Move

_OPEN = ("received", "acknowledged")
DATA_PROTECTION = KindTable(
    TrackKind.DATA_PROTECTION,
    "Data Protection Act 2018 s.164A",
    (
        ("received", "Received"),
        ("acknowledged", "Acknowledged"),
        ("answered", "Answered"),
        ("with_commissioner", "With the Information Commissioner"),
        ("withdrawn", "Withdrawn"),
        (CLOSED, "Closed"),
    ),
    (
        Move("acknowledge", "Record that it was acknowledged", ("received",), "acknowledged"),
        # Without undue delay; a whole answer within the thirty days acknowledges it too.
        Move("answer", "Record the answer", _OPEN, "answered", needs_reason=True, fixes_end=True),
        Move("report_progress", "Record that they were told how it goes on", ("acknowledged",), needs_reason=True),
        Move(
            "go_to_commissioner", "Record that they went to the Information Commissioner", ("answered",),
            "with_commissioner",
        ),
        Move(
            "hear_commissioner", "Record what the Commissioner said", ("with_commissioner",), "answered",
            needs_reason=True, fixes_end=True,
        ),
        Move("withdraw", "Record that it was withdrawn", _OPEN, "withdrawn", needs_reason=True),
    ),
    ("answered", "withdrawn"),
    (
        End("upheld", "Upheld", ("answered",)),
        End("partly_upheld", "Upheld in part", ("answered",)),
        End("not_upheld", "Not upheld", ("answered",)),
        End("withdrawn", "Withdrawn", ("withdrawn",)),
    ),
)  # fmt: skip

_LEARNED = ("learned", "delayed")
REPORTING_DUTY = KindTable(
    TrackKind.REPORTING_DUTY,
    "Crime and Policing Act 2026, duty to report child sex offences",
    (
        ("learned", "To be reported"),
        ("delayed", "Held back for the child's safety"),
        ("reported", "Reported"),
        ("not_due", "No report is due"),
        (CLOSED, "Closed"),
    ),
    (
        Move("delay", "Record why it is held back", ("learned",), "delayed", needs_reason=True),
        Move("report", "Record the report", _LEARNED, "reported", needs_reason=True, fixes_end=True),
        Move("find_not_due", "Record that no report is due", _LEARNED, "not_due", needs_reason=True),
    ),
    ("reported", "not_due"),
    (
        End("reported_police", "Reported to the police", ("reported",)),
        End("reported_authority", "Reported to the local authority", ("reported",)),
        End("report_not_due", "No report was due", ("not_due",)),
    ),
)  # fmt: skip
