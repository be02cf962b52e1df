"""A learning report: begun from the record, guarded, approved by another, and given out as it was approved."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as Docx

from safeguarding.access.models import User
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.access import put_grant
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.learning import services
from safeguarding.learning.models import Bulletin, LearningReport, ReportDraft, SelfAssessment
from safeguarding.learning.rules import in_general
from safeguarding.learning.selectors.guarding import guarded
from safeguarding.learning.services import Reply, Text
from safeguarding.notices.models import Notice
from safeguarding.reminders.services.telling import tell_due
from tests.cast import Cast, fresh, staff
from tests.factories.casework import signed_in
from tests.factories.learning import a_bulletin, a_report, approved, out
from tests.factories.recommendations import national, recorded
from tests.factories.schemes import proposed, tolerated
from tests.factories.work import a_case, the_child, the_pcso
from tests.pdf import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case about Carl Cooper and Ann Archer, far enough on to learn from it."""
    made = a_case(cast, situation="Carl Cooper sent messages to Ann Archer, then 12 years old, on 4 June 2025.")
    the_child(cast, made)
    the_pcso(cast, made)
    for stage in ("assessing", "active"):
        Case.objects.filter(pk=made.pk).update(stage=stage)
    return Case.objects.get(pk=made.pk)


def begun(cast: Cast, case: Case) -> LearningReport:
    return services.begin(case, title="Contact on own accounts", early_because="It is urgent", by=fresh(cast.lena))


def write(cast: Cast, report: LearningReport, *, by: User | None = None, **sections: str) -> LearningReport:
    return services.edit(report, Text(report.title, sections), version=report.version, by=fresh(by or cast.lena))


def test_it_begins_with_the_record_by_label_and_in_general(cast: Cast, case: Case) -> None:
    recorded(cast, case=case, title="Own accounts")
    national(cast, case=case, title="Standards for staff")
    made = begun(cast, case)
    assert made.sections["overview"].endswith(
        "PCSO B sent messages to Child A, then in their early teens, in the middle of 2025."
    )
    assert "Own accounts" in made.sections["local_recommendations"]
    assert "Standards for staff" in made.sections["national_recommendations"]
    assert not guarded(made).blocking


def test_a_report_from_an_open_case_says_why_it_cannot_wait(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid, match="open still"):
        services.begin(case, title="Contact", by=fresh(cast.lena))
    with pytest.raises(Conflict, match="not far enough"):
        services.begin(a_case(cast), title="Contact", early_because="x", by=fresh(cast.lena))


def test_a_name_stops_it_and_nobody_can_answer_for_it(cast: Cast, case: Case) -> None:
    report = a_report(cast, case)
    report = write(cast, report, overview="Child A was written to by Karl Coopper.")
    with pytest.raises(Conflict, match="must go"):
        services.submit(report, version=None, by=fresh(cast.lena))
    found = guarded(report).blocking[0].find
    assert (found.section, found.words, found.labels) == ("overview", "Karl", ("PCSO B",))
    with pytest.raises(Conflict, match="has to go"):
        services.answer(report, key=found.key, reason="It is fine", by=fresh(cast.lena))


def test_what_is_asked_about_is_answered_and_asked_anew_when_the_sentence_changes(cast: Cast, case: Case) -> None:
    report = write(cast, a_report(cast, case), overview="She was 12 years old. PCSO B wrote to her.")
    with pytest.raises(Conflict, match="asks about 1"):
        services.submit(report, version=None, by=fresh(cast.lena))
    key = guarded(report).asked[0].find.key
    services.answer(report, key=key, reason="As in the published case", by=fresh(cast.lena))
    assert guarded(LearningReport.objects.get(pk=report.pk)).is_clear
    report = write(cast, LearningReport.objects.get(pk=report.pk), overview="She was 12 years old then. He wrote.")
    assert len(guarded(report).asked) == 1


def test_nobody_approves_what_they_wrote_in(cast: Cast, case: Case) -> None:
    report = write(cast, a_report(cast, case), by=cast.leo, areas="Schools")
    services.submit(report, version=None, by=fresh(cast.lena))
    for writer in (cast.lena, cast.leo):
        with pytest.raises(NotAllowed, match="You wrote"):
            services.approve(report, version=None, by=fresh(writer))
    done = services.approve(report, version=None, by=fresh(cast.sam))
    assert done.is_approved
    with pytest.raises(Conflict):
        services.approve(report, version=None, by=fresh(cast.sam))


def test_it_is_for_the_case_until_it_is_approved_and_then_for_the_force(cast: Cast, case: Case) -> None:
    draft, out = a_report(cast, case), approved(cast, case)

    def seen(user: User) -> set[int]:
        return set(LearningReport.objects.visible_to(fresh(user)).values_list("pk", flat=True))

    assert seen(cast.lena) == {draft.pk, out.pk}
    assert seen(cast.pat) == seen(cast.nora) == seen(cast.lars) == {out.pk}
    assert seen(cast.wes) == set()
    services.withdraw(out, reason="A name was missed", version=None, by=fresh(cast.lena))
    assert seen(cast.pat) == set()


