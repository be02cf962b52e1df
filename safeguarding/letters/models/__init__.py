"""Templates that a force edits, letters of cases, and what was given to somebody outside."""

from safeguarding.letters.models.hearing import HearingBundle, HearingOpening, HearingPart, HearingVersion
from safeguarding.letters.models.letters import Disclosure, Letter, LetterOpening
from safeguarding.letters.models.templates import LetterTemplate

__all__ = [
    "Disclosure", "HearingBundle", "HearingOpening", "HearingPart", "HearingVersion", "Letter", "LetterOpening",
    "LetterTemplate",
]  # fmt: skip
