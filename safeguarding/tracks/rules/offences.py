"""The offences that a criminal track may consider, each with the days on which it was law. None reaches back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.core import clock

SOA = "Sexual Offences Act 2003"
#: The Act as a whole came into force on this day.
SOA_SINCE = dt.date(2004, 5, 1)


@dataclass(frozen=True)
class Offence:
    """One offence: its source, and from which day until which it was law. No first day means the common law."""

    code: str
    label: str
    source: str
    since: dt.date | None = None
    until: dt.date | None = None

    def is_law_on(self, day: dt.date) -> bool:
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


#: A change of the law is a row: the end of one, and the first day of the next.
OFFENCES: tuple[Offence, ...] = (
    Offence("misconduct_in_public_office", "Misconduct in public office", "Common law"),
    Offence(
        "sexual_communication_with_a_child", "Sexual communication with a child", f"{SOA} s.15A", dt.date(2017, 4, 3)
    ),
    Offence("meeting_after_grooming", "Meeting a child following sexual grooming", f"{SOA} s.15", SOA_SINCE),
    Offence("sexual_activity_with_a_child", "Sexual activity with a child", f"{SOA} s.9", SOA_SINCE),
    Offence(
        "causing_or_inciting", "Causing or inciting a child to engage in sexual activity", f"{SOA} s.10", SOA_SINCE
    ),
    Offence("causing_to_watch", "Causing a child to watch a sexual act", f"{SOA} s.12", SOA_SINCE),
    Offence(
        "abuse_of_position_of_trust", "Abuse of a position of trust: sexual activity with a child",
        f"{SOA} ss.16 and 21", SOA_SINCE,
    ),
    Offence(
        "abuse_of_position_in_sport_or_religion", "Abuse of a position of trust in sport or religion",
        f"{SOA} ss.16 and 22A", dt.date(2022, 6, 28),
    ),
    Offence(
        "indecent_photographs", "Indecent photographs of a child", "Protection of Children Act 1978 s.1",
        dt.date(1978, 8, 20),
    ),
    Offence(
        "improper_use_of_police_powers", "Corrupt or improper exercise of police powers",
        "Criminal Justice and Courts Act 2015 s.26", dt.date(2015, 4, 13),
    ),
    Offence(
        "unlawful_obtaining_of_data", "Unlawfully obtaining personal data", "Data Protection Act 2018 s.170",
        dt.date(2018, 5, 25),
    ),
    Offence(
        "unauthorised_access", "Unauthorised access to computer material", "Computer Misuse Act 1990 s.1",
        dt.date(1990, 8, 29),
    ),
)  # fmt: skip
BY_CODE: dict[str, Offence] = {offence.code: offence for offence in OFFENCES}


def conduct_problem(offence: Offence, first: dt.date, last: dt.date) -> str:
    """Why this offence cannot be considered for what was done between these days; empty where it can."""
    if last < first:
        return "The last day cannot be before the first."
    if offence.since and first < offence.since:
        since = clock.date_words(offence.since)
        return (
            f"{offence.label} ({offence.source}) is an offence since {since} and does not reach back: enter only what "
            "was done from that day on."
        )
    if offence.until and last > offence.until:
        until = clock.date_words(offence.until)
        return f"{offence.label} ({offence.source}) was an offence until {until}."
    return ""


def step_problem(verb: str, decisions: list[str]) -> str:
    """Why the criminal track cannot go this way yet, from the decision on each offence considered ("" for none)."""
    if verb in ("charge", "no_action", "dispose") and "" in decisions:
        return "Record the decision on each offence first."
    if not decisions:
        return ""
    if verb == "charge" and "charged" not in decisions:
        return "No offence was charged."
    if verb == "no_action" and set(decisions) != {"not_charged"}:
        return "No further action means that no offence was charged. One was."
    if verb == "dispose" and "out_of_court" not in decisions:
        return "No offence was dealt with out of court."
    return ""
