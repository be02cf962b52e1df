"""Questions to schemes: who is reminded, what ends them, and that no answer names anybody of the case behind them."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re

import pytest
from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.cases.services import access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.deadlines.models import Deadline
from safeguarding.files import services as files
from safeguarding.guard.policies import MOST_TRIES
from safeguarding.learning import services
from safeguarding.learning.models import SchemeReply, SelfAssessment
from safeguarding.learning.services import Reply
from safeguarding.learning.services.assessing import NOT_AS_IT_STANDS
from safeguarding.notices.models import Notice
from safeguarding.schemes.choices import DecidedAs, SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.services import decide
from safeguarding.schemes.services.decisions import NewDecision
from tests.cast import Cast, fresh
from tests.factories.casework import opened, signed_in
from tests.factories.learning import a_report, approved
from tests.factories.schemes import CHIEF, tolerated

pytestmark = pytest.mark.django_db
REMINDER = "Questions of a learning report are not answered yet"


@pytest.fixture
def case(cast: Cast) -> Case:
    """About Ann Archer and Carl Cooper."""
    return opened(cast)


@pytest.fixture
def sent(cast: Cast, case: Case) -> SelfAssessment:
    """To Elm club and Oakfield club, for a fortnight. Cora answers for both."""
    tolerated(cast, "Elm club")
    tolerated(cast, "Oakfield club")
    due_on = clock.today() + dt.timedelta(days=14)
    return services.send(approved(cast, case), due_on=due_on, by=fresh(cast.lena))


def of(sent: SelfAssessment, name: str) -> SchemeReply:
    return sent.replies.get(scheme__name=name)


def running(asked: SchemeReply) -> bool:
    return Deadline.objects.running().filter(subject_type="schemereply", subject_id=asked.pk).exists()


def close(scheme: Scheme, cast: Cast) -> None:
    decided = NewDecision(SchemeStatus.CLOSED, "Nobody leads it", CHIEF, DecidedAs.CHIEF_OFFICER)
    decide(scheme, decided, version=None, by=fresh(cast.mona))


def reminders() -> list[Notice]:
    return list(Notice.objects.filter(title=REMINDER).select_related("recipient"))


def answered(text: str, evidence: str = "The register") -> list[Reply]:
    return [Reply("yes", text, evidence)]


# -- what ends them ---------------------------------------------------------------------------------------------------


def test_a_scheme_that_is_closed_is_not_asked_any_more_and_its_clock_stops(cast: Cast, sent: SelfAssessment) -> None:
    close(Scheme.objects.get(name="Elm club"), cast)
    elm, oakfield = of(sent, "Elm club"), of(sent, "Oakfield club")
    assert (running(elm), running(oakfield)) == (False, True)
    stopped = Deadline.objects.get(subject_type="schemereply", subject_id=elm.pk)
    assert stopped.cancel_reason == elm.ended_because == "The scheme was closed"
    with pytest.raises(Conflict, match="not asked any more"):
        services.reply(elm, answered("All were told"), version=None, by=fresh(cast.cora))
    shown = signed_in(cast.cora).get(sent.get_absolute_url()).content.decode()
    assert "1 scheme has not answered" in shown
    assert "Not asked any more" in shown
    seen = signed_in(cast.cora).get(f"{reverse('learning:reply_list')}?standing=waiting").context["replies"]
    assert [one.scheme.name for one in seen] == ["Oakfield club"]
    with clock.standing_at(clock.now() + dt.timedelta(days=20)):
        assert (elm.is_late, of(sent, "Oakfield club").is_late) == (False, True)


def test_what_a_closed_scheme_answered_stays(cast: Cast, sent: SelfAssessment) -> None:
    services.reply(of(sent, "Elm club"), answered("All were told"), version=None, by=fresh(cast.cora))
    close(Scheme.objects.get(name="Elm club"), cast)
    assert of(sent, "Elm club").standing == "answered"


def test_when_the_report_is_withdrawn_the_clocks_stop_and_it_may_be_sent_anew(cast: Cast, sent: SelfAssessment) -> None:
    report = sent.report
    services.withdraw(report, reason="A name was missed", version=None, by=fresh(cast.lena))
    assert not any(running(one) for one in sent.replies.all())
    assert {one.ended_because for one in sent.replies.all()} == {"The report was withdrawn"}


# -- those who have not answered are reminded -------------------------------------------------------------------------


def test_those_who_have_not_answered_are_reminded_once_a_day_and_told_nothing_of_it(
    cast: Cast, sent: SelfAssessment
) -> None:
    lena = signed_in(cast.lena)
    button, address = "Remind those who have not answered", reverse("learning:remind", args=[sent.pk])
    assert button in lena.get(sent.get_absolute_url()).content.decode()
    assert button not in signed_in(cast.cora).get(sent.get_absolute_url()).content.decode()
    assert lena.post(address).status_code == 302
    (told,) = reminders()
    assert told.recipient == cast.cora
    assert told.body.startswith("2 answers wait, due ")
    assert all(words not in f"{told.title} {told.body}" for words in ("Elm", "Oakfield", sent.report.title))
    assert button not in lena.get(sent.get_absolute_url()).content.decode()
    with pytest.raises(Conflict, match="Once a day is enough"):
        services.remind(sent, by=fresh(cast.lena))
    assert len(reminders()) == 1
    with clock.standing_at(clock.now() + dt.timedelta(days=1)):
        services.reply(of(sent, "Elm club"), answered("All were told"), version=None, by=fresh(cast.cora))
        assert services.remind(sent, by=fresh(cast.lena)) == []
        assert {one.body[:14] for one in reminders()} == {"2 answers wait", "1 answer waits"}
        services.reply(of(sent, "Oakfield club"), answered("All were told"), version=None, by=fresh(cast.cora))
    with pytest.raises(Conflict, match="has answered"):
        services.remind(sent, by=fresh(cast.lena))


def test_who_may_not_send_questions_reminds_nobody(cast: Cast, sent: SelfAssessment) -> None:
    with pytest.raises(NotAllowed):
        services.remind(sent, by=fresh(cast.cora))
    with pytest.raises(SelfAssessment.DoesNotExist):
        services.remind(sent, by=fresh(cast.wes))
    assert reminders() == []


def test_who_is_in_conflict_since_is_not_reminded(cast: Cast, case: Case, sent: SelfAssessment) -> None:
    access.declare_conflict(case=case, user=cast.cora, reason="A neighbour", by=fresh(cast.lena))
    nobody = services.remind(sent, by=fresh(cast.lena))
    assert [scheme.name for scheme in nobody] == ["Elm club", "Oakfield club"]
    assert reminders() == []


# -- no answer names anybody ------------------------------------------------------------------------------------------


def test_an_answer_that_names_somebody_of_the_case_is_refused_without_saying_whom_or_where(
    cast: Cast, sent: SelfAssessment, caplog: pytest.LogCaptureFixture
) -> None:
    asked, cora = of(sent, "Elm club"), fresh(cast.cora)
    with caplog.at_level(logging.WARNING), pytest.raises(Invalid) as no:
        services.reply(asked, answered("We told Carl Cooper twice"), version=None, by=cora)
    assert no.value.errors == {"": [NOT_AS_IT_STANDS]}
    assert "Cooper" not in caplog.text
    assert not of(sent, "Elm club").answers
    # Somebody who is in no case, and the scheme's own name, stand in nobody's way.
    services.reply(asked, answered("Elm club told everybody, Sheila Marsh too"), version=None, by=cora)


def test_who_tries_names_one_after_the_other_learns_nothing(cast: Cast, sent: SelfAssessment) -> None:
    asked, cora = of(sent, "Elm club"), fresh(cast.cora)
    for _ in range(MOST_TRIES):
        with pytest.raises(Invalid):
            services.reply(asked, answered("Ann Archer"), version=None, by=cora)
    with pytest.raises(Invalid) as no:
        services.reply(asked, answered("Sheila Marsh"), version=None, by=cora)
    assert no.value.errors == {"": [NOT_AS_IT_STANDS]}


def test_the_name_of_a_file_names_nobody_either(cast: Cast, sent: SelfAssessment) -> None:
    asked = of(sent, "Elm club")
    for name, note in (("Archer register.txt", ""), ("register.txt", "Ann Archer is on it")):
        stored = files.store(io.BytesIO(note.encode() or b"Told"), name=name, by=cast.cora)
        with pytest.raises(Invalid, match="may name somebody"):
            services.put_reply_file(asked, question=0, stored=stored, note=note, by=fresh(cast.cora))
    assert not asked.files.exists()


def test_each_question_stands_once_on_the_page_and_what_was_typed_stays(cast: Cast, sent: SelfAssessment) -> None:
    asked, cora = of(sent, "Elm club"), signed_in(cast.cora)
    shown = cora.get(asked.get_absolute_url()).content.decode()
    assert "<h3" not in shown.partition("</form>")[0]
    assert len(re.findall(r"<legend[^>]*>\s*How do you know that everybody was told\?", shown)) == 1
    assert "They are searched for names" in shown
    named = {"answer_0": "yes", "text_0": "Ann Archer was told", "evidence_0": "Minutes", "version": asked.version}
    refused = cora.post(asked.get_absolute_url(), named)
    assert refused.status_code == 422
    assert "Ann Archer was told" in refused.content.decode()
    assert "it may name somebody" in refused.content.decode()


# -- handed in --------------------------------------------------------------------------------------------------------


def test_what_is_still_to_be_written_leads_to_its_section(cast: Cast, case: Case) -> None:
    report = a_report(cast, case)
    sections = {**report.sections, "investigation": " ", "overview": ""}
    type(report).objects.filter(pk=report.pk).update(sections=sections)
    lena, step = signed_in(cast.lena), reverse("learning:step", args=[report.pk, "submit"])
    for page in (lena.get(report.get_absolute_url()), lena.get(step), lena.post(step, {"version": report.version})):
        shown = page.content.decode()
        for key in ("investigation", "overview"):
            assert f'href="{report.edit_url}#id_{key}"' in shown
        assert "#id_issues" not in shown
    assert 'id="id_overview"' in lena.get(report.edit_url).content.decode()
