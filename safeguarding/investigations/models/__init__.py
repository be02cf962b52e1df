"""Investigations of conduct, what is alleged, what was done and served, and how it was heard and decided."""

from safeguarding.investigations.models.allegations import Allegation
from safeguarding.investigations.models.decided import Appeal, PanelMember, Proceedings, PublicNotice, WitnessList
from safeguarding.investigations.models.investigations import Investigation, ModeChange, SeverityAssessment
from safeguarding.investigations.models.telling import (
    InterestedPerson,
    Interview,
    InvestigationNotice,
    ProgressUpdate,
    Representation,
    TimelinessLetter,
    UpdateWithheld,
)

__all__ = [
    "Allegation", "Appeal", "InterestedPerson", "Interview", "Investigation", "InvestigationNotice", "ModeChange",
    "PanelMember", "Proceedings", "ProgressUpdate", "PublicNotice", "Representation", "SeverityAssessment",
    "TimelinessLetter", "UpdateWithheld", "WitnessList",
]  # fmt: skip