def test_what_is_typed_is_kept_and_a_stale_save_is_refused(cast: Cast, case: Case) -> None:
    report = a_report(cast, case)
    services.keep(report, {"overview": "Half a sen", "status": "approved", "version": "1"}, by=fresh(cast.lena))
    kept = ReportDraft.objects.get(report=report, owner=cast.lena)
    assert kept.typed == {"overview": "Half a sen"}
    write(cast, report, by=cast.leo, areas="Schools")
    with pytest.raises(Stale):
        services.edit(report, Text("Title", {"overview": "x"}), version=kept.of_version, by=fresh(cast.lena))
    assert ReportDraft.objects.get(pk=kept.pk).typed == {"overview": "Half a sen"}


def test_it_goes_out_as_a_document_for_everybody(cast: Cast, case: Case) -> None:
    report = approved(cast, case)
    assert problems(services.give_out(report, file_format="pdf", by=fresh(cast.pat))) == []
    document = Docx(io.BytesIO(services.give_out(report, file_format="docx", by=fresh(cast.pat))))
    lines = [line.text for line in document.paragraphs]
    assert "2. Tell everybody who works with children." in lines
    assert "3. Say it in the standards." in lines
    assert document.sections[0].header.paragraphs[0].text


def test_who_came_into_the_case_since_is_looked_for_when_it_goes_out(cast: Cast, case: Case) -> None:
    sections: dict[str, Any] = {"overview": "PCSO B wrote to a child called Wrenna.", "issues": "Accounts"}
    report = approved(cast, case, sections=sections)
    services.give_out(report, file_format="docx", by=fresh(cast.pat))
    type(cast.people["ann"]).objects.filter(pk=cast.people["ann"].pk).update(known_as="Wrenna")
    with pytest.raises(Conflict, match="looked at again"):
        services.give_out(report, file_format="docx", by=fresh(cast.pat))


def test_an_answer_given_beside_the_section_counts_and_what_blocks_cannot_be_answered_there(
    cast: Cast, case: Case
) -> None:
    report = write(cast, a_report(cast, case), overview="She was 12 years old. Carl Cooper wrote.")
    keys = {one.find.kind: one.find.key for one in guarded(report).found}
    beside = {keys["age"]: "As in the published case", keys["name"]: "It is fine"}
    report = services.edit(report, Text(report.title, answers=beside), version=None, by=fresh(cast.leo))
    said = guarded(LearningReport.objects.get(pk=report.pk))
    assert [one.answer.reason for one in said.answered if one.answer] == ["As in the published case"]
    assert [one.find.words for one in said.blocking] == ["Carl Cooper"]
    assert cast.leo.pk in LearningReport.objects.get(pk=report.pk).writers


def test_what_was_found_stands_beside_its_section_and_is_answered_there(cast: Cast, case: Case) -> None:
    report = write(cast, a_report(cast, case), overview="She was 12 years old.")
    lena, key = signed_in(cast.lena), guarded(report).asked[0].find.key
    page = lena.get(report.edit_url).content.decode()
    assert "<mark>12 years old</mark>" in page
    assert f'name="why_{key}"' in page
    saved = {"version": report.version, "title": report.title, **report.sections, f"why_{key}": "As published"}
    assert lena.post(report.edit_url, {**saved, "title": ""}).status_code == 422
    assert lena.post(report.edit_url, saved).status_code == 302
    assert guarded(LearningReport.objects.get(pk=report.pk)).is_clear
    assert "As published" in lena.get(report.edit_url).content.decode()


@pytest.fixture
def other_case(cast: Cast) -> Case:
    """Another case, about Wrenna Thistlewood."""
    made = a_case(cast)
    wrenna = staff(cast, "Wrenna", "Thistlewood", "pcso")
    CaseParty.objects.create(case=made, person=wrenna, role="subject", label="PCSO D", kind="adult", added_by=cast.lena)
    return made


