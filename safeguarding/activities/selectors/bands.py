"""How many young people one adult looked after, or looks after, on a day and in a force."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

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


@dataclass(frozen=True)
class Figure:
    """What a force asked for in a band from a day on."""

    holds_from: dt.date
    children_per_adult: int
    source: str


class Bands:
    """The bands of some forces with the figures they set, in one read, for any day."""

    def __init__(self, force_ids: Iterable[int]) -> None:
        own = ForceRatio.objects.filter(band=OuterRef("pk"), force__in=set(force_ids)).order_by("holds_from", "pk")
        columns = {name: name for name in ("holds_from", "children_per_adult", "source")}
        figures = ArraySubquery(own.values(figure=JSONObject(force_id="force_id", **columns)))
        self.guidance = list(RatioBand.objects.annotate(of_forces=figures).order_by("from_age", "to_age"))
        self.set: dict[tuple[int, int], list[Figure]] = defaultdict(list)
        for band in self.guidance:
            for one in band.of_forces:
                figure = Figure(
                    dt.date.fromisoformat(one["holds_from"]), one["children_per_adult"], one["source"]
                )  # fmt: skip
                self.set[one["force_id"], band.pk].append(figure)

    def on(self, force_id: int, day: dt.date) -> list[CatalogueBand]:
        """What held in the force on that day: its own figure, or else the guidance."""
        return [self._held(band, held_on(self.set[force_id, band.pk], day)) for band in self.guidance]

    def _held(self, band: RatioBand, own: Figure | None) -> CatalogueBand:
        figure, source = (own.children_per_adult, own.source) if own else (band.children_per_adult, band.source)
        return CatalogueBand(band.key, band.from_age, band.to_age, figure, source)


_Dated = TypeVar("_Dated", ForceRatio, Figure)


def held_on(figures: Iterable[_Dated], day: dt.date) -> _Dated | None:
    """Of figures in the order of their days, the last that had begun."""
    found: _Dated | None = None
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
