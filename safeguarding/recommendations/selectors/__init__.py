"""What is asked of recommendations: the board, whom each has reached, who may be chosen, and what may go out."""

from safeguarding.recommendations.selectors.board import (
    Card,
    Wanted,
    board,
    card_of,
    cards,
    clock_names,
    columns,
)
from safeguarding.recommendations.selectors.choosing import owner_words, owners_of, possible_owners
from safeguarding.recommendations.selectors.going_out import Shown, going_out
from safeguarding.recommendations.selectors.guarding import fit_to_go_out, places_found
from safeguarding.recommendations.selectors.reach import reaches_of

__all__ = [
    "Card", "Shown", "Wanted", "board", "card_of", "cards", "clock_names", "columns", "fit_to_go_out",
    "going_out", "owner_words", "owners_of", "places_found", "possible_owners",
    "reaches_of",
]  # fmt: skip
