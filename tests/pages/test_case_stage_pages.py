"""The pages on which one case goes from stage to stage: what is left to do, closing, opening again."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.cases.services.stages import take_step
from tests.cast import Cast, fresh
from tests.factories.case_pages import full_case, page, send
from tests.factories.casework import last_review, opened, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return full_case(cast)


def test_closing_shows_what_is_left_with_where_to_do_it_and_offers_no_button(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    take_step(case=case, verb="assess", by=fresh(cast.lena))
    text = page(client, case, "case_step", "close").content.decode()
    for name in ("case_tasks", "case_referrals", "case_measures", "case_reviews"):
        assert reverse(f"cases:{name}", args=[case.reference]) in text
    assert '<form method="post" action="" novalidate data-once' in text
    assert not re.search(r"<button[^>]*>\s*Close the case", text)
    answer = send(client, case, "case_step", "close", reason="Done", version=case.version + 1)
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.stage == Stage.ASSESSING


def test_who_was_slower_is_told_where_the_case_stands_now(cast: Cast, case: Case) -> None:
    first, second = signed_in(cast.lena), signed_in(cast.sam)
    send(first, case, "case_step", "assess", version=case.version, reason="")
    answer = send(second, case, "case_restrict", version=case.version, reason="Close to the subject")
    assert answer.status_code == 412
    assert answer.context["form"].current["stage"] == "Assessing"
    assert "Close to the subject" in answer.content.decode()


def test_a_case_is_closed_and_reopened_by_its_pages(cast: Cast) -> None:
    case = opened(cast)
    lena, sam = signed_in(cast.lena), signed_in(cast.sam)
    assert send(lena, case, "case_step", "assess", version=case.version, reason="").status_code == 302
    last_review(cast, case)
    case.refresh_from_db()
    send(lena, case, "case_step", "close", reason="All is well", version=case.version)
    case.refresh_from_db()
    assert case.stage == Stage.CLOSED
    assert page(lena, case, "case_edit").status_code == 409
    assert page(lena, case, "case_step", "reopen").status_code == 403
    send(sam, case, "case_step", "reopen", reason="More messages", version=case.version)
    case.refresh_from_db()
    assert case.stage == Stage.ACTIVE


def test_only_the_steps_of_the_stage_are_offered(cast: Cast, case: Case) -> None:
    steps = page(signed_in(cast.lena), case, "case_stage").context["steps"]
    assert [step["step"].verb for step in steps] == ["assess"]
    assert page(signed_in(cast.lena), case, "case_step", "reopen").status_code == 403
    assert page(signed_in(cast.lena), case, "case_step", "activate").status_code == 409
    assert page(signed_in(cast.lena), case, "case_step", "explode").status_code == 404
