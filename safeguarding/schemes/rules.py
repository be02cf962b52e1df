"""What a machine can tell about a scheme and its conditions. Pure: days and texts are passed in."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from safeguarding.deadlines.rules import months_after
from safeguarding.schemes.choices import AUTHORITY, NEEDED_AUTHORITY, ConditionState, DecidedAs, SchemeStatus

REVIEW, CONDITION_REVIEW = "scheme_review", "scheme_condition_review"
REVIEW_MONTHS = 6
#: Signs that stand for letters where somebody does not want a word to be found.
LOOKALIKES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i"})


def default_review(day: dt.date) -> dt.date:
    """Six months on: when a decision about a scheme is looked at again, unless it names an earlier day.

    Domain: schemes, tolerated schemes need a review date (house default, editable with each decision).
    """
    return months_after(day, REVIEW_MONTHS)


def review_is_overdue(status: str, review_on: dt.date | None, *, today: dt.date) -> bool:
    """Tolerated without a live review date is overdue; so is anything whose review day has passed."""
    if status in (SchemeStatus.PROPOSED, SchemeStatus.CLOSED):
        return False
    if review_on is None:
        return status == SchemeStatus.TOLERATED
    return review_on < today


def may_answer_for(decided_as: str) -> bool | None:
    """Whether somebody of this rank or post answers for a scheme; None where nobody wrote down which it was.

    Domain: Volunteer Police Cadets, the designated responsible officer is a chief officer.
    """
    if decided_as not in DecidedAs:
        return None
    return AUTHORITY[DecidedAs(decided_as)] >= NEEDED_AUTHORITY


def word_found(word: str, text: str) -> bool:
    """Whether a word that may not be used stands in a text, in any case, with its endings, spaced or disguised.

    'cadet' is found in "Thornbeck Cadets", "CADETS_thornbeck", "c a d e t s" and "c4dets"; it begins a word, so that
    'cadet' is not found in "decadet".
    """
    wanted = _plain(word.strip())
    if not wanted:
        return False
    plain = _plain(text)
    spaced = r"[\W_]*".join(re.escape(letter) for letter in wanted)
    return re.search(rf"(?<![^\W_]){spaced}", plain) is not None


def condition_state(
    *, ended_on: dt.date | None, last_kept: bool | None, last_checked: dt.date | None, review_on: dt.date | None,
    today: dt.date,
) -> ConditionState:  # fmt: skip
    """How a condition stands: ended, broken, never checked, due to be checked again, or kept."""
    if ended_on is not None:
        return ConditionState.ENDED
    if last_kept is False:
        return ConditionState.BROKEN
    if last_checked is None:
        return ConditionState.NEVER_CHECKED
    if review_on is not None and review_on < today:
        return ConditionState.CHECK_DUE
    return ConditionState.KEPT


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).translate(LOOKALIKES)
