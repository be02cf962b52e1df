"""When something happened and who did it are known together or not at all: the database sees to it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Model

from tests.walls.test_floors import models

pytestmark = pytest.mark.django_db


def pairs() -> list[tuple[type[Model], str, str]]:
    """Every nullable `x_at` (or `x_on`) whose model has a nullable `x_by`."""
    found = []
    for model in models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        for name, when in fields.items():
            who = f"{name[:-3]}_by"
            if name.endswith(("_at", "_on")) and who in fields and (when.null or fields[who].null):
                found.append((model, name, who))
    return found


def test_there_are_pairs_to_check() -> None:
    assert len(pairs()) >= 10


@pytest.mark.parametrize(("model", "at", "by"), pairs(), ids=lambda part: getattr(part, "__name__", str(part)))
def test_when_and_who_come_together(model: type[Model], at: str, by: str) -> None:
    """A check of the database names both, so no service and no hand can write one without the other."""
    # Somebody who is not a record stands there by name: then the check says that the name is not empty.
    wanted = {f"{at}__isnull", f"{by}__isnull" if model._meta.get_field(by).is_relation else by}
    checks = [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]
    named = [{lookup for lookup, _ in _leaves(check.condition)} for check in checks]
    assert any(wanted <= lookups for lookups in named), f"{model._meta.label}: {at} without {by} is possible"


def _leaves(condition: object) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for child in condition.children:  # type: ignore[attr-defined]  # a Q
        found.extend([child] if isinstance(child, tuple) else _leaves(child))
    return found


def test_the_checks_stand_in_the_database() -> None:
    """What the models say is what the tables have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND convalidated")
        standing = {name for (name,) in cursor.fetchall()}
    declared = {
        check.name for model in models() for check in model._meta.constraints if isinstance(check, CheckConstraint)
    }
    assert declared <= standing


def test_one_without_the_other_is_refused() -> None:
    rule = apps.get_model("deadlines", "DeadlineRule").objects.order_by("pk").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(rule).objects.filter(pk=rule.pk).update(edited_at="2026-01-01T00:00:00Z")
