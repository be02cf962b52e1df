"""Exhibits and their custody: nobody has one without having signed for it."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import put_grant
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.evidence import selectors, services
from safeguarding.evidence.choices import ExhibitStatus, HandoverStatus
from safeguarding.evidence.models import CustodyTransfer, Exhibit
from safeguarding.notices.models import Notice
from tests.cast import Cast
from tests.factories.evidence import TEXT, a_file, an_exhibit
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    made = a_case(cast, unit=cast.hub, owner=cast.lena, supervisor=cast.sam)
    for user, kind in ((cast.lena, GrantKind.LEAD), (cast.sam, GrantKind.SUPERVISE)):
        put_grant(case=made, user=user, kind=kind, reason="Named", by=cast.lena)
    return made


def given(**changed: object) -> dict[str, object]:
    return {
        "reference": "JB/1", "kind": "phone", "description": "Black phone", "seized_at": clock.now(),
        "seized_where": "At home", "seized_from": None, "seized_by": "PC 1234", "seal_number": "A1", "held_at": "Store",
        "analysis": "waiting", "analysis_note": "", **changed,
    }  # fmt: skip


def offered(exhibit: Exhibit, cast: Cast) -> CustodyTransfer:
    return services.offer(exhibit=exhibit, taken_by=cast.sam, reason="Analysis", place="Desk", by=cast.lena)


def test_who_adds_an_exhibit_has_it(case: Case, cast: Cast) -> None:
    exhibit = services.add_exhibit(case=case, by=cast.lena, **given())
    assert (exhibit.custodian, exhibit.is_held) == (cast.lena, True)
    assert AuditEvent.objects.filter(verb="exhibit.added", object_id=case.pk).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reference": " "}, "reference"),
        ({"reference": "jb/0"}, "reference"),
        ({"reference": "JB/1<\u202e"}, "reference"),
        ({"description": ""}, "description"),
        ({"kind": "ghost"}, "kind"),
        ({"seized_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}, "seized_at"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(case: Case, cast: Cast, wrong: dict[str, object], field: str) -> None:
    an_exhibit(case, reference="JB/0")
    with pytest.raises(Invalid) as refused:
        services.add_exhibit(case=case, by=cast.lena, **given(**wrong))
    assert list(refused.value.errors) == [field]


def test_an_exhibit_stays_where_it_is_until_both_have_signed(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    made = offered(exhibit, cast)
    exhibit.refresh_from_db()
    assert exhibit.custodian == cast.lena
    assert Notice.objects.get(recipient=cast.sam).url == exhibit.get_absolute_url()
    assert list(selectors.to_sign(cast.sam)) == [made]
    services.accept(handover=made, by=cast.sam)
    exhibit.refresh_from_db()
    made.refresh_from_db()
    assert (exhibit.custodian, made.status) == (cast.sam, HandoverStatus.ACCEPTED)
    assert Notice.objects.filter(recipient=cast.lena).count() == 1
    assert list(selectors.to_sign(cast.sam)) == []


def test_nobody_signs_for_another(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    made = offered(exhibit, cast)
    for signs in (cast.lena, cast.leo):
        with pytest.raises(NotAllowed):
            services.accept(handover=made, by=signs)
        with pytest.raises(NotAllowed):
            services.decline(handover=made, answer="No", by=signs)
    with pytest.raises(NotAllowed):
        services.take_back(handover=made, by=cast.sam)


def test_who_does_not_have_it_cannot_give_it(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    for by in (cast.leo, cast.sam):
        with pytest.raises(NotAllowed):
            services.offer(exhibit=exhibit, taken_by=cast.bella, reason="a", place="b", by=by)


def test_the_supervisor_hands_on_what_somebody_left_behind(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case, custodian=cast.lars)
    made = services.offer(exhibit=exhibit, taken_by=cast.lena, reason="Lars left", place="Store", by=cast.sam)
    services.accept(handover=made, by=cast.lena)
    exhibit.refresh_from_db()
    assert exhibit.custodian == cast.lena


def test_it_goes_to_nobody_who_does_not_read_the_case(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    for taker in (cast.lars, cast.mona, cast.lena):
        with pytest.raises(Invalid):
            services.offer(exhibit=exhibit, taken_by=taker, reason="a", place="b", by=cast.lena)


def test_declined_and_taken_back_leave_it_where_it_was_and_stay_in_the_chain(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    services.decline(handover=offered(exhibit, cast), answer="The seal is broken", by=cast.sam)
    services.take_back(handover=offered(exhibit, cast), by=cast.lena)
    exhibit.refresh_from_db()
    assert exhibit.custodian == cast.lena
    assert [made.status for made in selectors.chain_of(exhibit)] == ["declined", "taken_back"]


def test_one_hand_over_at_a_time_and_each_answered_once(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    made = offered(exhibit, cast)
    with pytest.raises(Conflict):
        offered(exhibit, cast)
    services.accept(handover=made, by=cast.sam)
    for again in (
        lambda: services.accept(handover=made, by=cast.sam),
        lambda: services.decline(handover=made, answer="No", by=cast.sam),
        lambda: services.take_back(handover=made, by=cast.lena),
    ):
        with pytest.raises(Conflict):
            again()


def test_what_went_back_takes_nothing_more(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    made = offered(exhibit, cast)
    end = {"status": ExhibitStatus.RETURNED, "ended_on": clock.today(), "ended_to": "Its owner", "reason": "Done"}
    with pytest.raises(Conflict):
        services.end_exhibit(exhibit=exhibit, by=cast.lena, **end)
    services.take_back(handover=made, by=cast.lena)
    services.end_exhibit(exhibit=exhibit, by=cast.lena, **end)
    exhibit.refresh_from_db()
    assert exhibit.status == ExhibitStatus.RETURNED
    for again in (
        lambda: services.end_exhibit(exhibit=exhibit, by=cast.lena, **end),
        lambda: offered(exhibit, cast),
        lambda: services.change_exhibit(exhibit=exhibit, reason="x", by=cast.lena, held_at="y"),
    ):
        with pytest.raises(Conflict):
            again()


def test_a_change_asks_why_and_never_overwrites_another_s(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    services.change_exhibit(exhibit=exhibit, reason="Analysed", by=cast.lena, version=1, analysis="done")
    with pytest.raises(Stale):
        services.change_exhibit(exhibit=exhibit, reason="Moved", by=cast.leo, version=1, held_at="Safe")
    with pytest.raises(Invalid):
        services.change_exhibit(exhibit=exhibit, reason=" ", by=cast.leo, held_at="Safe")
    assert exhibit.events.count() == 2


def test_strangers_and_header_readers_find_no_case(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    assert not Exhibit.objects.visible_to(cast.mona).exists()
    for by in (cast.lars, cast.adam):
        with pytest.raises(Case.DoesNotExist):
            services.change_exhibit(exhibit=exhibit, reason="x", by=by, held_at="y")
    with pytest.raises(NotAllowed):
        services.change_exhibit(exhibit=exhibit, reason="x", by=cast.mona, held_at="y")


def test_opening_a_file_writes_down_who_and_why(case: Case, cast: Cast) -> None:
    row = a_file(an_exhibit(case))
    pieces = services.open_exhibit_file(row=row, purpose="case_work", by=cast.lena)
    assert b"".join(pieces) == TEXT
    assert AuditEvent.objects.get(verb="exhibit.file_opened").data["purpose"] == "case_work"
    assert Consultation.objects.filter(page="exhibit file", object_id=case.pk, actor_id=cast.lena.pk).count() == 1
    with pytest.raises(Invalid):
        services.open_exhibit_file(row=row, purpose="other", by=cast.lena)
    with pytest.raises(NotAllowed):
        services.open_exhibit_file(row=row, purpose="case_work", by=cast.mona)


def test_the_same_file_is_not_put_on_an_exhibit_twice(case: Case, cast: Cast) -> None:
    exhibit = an_exhibit(case)
    a_file(exhibit)
    other = a_file(an_exhibit(case, reference="JB/2"))
    with pytest.raises(Invalid, match="already"):
        services.put_file(exhibit=exhibit, stored=other.file, by=cast.lena)
