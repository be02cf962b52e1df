"""The ratios that every database has."""

from __future__ import annotations

import dataclasses

from safeguarding.activities.choices import BANDS
from safeguarding.activities.models import RatioBand


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
