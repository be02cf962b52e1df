"""Concerns, cases, who may see them, and the work done on them."""

from safeguarding.cases.models.access import CaseAccess, CaseConflict, CaseGrant, ConcernConflict, ConcernSource
from safeguarding.cases.models.cases import Case, CaseConcern, CaseLink
from safeguarding.cases.models.concerns import (
    Concern,
    ConcernDraft,
    ConcernIndicator,
    ConcernNote,
    ConcernParty,
    HandleWords,
    ReporterIdentity,
)
from safeguarding.cases.models.parties import CaseParty
from safeguarding.cases.models.triage import LowLevelConcern, PatternReview, ThresholdDecision
from safeguarding.cases.models.work import (
    ChronologyEntry,
    DbsDuty,
    Decision,
    ProtectiveMeasure,
    Referral,
    Review,
    Task,
)

__all__ = [
    "Case",
    "CaseAccess",
    "CaseConcern",
    "CaseConflict",
    "CaseGrant",
    "CaseLink",
    "CaseParty",
    "ChronologyEntry",
    "Concern",
    "ConcernConflict",
    "ConcernDraft",
    "ConcernIndicator",
    "ConcernNote",
    "ConcernParty",
    "ConcernSource",
    "DbsDuty",
    "Decision",
    "HandleWords",
    "LowLevelConcern",
    "PatternReview",
    "ProtectiveMeasure",
    "Referral",
    "ReporterIdentity",
    "Review",
    "Task",
    "ThresholdDecision",
]
