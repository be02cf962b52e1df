"""Exhibits of a case, their files, and how they went from hand to hand."""

from safeguarding.evidence.models.exhibits import CustodyTransfer, Exhibit, ExhibitFile

__all__ = ["CustodyTransfer", "Exhibit", "ExhibitFile"]
