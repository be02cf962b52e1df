"""The pages of pairs: asked why first, there for whoever reads the case alone, with a table for each picture."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.models import Case
from safeguarding.conversations.models import MessageExport, Participant
from safeguarding.conversations.services.looking import look_through
from tests.cast import Cast
from tests.factories.casework import signed_in
from tests.factories.messages import a_thread, an_export, founding, somebody
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def exports(cast: Cast, case: Case) -> tuple[MessageExport, MessageExport]:
    both = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    for export in both:
        look_through(export=export)
    return both


@pytest.fixture
def lena(cast: Cast, case: Case) -> Client:
    """She said why she looks."""
    client = signed_in(cast.lena)
    client.post(f"/cases/{case.reference}/messages/purpose/", {"purpose": "case_work"})
    return client


def pairs_of(case: Case) -> str:
    return f"/cases/{case.reference}/messages/pairs/"


def the_pair(case: Case) -> str:
    he, she = (Participant.objects.get(name=name).side for name in ("pd_walker", "lily.k"))
    return f"{pairs_of(case)}{he}/{she}/"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_why_somebody_looks_is_asked_first_and_each_look_is_written_down(
    cast: Cast, case: Case, exports: tuple[MessageExport, ...]
) -> None:
    client = signed_in(cast.lena)
    asked = client.get(the_pair(case))
    assert (asked.status_code, asked["Location"]) == (302, f"/cases/{case.reference}/messages/purpose/")
    assert client.post(asked["Location"], {"purpose": "case_work"})["Location"] == the_pair(case)
    before = Consultation.objects.count()
    client.get(the_pair(case))
    assert Consultation.objects.count() == before + 1


def test_the_page_of_an_export_leads_to_its_pairs_and_from_them_to_the_profile(
    case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    insta, _ = exports
    page = words(lena, insta.get_absolute_url())
    assert f'href="{the_pair(case)}?export={insta.pk}"' in page
    assert f'href="{pairs_of(case)}?export={insta.pk}"' in page
    listed = words(lena, pairs_of(case))
    assert "PCSO B and Child A</a>" in listed
    assert 'data-label="Messages">23<' in listed
    assert 'data-label="Messages">19<' in words(lena, f"{pairs_of(case)}?export={insta.pk}")


def test_the_profile_says_what_it_counts_and_that_it_decides_nothing(
    case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    page = words(lena, the_pair(case))
    assert "23 messages to each other, from 2 March 2026 at 15:40 to 7 March 2026 at 22:30" in page
    assert "No score is made of them" in page
    assert "(Europe/London)" in page
    assert "From Instagram to Snapchat: first message there Saturday 7 March 2026 at 22:10" in page
    assert "11 of 14 (79%)" in page
    assert (
        "After so long without a message in a conversation, whoever writes begins anew. 6 hours: house policy" in page
    )
    assert "<script>" not in page


def test_each_indicator_leads_to_its_message_in_the_conversation(
    case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    page = words(lena, f"{the_pair(case)}found/?indicator=asks_for_secrecy")
    (thread,) = {one.conversation for one in exports[0].messages.filter(text__contains="tell anyone")}
    position = exports[0].messages.get(text__contains="tell anyone").position
    address = f"{exports[0].get_absolute_url()}{thread.pk}/?at={position}#m{position}"
    assert f'href="{address}"' in page
    assert "<mark>don&#x27;t tell anyone</mark>" in page
    assert "delete our messages" not in page


def test_many_days_stand_by_month_and_a_month_opens_its_days(cast: Cast, case: Case, lena: Client) -> None:
    export = an_export(cast, case)
    one, two = somebody(export, "pd_walker", "instagram"), somebody(export, "lily.k", "instagram")
    first = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    a_thread(export, "instagram", [((one, two)[n % 2], first + dt.timedelta(days=10 * n), "x") for n in range(20)])
    page = words(lena, the_pair(case))
    assert 'href="?month=2026-02">February 2026</a>' in page
    assert "5 February 2026</th>" not in page
    opened = words(lena, f"{the_pair(case)}?month=2026-02")
    assert "4 February 2026</th>" in opened
    assert "5 January 2026</th>" not in opened
    assert "4 February 2026</th>" not in words(lena, f"{the_pair(case)}?month=nonsense")


@pytest.mark.parametrize("table", ["days", "hours", "platforms", "indicators", "each"])
def test_each_table_leaves_as_a_file_and_that_is_written_down(
    case: Case, exports: tuple[MessageExport, ...], lena: Client, table: str
) -> None:
    before = AuditEvent.objects.filter(verb="list.exported").count()
    answer = lena.get(f"{the_pair(case)}as/{table}/?as=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == rows[-1][0] == "OFFICIAL-SENSITIVE"
    assert len(rows) > 4
    assert AuditEvent.objects.filter(verb="list.exported").count() == before + 1
    assert lena.get(f"{the_pair(case)}as/{table}/?as=xlsx").status_code == 200
    if table == "days":
        assert ["05/03/2026", "5", "3", "8"] in rows
    if table == "hours":
        assert ["Thursday", "22:00", "5", "3", "8"] in rows


def lines(client: Client, address: str) -> list[dict[str, str]]:
    """What a file holds, line by line under its headings, without what stands around it."""
    file = csv.reader(io.StringIO(client.get(f"{address}?as=csv").content.decode("utf-8-sig")))
    _, named, *rows = (row for row in file if len(row) > 1)
    return [dict(zip(named, row, strict=True)) for row in rows]


def test_the_lists_leave_as_files_with_what_the_pages_show(
    case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    he = Participant.objects.get(name="pd_walker").side
    (pair,) = lines(lena, pairs_of(case))
    assert (pair["First"], pair["Second"]) == ("PCSO B", "Child A")
    assert (pair["Messages"], pair["By the first"], pair["By the second"]) == ("23", "14", "9")
    assert (pair["First, UK time"], pair["Last, UK time"]) == ("2026-03-02 15:40", "2026-03-07 22:30")
    (other,) = lines(lena, f"{pairs_of(case)}{he}/")
    assert (other["Who"], other["The files call them"], other["Case"]) == ("Child A", "lilyk, lily.k", case.reference)
    assert (other["Sent"], other["Received"], other["Platforms"]) == ("14", "9", "Instagram, Snapchat")
    found = {(row["Message"], row["What says so"].split(":")[0]): row for row in lines(lena, f"{the_pair(case)}found/")}
    told = found["good, don't tell anyone i messaged you", "Words like “Dont tell any1 i messaged you”"]
    assert (told["By"], told["What was said of it"]) == ("PCSO B", "Not yet looked at")
    moved = found["add me on snap instead", "Words like “add me on snap”"]
    assert moved["Indicator"] == "Moves from one platform to another"
    assert {"(message unsent)", "ur so pretty in that photo", "k"} <= {message for message, _ in found}


@pytest.mark.parametrize("way", ["", "?as=csv"])
def test_what_is_told_of_another_case_is_written_down_there_whether_shown_or_taken_as_a_file(
    cast: Cast, case: Case, lena: Client, way: str
) -> None:
    founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    other = a_case(cast)
    founding(cast, other, the_pcso(cast, other), the_child(cast, other))
    he = Participant.objects.filter(export__case=case).get(name="pd_walker")
    before = Consultation.objects.filter(object_type="case", object_id=other.pk).count()
    assert other.reference in lena.get(f"{pairs_of(case)}{he.side}/{way}").content.decode()
    assert Consultation.objects.filter(object_type="case", object_id=other.pk).count() == before + 1


def test_whom_somebody_was_in_touch_with_says_who_is_a_young_person(
    cast: Cast, case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    he = Participant.objects.get(name="pd_walker")
    stranger = somebody(exports[0], "jay_99", "instagram")
    first = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
    a_thread(exports[0], "instagram", [(he, first, "x"), (stranger, first + dt.timedelta(minutes=1), "y")])
    page = words(lena, f"{pairs_of(case)}{he.side}/")
    assert page.count("Young person</strong>") == 1
    assert "Unidentified 3<" in page
    assert f'href="{pairs_of(case)}{he.side}/{stranger.side}/"' in page


def test_somebody_who_was_matched_since_is_found_under_the_old_address(
    cast: Cast, case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    he, she = (Participant.objects.get(name=name) for name in ("pd_walker", "lily.k"))
    assert "23 messages" in words(lena, f"{pairs_of(case)}u{he.pk}/u{she.pk}/")


def test_what_is_not_there_is_not_found(
    cast: Cast, case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    he = Participant.objects.get(name="pd_walker").side
    elsewhere = an_export(cast, a_case(cast))
    stranger = somebody(elsewhere, "jay", "instagram")
    for address in (
        f"{he}/{he}/",
        f"{he}/{stranger.side}/",
        f"{he}/x1/",
        f"{he}/p0/",
        f"{he}/u{'9' * 18}/",
        "p1/",
        "nobody/",
    ):
        assert lena.get(f"{pairs_of(case)}{address}").status_code == 404, address
    for export in (elsewhere.pk, 0, "x", "9" * 30, "²"):
        assert lena.get(pairs_of(case), {"export": export}).status_code == 404, export
    assert lena.get(f"{the_pair(case)}as/nothing/?as=csv").status_code == 404


@pytest.mark.parametrize("name", ["mona", "brian", "wes", "pat"])
def test_to_who_does_not_read_the_content_there_are_no_pairs(
    cast: Cast, case: Case, exports: tuple[MessageExport, ...], name: str
) -> None:
    client = signed_in(cast.users[name])
    for address in (pairs_of(case), the_pair(case), f"{the_pair(case)}found/", f"{the_pair(case)}as/days/?as=csv"):
        assert client.get(address).status_code == 404


def test_before_anything_is_read_the_page_says_what_would_be_here(case: Case, lena: Client) -> None:
    page = words(lena, pairs_of(case))
    assert "Nobody wrote to each other yet" in page
    assert "No adult and young person yet" in words(lena, f"{pairs_of(case)}?known=1")


def test_messages_that_were_not_looked_through_yet_are_not_said_to_show_nothing(
    cast: Cast, case: Case, lena: Client
) -> None:
    both = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    look_through(export=both[0])
    assert "Not all of these messages have been looked through yet" in words(lena, the_pair(case))
    look_through(export=both[1])
    assert "Not all of these messages" not in words(lena, the_pair(case))


def test_the_number_of_queries_is_the_same_for_two_pairs_and_for_forty(
    cast: Cast, case: Case, exports: tuple[MessageExport, ...], lena: Client
) -> None:
    he = Participant.objects.get(name="pd_walker")
    first = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
    counts = []
    for number in (1, 39):
        for at in range(number):
            other = somebody(exports[0], f"jay_{number}_{at}", "instagram")
            a_thread(exports[0], "instagram", [(he, first, "x"), (other, first, "y")])
        for address in (pairs_of(case), f"{pairs_of(case)}{he.side}/", the_pair(case), f"{the_pair(case)}found/"):
            lena.get(address)
            with CaptureQueriesContext(connection) as ran:
                assert lena.get(address).status_code == 200
            counts.append(len(ran))
    assert counts[:4] == counts[4:]
