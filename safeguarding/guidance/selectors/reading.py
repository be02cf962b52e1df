"""What waits for somebody to be read, and what is in force in their force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.guidance.models import Acknowledgement, Campaign, PolicyVersion
from safeguarding.guidance.rules import belongs
from safeguarding.guidance.selectors.adults import adult_of
from safeguarding.people.models import Person


@dataclass(frozen=True)
class Waiting:
    """A version that somebody is asked to acknowledge, and by when."""

    policy_version: PolicyVersion
    due_on: dt.date

    @property
    def is_late(self) -> bool:
        return self.due_on < clock.today()


def person_of(user: User) -> Person | None:
    """Whoever on record signs in as this user."""
    return Person.objects.filter(user=user).select_related("unit").first()


def waiting_for(user: User) -> list[Waiting]:
    """What the user is asked to acknowledge and has not, the most urgent first; each version once."""
    return waiting_of(person_of(user))


def waiting_of(person: Person | None) -> list[Waiting]:
    """The same for whoever on record signs in as a user, where that was read already."""
    if person is None:
        return []
    open_ones = Campaign.objects.open().filter(
        policy_version__in=PolicyVersion.objects.in_force().filter(document__force=person.force_id)
    )
    done = Acknowledgement.objects.filter(person=person).values("policy_version")
    asked = open_ones.exclude(policy_version__in=done).select_related("policy_version__document")
    campaigns = list(asked.prefetch_related("audiences").order_by("due_on", "pk"))
    if not campaigns:
        return []
    adult = adult_of(person)
    found: dict[int, Waiting] = {}
    for campaign in campaigns:
        if any(belongs(adult, one.audience) for one in campaign.audiences.all()):
            found.setdefault(campaign.policy_version_id, Waiting(campaign.policy_version, campaign.due_on))
    return list(found.values())


def my_policies(user: User) -> list[tuple[PolicyVersion, dt.date | None]]:
    """What is in force in the user's force, each with the day on which they acknowledged it."""
    versions = PolicyVersion.objects.visible_to(user).in_force().select_related("document")
    mine = Acknowledgement.objects.filter(person__user=user, policy_version__in=versions)
    when = dict(mine.values_list("policy_version_id", "acknowledged_on"))
    return [(one, when.get(one.pk)) for one in versions.order_by("document__title", "document_id")]
