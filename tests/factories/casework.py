"""Cases as they are opened from a concern, for the pages and routes of casework."""

from __future__ import annotations

from typing import Any

from django.test import Client

from safeguarding.access.models import User
from safeguarding.cases.choices import Route
from safeguarding.cases.models import Case
from safeguarding.cases.services.cases import FirstDecision, open_case
from safeguarding.cases.services.reviews import hold
from tests.cast import Cast, fresh
from tests.factories.triage import a_waiting_concern

BECAUSE = FirstDecision("What is done?", "Nothing; a case", "Safeguarding case", "Messages to a child")
#: What nobody who sees only numbers and headers may ever find in an answer.
SECRETS = ("Archer", "Cooper", "Violets", "Marigolds", "Foxglove", "Snowdrop", "Primrose", "Bluebell")


def opened(cast: Cast, **concern: Any) -> Case:
    """A case of lena's, supervised by sam, about ann (Child A) and carl (PCSO B)."""
    told = {"what_happened": "Violets by the gate.", "child_words": "Marigolds.", "opinion": "Foxglove.", **concern}
    waiting = a_waiting_concern(cast, "asks_for_secrecy", **told)
    lena = fresh(cast.lena)
    return open_case(concerns=[waiting], route=Route.CASE, owner=lena, because=BECAUSE, by=lena)


def signed_in(user: User) -> Client:
    """A browser in which this user has signed in."""
    client = Client()
    client.force_login(fresh(user))
    return client


def last_review(cast: Cast, case: Case) -> None:
    """The supervisor's last review before closing."""
    hold(case=case, progress="All is done.", next_steps="Close.", is_last=True, by=fresh(cast.sam))
