"""Exhibits of a case, their files, and how they went from hand to hand."""

from safeguarding.evidence.models.exhibits import CustodyTransfer, Exhibit, ExhibitFile
from safeguarding.evidence.models.removals import FileRemoval

__all__ = ["CustodyTransfer", "Exhibit", "ExhibitFile", "FileRemoval"]
