"""Who is owed updates, and who of them is due: whoever complained, interested persons, and the person investigated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safeguarding.cases.models import CaseParty
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import UpdateTo
from safeguarding.investigations.models import Investigation, UpdateWithheld
from safeguarding.investigations.rules.informing import WITHHELD_CLOCKS, Letters, Owed, letters_of, still_to_write
from safeguarding.tracks.services.clocks import TRACK


@dataclass(frozen=True)
class Informed:
    """One person who is owed updates, as the page shows them."""

    label: str
    why: str
    owed: Owed
    withheld: UpdateWithheld | None

    @property
    def is_late(self) -> bool:
        return self.withheld is None and self.owed.due_on < clock.today()


def owed_outside(held: Investigation) -> list[Owed]:
    """Whoever complained, and the interested persons, each with when they were told last."""
    return [one.owed for one in _outside(held)]


def informed(held: Investigation) -> list[Informed]:
    """Everybody who is owed updates; the person investigated from the day the notice counts as given."""
    return [*_outside(held), *_subject(held)]


def parties_informed(held: Investigation) -> QuerySet[CaseParty]:
    """Whoever complained, and the interested persons."""
    wanted = Q(pk=held.complainant_id or 0) | Q(pk__in=held.interested.values("party_id"))
    return CaseParty.objects.filter(wanted, case_id=held.case_id).order_by("pk")


def withheld_now(held: Investigation, to: str) -> UpdateWithheld | None:
    """Why updates are withheld today: as long as the clock runs by which that is looked at again.

    The update that ends it meets that clock, on the very day too on which they were withheld.
    """
    rows = [one for one in held.updates_withheld.all() if one.to == to]
    latest = max(rows, key=lambda one: one.pk, default=None)
    if latest is None:
        return None
    running = Deadline.objects.running().filter(source_type=TRACK, source_id=held.track_id)
    return latest if running.filter(rule__key=WITHHELD_CLOCKS[to]).exists() else None


def letters_due(held: Investigation) -> Letters:
    """To whom the letters of twelve and of six months go, as it is investigated today."""
    modes = [one.mode for one in held.modes.all()]
    return letters_of(held.regime, held.recording, modes[-1] if modes else "")


def is_written_to_all(held: Investigation, since: dt.date) -> bool:
    """Whether everybody who gets the letter has one that was sent after this day."""
    written = held.letters.filter(sent_on__gt=since).values_list("to", flat=True)
    return not still_to_write(letters_due(held), written)


def _outside(held: Investigation) -> list[Informed]:
    began = clock.london_date(held.opened_at)
    found = [(held.complainant, "Complained", began, held.came_on)] if held.complainant else []
    found += [(one.party, "Interested person", one.since, one.since) for one in held.interested.select_related("party")]
    told = [(one.party_id, one.sent_on) for one in held.updates.all() if one.to == UpdateTo.COMPLAINANT]
    withheld = withheld_now(held, UpdateTo.COMPLAINANT)
    return [
        Informed(party.label, why, _owed(party.pk, since, [row for row in told if row[1] >= first]), withheld)
        for party, why, since, first in found
    ]


def _owed(party: int, since: dt.date, told: Sequence[tuple[int | None, dt.date]]) -> Owed:
    days = [day for to, day in told if to in (party, None)]
    return Owed(party, since, max(days, default=None))


def _subject(held: Investigation) -> list[Informed]:
    notice = getattr(held, "notice", None)
    if notice is None or notice.deemed_on is None or held.track.party is None:
        return []
    days = [one.sent_on for one in held.updates.all() if one.to == UpdateTo.SUBJECT]
    owed = Owed(held.track.party.pk, notice.deemed_on, max(days, default=None))
    return [Informed(held.track.party.label, "Investigated", owed, withheld_now(held, UpdateTo.SUBJECT))]
