"""Subject access requests as far on as a test needs them, about a person of the cast."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.people.models import Person
from safeguarding.subject_access import services
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.services import NewRequest, Ruling
from tests.cast import Cast, fresh


def a_request(cast: Cast, person: Person, *, by: User | None = None, **given: Any) -> AccessRequest:
    new = {
        "asked_by": "themself", "received_on": clock.today(), "received_how": "email", "scope": "All of it", **given,
    }  # fmt: skip
    return services.record_request(NewRequest(person=person, **new), by=fresh(by or cast.sam))


def accepted(
    cast: Cast, person: Person, *, by: User | None = None, proved_on: dt.date | None = None, **given: Any
) -> AccessRequest:
    made = a_request(cast, person, by=by, **given)
    day = proved_on or made.received_on
    return services.prove(made, proof="document", proved_on=day, by=fresh(by or cast.sam))


def gathered(cast: Cast, person: Person, *, by: User | None = None, **given: Any) -> AccessRequest:
    made = accepted(cast, person, by=by, **given)
    services.gather(made, by=fresh(by or cast.sam))
    services.work_waiting()
    return again(made)


def decide_all(cast: Cast, request: AccessRequest, *, by: User | None = None) -> None:
    """All that nobody decided is given, by Sam; all that may be a name goes."""
    who = fresh(by or cast.sam)
    for _ in range(5):
        asked = {words for item in request.items.all() for words in item.questions}
        if not asked:
            break
        for words in asked:
            services.answer_words(request, words=words, stays=False, reason="It may be a name", by=who)
    services.decide(
        request, list(request.items.there().filter(verdict="").values_list("pk", flat=True)), Ruling("give"), by=who
    )


def approved(cast: Cast, person: Person, **given: Any) -> AccessRequest:
    """Decided by Sam, approved by Lena, its document made."""
    return approve_all(cast, gathered(cast, person, **given))


def approve_all(cast: Cast, made: AccessRequest, *, is_made: bool = True) -> AccessRequest:
    decide_all(cast, made)
    services.hand_in(made, by=fresh(cast.sam))
    services.approve(made, by=fresh(cast.lena))
    if is_made:
        services.work_waiting()
    return again(made)


def again(request: AccessRequest) -> AccessRequest:
    return AccessRequest.objects.get(pk=request.pk)


def requests(world: Any) -> dict[str, AccessRequest]:
    """What the world of the walls holds: one about Brian, which neither he nor who manages him may know of."""
    return {"brian": gathered(world.cast, world.cast.people["brian"])}
