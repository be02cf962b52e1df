"""Letters through the API: the same rules as the pages, and a letter of a track is there for who reads the track."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.investigations.choices import Act
from safeguarding.letters.services import making
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.hearing import files_of, heard
from tests.factories.investigations import begun, up_to
from tests.factories.letters import GIVEN, a_letter, a_template
from tests.factories.work import a_case, the_pcso

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


def send(client: APIClient, address: str, sent: dict[str, Any] | None = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent or {}, format="json", headers=headers)


def test_a_letter_of_a_track_is_filled_and_sent_and_safeguarding_finds_none(
    cast: Cast, case: Case, caller: Caller
) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.TERMS)
    ivy, lena = caller(cast.ivy), caller(cast.lena)
    letters = f"/api/v1/cases/{case.reference}/letters/"
    asked = {"kind": "notice", "recipient": "PCSO B", "track": held.track_id}
    assert set(send(lena, letters, asked).data["errors"]) == {"track"}
    assert set(send(ivy, letters, {**asked, "track": None}).data["errors"]) == {"track"}
    made = send(ivy, letters, asked)
    assert (made.status_code, made.data["track"]) == (201, held.track_id)
    one, version = f"{letters}{made.data['id']}/", made.data["version"]
    assert lena.get(one).status_code == 404
    assert lena.get(letters).data["results"] == []
    assert send(ivy, f"{one}issue/").status_code == 428
    assert send(ivy, f"{one}issue/", None, version).status_code == 403
    issued = send(caller(cast.piers), f"{one}issue/", None, version)
    assert (issued.data["status"], len(issued.data["pdf_sha256"])) == ("issued", 64)
    given = {**GIVEN, "given_on": clock.today().isoformat()}
    assert send(ivy, f"{one}send/", given, issued.data["version"]).data["status"] == "sent"
    disclosed = f"/api/v1/cases/{case.reference}/disclosures/"
    assert ivy.get(disclosed).data["results"][0]["sha256"] == issued.data["pdf_sha256"]
    assert lena.get(disclosed).data["results"] == []
    opened = send(ivy, f"{one}open/", {"purpose": "case_work"})
    assert opened.headers["X-File-SHA256"] == issued.data["pdf_sha256"]


def test_who_wrote_any_of_it_is_refused(cast: Cast, case: Case, caller: Caller) -> None:
    letter = a_letter(case, cast.sam, kind="dbs", writers=[cast.lena.pk, cast.sam.pk])
    template = a_template(cast.force, cast.sam, writers=[cast.lena.pk, cast.sam.pk])
    lena, leo = caller(cast.lena), caller(cast.users["leo"])
    for address in (
        f"/api/v1/cases/{case.reference}/letters/{letter.pk}/issue/",
        f"/api/v1/letter-templates/{template.pk}/approve/",
    ):  # fmt: skip
        refused = send(lena, address, None, 1)
        assert (refused.status_code, "or a part of it" in refused.data["detail"]) == (403, True)
        assert send(leo, address, None, 1).status_code == 200


def test_a_hearing_bundle_is_put_together_made_and_taken_out(cast: Cast, caller: Caller) -> None:
    case = heard(cast)
    text = files_of(case)[2]
    ivy, lena = caller(cast.ivy), caller(cast.lena)
    all_of_them = f"/api/v1/cases/{case.reference}/hearing-bundles/"
    asked = {"track": case.tracks.get().pk, "title": "For the panel"}
    assert set(send(lena, all_of_them, asked).data["errors"]) == {"track"}
    made = send(ivy, all_of_them, asked)
    one = f"{all_of_them}{made.data['id']}/"
    offered = [row["key"] for row in ivy.get(f"{one}offered/").data]
    assert {f"file-{text.pk}", "chronology-0"} <= set(offered)
    filled = send(ivy, f"{one}fill/", {"documents": ["chronology-0", f"file-{text.pk}"]}, made.data["version"])
    assert [part["name"] for part in filled.data["parts"]] == ["Chronology of the case", "HX/1: note.txt"]
    moved = {"part": filled.data["parts"][1]["id"], "move": "up"}
    assert send(ivy, f"{one}arrange/", moved, made.data["version"]).status_code == 412
    ordered = send(ivy, f"{one}arrange/", moved, filled.data["version"])
    assert [part["kind"] for part in ordered.data["parts"]] == ["file", "chronology"]
    assert send(ivy, f"{one}make/", {}, ordered.data["version"]).status_code == 201
    assert send(ivy, f"{one}open/", {"which": 1, "purpose": "case_work"}).status_code == 409
    assert making.make_waiting() == 1
    (version,) = ivy.get(one).data["versions"]
    taken = send(ivy, f"{one}open/", {"which": 1, "purpose": "case_work"})
    assert taken.headers["X-File-SHA256"] == version["sha256"]
    assert lena.get(one).status_code == 404
    assert lena.get(all_of_them).data["results"] == []
