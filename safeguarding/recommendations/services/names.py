"""Once a night: which recommendations name somebody today, though nothing of them did when it was written.

Somebody may have come into the case since, or into the register under another name. Who reads the case is told in which
places it stands, and reads it on the page; nobody else learns that anything was found.
"""

from __future__ import annotations

import hashlib
import logging

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.notices.services import tell
from safeguarding.recommendations import policies
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors.guarding import all_that_name
from safeguarding.recommendations.services import clocks

log = logging.getLogger(__name__)
FOUND = "A recommendation names somebody of its case"


def tell_of_names() -> int:
    """Tell who reads the case of each recommendation in which somebody is found; how many those are.

    Once for each finding: the next night nobody is told the same of the same words.
    """
    found = 0
    for held, places in all_that_name():
        found += 1
        log.warning("recommendation %s: somebody of the case is found in %s places", held.pk, len(places))
        _tell(held, places)
    return found


@transaction.atomic
def _tell(held: Recommendation, places: list[str]) -> None:
    where = hashlib.sha256("|".join(places).encode()).hexdigest()[:12]
    tell(
        recipients=_who_reads(held), key=f"recommendation:names:{held.pk}:{held.version}:{where}", title=FOUND,
        body=f"{held.reference}, in: {'; '.join(places)}.", url=held.get_absolute_url(),
        subject_type=clocks.SUBJECT, subject_id=held.pk,
    )  # fmt: skip


def _who_reads(held: Recommendation) -> list[User]:
    """Who answers for the case; where neither reads it any more, who put the recommendation on record."""
    case = held.case
    answer = [user for user in (case.owner, case.supervisor) if user is not None] if case is not None else []
    reading = [user for user in answer if user.is_active and policies.reads_case(user, held)]
    last = held.recorded_by
    return list(dict.fromkeys(reading)) or [last] * (not last.is_system and policies.reads_case(last, held))
