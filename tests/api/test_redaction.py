"""Copies without names through the API: the same refusals as on the pages, by the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from safeguarding.cases.models import Case
from safeguarding.letters.models import Letter
from safeguarding.letters.services import making, without_names
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from tests.api.conftest import Caller
from tests.cast import Cast, child, fresh
from tests.factories.redaction import by_the_label, everything_in_docx, everything_in_pdf, issued, known, traces_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return known(cast)


def send(
    client: APIClient, address: str, sent: dict[str, Any] | None = None, version: int | None = None, **more: str
) -> Any:
    headers = more if version is None else {**more, "If-Match": f'"v{version}"'}
    return client.post(address, sent or {}, format="json", headers=headers)


def test_a_copy_is_made_looked_at_issued_and_taken_out(cast: Cast, case: Case, caller: Caller) -> None:
    by_the_label(case, child(cast, "Grace", "Mallory", None), "Child C")
    letter = issued(case, fresh(cast.lena), "Tamsin Hollis wrote to E. Cuthbertson (7715).\n\nGrace told us.")
    lena = caller(cast.lena)
    letters = f"/api/v1/cases/{case.reference}/letters/"
    asked = {"recipient": "The parents"}
    made = send(lena, f"{letters}{letter.pk}/redact/", asked, **{"Idempotency-Key": "once"})
    assert letter.pdf is not None
    assert (made.status_code, made.data["redacts"], made.data["redacts_sha256"]) == (201, letter.pk, letter.pdf.sha256)
    assert made.data["body"].startswith("Child A wrote to PCSO B (a collar number).")
    # Sent twice by a program that heard no answer, it is one copy.
    again = send(lena, f"{letters}{letter.pk}/redact/", asked, **{"Idempotency-Key": "once"})
    assert (again.data["id"], Letter.objects.filter(redacts=letter).count()) == (made.data["id"], 1)
    one = f"{letters}{made.data['id']}/"
    changed = lena.patch(
        one,
        {"body": f"{made.data['body']}\n\nAsk Cuthbertson."},
        format="json",
        headers={"If-Match": f'"v{made.data["version"]}"'},
    )
    refused = send(lena, f"{one}issue/", {"looked": True}, changed.data["version"])
    assert refused.status_code == 422
    assert any("Line 5: “Cuthbertson”" in words for words in refused.data["errors"][""])
    clean = lena.patch(
        one, {"body": made.data["body"]}, format="json", headers={"If-Match": f'"v{changed.data["version"]}"'}
    )
    refused = send(lena, f"{one}issue/", None, clean.data["version"])
    assert (refused.status_code, refused.data["errors"]["looked"][0]) == (422, without_names.LOOK)
    assert send(lena, f"{one}issue/", {"looked": True}, clean.data["version"]).data["status"] == "issued"
    for format, everything in (("pdf", everything_in_pdf), ("docx", everything_in_docx)):
        opened = send(lena, f"{one}open/", {"purpose": "case_work", "format": format})
        assert traces_in(everything(b"".join(opened))) == []
    for name in ("lars", "wes", "mona", "nora"):
        for address in (one, f"{letters}{letter.pk}/"):
            assert caller(cast.users[name]).get(address).status_code in (403, 404)
            assert send(caller(cast.users[name]), f"{address}redact/", asked).status_code in (403, 404)
    assert caller(cast.lars).get(one).status_code == 404


def test_a_bundle_without_names_says_what_to_look_at(cast: Cast, case: Case, caller: Caller) -> None:
    ivy = fresh(cast.ivy)
    track = Track.objects.create(
        case=case, kind=TrackKind.MISCONDUCT, party=case.parties.get(label="PCSO B"), stage="screened", owner=ivy,
        opened_by=ivy, opened_because="Messages",
    )  # fmt: skip
    letter = issued(case, fresh(cast.lena), "Tamsin was then 12 years old.", title="Of Edward Cuthbertson")
    client = caller(cast.ivy)
    bundles = f"/api/v1/cases/{case.reference}/hearing-bundles/"
    made = send(client, bundles, {"track": track.pk, "title": "Hearing of Cuthbertson"})
    one = f"{bundles}{made.data['id']}/"
    filled = send(client, f"{one}fill/", {"documents": [f"letter-{letter.pk}"]}, made.data["version"])
    assert send(client, f"{one}make/", {"without_names": True}, filled.data["version"]).status_code == 201
    assert making.make_waiting() == 1
    (version,) = client.get(one).data["versions"]
    assert [(found["where"], found["words"], found["blocks"]) for found in version["found"]] == [
        ("1. Of PCSO B", "12 years old", False)
    ]
    taken = send(client, f"{one}open/", {"which": 1, "purpose": "case_work"})
    assert traces_in(everything_in_pdf(b"".join(taken))) == []
