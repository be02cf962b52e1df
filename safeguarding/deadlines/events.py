"""The verbs of clocks and of the data they are counted with, each with its sentence and what of it is personal."""

from safeguarding.audit.events import Verb, declare

CLOCKS = (
    # Whoever reports a concern starts its first clock: the sentence keeps back who it was.
    Verb("deadline.started", "The clock “{title}” on {object} started, due {due}"),
    Verb("deadline.met", "{actor} marked the clock “{title}” on {object} as {how}"),
    Verb("deadline.cancelled", "{actor} cancelled the clock “{title}” on {object}"),
    Verb("deadline.extended", "{actor} extended the clock “{title}” on {object} to {due}; it was due {before}"),
    Verb("deadline.moved", "{actor} moved the clock “{title}” on {object} to {due}; it was due {before}"),
    Verb(
        "deadline.recomputed",
        "{actor} worked out the clock “{title}” on {object} again: due {due}; it was due {before}",
    ),
    Verb("deadline.unit_changed", "{actor} handed the clock “{title}” on {object} over to {unit}"),
    Verb("deadline.reassigned", "{actor} gave the clock “{title}” on {object} to {owner}", personal=("owner",)),
)

REFERENCE_DATA = (
    Verb("deadline_rule.edited", "{actor} changed the rule “{title}” to {now}; it was {before}"),
    Verb("bank_holiday.recorded", "{actor} recorded that {day} is {what}: {name}"),
    Verb("bank_holiday.removed", "{actor} removed what was recorded for {day}: {name}"),
)


def declare_all() -> None:
    """Put every verb of this app in the register."""
    declare(*CLOCKS, *REFERENCE_DATA)
