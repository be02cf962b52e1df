"""The pages of one case that say who sees it: access, conflicts, emergencies, owner and supervisor."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import GrantKind, PartyRole
from safeguarding.cases.models import Case, CaseGrant
from safeguarding.cases.services import access, parties
from safeguarding.core import clock
from tests.cast import Cast, fresh
from tests.factories.case_pages import full_case, page, send
from tests.factories.casework import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return full_case(cast)


def test_conflicts_are_shown_to_those_who_decide_on_access_alone(cast: Cast, case: Case) -> None:
    access.declare_conflict(case=case, user=cast.leo, reason="Next door", by=fresh(cast.lena))
    until = clock.now() + dt.timedelta(days=1)
    access.grant(case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="School", by=fresh(cast.sam), expires_at=until)
    for name in ("case_access", "case_history"):
        assert "Next door" in page(signed_in(cast.lena), case, name).content.decode()
        assert "Next door" not in page(signed_in(cast.pat), case, name).content.decode()


def test_who_may_be_given_access_stands_there_with_their_unit(cast: Cast, case: Case) -> None:
    text = page(signed_in(cast.lena), case, "case_grant").content.decode()
    assert f">{cast.pat}, {cast.pat.home_unit}</option>" in text


def test_access_is_given_until_a_day_and_taken_away(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    last = clock.today() + dt.timedelta(days=7)
    given = {"ends_on-day": last.day, "ends_on-month": last.month, "ends_on-year": last.year}
    send(client, case, "case_grant", user=cast.pat.pk, kind=GrantKind.ACCESS, reason="School meeting", **given)
    grant = CaseGrant.objects.get(user=cast.pat)
    assert grant.expires_at == clock.end_of_day(last)
    assert "School meeting" in page(client, case, "case_access").content.decode()
    assert page(signed_in(cast.pat), case, "case").status_code == 200
    assert page(signed_in(cast.pat), case, "case_grant").status_code == 403
    send(client, case, "case_revoke", grant.pk, reason="Over")
    assert page(signed_in(cast.pat), case, "case").status_code == 404


def test_who_is_not_of_psd_works_on_a_case_until_a_day(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lena)
    answer = send(client, case, "case_grant", user=cast.pat.pk, kind=GrantKind.INVESTIGATE, reason="To help")
    assert answer.status_code == 422
    assert "Enter the last day. Pat Example is not a PSD investigator or PSD supervisor." in answer.content.decode()
    send(client, case, "case_grant", user=cast.ivy.pk, kind=GrantKind.INVESTIGATE, reason="To investigate")
    assert CaseGrant.objects.get(user=cast.ivy).expires_at is None


def test_taking_a_conflict_back_names_only_who_is_in_conflict(cast: Cast, case: Case) -> None:
    lena = signed_in(cast.lena)
    send(lena, case, "case_conflict", user=cast.leo.pk, reason="A neighbour")
    assert "Leo Example" in page(lena, case, "case_conflict_withdraw", cast.leo.pk).content.decode()
    for user in (cast.pat, cast.adam, cast.wes):
        assert page(lena, case, "case_conflict_withdraw", user.pk).status_code == 404, user


def test_every_emergency_stands_in_the_list_that_is_reviewed(cast: Cast, case: Case) -> None:
    for reason in ("The child is here now", "The school called again"):
        access.put_grant(
            case=case, user=cast.lars, kind=GrantKind.BREAK_GLASS, reason=reason, by=cast.lars, expires_at=clock.now()
        )
    shown = page(signed_in(cast.sam), case, "case_access").content.decode()
    assert shown.count("Not reviewed yet") == 2
    assert "The child is here now" in shown
    assert "The school called again" in shown


def test_who_restricts_a_case_away_from_themself_is_told_and_lands_on_the_list(cast: Cast, case: Case) -> None:
    client = signed_in(cast.leo)
    assert "you lose sight of it" in page(client, case, "case_restrict").content.decode()
    answer = send(client, case, "case_restrict", reason="Close to the subject", version=case.version)
    assert answer.headers["Location"] == reverse("cases:case_list")


def test_saying_that_one_is_in_conflict_closes_the_case_to_oneself(cast: Cast, case: Case) -> None:
    client = signed_in(cast.mona)
    answer = send(client, case, "case_own_conflict", reason="My brother")
    assert answer.headers["Location"] == reverse("cases:case_list")
    assert page(client, case, "case").status_code == 404


def test_an_emergency_page_says_the_same_byte_for_byte_whatever_is_wrong(cast: Cast, case: Case) -> None:
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    client = signed_in(cast.bella)

    def said(reference: str) -> str:
        answer = client.post(reverse("cases:break_glass"), {"reference": reference, "reason": "The child is here now"})
        assert answer.status_code == 422
        text = answer.content.decode().replace(reference, "")
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)

    assert said(case.reference) == said("SC-2026-999999")
    client.force_login(fresh(cast.wes))
    assert said(case.reference) == said("SC-2026-999999")


def test_an_emergency_opens_the_case_and_somebody_else_reviews_it(cast: Cast, case: Case) -> None:
    lars = signed_in(cast.lars)
    answer = lars.post(reverse("cases:break_glass"), {"reference": case.reference, "reason": "The child is here now"})
    assert answer.headers["Location"] == case.get_absolute_url()
    assert page(lars, case, "case").status_code == 200
    row = Consultation.objects.filter(actor_id=cast.lars.pk, object_type="case").get()
    assert row.purpose_text.startswith("Emergency")
    sam = signed_in(cast.sam)
    assert "Not reviewed yet" in page(sam, case, "case_access").content.decode()
    grant = CaseGrant.objects.get(user=cast.lars)
    send(sam, case, "case_glass_review", grant.pk, note="It was right")
    assert "It was right" in page(sam, case, "case_access").content.decode()
    assert signed_in(cast.pat).get(reverse("cases:break_glass")).status_code == 403


def test_a_case_is_given_to_another_owner_and_supervisor(cast: Cast, case: Case) -> None:
    client = signed_in(cast.sam)
    send(client, case, "case_owner", user=cast.leo.pk, reason="Moves", version=case.version)
    case.refresh_from_db()
    assert case.owner == cast.leo
    assert send(client, case, "case_owner", user=cast.wes.pk, reason="x", version=case.version).status_code == 422
    send(client, case, "case_supervisor", user=cast.piers.pk, reason="PSD", version=case.version)
    case.refresh_from_db()
    assert case.supervisor == cast.piers
