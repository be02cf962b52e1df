"""What a guideline rule is told. `None` means that nobody knows, and no rule takes that for a yes or a no."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from safeguarding.communications.choices import OFFICIAL_KINDS, PERSONAL_KINDS, Outcome, Severity
from safeguarding.core.clock import LONDON
from safeguarding.people.choices import AgeBand, PersonKind


def local_time(moment: dt.datetime) -> dt.time:
    """What the clocks of England and Wales showed: a quiet hour is one where the young person lives."""
    return moment.astimezone(LONDON).time()


def is_child(age: int | None, *, kind: str, age_band: str) -> bool:
    """Whether somebody of that age is a child; where no birthday is known, who is on record as young is one."""
    if age is not None:
        return age < 18
    return kind != PersonKind.ADULT and age_band != AgeBand.ADULT


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """The account as it stood at the moment of the contact; whether it was approved is not known without a moment."""

    id: int | None
    kind: str
    is_approved: bool | None
    sender_has_access: bool | None = None
    has_any_access: bool | None = None

    @property
    def is_official(self) -> bool:
        return self.kind in OFFICIAL_KINDS

    @property
    def is_personal(self) -> bool:
        return self.kind in PERSONAL_KINDS


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who was reached: a child on that day or not, met through work or not, a victim or witness or not."""

    is_child: bool | None = None
    is_met_through_work: bool | None = None
    is_victim_or_witness: bool | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A contact that answers this one, or that this one answers."""

    channel: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers that the rules go by (house policy; each force sets its own, with a reason, from a day on)."""

    quiet_from: dt.time = dt.time(21, 0)
    quiet_until: dt.time = dt.time(8, 0)
    social_most: int = 5
    social_days: int = 7
    check_hours: int = 24
    answer_hours: int = 24
    report_hours: int = 24


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. Times carry their zone; `local` is `sent_at` on the clock of England and Wales."""

    sender_id: int | None
    direction: str
    channel: str
    account: AccountFacts | None
    recipients: tuple[Recipient, ...]
    sent_at: dt.datetime | None
    local: dt.time | None
    now: dt.datetime
    is_scheme_business: bool | None = None
    is_purpose_asked: bool = True
    purpose: str = ""
    is_second_adult_asked: bool = True
    second_adult_id: int | None = None
    second_adult_told_at: dt.datetime | None = None
    second_adult_checked_at: dt.datetime | None = None
    social_before: int | None = None
    quiet_before: int | None = None
    answers: Answered | None = None
    answered_by: tuple[Answered, ...] | None = None
    is_authorised: bool | None = None
    reported_to: tuple[dt.datetime | None, dt.datetime | None, dt.datetime | None] | None = None
    is_report_looked_for: bool = True
    has_acknowledged: bool | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Request:
    """A request to be friends, a follow, or the acceptance of one, from an account."""

    action: str
    target_kind: str
    account: AccountFacts | None
    made_at: dt.datetime
    checked_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What one rule says, and why, in the reader's words."""

    outcome: Outcome
    severity: Severity
    reason: str
