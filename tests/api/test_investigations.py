"""Investigations through the API: the same acts, the same refusals, what is not possible and why."""

from __future__ import annotations

import pytest

from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.investigations.choices import Act
from safeguarding.investigations.models import Investigation
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.investigations import ago, an_allegation, as_json, begun, steps, up_to
from tests.factories.work import a_case, the_pcso

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


def test_from_the_allegation_to_the_dismissal_by_a_program(cast: Cast, case: Case, caller: Caller) -> None:
    ivy = caller(cast.ivy)
    under = f"/api/v1/cases/{case.reference}/investigations/"
    told = {"party": the_pcso(cast, case), "entry": "complaint", "came_on": ago(100), "reason": "Messages to a child"}
    made = ivy.post(under, as_json(told), format="json")
    assert made.status_code == 201, made.json()
    at, etag = made["Location"], made["ETag"]
    held = Investigation.objects.get(case=case)
    alleged = ivy.post(f"{at}acts/allege/", as_json(an_allegation()), format="json", headers={"If-Match": etag})
    assert alleged.status_code == 200, alleged.json()
    for act, given in steps(cast, held):
        done = ivy.post(f"{at}acts/{act}/", as_json(given), format="json", headers={"If-Match": alleged["ETag"]})
        assert done.status_code == 200, (act, done.json())
        alleged = done
    found = ivy.get(at).json()
    assert (found["stage"], found["end"]) == ("outcome", "dismissed")
    assert found["proceedings"]["outcome"] == "dismissed"
    assert found["notice"]["method"] == "in_person"
    assert {part["key"] for part in ivy.get(f"{at}notice/").json()} >= {"conduct", "advice", "representations"}
    late = ivy.post(f"{at}acts/outcome/", as_json({}), format="json", headers={"If-Match": etag})
    assert late.status_code in (412, 422)


def test_a_refusal_names_its_rule_and_what_is_possible_is_said(cast: Cast, case: Case, caller: Caller) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.SEVERITY)
    ivy, at = caller(cast.ivy), f"/api/v1/cases/{case.reference}/investigations/{held.pk}/"
    why = {line["act"]: line["why_not"] for line in ivy.get(at).json()["acts"]}
    assert why["terms"] == ""
    assert "reg 17(2)" in why["serve"]
    given = as_json(dict(steps(cast, held))[Act.SERVE])
    refused = ivy.post(f"{at}acts/serve/", given, format="json", headers={"If-Match": f'"v{held.version}"'})
    assert refused.status_code == 409
    assert "reg 17(2)" in refused.json()["detail"]
    assert ivy.post(f"{at}acts/nothing/", {}, format="json", headers={"If-Match": "x"}).status_code == 404


def test_to_others_there_are_none(cast: Cast, case: Case, caller: Caller) -> None:
    held = begun(cast.ivy, case, the_pcso(cast, case))
    lena = caller(cast.lena)
    under = f"/api/v1/cases/{case.reference}/investigations/"
    assert lena.get(under).json()["results"] == []
    assert lena.get(f"{under}{held.pk}/").status_code == 404
    assert lena.get(f"{under}{held.pk}/notice/").status_code == 404
