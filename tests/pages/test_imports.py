"""Bringing in a file in the browser, as a coordinator does."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.exchange import services
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.people.models import Person
from tests.cast import Cast
from tests.factories.exchange import YOUNG, a_csv, applied, checked, worked

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


def test_what_the_record_of_a_young_person_says_is_told_with_a_purpose_and_written_down(
    cast: Cast, cora: Client
) -> None:
    applied(cast, a_csv(YOUNG, SALLY))
    sally = Person.objects.get(family_name="Stone")
    run = checked(cast, a_csv(YOUNG, (*SALLY[:4], "Hill School")))
    page, row = run.get_absolute_url(), f"{run.get_absolute_url()}rows/2/"
    for answer in (cora.get(page), cora.get(row), cora.get(f"{page}?as=csv")):
        assert "Hill School" in text(answer)
        assert "Oakfield" not in text(answer)
    read = Consultation.objects.filter(object_type="person", object_id=sally.pk)
    assert not read.exists()
    cora.post(f"/people/{sally.pk}/purpose/", {"purpose": "running_scheme", "purpose_text": ""})
    for answer in (cora.get(page), cora.get(row)):
        assert "“Oakfield School” becomes “Hill School”" in text(answer)
    assert read.filter(purpose="running_scheme", page="import").count() == 2
