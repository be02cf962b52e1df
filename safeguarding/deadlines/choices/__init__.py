"""The ways a period is counted, what a clock can be doing, and the catalogue of rules (domain: deadline arithmetic)."""

from safeguarding.deadlines.choices.catalogue import CATALOGUE, IOPC_REFERRAL, CatalogueRule
from safeguarding.deadlines.choices.counting import EXACT, NEEDS_AMOUNT, Basis, ClockState, IopcDayBasis, Urgency

__all__ = [
    "CATALOGUE",
    "EXACT",
    "IOPC_REFERRAL",
    "NEEDS_AMOUNT",
    "Basis",
    "CatalogueRule",
    "ClockState",
    "IopcDayBasis",
    "Urgency",
]
