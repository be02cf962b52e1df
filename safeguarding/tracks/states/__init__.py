"""Where each kind of track may stand, and how it goes on and ends. Pages, services and the database read these."""

from safeguarding.tracks.states.duties import DATA_PROTECTION, REPORTING_DUTY
from safeguarding.tracks.states.safeguarding import CHILD_PROTECTION, DBS, LADO
from safeguarding.tracks.states.standards import COMPLAINT, CRIMINAL, IOPC, MISCONDUCT, VETTING
from safeguarding.tracks.states.tables import End, KindTable, Move

TABLES: dict[str, KindTable] = {
    table.kind: table
    for table in (
        COMPLAINT,
        IOPC,
        CRIMINAL,
        MISCONDUCT,
        LADO,
        CHILD_PROTECTION,
        DBS,
        VETTING,
        DATA_PROTECTION,
        REPORTING_DUTY,
    )
}
ALL_ENDS = [(end.code, end.label) for table in TABLES.values() for end in table.ends]
#: Each code of an end once: two kinds may share one, and then they share its words.
END_LABELS: dict[str, str] = dict(ALL_ENDS)
STAGE_LABELS: dict[tuple[str, str], str] = {
    (kind, stage): label for kind, table in TABLES.items() for stage, label in table.stages
}

__all__ = ["ALL_ENDS", "END_LABELS", "STAGE_LABELS", "TABLES", "End", "KindTable", "Move"]
