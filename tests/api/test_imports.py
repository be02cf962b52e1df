"""One's own imports through the API: how far they are, and nothing that a row says."""

from __future__ import annotations

import pytest

from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.exchange import YOUNG, a_csv, checked

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
    assert cora.post(IMPORTS, {}, format="json").status_code == 405
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
