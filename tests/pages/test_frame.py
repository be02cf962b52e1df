"""The frame every page has: marking, navigation by role, counts, search, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from caseapp import navigation
from safeguarding.core import clock, forms
from safeguarding.notices.services import tell
from tests.cast import Cast, fresh
from tests.factories.clocks import start
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


def frame(user: Any, template: str = "base.html", **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user
    request.session = {}
    return render_to_string(template, {"title": "A page", **context}, request)


def names(user: Any) -> list[str]:
    return [entry.text for entry in navigation.entries(fresh(user), "/")]


def everything(user: Any) -> set[str]:
    return {*names(user), *(text for text, _, _ in navigation.behind_more(fresh(user)))}


def test_each_role_finds_its_own_pages_first_and_no_more_than_fit_a_row(cast: Cast) -> None:
    assert names(cast.pat) == ["Log a concern", "My concerns", "Contact", "Accounts", "My work", "Learning"]
    assert names(cast.lena)[:3] == ["My work", "Triage", "Cases"]
    assert names(cast.mona)[0] == "Overview"
    for user in cast.users.values():
        assert len(names(user)) <= navigation.MOST_ENTRIES
    assert "Triage" not in names(cast.ivy)
    assert "Cases" not in names(cast.adam)


@pytest.mark.parametrize("who", ["pat", "cora", "lena", "sam", "ivy", "mona", "adam"])
def test_everybody_finds_where_to_log_a_concern_and_what_became_of_it(cast: Cast, who: str) -> None:
    assert "Log a concern" in names(cast.users[who])
    assert "My concerns" in everything(cast.users[who])


@pytest.mark.parametrize("who", ["pat", "cora"])
def test_practitioners_and_coordinators_find_contacts_and_accounts(cast: Cast, who: str) -> None:
    assert {"Contact", "Accounts"} <= everything(cast.users[who])


def test_nobody_is_led_to_a_page_that_is_not_open_to_them(cast: Cast) -> None:
    for name, user in cast.users.items():
        if not user.is_active:
            continue
        client = Client()
        client.force_login(user)
        row = [(entry.text, entry.href) for entry in navigation.entries(fresh(user), "/")]
        for text, href in [*row, *((text, href) for text, _, href in navigation.behind_more(fresh(user)))]:
            assert client.get(href).status_code == 200, (name, text)


def test_what_finds_no_room_in_the_row_stands_behind_more_with_what_it_is_for(client: Client, cast: Cast) -> None:
    client.force_login(cast.sam)
    page = client.get("/more/").content.decode()
    wanted = {text for text, _ in navigation.wanted(fresh(cast.sam))}
    assert len(wanted) > navigation.MOST_ENTRIES
    assert wanted == everything(cast.sam) - {"More"}
    for text, what_for, href in navigation.behind_more(fresh(cast.sam)):
        assert text not in names(cast.sam)
        assert f'href="{href}">{text}</a>' in page
        assert what_for in page
    assert names(cast.sam)[-2:] == ["Log a concern", "More"]


def test_a_page_behind_more_marks_that(cast: Cast) -> None:
    entries = navigation.entries(fresh(cast.sam), "/letter-templates/")
    assert [entry.text for entry in entries if entry.is_current] == ["More"]


def test_the_page_one_is_on_is_marked(cast: Cast) -> None:
    entries = navigation.entries(fresh(cast.pat), "/concerns/mine/C-2026-000001/")
    assert [entry.text for entry in entries if entry.is_current] == ["My concerns"]


def test_the_frame_costs_four_reads_and_shows_the_counts(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    long_ago = clock.now() - dt.timedelta(days=30)
    start(cast, start_at=long_ago, subject_id=a_case(cast).pk)
    start(cast, start_at=long_ago, subject_id=0)
    tell(recipients=[cast.lena], key="k", title="Look")
    user = fresh(cast.lena)
    with django_assert_max_num_queries(4):
        page = frame(user)
    assert "(1 due today or late)" in page
    assert "(1 not read)" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert 'name="session-seconds"' in page


def test_signed_out_the_frame_reads_nothing_and_shows_no_menu(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        page = frame(AnonymousUser())
    assert "Sign out" not in page
    assert "session-seconds" not in page


def test_a_page_with_mistakes_says_so_in_its_title_and_at_its_top(cast: Cast) -> None:
    class NameForm(forms.GovForm):
        name = forms.TextField(label="Name")

    page = frame(fresh(cast.pat), form=NameForm({}))
    assert "<title>Error: A page" in page
    assert 'href="#id_name"' in page
    assert "Error:" not in frame(fresh(cast.pat), form=NameForm())


def test_no_page_carries_style_or_script_of_its_own(cast: Cast) -> None:
    page = frame(fresh(cast.lena))
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    assert all("src=" in tag for tag in page.split("<script")[1:])


def test_the_start_page_leads_to_the_first_page_of_the_role(client: Client, cast: Cast) -> None:
    client.force_login(cast.lena)
    assert client.get("/").headers["Location"] == "/my-work/"
    client.force_login(cast.pat)
    assert client.get("/").headers["Location"] == "/concerns/new/"
