"""The rules clocks follow: kept in step with the catalogue, and edited where a figure is not law."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.deadlines import policies, rules
from safeguarding.deadlines.choices import CATALOGUE, CatalogueRule
from safeguarding.deadlines.models import DeadlineRule

FIGURE = ("basis", "amount", "roll_to_working_day", "source")


def load_catalogue(rule_model: type[DeadlineRule] = DeadlineRule, *, using: str = "default") -> None:
    """Put the table in step with the catalogue. What an administrator edited is never written over.

    Part of migrating, not something a user does; the history of the table keeps every change.
    """
    rows = {row.key: row for row in rule_model._default_manager.using(using).all()}
    for rule in CATALOGUE:
        row = rows.get(rule.key) or rule_model(key=rule.key)
        if _bring_up_to_date(row, rule):
            row.save(using=using)


@transaction.atomic
def edit_rule(rule: DeadlineRule, *, by: User, **changes: Any) -> DeadlineRule:
    """Change when people are warned; and, where the figure is not confirmed law, the figure and its source.

    Clocks that already run keep the figure they were started with.
    """
    policies.require_reference_data(by)
    row = DeadlineRule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    _require_editable(row, changes)
    before = _in_words(row)
    for name, value in changes.items():
        setattr(row, name, value)
    if problem := rules.figure_problem(row.basis, row.amount, row.roll_to_working_day):
        raise Invalid({"amount": [problem]})
    row.edited_at, row.edited_by = clock.now(), by
    row.save()
    data = {"title": row.title, "before": before, "now": _in_words(row)}
    record("deadline_rule.edited", by=by, obj=row, data=data)
    return row


def _require_editable(row: DeadlineRule, changes: dict[str, Any]) -> None:
    fixed = [name for name in changes if name not in row.editable_fields and changes[name] != getattr(row, name)]
    if fixed:
        raise Invalid({name: ["This is set by law: it cannot be edited here."] for name in fixed})


def _bring_up_to_date(row: DeadlineRule, rule: CatalogueRule) -> bool:
    """Copy the catalogue's row, less what was edited; whether anything differs."""
    wanted = dataclasses.asdict(rule)
    if row.edited_at is not None:
        del wanted["warn_days"]
        for name in FIGURE if rule.from_memory else ():
            del wanted[name]
    changed = row.pk is None or any(getattr(row, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(row, name, value)
    return changed


def _in_words(row: DeadlineRule) -> str:
    return f"{row.counted} (told {row.warn_days} days ahead; {row.source})"
