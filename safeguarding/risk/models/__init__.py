"""Venues, risk assessments with their hazards, and the risk register."""

from safeguarding.risk.models.assessments import TEXT_MAX, Hazard, RiskAssessment, Venue
from safeguarding.risk.models.register import EntryReview, RiskAction, RiskRegisterEntry

__all__ = ["TEXT_MAX", "EntryReview", "Hazard", "RiskAction", "RiskAssessment", "RiskRegisterEntry", "Venue"]
