"""The catalogue: put in step when the tables are made."""

from __future__ import annotations

import dataclasses

from safeguarding.assurance.choices import CATALOGUE
from safeguarding.assurance.models import Requirement

#: What an administrator may change of a requirement.
FIGURES = ("valid_months", "warn_days", "is_blocking", "from_memory")


def load_catalogue(model: type[Requirement] = Requirement, *, using: str = "default") -> None:
    """Put the table in step with the catalogue. Part of migrating; the history of the table keeps every change.

    The figures of a requirement that is there already are left as they are: somebody may have changed them.
    """
    for one in CATALOGUE:
        values = {**dataclasses.asdict(one), "roles": list(one.roles), "scheme_kinds": list(one.scheme_kinds)}
        row = model._default_manager.using(using).filter(key=one.key).first()
        if row is None:
            model._default_manager.using(using).create(**values)
            continue
        changed = [name for name in values if name not in FIGURES and getattr(row, name) != values[name]]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(using=using, update_fields=changed)
