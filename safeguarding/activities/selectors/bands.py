"""How many young people one adult looked after, or looks after, on a day and in a force."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.activities.choices import CatalogueBand
from safeguarding.activities.models import ForceRatio, RatioBand
from safeguarding.core import clock


@dataclass(frozen=True)
class BandStanding:
    """An age band as one force sees it: the guidance, the figure that holds now, and every figure it ever set."""

    band: RatioBand
    now: ForceRatio | None
    figures: tuple[ForceRatio, ...]

    @property
    def children_per_adult(self) -> int:
        return self.now.children_per_adult if self.now else self.band.children_per_adult

    @property
    def newest(self) -> ForceRatio | None:
        return max(self.figures, key=lambda one: one.pk, default=None)


class Bands:
    """The bands of some forces, read once, for any day."""

    def __init__(self, force_ids: Iterable[int]) -> None:
        self.guidance = list(RatioBand.objects.order_by("from_age", "to_age"))
        self.set: dict[tuple[int, int], list[ForceRatio]] = defaultdict(list)
        wanted = ForceRatio.objects.filter(force__in=set(force_ids)).order_by("holds_from", "pk")
        for one in wanted:
            self.set[one.force_id, one.band_id].append(one)

    def on(self, force_id: int, day: dt.date) -> list[CatalogueBand]:
        """What held in the force on that day: its own figure, or else the guidance."""
        return [self._held(band, held_on(self.set[force_id, band.pk], day)) for band in self.guidance]

    def _held(self, band: RatioBand, own: ForceRatio | None) -> CatalogueBand:
        figure, source = (own.children_per_adult, own.source) if own else (band.children_per_adult, band.source)
        return CatalogueBand(band.key, band.from_age, band.to_age, figure, source)


def held_on(figures: Iterable[ForceRatio], day: dt.date) -> ForceRatio | None:
    """Of figures in the order of their days, the last that had begun."""
    found = None
    for one in figures:
        if one.holds_from <= day:
            found = one
    return found


def bands_of(user: User) -> list[BandStanding]:
    """Every band as the user's force sees it."""
    figures: dict[int, list[ForceRatio]] = defaultdict(list)
    for one in ForceRatio.objects.visible_to(user).select_related("set_by").order_by("holds_from", "pk"):
        figures[one.band_id].append(one)
    today = clock.today()
    return [
        BandStanding(band, held_on(figures[band.pk], today), tuple(figures[band.pk]))
        for band in RatioBand.objects.order_by("from_age", "to_age")
    ]
