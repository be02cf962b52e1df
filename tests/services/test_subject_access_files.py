"""Files that were taken from the person: given as they are, one by one, in the package; gone with what they were."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from safeguarding.core.errors import Invalid
from safeguarding.evidence.models import ExhibitFile
from safeguarding.evidence.services import removing
from safeguarding.files.models import StoredFile
from safeguarding.subject_access import services
from safeguarding.subject_access.models import AccessRequest, GatheredItem, ItemDecision
from safeguarding.subject_access.selectors.reading import items_of
from safeguarding.subject_access.services import Ruling, packing
from safeguarding.subject_access.services.removing import goes_with
from tests.cast import Cast, fresh
from tests.factories.evidence import TEXT, a_file, an_exhibit
from tests.factories.subject_access import again, approve_all, gathered
from tests.factories.work import a_case, the_child, the_pcso
from tests.pages.test_subject_access import browser, page

pytestmark = pytest.mark.django_db
LOOKED = Ruling("give", reason="I looked at all of it. Nobody else is in it.")


@pytest.fixture
def held(cast: Cast, tmp_path: Path, settings: Settings) -> ExhibitFile:
    """Of Ann's own phone, by a name that names somebody else."""
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    case = a_case(cast)
    party = the_child(cast, case)
    the_pcso(cast, case)
    return a_file(an_exhibit(case, seized_from=party), name="carl cooper.txt")


@pytest.fixture
def made(cast: Cast, held: ExhibitFile) -> AccessRequest:
    assert held.exhibit.seized_from is not None
    return gathered(cast, held.exhibit.seized_from.person)


def the_file(made: AccessRequest) -> GatheredItem:
    return made.items.get(source="exhibit_file")


def package_of(cast: Cast, done: AccessRequest) -> dict[str, bytes]:
    given = b"".join(services.open_file(done, purpose="sar", by=fresh(cast.lena), package=True))
    with zipfile.ZipFile(io.BytesIO(given)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_file_is_given_byte_for_byte_once_somebody_said_who_is_in_it(cast: Cast, made: AccessRequest) -> None:
    item = the_file(made)
    with pytest.raises(Invalid, match=r"given as it is.*Art 15\(4\)"):
        services.decide(made, [item.pk], Ruling("give"), by=fresh(cast.sam))
    services.decide(made, [item.pk], LOOKED, by=fresh(cast.sam))
    parts = package_of(cast, approve_all(cast, made))
    line = next(one for one in json.loads(parts["items.json"])["items"] if one["file"])
    assert line["file"] == f"files/{line['number']}.txt"
    assert parts[line["file"]] == TEXT
    about = json.loads(parts["manifest.json"])
    assert {"name": line["file"], "size": len(TEXT), "sha256": hashlib.sha256(TEXT).hexdigest()} in about["files"]
    assert about["not_enclosed"] == []
    assert "ooper" not in line["text"]
    assert not any("cooper" in name.lower() for name in parts)


def test_a_file_that_is_kept_back_or_too_large_is_not_in_the_package(
    cast: Cast, made: AccessRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = the_file(made)
    services.decide(made, [item.pk], Ruling("withhold", "third_party", "Her friends are in it"), by=fresh(cast.sam))
    parts = package_of(cast, approve_all(cast, made))
    assert not any(name.startswith("files/") or TEXT in data for name, data in parts.items())
    other = gathered(cast, made.person)
    services.decide(other, [the_file(other).pk], LOOKED, by=fresh(cast.sam))
    monkeypatch.setattr(packing, "MOST_OF_FILES", len(TEXT) - 1)
    parts = package_of(cast, approve_all(cast, other))
    assert not any(name.startswith("files/") for name in parts)
    assert [one["why"] for one in json.loads(parts["manifest.json"])["not_enclosed"]] == [packing.TOO_LARGE]


def test_deciding_about_all_leaves_files_to_be_looked_at(cast: Cast, made: AccessRequest) -> None:
    sam = browser(cast.sam)
    told = sam.get(page(made, "items")).content.decode()
    assert "Look at the file" in told
    assert f'name="shown" value="{the_file(made).pk}"' not in told
    sam.post(page(made, "items"), {"which": "found", "verdict": "give"})
    assert [item.source for item in made.items.filter(verdict="")] == ["exhibit_file"]


def test_what_was_gathered_of_a_file_that_is_removed_goes_with_it(
    cast: Cast, made: AccessRequest, held: ExhibitFile
) -> None:
    services.decide(made, [the_file(made).pk], LOOKED, by=fresh(cast.sam))
    done = approve_all(cast, made)
    assert list(goes_with(held)) == ["1 item gathered for subject access, and documents that hold them."]
    asked = removing.ask_removal(held=held, reason="Of another phone", by=fresh(cast.lena))
    removing.decide_removal(removal=asked, removes=True, answer="I looked", by=fresh(cast.sam), version=1)
    now = again(made)
    assert (now.status, now.file) == ("deciding", None)
    assert "Have the file gathered again" in now.problem
    assert done.file is not None
    assert done.package is not None
    for paper in (done.file, done.package):
        assert StoredFile.objects.get(pk=paper.pk).destroyed_at is not None
    gone: Any = the_file(made)
    assert (gone.words, gone.redacted, gone.verdict) == ("", "", "")
    assert gone not in items_of(made, fresh(cast.sam))
    assert ItemDecision.objects.filter(item=gone).exists()
