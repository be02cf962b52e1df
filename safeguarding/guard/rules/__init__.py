"""The guard: which of the people of a case a text gives away, where, and what else may point at them. Pure.

It stops what a program can see. It does not judge whether the story itself gives somebody away: a second person does.
"""

from safeguarding.guard.rules.finding import Find, finds
from safeguarding.guard.rules.labels import by_label
from safeguarding.guard.rules.needles import Needles, Party, needles
from safeguarding.guard.rules.text import handles_told

__all__ = ["Find", "Needles", "Party", "by_label", "finds", "handles_told", "needles"]
