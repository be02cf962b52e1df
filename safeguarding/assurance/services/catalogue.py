"""What is asked: put in step when the tables are made, changed by who may, and never taken from history."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.assurance.choices import CATALOGUE, About, Control
from safeguarding.assurance.models import EarlierFigures, Requirement
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.people.choices import PlacementRole
from safeguarding.schemes.choices import SchemeKind

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


@dataclass(frozen=True)
class Figures:
    """What may be changed of a requirement."""

    valid_months: int | None
    warn_days: int
    is_blocking: bool


@dataclass(frozen=True)
class NewRequirement:
    """Something more that is asked, of whom, and on whose authority."""

    key: str
    title: str
    about: str
    control: str
    source: str
    figures: Figures
    roles: tuple[str, ...] = ()
    scheme_kinds: tuple[str, ...] = ()
    evidence: str = ""


KEY = re.compile(r"[a-z][a-z0-9_]{2,39}")
LONGEST_MONTHS, LONGEST_WARNING = 240, 366


@transaction.atomic
def change_figures(requirement: Requirement, figures: Figures, *, version: int | None, by: User) -> Requirement:
    """Ask something else from today. Days before today are answered with what was asked then."""
    require_permission(by, Permission.CHANGE_CATALOGUE)
    held = _take(requirement, version)
    errors = _figure_errors(figures)
    if errors:
        raise Invalid(errors)
    before = Figures(held.valid_months, held.warn_days, held.is_blocking)
    if before == figures:
        return held
    EarlierFigures.objects.get_or_create(
        requirement=held, until_on=clock.today(), defaults=dataclasses.asdict(before)
    )  # fmt: skip
    save_fields(held, **dataclasses.asdict(figures), from_memory=False)
    data = {"requirement": held.title, "requirement_id": held.pk, **dataclasses.asdict(figures)}
    record("requirement.changed", by=by, obj=held, data=data)
    return held


@transaction.atomic
def add_requirement(new: NewRequirement, *, by: User) -> Requirement:
    """Ask for something more, from today."""
    require_permission(by, Permission.CHANGE_CATALOGUE)
    errors = _new_errors(new)
    if errors:
        raise Invalid(errors)
    made = Requirement(
        key=new.key, title=new.title.strip(), about=new.about, control=new.control, source=new.source.strip(),
        roles=list(new.roles), scheme_kinds=list(new.scheme_kinds), evidence=new.evidence.strip(),
        asked_from=clock.today(), **dataclasses.asdict(new.figures),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Invalid({"key": ["There is a requirement with this key already"]}) from error
    record("requirement.added", by=by, obj=made, data={"requirement": made.title, "requirement_id": made.pk})
    return made


@transaction.atomic
def end_requirement(requirement: Requirement, *, reason: str, version: int | None, by: User) -> Requirement:
    """It is not asked any more from today; what was asked before, and what met it, stays."""
    require_permission(by, Permission.CHANGE_CATALOGUE)
    held = _take(requirement, version)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is no longer asked for"]})
    save_fields(held, ended_on=clock.today())
    data = {"requirement": held.title, "requirement_id": held.pk}
    record("requirement.ended", by=by, obj=held, reason=reason, data=data)
    return held


@transaction.atomic
def remove_requirement(requirement: Requirement, *, version: int | None, by: User) -> None:
    """Only what was added by mistake and never used goes away. History keeps everything else."""
    require_permission(by, Permission.CHANGE_CATALOGUE)
    held = _take(requirement, version)
    used = held.credentials.count()
    if used:
        times = "once" if used == 1 else f"{used:,} times"
        raise Conflict(f"It cannot be removed: it is on record {times}, and past days are answered with it. End it.")
    if held.asked_from is None or held.asked_from < clock.today():
        raise Conflict("It cannot be removed: it was asked on days before today, which are answered with it. End it.")
    record("requirement.removed", by=by, data={"requirement": held.title, "requirement_id": held.pk})
    held.delete()


def _take(requirement: Requirement, version: int | None) -> Requirement:
    held: Requirement = lock_fresh(Requirement.objects.all(), pk=requirement.pk, version=version)
    if held.ended_on is not None:
        raise Conflict("This requirement was ended already.")
    return held


def _figure_errors(figures: Figures) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if figures.valid_months is not None and not 1 <= figures.valid_months <= LONGEST_MONTHS:
        errors["valid_months"] = [f"It holds from 1 to {LONGEST_MONTHS} months; leave it empty if it does not run out"]
    if not 0 <= figures.warn_days <= LONGEST_WARNING:
        errors["warn_days"] = [f"The warning comes from 0 to {LONGEST_WARNING} days before"]
    return errors


def _new_errors(new: NewRequirement) -> dict[str, list[str]]:
    errors = _figure_errors(new.figures)
    if not KEY.fullmatch(new.key):
        errors["key"] = ["Use small letters, numbers and underscores, like first_aid"]
    for name, said in (("title", "Say what is asked"), ("source", "Say where the demand comes from")):
        if not getattr(new, name).strip():
            errors[name] = [said]
    if new.about not in About:
        errors["about"] = ["Select who or what has to meet it"]
    if new.control not in Control:
        errors["control"] = ["Select the row of the comparison"]
    if new.about == About.PERSON and not new.roles:
        errors["roles"] = ["Select of which parts it is asked"]
    if set(new.roles) - set(PlacementRole.values) or PlacementRole.YOUNG_PERSON in new.roles:
        errors["roles"] = ["Nothing is asked of a young person"]
    if set(new.scheme_kinds) - set(SchemeKind.values):
        errors["scheme_kinds"] = ["Select kinds of scheme from the list"]
    return errors
