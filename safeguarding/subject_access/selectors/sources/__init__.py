"""Where a person's file lies: one row for each table, in the order in which the document tells it.

Each table of the application is either here or among those that are not gathered, with the reason; a wall says so.
"""

from safeguarding.subject_access.selectors.sources.base import Reach, Source
from safeguarding.subject_access.selectors.sources.matters import MATTERS
from safeguarding.subject_access.selectors.sources.not_gathered import NOT_GATHERED
from safeguarding.subject_access.selectors.sources.persons import PERSONS
from safeguarding.subject_access.selectors.sources.tracks import TRACKS

SOURCES: tuple[Source, ...] = (*PERSONS, *MATTERS, *TRACKS)
BY_KEY: dict[str, Source] = {source.key: source for source in SOURCES}

__all__ = ["BY_KEY", "NOT_GATHERED", "SOURCES", "Reach", "Source"]
