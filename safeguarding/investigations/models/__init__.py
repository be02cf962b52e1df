"""Investigations of conduct, what is alleged, what was done and served, and how it was heard and decided."""

from safeguarding.investigations.models.allegations import Allegation
from safeguarding.investigations.models.decided import Appeal, PanelMember, Proceedings
from safeguarding.investigations.models.investigations import Investigation, ModeChange, SeverityAssessment
from safeguarding.investigations.models.telling import (
    Interview,
    InvestigationNotice,
    ProgressUpdate,
    Representation,
    TimelinessLetter,
)

__all__ = [
    "Allegation", "Appeal", "Interview", "Investigation", "InvestigationNotice", "ModeChange", "PanelMember",
    "Proceedings", "ProgressUpdate", "Representation", "SeverityAssessment", "TimelinessLetter",
]  # fmt: skip
