"""What people and schemes have on record, so that a test says only what matters to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.assurance import services
from safeguarding.assurance.choices import DbsLevel, Details, VettingLevel, Workforce
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.services import Dbs, NewCredential, Vetting
from safeguarding.core import clock
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh

RIGHT_DBS = Dbs(DbsLevel.ENHANCED_BARRED, Workforce.CHILD, barred_list_checked=True)
RIGHT_VETTING = Vetting(VettingLevel.RV)


def requirement(key: str) -> Requirement:
    return Requirement.objects.get(key=key)


def new_credential(key: str, ago: int = 10, **more: Any) -> NewCredential:
    """What meets the requirement, since so many days ago."""
    details = {Details.DBS: {"dbs": RIGHT_DBS}, Details.VETTING: {"vetting": RIGHT_VETTING}}
    given: dict[str, Any] = details.get(Details(requirement(key).details), {})
    day = clock.today() - dt.timedelta(days=ago)
    return NewCredential(**{"achieved_on": day, "evidence": "Seen", **given, **more})


def give(cast: Cast, key: str, to: Person | Scheme, ago: int = 10, by: User | None = None, **more: Any) -> Credential:
    """Put on record that somebody, or a scheme, meets the requirement."""
    new, who = new_credential(key, ago, **more), fresh(by or cast.cora)
    if isinstance(to, Scheme):
        return services.record_for_scheme(requirement(key), new, scheme=to, by=who)
    return services.record_for_person(requirement(key), new, person=to, by=who)


def make_compliant(cast: Cast, person: Person) -> None:
    """Everything that is asked of an adult in a scheme, ten days ago."""
    for wanted in Requirement.objects.filter(about="person", ended_on__isnull=True):
        give(cast, wanted.key, person)
