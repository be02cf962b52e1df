"""The posts that members of staff hold over time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from safeguarding.access.models import Unit, User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.people import rules
from safeguarding.people.choices import STAFF_TYPES
from safeguarding.people.models import Person, StaffRole
from safeguarding.people.policies import require_posts_keeper
from safeguarding.people.services.leaving import tell_left


@dataclass(frozen=True)
class PostDetails:
    """A post: what the force calls it, where, from when until when."""

    title: str
    unit: Unit
    starts_on: dt.date
    ends_on: dt.date | None = None


@transaction.atomic
def add_post(person: Person, post: PostDetails, *, by: User) -> StaffRole:
    """Put on record a post that a member of staff holds or held."""
    require_posts_keeper(by, person)
    held = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    errors = _errors(held, post)
    if errors:
        raise Invalid(errors)
    made = StaffRole.objects.create(
        person=held, title=post.title.strip(), unit=post.unit, starts_on=post.starts_on, ends_on=post.ends_on,
        recorded_by=by,
    )  # fmt: skip
    record("person.post_added", by=by, obj=held, data={"post_id": made.pk, "unit_id": post.unit.pk})
    return made


@transaction.atomic
def edit_post(post: StaffRole, details: PostDetails, *, version: int | None, by: User) -> StaffRole:
    """Put right what is recorded of a post."""
    held = _lock(post, version)
    require_posts_keeper(by, held.person)
    errors = _errors(held.person, details, but=held.pk)
    if errors:
        raise Invalid(errors)
    changed = differing(
        held, title=details.title.strip(), unit=details.unit, starts_on=details.starts_on, ends_on=details.ends_on
    )  # fmt: skip
    if not changed:
        return held
    save_fields(held, **changed)
    record("person.post_changed", by=by, obj=held.person, data={"post_id": held.pk, "unit_id": details.unit.pk})
    tell_left(held.person, by=by)
    return held


@transaction.atomic
def end_post(post: StaffRole, *, ends_on: dt.date, version: int | None, by: User) -> StaffRole:
    """Somebody leaves a post."""
    held = _lock(post, version)
    require_posts_keeper(by, held.person)
    if held.ends_on is not None and held.ends_on < clock.today():
        raise Conflict(f"This ended on {clock.date_words(held.ends_on)} already.")
    errors = _errors(held.person, PostDetails(held.title, held.unit, held.starts_on, ends_on), but=held.pk)
    if errors:
        raise Invalid(errors)
    save_fields(held, ends_on=ends_on)
    record("person.post_ended", by=by, obj=held.person, data={"post_id": held.pk})
    tell_left(held.person, by=by)
    return held


def _errors(person: Person, post: PostDetails, *, but: int | None = None) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if person.person_type not in STAFF_TYPES:
        errors["title"] = ["Only members of staff hold posts"]
    elif not post.title.strip():
        errors["title"] = ["Enter what the force calls the post"]
    if post.unit.force_id != person.force_id:
        errors["unit"] = ["Choose a unit of the same force"]
    wrong = rules.days_error(post.starts_on, post.ends_on)
    if wrong:
        errors["ends_on"] = [wrong]
    if not errors and (same := _same_post(person, post, but)):
        when = rules.days_in_words(same.starts_on, same.ends_on)
        errors["starts_on"] = [f"They have this post in this unit already, {when}"]
    return errors


def _same_post(person: Person, post: PostDetails, but: int | None) -> StaffRole | None:
    """The same post in the same unit, held already on one of the days."""
    same = StaffRole.objects.filter(person=person, title__iexact=post.title.strip(), unit=post.unit)
    same = same.exclude(pk=but or 0).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=post.starts_on))
    if post.ends_on is not None:
        same = same.filter(starts_on__lte=post.ends_on)
    return same.order_by("starts_on").first()


def _lock(post: StaffRole, version: int | None) -> StaffRole:
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=post.person_id)
    return lock_fresh(StaffRole.objects.select_related("person", "unit"), pk=post.pk, version=version)
