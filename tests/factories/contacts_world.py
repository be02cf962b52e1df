"""What the world of the walls holds of contact: in each force a contact, a report and a request to be in contact."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from safeguarding.communications.choices import (
    AccountKind,
    AccountStatus,
    Channel,
    ContactStatus,
    Direction,
    Outcome,
    Severity,
)
from safeguarding.communications.models import (
    Account,
    ContactAuthorisation,
    ContactEvent,
    ContactRecipient,
    ContactReport,
    Platform,
    RuleResult,
)
from safeguarding.core import clock
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.risk.models import RiskRegisterEntry


def contacts(world: Any) -> dict[str, SimpleNamespace]:
    """Brian sent it, Bella is the second adult, Nora reported, Pat was told; in Westmoor Walt did it all."""
    cast = world.cast
    walt = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.ADULT, person_type=PersonType.PCSO,
        given_name="Walt", age_band=AgeBand.ADULT, user=cast.walt, created_by=cast.wes,
    )  # fmt: skip
    young = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.YOUNG_PERSON, given_name="Wyn", created_by=cast.wes
    )
    people = cast.people
    return {
        "own": _of(world, "own", people["brian"], people["bella"], people["ann"], cast.nora, cast.pat),
        "westmoor": _of(world, "westmoor", walt, None, young, cast.walt, cast.wes),
    }


def _of(world: Any, key: str, adult: Any, second: Any, young: Any, reporter: Any, supervisor: Any) -> SimpleNamespace:
    scheme, now = world.schemes[key], clock.now()
    platform, _ = Platform.objects.get_or_create(slug="walls", defaults={"name": "Walls", "kind": "social"})
    account = Account.objects.create(
        force=scheme.force, platform=platform, handle="own", handle_key=f"own-{key}", person=adult,
        kind=AccountKind.PERSONAL_INDIVIDUAL, status=AccountStatus.KNOWN, added_by=reporter,
    )  # fmt: skip
    contact = ContactEvent.objects.create(
        force=scheme.force, scheme=scheme, status=ContactStatus.PLANNED, direction=Direction.ADULT_TO_CHILD,
        sender=adult, platform=platform, account=account, channel=Channel.GROUP_MESSAGE, sent_at=now,
        second_adult=second, second_adult_told_at=now, logged_by=adult.user,
    )  # fmt: skip
    ContactRecipient.objects.create(contact=contact, person=young, is_child=True)
    RuleResult.objects.create(
        contact=contact, contact_version=1, rule="COM-15", outcome=Outcome.FAILED, severity=Severity.CRITICAL,
        reason="A child was reached through a personal account.", inputs={},
    )  # fmt: skip
    entry = RiskRegisterEntry.objects.create(
        force=scheme.force, reference=f"RR-2026-00001{1 if key == 'own' else 2}", title="Contact", description="Online",
        source="contact_report", raised_by=reporter, likelihood=2, impact=3, review_on=clock.today(),
    )  # fmt: skip
    report = ContactReport.objects.create(
        force=scheme.force, adult=adult, young_person=young, platform=platform, channel=Channel.ONE_TO_ONE,
        happened_at=now, what="Hello", reported_by=reporter, supervisor=supervisor, risk_entry=entry,
    )  # fmt: skip
    asked = ContactAuthorisation.objects.create(
        force=scheme.force, adult=adult, young_person=young, account=account, channel=Channel.EMAIL, reason="A form",
        requested_by=adult.user, valid_from=clock.today(), valid_until=clock.today() + dt.timedelta(days=7),
    )  # fmt: skip
    return SimpleNamespace(contact=contact, report=report, asked=asked, account=account)
