"""A force changes how long it keeps a class of records: a new version from a day on, never below its source."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import Force, User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid, Stale
from safeguarding.records import policies, rules
from safeguarding.records.choices import STANDARD_OF, RecordClass
from safeguarding.records.models import RetentionRule
from safeguarding.records.selectors.reading import rule_lines


@transaction.atomic
def change_rule(
    key: str, *, years: int, until_age: int | None, review_every: int, effective_from: dt.date, source: str,
    reason: str, version: int | None, by: User,
) -> RetentionRule:  # fmt: skip
    """Set how long a class of records is kept from a day on. `version` is the one that the person was looking at."""
    policies.require_changing_rules(by)
    # One at a time: the number of a version is given once.
    force = Force.objects.select_for_update(no_key=True).get(pk=by.force_id or 0)
    last = last_number(force, key)
    if version is not None and version != last:
        current = next(one for one in rule_lines(force.pk, dt.date.max) if one.rule.key == key).rule
        raise Stale("Somebody changed this rule since you opened it.", current={"version": last, "rule": current.words})
    _require_sound(key, years, until_age, review_every, effective_from, source, reason)
    made = RetentionRule.objects.create(
        force=force, key=key, number=last + 1, years=years, until_age=until_age, review_every=review_every,
        effective_from=effective_from, source=source.strip(), reason=reason.strip(), set_by=by, set_at=clock.now(),
    )  # fmt: skip
    record("records.rule_changed", by=by, obj=made, data={"rule": RecordClass(key).label, "version": made.number})
    return made


def last_number(force: Force, key: str) -> int:
    """The number of the last version; the standard, which is in no table, is number 1."""
    last = RetentionRule.objects.filter(force=force, key=key).order_by("-number").first()
    return last.number if last else 1


def _require_sound(
    key: str, years: int, until_age: int | None, review_every: int, effective_from: dt.date, source: str, reason: str
) -> None:
    errors: dict[str, list[str]] = {}
    if words := rules.too_little(key, years=years, until_age=until_age):
        errors["until_age" if words.startswith("At least until") else "years"] = [words]
    if STANDARD_OF[key].until_age is None and until_age is not None:
        errors["until_age"] = ["This rule does not count to a birthday. Leave it empty"]
    if not 1 <= review_every <= 10:
        errors["review_every"] = ["Between 1 and 10 years: the longest between two reviews is 10 (MoPI group 1)"]
    if effective_from < clock.today():
        errors["effective_from"] = ["It cannot begin in the past: what was decided by the rule before stays as it is"]
    if not source.strip():
        errors["source"] = ["Say where the figure comes from"]
    if not reason.strip():
        errors["reason"] = ["Say why"]
    if errors:
        raise Invalid(errors)
