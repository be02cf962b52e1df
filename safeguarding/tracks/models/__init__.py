"""Tracks of a case, what was done on them, and what their ends leave to be decided."""

from safeguarding.tracks.models.duties import CollegeReport, Departure
from safeguarding.tracks.models.facts import Meeting, OffenceConsidered
from safeguarding.tracks.models.tracks import StageChange, Track

__all__ = ["CollegeReport", "Departure", "Meeting", "OffenceConsidered", "StageChange", "Track"]