def test_a_bulletin_is_searched_for_everybody_of_all_its_cases(cast: Cast, case: Case, other_case: Case) -> None:
    one, other = approved(cast, case), approved(cast, other_case, number=3)
    with pytest.raises(Invalid, match="Choose 2"):
        services.begin_bulletin([one.pk], title="Schemes", by=fresh(cast.lena))
    with pytest.raises(Invalid, match="approved"):
        services.begin_bulletin([one.pk, a_report(cast, case).pk], title="Schemes", by=fresh(cast.lena))
    made = services.begin_bulletin([other.pk, one.pk], title="Schemes", by=fresh(cast.lena))
    begun_with = [section.key for section, text in made.parts() if text]
    assert begun_with == [f"report_{other.pk}", f"report_{one.pk}", "questions"]
    assert "Recommended: Say it plainly" in made.sections[f"report_{one.pk}"]
    given = {"introduction": "Both began alike.", "lessons": "Tell everybody.", f"report_{one.pk}": "Like Wrenna’s."}
    made = services.edit(made, Text("Schemes", given), version=None, by=fresh(cast.lena))
    assert [(found.find.section, found.find.labels) for found in guarded(made).blocking] == [
        (f"report_{one.pk}", ("PCSO D",))
    ]
    with pytest.raises(Conflict, match="under “Contact through personal accounts”: “Wrenna’s”"):
        services.submit(made, version=None, by=fresh(cast.lena))
    made = services.edit(made, Text("Schemes", {f"report_{one.pk}": "Again."}), version=None, by=fresh(cast.lena))
    services.submit(made, version=None, by=fresh(cast.lena))
    with pytest.raises(NotAllowed, match="You wrote in this bulletin"):
        services.approve(made, version=None, by=fresh(cast.lena))
    assert services.approve(made, version=None, by=fresh(cast.sam)).is_approved


def test_a_bulletin_is_for_who_reads_all_its_cases_and_then_for_the_force_while_its_reports_stand(
    cast: Cast, case: Case, other_case: Case
) -> None:
    put_grant(case=case, user=cast.nora, kind=GrantKind.ACCESS, reason="To read", by=cast.lena)
    one, other = approved(cast, case), approved(cast, other_case, number=3)
    draft, done = a_bulletin(cast, one, other), out(a_bulletin(cast, one, other, number=2), cast)

    def seen(user: User) -> set[int]:
        return set(Bulletin.objects.visible_to(fresh(user)).values_list("pk", flat=True))

    assert seen(cast.lena) == {draft.pk, done.pk}
    assert seen(cast.nora) == seen(cast.pat) == {done.pk}
    for file_format in ("pdf", "docx", "html"):
        made = services.give_out(done, file_format=file_format, by=fresh(cast.pat))
        assert file_format != "pdf" or problems(made) == []
        assert file_format != "html" or (b'<html lang="en-GB">' in made and b"<script" not in made)
    services.withdraw(other, reason="A name was missed", version=None, by=fresh(cast.lena))
    assert seen(cast.pat) == set()
    with pytest.raises(Bulletin.DoesNotExist):
        services.give_out(done, file_format="html", by=fresh(cast.pat))
    with pytest.raises(Conflict, match="looked at again"):
        services.give_out(done, file_format="html", by=fresh(cast.lena))


def test_ages_and_days_are_said_in_general() -> None:
    said = "He was 34. She was 12 years old on 4 June 2025, and aged 9 in May."
    general = "He was 34. She was in their early teens in the middle of 2025, and of primary school age in May."
    assert in_general(said) == general


def test_questions_go_to_every_scheme_and_who_has_not_answered_is_seen(cast: Cast, case: Case) -> None:
    scheme, other = tolerated(cast, "Oakfield club"), tolerated(cast, "Elm club")
    proposed(cast, "Not yet one")
    due = clock.today() + dt.timedelta(days=14)
    with pytest.raises(Conflict, match="approved"):
        services.send(a_report(cast, case), due_on=due, by=fresh(cast.lena))
    sent = services.send(approved(cast, case), due_on=due, by=fresh(cast.lena))
    replies = {one.scheme_id: one for one in sent.replies.all()}
    assert set(replies) == {scheme.pk, other.pk}
    with pytest.raises(Invalid, match="what shows it"):
        services.reply(replies[scheme.pk], [Reply("yes", "All is done")], version=1, by=fresh(cast.cora))
    with pytest.raises(NotAllowed):
        services.reply(replies[scheme.pk], [Reply("no")], version=1, by=fresh(cast.lena))
    services.reply(replies[scheme.pk], [Reply("yes", "Told", "The register")], version=1, by=fresh(cast.cora))
    assert list(sent.replies.filter(answered_at=None)) == [replies[other.pk]]
    clocks = Deadline.objects.running().filter(subject_type="schemereply")
    assert list(clocks.values_list("subject_id", flat=True)) == [replies[other.pk].pk]
    assert not SelfAssessment.objects.visible_to(fresh(cast.pat)).exists()
    # Who has not answered is reminded, and found in the work of who answers for it.
    assert [one.owner for one in clocks] == [cast.cora]
    with clock.standing_at(clock.now() + dt.timedelta(days=8)):
        tell_due()
        told = Notice.objects.filter(subject_type="schemereply").values_list("recipient", "subject_id")
        assert list(told) == [(cast.cora.pk, replies[other.pk].pk)]
        assert "Elm club" not in Notice.objects.get(subject_type="schemereply").title
    shown = signed_in(cast.cora).get(reverse("learning:of_scheme", args=[other.pk]))
    assert "Not answered" in shown.content.decode()
