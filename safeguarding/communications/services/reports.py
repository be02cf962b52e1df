"""A young person tried to make contact: in one act two people's desks and the risk register know of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.audit.services import record
from safeguarding.communications.choices import Channel
from safeguarding.communications.models import Account, ContactReport, Platform
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.notices.services import tell
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from safeguarding.risk.choices import Source
from safeguarding.risk.services import raise_entry
from safeguarding.risk.services.entries import NewEntry
from safeguarding.schemes.models import Scheme

REPORT = "contactreport"
#: How likely and how bad a report is taken to be until somebody who keeps the register has looked (house policy).
POSSIBLE, MODERATE = 3, 3
NOBODY_KEEPS = "Nobody in your force keeps the register of accounts, so nobody can be told. Tell your supervisor now."


@dataclass(frozen=True)
class NewReport:
    """What somebody reports: whom a young person tried to reach, over what, when, and what came."""

    adult: Person
    platform: Platform
    channel: str
    happened_at: dt.datetime
    what: str
    young_person: Person | None = None
    description: str = ""
    account: Account | None = None
    scheme: Scheme | None = None
    supervisor: User | None = None


@transaction.atomic
def report_contact(new: NewReport, *, by: User) -> ContactReport:
    """Tell the adult's supervisor and the central team, and write the risk register.

    Anybody reports for themself or for a colleague. The adult neither sees nor keeps the entry, unless they raised it.
    """
    if not by.is_active or by.force_id != new.adult.force_id:
        raise NotAllowed("Only somebody of the force reports a contact of its staff.")
    supervisor = new.supervisor or supervisor_of(new.adult)
    errors = _errors(new, supervisor)
    if errors or supervisor is None:
        raise Invalid(errors)
    about = [new.adult.user] if new.adult.user else []
    team = _central_team(new.adult)
    if not team:
        raise Conflict(NOBODY_KEEPS)
    entry = raise_entry(
        NewEntry(
            title="A young person tried to reach an adult online", description=_words(new), likelihood=POSSIBLE,
            impact=MODERATE, scheme=new.scheme,
        ),
        source=Source.CONTACT_REPORT, kept_from=about, by=by,
    )  # fmt: skip
    now = clock.now()
    made = ContactReport.objects.create(
        force=new.adult.force, scheme=new.scheme, adult=new.adult, young_person=new.young_person,
        description=new.description.strip(), platform=new.platform, account=new.account, channel=new.channel,
        happened_at=new.happened_at, what=new.what.strip(), reported_by=by, reported_at=now, supervisor=supervisor,
        supervisor_told_at=now, central_team_told_at=now, risk_entry=entry,
    )  # fmt: skip
    record("contactreport.made", by=by, obj=made, data={"risk_entry": entry.reference, "channel": new.channel})
    told = {user.pk: user for user in [supervisor, *team]}
    tell(
        recipients=told.values(), key=f"contactreport:made:{made.pk}",
        title="A young person tried to make contact with an adult", body=entry.reference,
        url=made.get_absolute_url(), subject_type=REPORT, subject_id=made.pk,
    )  # fmt: skip
    return made


def supervisor_of(adult: Person) -> User | None:
    """Who manages the adult, when they sign in here."""
    manager = adult.line_manager
    user = manager.user if manager else None
    return user if user is not None and user.is_active else None


def _central_team(adult: Person) -> list[User]:
    """The coordinators of the force; never the adult whom it is about."""
    found = users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(adult.force_id))
    return list(found.exclude(pk=adult.user_id or 0))


def _words(new: NewReport) -> str:
    over = f"{new.platform}, {Channel(new.channel).label.lower()}"
    return f"Over {over}, on {clock.date_words(clock.london_date(new.happened_at))}. What came stands in the report."


def _errors(new: NewReport, supervisor: User | None) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if new.adult.kind != PersonKind.ADULT:
        errors["adult"] = ["Choose an adult"]
    if new.channel not in Channel.values:
        errors["channel"] = ["Select how"]
    if not new.what.strip():
        errors["what"] = ["Enter what came, and what was done with it"]
    if new.young_person is None and not new.description.strip():
        errors["description"] = ["Say who it was, as far as you know"]
    if new.happened_at > clock.now():
        errors["happened_at"] = ["This time has not come yet"]
    if supervisor is None:
        errors["supervisor"] = ["Nobody is on record as managing them. Choose who supervises them"]
    elif supervisor.force_id != new.adult.force_id or not supervisor.is_active or supervisor.pk == new.adult.user_id:
        errors["supervisor"] = ["Choose somebody else of your own force who signs in here"]
    if any(one is not None and one.force_id != new.adult.force_id for one in (new.scheme, new.account)):
        errors["scheme"] = ["Choose what belongs to your own force"]
    return errors
