"""The conditions a scheme runs on: set, checked, found broken, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines.rules import day_in_words
from safeguarding.notices.services import tell
from safeguarding.schemes import rules
from safeguarding.schemes.choices import ConditionKind, SchemeStatus
from safeguarding.schemes.models import ConditionCheck, Scheme, SchemeCondition
from safeguarding.schemes.policies import require_keeper
from safeguarding.schemes.selectors import next_check_by
from safeguarding.schemes.services import clocks

#: Says what an app above finds that breaks a condition, or nothing.
Finder = Callable[[SchemeCondition], str]
_FINDERS: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """An app above looks each night whether its own records break a condition: `finder(condition)`."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


@dataclass(frozen=True)
class NewCondition:
    """A condition to be set."""

    kind: str
    text: str
    set_by: str
    word: str = ""
    due_on: dt.date | None = None
    set_on: dt.date | None = None
    review_on: dt.date | None = None


@dataclass(frozen=True)
class Finding:
    """What somebody found who looked whether a condition is kept."""

    is_kept: bool
    finding: str
    evidence: str = ""
    checked_on: dt.date | None = None
    review_on: dt.date | None = None


@transaction.atomic
def set_condition(scheme: Scheme, condition: NewCondition, *, by: User) -> SchemeCondition:
    """Record a condition on which a scheme may run. What a machine can check of it is checked at once."""
    held = lock_fresh(Scheme.objects.select_related("force", "unit"), pk=scheme.pk, version=None)
    require_keeper(by, held)
    if held.status == SchemeStatus.CLOSED:
        raise Conflict("The scheme is closed: it runs on no conditions.")
    errors = condition_errors(condition)
    if errors:
        raise Invalid(errors)
    day = condition.set_on or clock.today()
    made = SchemeCondition.objects.create(
        scheme=held, kind=condition.kind, text=condition.text.strip(), word=condition.word.strip(),
        due_on=condition.due_on, set_by=condition.set_by.strip(), set_on=day,
        review_on=condition.review_on or next_check_by(day), recorded_by=by,
    )  # fmt: skip
    record("scheme.condition_set", by=by, obj=held, data={"condition_id": made.pk, "kind": made.kind})
    clocks.follow_check(made, since=day, why="The condition was set", by=by)
    _check_by_rule(made, by=by)
    return made


def condition_errors(condition: NewCondition) -> dict[str, list[str]]:
    """What is missing or impossible about a condition, by field."""
    errors: dict[str, list[str]] = {}
    if condition.kind not in ConditionKind.values:
        errors["kind"] = ["Select what the condition is about"]
    if not condition.text.strip():
        errors["text"] = ["Enter the condition"]
    if not condition.set_by.strip():
        errors["set_by"] = ["Enter who set the condition"]
    errors |= _errors_of_kind(condition)
    day = condition.set_on or clock.today()
    if day > clock.today():
        return errors | {"set_on": ["The day it was set must be today or in the past"]}
    return errors | _review_errors(condition.review_on, day)


def _errors_of_kind(condition: NewCondition) -> dict[str, list[str]]:
    """A word and a day belong to the kind of condition that is about one, and to no other."""
    errors: dict[str, list[str]] = {}
    is_about_a_word, word = condition.kind == ConditionKind.WORD_NOT_USED, condition.word.strip()
    if is_about_a_word and not word:
        errors["word"] = ["Enter the word that may not be used"]
    elif word and not is_about_a_word:
        errors["word"] = ["Only a condition that forbids a word names one"]
    is_training, due_on = condition.kind == ConditionKind.TRAINING_BY, condition.due_on
    if is_training and due_on is None:
        errors["due_on"] = ["Enter the day by which the training has to be done"]
    elif due_on and not is_training:
        errors["due_on"] = ["Only a condition about training names a day by which it is done"]
    return errors


def _review_errors(review_on: dt.date | None, day: dt.date) -> dict[str, list[str]]:
    """A condition is checked again after the day it was set or last checked, and no later than the rule says."""
    latest = next_check_by(day)
    if review_on is None or day < review_on <= latest:
        return {}
    return {"review_on": [f"The next check must come after {day_in_words(day)}, and by {day_in_words(latest)}"]}


@transaction.atomic
def check_condition(condition: SchemeCondition, finding: Finding, *, version: int | None, by: User) -> ConditionCheck:
    """Record whether a condition is kept, and how that is known. One that is not is a breach: coordinators are told."""
    held = _lock(condition, version)
    require_keeper(by, held.scheme)
    _require_in_force(held)
    day = finding.checked_on or clock.today()
    errors = _finding_errors(held, finding, day)
    if errors:
        raise Invalid(errors)
    save_fields(held, review_on=finding.review_on or next_check_by(day))
    check = _note(held, is_kept=finding.is_kept, said=finding.finding, evidence=finding.evidence, day=day, by=by)
    clocks.follow_check(held, since=day, why="The condition was checked", by=by)
    return check


@transaction.atomic
def found_broken(condition: SchemeCondition, *, said: str, evidence: str, day: dt.date, by: User) -> ConditionCheck:
    """A machine found in a record that a condition was not kept that day: a breach, of which coordinators are told.

    Whoever calls sees to it that the same record is found once. It counts as no look at the condition by its keeper,
    so the next check stays due when it was.
    """
    held = _lock(condition, None)
    _require_in_force(held)
    last = held.last_check
    # The newest check says how a condition stands: what was found now is not hidden behind a later look.
    day = max(day, last.checked_on) if last else day
    return _note(held, is_kept=False, said=said, evidence=evidence, day=day, by=by)


