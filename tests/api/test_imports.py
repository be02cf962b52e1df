"""One's own imports through the API: from the file to the record, as on the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from safeguarding.exchange.models import Import
from safeguarding.people.models import Person
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.exchange import YOUNG, a_csv, checked, worked

pytestmark = pytest.mark.django_db
IMPORTS = "/api/v1/imports/"


def test_who_uploaded_a_file_sees_how_far_it_is_and_nobody_else(cast: Cast, caller: Caller) -> None:
    run = checked(cast, a_csv(YOUNG, ["Y1", "Zebedee", "Quill", "2011-02-03", "Oakfield"]))
    cora = caller(cast.cora)
    found = cora.get(f"{IMPORTS}{run.pk}/")
    assert (found.data["status"], found.data["rows_in_all"], found["ETag"]) == ("checked", 1, f'"v{run.version}"')
    assert sum(found.data["counts"].values()) == 1
    listed = cora.get(f"{IMPORTS}?status=checked&kind=young_people")
    assert [one["id"] for one in listed.data["results"]] == [run.pk]
    assert cora.get(f"{IMPORTS}?status=applied").data["results"] == []
    for answer in (found, listed):
        assert "Zebedee" not in answer.content.decode()
    for other in (cast.mona, cast.lena, cast.wes, cast.pat):
        assert caller(other).get(f"{IMPORTS}{run.pk}/").status_code == 403
        assert caller(other).get(IMPORTS).status_code == 403


def test_another_coordinator_does_not_see_it(cast: Cast, caller: Caller) -> None:
    run = checked(cast, a_csv(YOUNG, ["Y1", "Zebedee", "Quill", "2011-02-03", "Oakfield"]))
    run.uploaded_by = fresh(cast.system)
    run.save(update_fields=["uploaded_by"])
    cora = caller(cast.cora)
    assert cora.get(f"{IMPORTS}{run.pk}/").status_code == 404
    assert cora.get(IMPORTS).data["results"] == []


def test_from_the_file_to_the_record(cast: Cast, caller: Caller) -> None:
    cora = caller(cast.cora)
    content = a_csv(YOUNG, ("Y1", "Zebedee", "Quill", "2011-02-03", ""), ("Y2", "Tom", "Tarn", "31/02/2011", ""))
    sent = {
        "kind": "young_people", "source": "Cadet platform", "unit": cast.cadets.pk,
        "file": SimpleUploadedFile("cadets.csv", content),
    }  # fmt: skip
    made = cora.post(IMPORTS, sent, format="multipart")
    assert made.status_code == 201, made.content
    page = made["Location"]
    worked(Import.objects.get())
    columns = cora.get(f"{page}columns/")
    assert columns.data["headings"] == list(YOUNG)
    assert {"name": "reference", "title": "Number", "is_needed": False} in columns.data["may_hold"]

    def post(step: str, body: object = None, **more: object) -> Any:
        etag = cora.get(page)["ETag"]
        return cora.post(f"{page}{step}", body, format="json", HTTP_IF_MATCH=etag, **more)

    assert cora.post(f"{page}columns/", {"mapping": {"given_name": 1}}, format="json").status_code == 428
    assert post("columns/", {"mapping": {"given_name": 1, "school": 1}}).status_code == 422
    named = post("columns/", {"mapping": columns.data["mapping"]})
    assert (named.status_code, named.data["status"]) == (200, "checking")
    worked(Import.objects.get())
    assert cora.get(page).data["counts"] == {"new": 1, "wrong": 1}
    listed = cora.get(f"{page}rows/?limit=1")
    assert [one["number"] for one in listed.data["results"]] == [2]
    assert [one["number"] for one in cora.get(listed.data["next"]).data["results"]] == [3]
    (wrong,) = cora.get(f"{page}rows/?verdict=wrong").data["results"]
    assert "is no day" in wrong["why"]["date_of_birth"][0]
    assert wrong["says"]["date_of_birth"] == "31/02/2011"
    assert cora.get(f"{page}rows/?verdict=odd").status_code == 422
    assert post("apply/").status_code == 409
    fixed = post("rows/3/", {"values": {"date_of_birth": "28/02/2011"}})
    assert (fixed.status_code, fixed.data["verdict"]) == (200, "new"), fixed.content
    assert fixed["ETag"] == cora.get(page)["ETag"]
    assert cora.get(f"{page}rows/9/").status_code == 404
    assert post("apply/").data["status"] == "applying"
    worked(Import.objects.get())
    assert cora.get(page).data["status"] == "applied"
    assert Person.objects.filter(given_name__in=("Zebedee", "Tom")).count() == 2
    assert post("abandon/").status_code == 409


def test_rows_are_left_out_and_an_import_is_given_up(cast: Cast, caller: Caller) -> None:
    run = checked(cast, a_csv(YOUNG, ["Y1", "", "", "", ""]))
    cora, page = caller(cast.cora), f"{IMPORTS}{run.pk}/"
    left = cora.post(f"{page}leave-out/", {"verdict": "wrong"}, format="json", HTTP_IF_MATCH=cora.get(page)["ETag"])
    assert left.data["counts"] == {"left_out": 1}
    assert cora.post(f"{page}abandon/", HTTP_IF_MATCH='"v1"').status_code == 412
    gone = cora.post(f"{page}abandon/", HTTP_IF_MATCH=left["ETag"])
    assert (gone.status_code, gone.data["status"]) == (200, "abandoned")
    assert cora.get(f"{page}rows/").data["results"] == []


def test_what_is_no_spreadsheet_is_refused_at_its_field(cast: Cast, caller: Caller) -> None:
    file = SimpleUploadedFile("list.csv", b"%PDF-1.7 something")
    sent = {"kind": "staff", "source": "A list", "unit": cast.cadets.pk, "file": file}
    answer = caller(cast.cora).post(IMPORTS, sent, format="multipart")
    assert answer.status_code == 422
    assert "This is a PDF" in answer.content.decode()
    assert caller(cast.cora).post(IMPORTS, {}, format="json").status_code == 422
    assert caller(cast.mona).post(IMPORTS, {}, format="json").status_code == 403
