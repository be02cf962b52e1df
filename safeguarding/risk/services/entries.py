"""The risk register: a risk is raised, looked at again and again, and closed with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, next_reference, save_fields
from safeguarding.notices.services import tell
from safeguarding.risk import policies, rules, states
from safeguarding.risk.choices import EntryStatus, Source
from safeguarding.risk.models import EntryReview, RiskRegisterEntry
from safeguarding.risk.services import clocks
from safeguarding.schemes.models import Scheme

#: By when a new entry is first looked at by those who keep the register (house policy).
FIRST_LOOK = dt.timedelta(days=28)
NOT_THEM = "It may be about those who run the scheme. Choose somebody who has no part in it"
#: What may be changed without looking at it again, and what the record of activity calls it.
FIELDS = {"title": "title", "description": "description", "scheme": "scheme", "owner": "owner"}


@dataclass(frozen=True)
class NewEntry:
    """A risk that somebody raises."""

    title: str
    description: str
    likelihood: int
    impact: int
    scheme: Scheme | None = None


@dataclass(frozen=True)
class EntryDetails:
    """What the register says of a risk beside how large it is."""

    title: str
    description: str
    scheme: Scheme | None = None
    owner: User | None = None


@dataclass(frozen=True)
class Look:
    """What somebody found who looked at a risk again: where it stands from now on, how large it is, and why."""

    outcome: str
    reason: str
    likelihood: int
    impact: int
    review_on: dt.date | None = None


@transaction.atomic
def raise_entry(
    new: NewEntry, *, source: str = Source.PERSON, owner: User | None = None, kept_from: Iterable[User] = (), by: User
) -> RiskRegisterEntry:
    """Put a risk on the register. Who keeps the register is told, and looks at it within four weeks.

    `kept_from` are those whom it may be about: they neither see nor keep it, nor are they reminded of it.
    """
    if not policies.may_raise(by, new.scheme, source=source):
        raise NotAllowed(policies.NOBODY_S)
    force = new.scheme.force if new.scheme else by.force
    if force is None:
        raise Invalid({"scheme": ["Choose the scheme"]})
    errors = {**_said_errors(new.title, new.description), **_rating_errors(new.likelihood, new.impact)}
    if source not in Source.values:
        errors["source"] = ["Select where it came from"]
    wanted = RiskRegisterEntry(
        force=force, title=new.title.strip(), description=new.description.strip(), source=source, scheme=new.scheme,
        raised_by=by, owner=owner, likelihood=new.likelihood, impact=new.impact,
        review_on=clock.today() + FIRST_LOOK, kept_from=sorted({one.pk for one in kept_from}),
    )  # fmt: skip
    errors |= owner_errors(wanted, owner)
    if errors:
        raise Invalid(errors)
    made = wanted
    made.reference = next_reference("RR")
    made.save()
    data = {"scheme_id": new.scheme.pk if new.scheme else None, "source": source}
    record("riskregisterentry.raised", by=by, obj=made, data=data)
    clocks.follow_look(made, why="It was raised", by=by)
    _tell_keepers(made, by=by)
    return made


@transaction.atomic
def edit_entry(entry: RiskRegisterEntry, details: EntryDetails, *, version: int | None, by: User) -> RiskRegisterEntry:
    """Change what the register says of a risk, and who owns it. How large it is changes by looking at it again."""
    held = take_entry(entry, version=version, by=by)
    if details.scheme is not None and details.scheme != held.scheme:
        policies.require_keeper(by, details.scheme)
    errors = _said_errors(details.title, details.description)
    if details.scheme is not None and details.scheme.force_id != held.force_id:
        errors["scheme"] = ["Choose a scheme of your own force"]
    errors |= owner_errors(held, details.owner, details.scheme)
    if errors:
        raise Invalid(errors)
    wanted = {
        "title": details.title.strip(), "description": details.description.strip(), "scheme": details.scheme,
        "owner": details.owner,
    }  # fmt: skip
    changed = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    if not changed:
        return held
    save_fields(held, **changed)
    clocks.follow_owner(held, by=by)
    fields = ", ".join(FIELDS[name] for name in changed)
    record("riskregisterentry.edited", by=by, obj=held, data={"fields": fields})
    return held


@transaction.atomic
def look_again(entry: RiskRegisterEntry, look: Look, *, version: int | None, by: User) -> EntryReview:
    """Look at a risk again: it goes on, is controlled, accepted, closed or opened again, always with the reason.

    Who owns it, or ever owned it, neither accepts nor closes it: another keeper does. Else they would hand it on first.
    """
    held = take_entry(entry, version=version, by=by)
    states.require_next_of_entry(held.status, look.outcome)
    if look.outcome in (EntryStatus.ACCEPTED, EntryStatus.CLOSED):
        policies.require_not_owned(by, held)
    is_closed = look.outcome == EntryStatus.CLOSED
    errors = _look_errors(look, is_closed)
    if errors:
        raise Invalid(errors)
    if is_closed and held.actions.filter(done_on__isnull=True, dropped_on__isnull=True).exists():
        raise Conflict("Something is still to be done about it. Finish or drop that first.")
    review_on = None if is_closed else look.review_on
    made = EntryReview.objects.create(
        entry=held, before=held.status, outcome=look.outcome, likelihood=look.likelihood, impact=look.impact,
        reason=look.reason.strip(), review_on=review_on, recorded_by=by,
    )  # fmt: skip
    save_fields(
        held, status=look.outcome, likelihood=look.likelihood, impact=look.impact, review_on=review_on,
        closed_because=look.reason.strip() if is_closed else "",
    )  # fmt: skip
    said = {"before": _word(made.before), "outcome": _word(made.outcome)}
    record("riskregisterentry.reviewed", by=by, obj=held, reason=look.reason, data=said)
    clocks.follow_look(held, why="It was looked at", by=by)
    return made


def take_entry(entry: RiskRegisterEntry, *, version: int | None, by: User) -> RiskRegisterEntry:
    """The entry as it is now, locked, for who keeps it."""
    rows = RiskRegisterEntry.objects.select_related("scheme__unit", "force", "owner", "raised_by__home_unit")
    held = lock_fresh(rows, pk=entry.pk, version=version)
    policies.require_entry_keeper(by, held)
    return held


def owner_errors(
    entry: RiskRegisterEntry, owner: User | None, scheme: Scheme | None = None
) -> dict[str, list[str]]:  # fmt: skip
    """Whoever sees to a risk works in the force, and it cannot be about them."""
    if owner is None:
        return {}
    if not owner.is_active or owner.force_id != entry.force_id:
        return {"owner": ["Choose somebody of your own force"]}
    if not policies.may_see_to(owner, entry, scheme or entry.scheme):
        return {"owner": [NOT_THEM]}
    return {}


def _said_errors(title: str, description: str) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not title.strip():
        errors["title"] = ["Enter the risk in a few words"]
    if not description.strip():
        errors["description"] = ["Enter what could happen, and why"]
    return errors


def _rating_errors(likelihood: int, impact: int) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if likelihood not in rules.STEPS:
        errors["likelihood"] = ["Select how likely it is, from 1 to 5"]
    if impact not in rules.STEPS:
        errors["impact"] = ["Select how bad it would be, from 1 to 5"]
    return errors


def _look_errors(look: Look, is_closed: bool) -> dict[str, list[str]]:
    errors = _rating_errors(look.likelihood, look.impact)
    if not look.reason.strip():
        errors["reason"] = ["Say what you found, and why it stands there"]
    today = clock.today()
    problem = rules.review_problem(look.review_on, day=today, latest=rules.latest_review(today))
    if problem and not is_closed:
        errors["review_on"] = [problem]
    return errors


def _word(status: str) -> str:
    return str(EntryStatus(status).label).lower()


def _tell_keepers(entry: RiskRegisterEntry, *, by: User) -> None:
    keepers = users_with(Permission.KEEP_SCHEMES, unit_ids=unit_ids_of(entry.force_id)).exclude(pk=by.pk)
    seen = [keeper for keeper in keepers if policies.may_keep_entry(keeper, entry)]
    tell(
        recipients=seen, key=f"riskregisterentry:raised:{entry.pk}", title="A risk was raised",
        body=entry.reference, url=entry.get_absolute_url(), subject_type=clocks.ENTRY, subject_id=entry.pk,
    )  # fmt: skip