@transaction.atomic
def end_condition(condition: SchemeCondition, *, reason: str, version: int | None, by: User) -> SchemeCondition:
    """End a condition, with the reason. What was found while it was in force stays."""
    held = _lock(condition, version)
    require_keeper(by, held.scheme)
    _require_in_force(held)
    if not reason.strip():
        raise Invalid({"reason": ["Say why the condition no longer holds"]})
    if held.scheme.status == SchemeStatus.TOLERATED and held.scheme.conditions.in_force().count() == 1:
        raise Conflict("A scheme that is tolerated on conditions needs one. Decide about the scheme instead.")
    return _end(held, reason, by=by)


def end_all(scheme: Scheme, *, reason: str, by: User) -> None:
    """End every condition of a scheme that runs no more. For services that hold the scheme already."""
    for condition in scheme.conditions.in_force().select_related("scheme").select_for_update(of=("self",), no_key=True):
        _end(condition, reason, by=by)


def _end(condition: SchemeCondition, reason: str, *, by: User) -> SchemeCondition:
    save_fields(condition, ended_on=clock.today(), ended_because=reason.strip())
    record("scheme.condition_ended", by=by, obj=condition.scheme, reason=reason, data={"condition_id": condition.pk})
    clocks.stop_condition(condition, by=by)
    return condition


def check_due(*, by: User) -> int:
    """Look at every condition that a machine can check, as each night does; returns how many were found broken."""
    kinds = (ConditionKind.WORD_NOT_USED, ConditionKind.TRAINING_BY, ConditionKind.NO_OFFSITE)
    wanted = SchemeCondition.objects.in_force().filter(kind__in=kinds)
    found = 0
    for pk in wanted.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            found += _check_by_rule(_lock(SchemeCondition(pk=pk), None), by=by) is not None
    return found


def _check_by_rule(condition: SchemeCondition, *, by: User) -> ConditionCheck | None:
    """A breach that follows from the record itself; found once, until somebody has seen to it."""
    said = broken_by_rule(condition, today=clock.today())
    last = condition.last_check
    if not said or (last is not None and not last.is_kept):
        return None
    return _note(condition, is_kept=False, said=said, evidence="Found in the register", day=clock.today(), by=by)


def broken_by_rule(condition: SchemeCondition, *, today: dt.date) -> str:
    """What in the record itself breaks the condition; empty when nothing does."""
    if condition.ended_on is not None:
        return ""
    if _name_uses_the_word(condition):
        return f"The scheme's own name uses the word “{condition.word}”."
    is_late = condition.due_on is not None and condition.due_on < today
    if condition.kind == ConditionKind.TRAINING_BY and is_late and condition.last_check is None:
        return "The day has passed, and nobody recorded that the training was done."
    return next((said for finder in _FINDERS if (said := finder(condition))), "")


def _name_uses_the_word(condition: SchemeCondition) -> bool:
    return condition.kind == ConditionKind.WORD_NOT_USED and rules.word_found(condition.word, condition.scheme.name)


def _note(
    condition: SchemeCondition, *, is_kept: bool, said: str, evidence: str, day: dt.date, by: User
) -> ConditionCheck:
    check = ConditionCheck.objects.create(
        condition=condition, is_kept=is_kept, finding=said.strip(), evidence=evidence.strip(), checked_on=day,
        recorded_by=by,
    )  # fmt: skip
    verb = "scheme.condition_checked" if is_kept else "scheme.condition_broken"
    record(verb, by=by, obj=condition.scheme, data={"condition_id": condition.pk, "kind": condition.kind})
    if not is_kept:
        _tell_breach(condition, check, by=by)
    return check


def _tell_breach(condition: SchemeCondition, check: ConditionCheck, *, by: User) -> None:
    units = unit_ids_of(condition.scheme.force_id)
    keepers = users_with(Permission.KEEP_SCHEMES, unit_ids=units).exclude(pk=by.pk)
    tell(
        recipients=keepers, key=f"scheme:breach:{check.pk}", title=f"{condition.scheme.name}: a condition is broken",
        body=condition.text, url=condition.scheme.get_absolute_url(), subject_type="scheme",
        subject_id=condition.scheme_id, urgent=True,
    )  # fmt: skip


def _finding_errors(condition: SchemeCondition, finding: Finding, day: dt.date) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not finding.finding.strip():
        errors["finding"] = ["Say what you found"]
    if day > clock.today():
        errors["checked_on"] = ["The day of the check must be today or in the past"]
    elif day < condition.set_on:
        errors["checked_on"] = ["The check cannot lie before the day the condition was set"]
    elif (last := condition.last_check) and day < last.checked_on:
        errors["checked_on"] = ["A later check is on record. This one cannot lie before it"]
    else:
        errors |= _review_errors(finding.review_on, day)
    if finding.is_kept and _name_uses_the_word(condition):
        errors["is_kept"] = [f"It is not kept: the scheme's own name uses the word “{condition.word}”"]
    return errors


def _lock(condition: SchemeCondition, version: int | None) -> SchemeCondition:
    """Lock the scheme, then its condition, as a decision does: two who end the last two conditions do not both pass."""
    Scheme.objects.select_for_update(of=("self",), no_key=True).get(conditions=condition.pk)
    rows = SchemeCondition.objects.select_related("scheme__force", "scheme__unit").with_checks()
    return lock_fresh(rows, pk=condition.pk, version=version)


def _require_in_force(condition: SchemeCondition) -> None:
    if condition.ended_on is not None:
        raise Conflict("This condition was ended.")
