"""The page of the rules counts what failed in messages too, for who reads the case and for nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.communications.selectors.elsewhere import failures_elsewhere
from tests.cast import Cast, fresh
from tests.factories.judged import asked, rules_of
from tests.factories.messages import founding
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db


def rules_page(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("communications:rules")).content.decode()


def test_what_failed_in_messages_is_counted_once_and_leads_there(cast: Cast) -> None:
    case = a_case(cast)
    export, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    assert failures_elsewhere(fresh(cast.lena)) == {}
    # Asked again, what was said last counts, and not both.
    asked(export, fresh(cast.lena))
    judgement = asked(export, fresh(cast.lena))

    (place,) = failures_elsewhere(fresh(cast.lena))["COM-13"]
    assert place.count == rules_of(judgement)["COM-13"].failed
    assert place.url in rules_page(cast.lena)
    assert f"messages of {case.reference}" in rules_page(cast.lena)


def test_who_does_not_read_the_case_learns_nothing_of_it(cast: Cast) -> None:
    case = a_case(cast)
    export, _ = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    asked(export, fresh(cast.lena))
    for user in (cast.cora, cast.mona, cast.wes, cast.pat, cast.aud):
        assert failures_elsewhere(fresh(user)) == {}
        assert case.reference not in rules_page(user)
