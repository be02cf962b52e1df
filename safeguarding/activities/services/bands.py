"""The ratios that every database has, and those that a force asks for beside them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.activities.choices import BANDS
from safeguarding.activities.models import ForceRatio, RatioBand
from safeguarding.activities.policies import require_setting_ratios
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid, Stale

FURTHEST = dt.timedelta(days=2 * 366)


@dataclass(frozen=True)
class NewRatio:
    """What a force asks for in one age band, from when, and on whose authority."""

    children_per_adult: int
    source: str
    holds_from: dt.date | None = None


def load_bands(model: type[RatioBand] = RatioBand, *, using: str = "default") -> None:
    """Put the table in step with the figures. Part of migrating; the history of the table keeps every change."""
    for one in BANDS:
        values = dataclasses.asdict(one)
        row = model._default_manager.using(using).filter(key=one.key).first()
        if row is None:
            model._default_manager.using(using).create(**values)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save(using=using)


@transaction.atomic
def set_ratio(band: RatioBand, new: NewRatio, *, seen: int | None, by: User) -> ForceRatio:
    """Ask for as many adults as the guidance or for more, from today or later: days before are judged as they were.

    `seen` is the newest figure of the force that was shown, so that nobody writes over what they did not see.
    """
    require_setting_ratios(by)
    force_id = by.force_id or 0
    held = RatioBand.objects.select_for_update(of=("self",), no_key=True).get(pk=band.pk)
    day = new.holds_from or clock.today()
    errors = _ratio_errors(held, new, day)
    if errors:
        raise Invalid(errors)
    newest = ForceRatio.objects.filter(force_id=force_id, band=held).order_by("-pk").first()
    if (newest.pk if newest else None) != seen:
        raise Stale("Somebody changed this figure since you opened it. Look at it as it stands now.")
    made = ForceRatio.objects.create(
        force_id=force_id, band=held, children_per_adult=new.children_per_adult, holds_from=day,
        source=new.source.strip(), set_by=by,
    )  # fmt: skip
    data = {"band": held.key, "children_per_adult": made.children_per_adult, "holds_from": day.isoformat()}
    record("ratio.set", by=by, obj=made, data=data)
    return made


def _ratio_errors(band: RatioBand, new: NewRatio, day: dt.date) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not 1 <= new.children_per_adult <= band.children_per_adult:
        most = f"One adult looks after 1 to {band.children_per_adult} of this age"
        errors["children_per_adult"] = [f"{most}: a force can ask for more adults than the guidance, not for fewer"]
    if not new.source.strip():
        errors["source"] = ["Say who decided it, and where that is written"]
    if day < clock.today():
        errors["holds_from"] = ["It must hold from today or later: past sessions are judged by what held then"]
    elif day > clock.today() + FURTHEST:
        errors["holds_from"] = ["It can begin two years ahead at most"]
    return errors
