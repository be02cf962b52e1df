"""One verdict on an adult everywhere: a session judges them as the page of their scheme does, on any day."""

from __future__ import annotations

import pytest

from safeguarding.assurance.models import EarlierFigures, Requirement
from safeguarding.assurance.selectors import readiness_of
from safeguarding.assurance.selectors.on_days import adults_on
from safeguarding.assurance.selectors.shapes import Adult
from tests.cast import Cast
from tests.factories.assurance import give, requirement
from tests.factories.guidance import in_force, on_paper, policy
from tests.factories.schemes import days_ago
from tests.factories.sessions import a_group

pytestmark = pytest.mark.django_db
DAYS = (0, 15, 30)


def told(adults: tuple[Adult, ...] | list[Adult]) -> list[tuple[object, ...]]:
    """Who is there, whether they may take part, and every verdict with its reason."""
    return [
        (one.person, one.is_compliant, [(cell.requirement.key, cell.standing, cell.blocks, cell.verdict.reason)
                                        for cell in one.cells])
        for one in adults
    ]  # fmt: skip


def test_a_session_and_the_page_of_the_scheme_agree_on_three_days(cast: Cast) -> None:
    """Between the days a figure was changed, something more was asked, and a policy was acknowledged and replaced."""
    group = a_group(cast)
    vetting, training = requirement("vetting"), requirement("safeguarding_training")
    for wanted in (vetting, training):
        EarlierFigures.objects.create(
            requirement=wanted, until_on=days_ago(20), valid_months=12, warn_days=1, is_blocking=False
        )
    Requirement.objects.filter(pk=vetting.pk).update(asked_from=days_ago(10))
    code = requirement("code_of_conduct")
    document = policy(cast, "Code of conduct")
    type(document).objects.filter(pk=document.pk).update(key=code.policy_key)
    version = in_force(cast, document, since=days_ago(25))
    on_paper(cast, version, group.nora, days_ago(25))
    give(cast, "safeguarding_training", group.nora, ago=5)

    days = {ago: days_ago(ago) for ago in DAYS}
    found = adults_on((group.scheme.pk, day) for day in days.values())

    for day in days.values():
        assert told(found[group.scheme.pk, day]) == told(readiness_of(group.scheme, day=day).adults)
    nora = {
        ago: {cell.requirement.key: cell for one in found[group.scheme.pk, day] if one.person == group.nora
              for cell in one.cells}
        for ago, day in days.items()
    }  # fmt: skip
    assert "vetting" in nora[0]
    assert "vetting" not in nora[15], "nobody was asked for it by then"
    assert nora[15]["safeguarding_training"].blocks
    assert not nora[30]["safeguarding_training"].blocks, "by the figures of that day it kept nobody from taking part"
    assert nora[0][code.key].standing == "met"
    assert nora[30][code.key].standing != "met", "acknowledged later"
