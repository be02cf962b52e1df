"""Bringing in a file in the browser, as a coordinator does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.core import clock
from safeguarding.core.heartbeat import beat, stop
from safeguarding.exchange import services
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.people.models import Person
from tests.cast import Cast, child
from tests.factories.exchange import YOUNG, a_csv, applied, checked, uploaded, worked

pytestmark = pytest.mark.django_db
SALLY = ("C1", "Sally", "Stone", "13/05/2012", "Oakfield School")


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(cast: Cast, content: bytes, **given: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("cadets.csv", content)
    return {"kind": "young_people", "source": "Cadet platform", "unit": cast.cadets.pk, "file": file, **given}


def test_from_the_file_to_the_record(cast: Cast, cora: Client) -> None:
    answer = cora.post("/imports/add/", sent(cast, a_csv(YOUNG, SALLY, ("C2", "Tom", "Tarn", "31/02/2011", ""))))
    assert answer.status_code == 302, text(answer)
    page = answer["Location"]
    assert "being read" in text(cora.get(page))
    run = worked(Import.objects.get())
    assert "Name the columns" in text(cora.get(page))
    columns = text(cora.get(f"{page}columns/"))
    assert "Date of birth (such as “13/05/2012”)" in columns
    named = {name: str(at) for name, at in run.mapping.items()}
    assert cora.post(f"{page}columns/", {"version": run.version, **named}).status_code == 302
    assert "0 rows of 2 rows checked" in text(cora.get(page))
    run = worked(run)
    wrong = text(cora.get(page))
    assert "1 row stands" in wrong
    assert "“31/02/2011” is no day" in wrong
    row = f"{page}rows/3/"
    assert "31/02/2011" in text(cora.get(row))
    right = {"reference": "C2", "given_name": "Tom", "family_name": "Tarn", "date_of_birth": "28/02/2011", "school": ""}
    cells = {f"cell_{name}": value for name, value in right.items()}
    fixed = cora.post(row, {"version": run.version, "choice": "", **cells}, follow=True)
    assert "Nothing stands in the way of 2 rows" in text(fixed)
    run.refresh_from_db()
    assert "cannot be taken back" in text(cora.get(f"{page}apply/"))
    cora.post(f"{page}apply/", {"version": run.version})
    assert "none of them is" in text(cora.get(page))
    worked(run)
    assert "2 new records" in text(cora.get(page))
    assert Person.objects.filter(given_name__in=("Sally", "Tom")).count() == 2


def test_a_wrong_file_is_answered_beside_the_question(cast: Cast, cora: Client) -> None:
    answer = cora.post("/imports/add/", sent(cast, b"%PDF-1.7 something"))
    assert answer.status_code == 422
    assert "This is a PDF, not a spreadsheet" in text(answer)
    assert "Cadet platform" in text(answer)


def test_a_gigabyte_is_refused_before_it_is_read(cast: Cast, cora: Client) -> None:
    answer = cora.post("/imports/add/", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=2**30)
    assert answer.status_code == 413
    assert "25 MB at most" in text(answer)


def test_what_came_meanwhile_is_not_overwritten(cast: Cast, cora: Client) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY))
    services.fix_row(ImportRow.objects.get(), values={}, choice="leave_out", by=cast.cora)
    answer = cora.post(f"{run.get_absolute_url()}apply/", {"version": run.version})
    assert answer.status_code == 412


def test_rows_in_the_way_are_left_out_at_once(cast: Cast, cora: Client) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY, ("C2", "", "", "", "")))
    sent_on = {"version": run.version, "verdict": "wrong"}
    answer = cora.post(reverse("exchange:import_leave_out", args=[run.pk]), sent_on, follow=True)
    assert "1 row was left out" in text(answer)


def test_what_a_cell_says_is_shown_and_not_run(cast: Cast, cora: Client) -> None:
    run = checked(cast, a_csv(YOUNG, ("C1", "=cmd()", "<script>alert(1)</script>", "13/05/2012", "")))
    page = text(cora.get(run.get_absolute_url()))
    assert "<script>alert" not in page
    file = text(cora.get(run.get_absolute_url(), {"as": "csv"}))
    assert ",'=cmd()," in file


def test_the_empty_file_of_a_kind_needs_no_naming(cast: Cast, cora: Client) -> None:
    answer = cora.get("/imports/templates/young_people/")
    assert text(answer).lstrip("\ufeff").startswith("Number,First name,Family name")
    assert cora.get("/imports/templates/nonsense/").status_code == 404


def test_what_is_on_record_of_a_child_is_shown_once_it_was_asked_why(cast: Cast, cora: Client) -> None:
    applied(cast, a_csv(YOUNG, SALLY))
    sally = Person.objects.get(family_name="Stone")
    run = checked(cast, a_csv(YOUNG, (*SALLY[:4], "Hill School")))
    page = run.get_absolute_url()
    for shown in (text(cora.get(page)), text(cora.get(page, {"as": "csv"}))):
        assert "Becomes “Hill School”" in shown
        assert "Oakfield" not in shown
    asked = cora.get(f"{page}rows/2/")
    assert (asked.status_code, asked["Location"]) == (302, f"{page}rows/2/purpose/")
    assert list(Consultation.objects.filter(object_id=sally.pk).values_list("page", "purpose_text")) == [
        ("import_check", "Checking a file that is to be brought in")
    ]
    row = cora.post(asked["Location"], {"purpose": "case_work", "purpose_text": ""}, follow=True)
    assert "“Oakfield School” becomes “Hill School”" in text(row)
    looked = Consultation.objects.get(object_id=sally.pk, page="import_row")
    assert (looked.object_type, looked.actor_id, looked.purpose) == ("person", cast.cora.pk, "case_work")


def test_why_somebody_may_be_the_same_is_said_on_the_row(cast: Cast, cora: Client) -> None:
    there = child(cast, "Sal", "Stone", dt.date(2012, 5, 13))
    Person.objects.filter(pk=there.pk).update(unit=cast.cadets)
    run = checked(cast, a_csv(YOUNG, SALLY))
    row = cora.get(f"{run.get_absolute_url()}rows/2/")
    shown = text(cora.post(row["Location"], {"purpose": "case_work", "purpose_text": ""}, follow=True))
    assert "the same family name; same date of birth" in shown
    assert "Somebody new, not on record yet" in shown


def test_who_waits_is_told_when_nothing_works_on_it(cast: Cast, cora: Client) -> None:
    run = uploaded(cast, a_csv(YOUNG, SALLY))
    stop()
    assert "does not seem to be" not in text(cora.get(run.get_absolute_url()))
    Import.objects.update(seen_at=clock.now() - dt.timedelta(minutes=4))
    shown = text(cora.get(run.get_absolute_url()))
    assert "Nothing has happened for 4 minutes: the program that works in the background does not seem to be" in shown
    assert "tell an administrator" in shown
    beat()
    assert "because other work comes first" in text(cora.get(run.get_absolute_url()))
    stop()
