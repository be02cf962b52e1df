"""Who signs in as somebody, and who manages them, decides at once what they may not see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.services import triage
from safeguarding.core.errors import Invalid, NotAllowed, Stale
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType
from safeguarding.people.models import Person
from safeguarding.people.services import set_links
from tests.cast import Cast, fresh, staff
from tests.factories.triage import a_waiting_concern

pytestmark = pytest.mark.django_db


def test_a_new_line_manager_loses_sight_of_what_the_person_is_in(cast: Cast) -> None:
    concern = a_waiting_concern(cast, "asks_for_secrecy")
    case = triage.decide(
        a_waiting_concern(cast, "asks_for_secrecy"),
        triage.Verdict(route="case_psd", rationale="Secret", owner=fresh(cast.leo)),
        version=None,
        by=fresh(cast.lena),
    ).case
    assert case
    leo = staff(cast, "Leo", "Example", PersonType.POLICE_OFFICER, user=cast.leo)
    carl = cast.people["carl"]
    set_links(person=carl, user=None, line_manager=leo, by=fresh(cast.adam), version=carl.version)
    assert not Concern.objects.visible_to(fresh(cast.leo)).filter(pk=concern.pk).exists()
    assert not Case.objects.visible_to(fresh(cast.leo)).exists()
    case.refresh_from_db()
    assert case.owner == cast.sam, "the case went on in the same moment"
    assert AuditEvent.objects.filter(verb="person.linked").exists()


def test_a_new_manager_above_the_manager_loses_sight_too(cast: Cast) -> None:
    carl = cast.people["carl"]
    chief = staff(cast, "Chi", "Ef", PersonType.POLICE_OFFICER)
    set_links(person=carl, user=None, line_manager=chief, by=fresh(cast.adam))
    a_waiting_concern(cast)
    assert Concern.objects.visible_to(fresh(cast.leo)).exists()
    leo = staff(cast, "Leo", "Example", PersonType.POLICE_OFFICER, user=cast.leo)
    set_links(person=chief, user=None, line_manager=leo, by=fresh(cast.adam))
    assert not Concern.objects.visible_to(fresh(cast.leo)).exists()


def test_it_is_for_administrators_and_for_one_force(cast: Cast) -> None:
    carl = cast.people["carl"]
    with pytest.raises(NotAllowed):
        set_links(person=carl, user=cast.nora, line_manager=None, by=fresh(cast.lena))
    for wrong in ({"user": cast.wes}, {"user": cast.brian}, {"line_manager": carl}):
        with pytest.raises(Invalid):
            set_links(**{"person": carl, "user": None, "line_manager": None, "by": fresh(cast.adam), **wrong})
    with pytest.raises(Stale):
        set_links(person=carl, user=None, line_manager=None, by=fresh(cast.adam), version=carl.version + 1)
    assert Person.objects.get(pk=carl.pk).user is None


def test_nobody_gives_themself_back_what_is_kept_from_them(cast: Cast) -> None:
    adam = staff(cast, "Adam", "Example", PersonType.POLICE_STAFF, user=cast.adam)
    for change in ({"user": None, "line_manager": None}, {"user": cast.adam, "line_manager": cast.people["carl"]}):
        with pytest.raises(NotAllowed):
            set_links(person=adam, by=fresh(cast.adam), **change)
    assert Person.objects.get(pk=adam.pk).user == cast.adam


def test_who_watches_over_a_case_is_told_when_a_link_that_was_taken_away_ends_a_conflict(cast: Cast) -> None:
    leo = staff(cast, "Leo", "Example", PersonType.POLICE_OFFICER, user=cast.leo)
    carl = cast.people["carl"]
    set_links(person=carl, user=None, line_manager=leo, by=fresh(cast.adam))
    case = triage.decide(
        a_waiting_concern(cast, "asks_for_secrecy"),
        triage.Verdict(route="case_psd", rationale="Secret", owner=fresh(cast.lena)),
        version=None,
        by=fresh(cast.lena),
    ).case
    assert case
    told = Notice.objects.filter(subject_type="case", subject_id=case.pk, title__contains="fell away")
    set_links(person=carl, user=None, line_manager=leo, by=fresh(cast.adam))
    assert not told.exists(), "nothing changed"
    set_links(person=carl, user=None, line_manager=None, by=fresh(cast.adam))
    assert Case.objects.visible_to(fresh(cast.leo)).filter(pk=case.pk).exists()
    assert cast.lena.pk in told.values_list("recipient_id", flat=True)
    assert cast.adam.pk not in told.values_list("recipient_id", flat=True)


def test_saving_the_same_again_takes_no_longer_for_somebody_who_is_in_a_case(cast: Cast) -> None:
    a_waiting_concern(cast, "asks_for_secrecy")
    asked = []
    for person in (cast.people["carl"], staff(cast, "No", "Body", PersonType.POLICE_OFFICER)):
        held = Person.objects.get(pk=person.pk)
        with CaptureQueriesContext(connection) as queries:
            set_links(person=held, user=held.user, line_manager=held.line_manager, by=fresh(cast.adam))
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert not AuditEvent.objects.filter(verb="person.linked").exists()
