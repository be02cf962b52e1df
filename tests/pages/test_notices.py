"""The bell: one's own notices, read one by one or all, and nothing of what does not exist for the reader."""

from __future__ import annotations

import pytest
from django.test import Client

from safeguarding.notices.models import Notice
from safeguarding.notices.services import tell
from tests.cast import Cast
from tests.factories.work import a_case, brian_is_the_subject

pytestmark = pytest.mark.django_db


def told(user: object, number: int = 1, **more: object) -> Notice:
    tell(recipients=[user], key=f"test:{number}", title=f"Notice {number}", **more)
    return Notice.objects.get(recipient=user, key=f"test:{number}")


@pytest.fixture
def lena(cast: Cast, client: Client) -> Client:
    client.force_login(cast.lena)
    return client


def test_the_list_is_ones_own(cast: Cast, lena: Client) -> None:
    told(cast.lena, 1)
    told(cast.leo, 2)
    page = lena.get("/notices/").content.decode()
    assert "Notice 1" in page
    assert "Notice 2" not in page


def test_opening_marks_it_read_and_leads_there(cast: Cast, lena: Client) -> None:
    notice = told(cast.lena, url="/my-work/")
    assert lena.post(f"/notices/{notice.pk}/open/")["Location"] == "/my-work/"
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    lena.post(f"/notices/{notice.pk}/open/")
    notice.refresh_from_db()
    assert notice.read_at == first
    assert "Everything is read" in lena.get("/notices/?show=unread").content.decode()


def test_a_notice_never_leads_away_from_here(cast: Cast, lena: Client) -> None:
    notice = told(cast.lena, url="https://elsewhere.example/")
    assert lena.post(f"/notices/{notice.pk}/open/")["Location"] == "/notices/"


def test_nobody_opens_anothers(cast: Cast, lena: Client) -> None:
    notice = told(cast.leo)
    assert lena.post(f"/notices/{notice.pk}/open/").status_code == 404
    assert lena.get(f"/notices/{notice.pk}/open/").status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_read_leaves_what_came_in_meanwhile(cast: Cast, lena: Client) -> None:
    seen, later = told(cast.lena, 1), told(cast.lena, 2)
    lena.post("/notices/read-all/", {"newest": seen.pk})
    seen.refresh_from_db()
    later.refresh_from_db()
    assert seen.read_at is not None
    assert later.read_at is None


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40])
def test_all_read_takes_no_nonsense(cast: Cast, lena: Client, newest: str) -> None:
    notice = told(cast.lena)
    assert lena.post("/notices/read-all/", {"newest": newest}).status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is None


def test_what_was_told_of_a_case_goes_when_the_reader_comes_into_conflict(cast: Cast, client: Client) -> None:
    case = a_case(cast)
    told(cast.bella, 1, subject_type="case", subject_id=case.pk)
    told(cast.bella, 2, subject_type="case", subject_id=a_case(cast).pk)
    client.force_login(cast.bella)
    assert "Notice 1" in client.get("/notices/").content.decode()
    brian_is_the_subject(cast, case)
    page = client.get("/notices/").content.decode()
    assert "Notice 1" not in page
    assert "Notice 2" in page


def test_fifty_a_page(cast: Cast, lena: Client) -> None:
    for number in range(60):
        told(cast.lena, number)
    assert "Notice 9<" not in lena.get("/notices/").content.decode()
    assert "Notice 9<" in lena.get("/notices/?page=2").content.decode()
    assert lena.get("/notices/?page=zzz").status_code == 200
