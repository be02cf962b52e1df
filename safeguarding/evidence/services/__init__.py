"""Exhibits, their hand-overs and their files."""

from safeguarding.evidence.services.custody import accept, decline, offer, take_back
from safeguarding.evidence.services.exhibits import add_exhibit, change_exhibit, end_exhibit
from safeguarding.evidence.services.files import add_file, note_printing, open_exhibit_file, put_file

__all__ = [
    "accept", "add_exhibit", "add_file", "change_exhibit", "decline", "end_exhibit", "note_printing", "offer",
    "open_exhibit_file", "put_file", "take_back",
]  # fmt: skip
