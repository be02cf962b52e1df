"""A learning report: begun from the record, guarded, approved by another, and given out as it was approved."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Docx

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind, PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.access import put_grant, rebuild_access, rebuild_conflicts
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.files.models import StoredFile
from safeguarding.investigations.choices import Act
from safeguarding.learning import services
from safeguarding.learning.models import Bulletin, LearningReport, ReportDraft, SelfAssessment
from safeguarding.learning.rules import in_general
from safeguarding.learning.selectors.guarding import guarded
from safeguarding.learning.services import Reply, Text
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.reminders.services.telling import tell_due
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import OffenceConsidered
from safeguarding.tracks.services import open_track
from tests.cast import Cast, fresh, staff
from tests.factories.casework import signed_in
from tests.factories.investigations import ago, up_to
from tests.factories.investigations import begun as investigation
from tests.factories.learning import a_bulletin, a_reply_file, a_report, approved, out, reports_sent
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
    listed = reverse("learning:reply_list")
    for query, schemes in (("", {"Oakfield club", "Elm club"}), ("?standing=waiting", {"Elm club"}),
        ("?standing=answered", {"Oakfield club"}), ("?standing=late", set()), ("?scheme=elm", {"Elm club"}),
        (f"?assessment={sent.pk}", {"Oakfield club", "Elm club"}),
    ):  # fmt: skip
        seen = signed_in(cast.mona).get(f"{listed}{query}").context["replies"]
        assert {one.scheme.name for one in seen} == schemes, query
    assert signed_in(cast.pat).get(listed).status_code == 403
    with clock.standing_at(clock.now() + dt.timedelta(days=15)):
        file = signed_in(cast.mona).get(f"{listed}?standing=late&as=csv").content.decode()
    assert [line.split(",")[0] for line in file.splitlines() if "club" in line] == ["Elm club"]
    # Who has not answered is reminded, and found in the work of who answers for it.
    assert [one.owner for one in clocks] == [cast.cora]
    with clock.standing_at(clock.now() + dt.timedelta(days=8)):
        tell_due()
        told = Notice.objects.filter(subject_type="schemereply").values_list("recipient", "subject_id")
        assert list(told) == [(cast.cora.pk, replies[other.pk].pk)]
        assert "Elm club" not in Notice.objects.get(subject_type="schemereply").title
    shown = signed_in(cast.cora).get(reverse("learning:of_scheme", args=[other.pk]))
    assert "Not answered" in shown.content.decode()


def dismissed(cast: Cast) -> tuple[Case, CaseParty]:
    """A case in which professional standards dismissed the officer, who was not charged."""
    made = a_case(cast, psd_unit=cast.psd)
    rebuild_access(made)
    the_child(cast, made)
    pcso = the_pcso(cast, made)
    criminal = open_track(
        case=made, kind=TrackKind.CRIMINAL, party=pcso, reason="He wrote to a child", by=fresh(cast.ivy)
    )
    OffenceConsidered.objects.create(
        of=criminal, code="misconduct_in_public_office", conduct_from=ago(250), conduct_until=ago(101),
        added_by=cast.ivy, decision="not_charged", decision_reason="evidential", decided_on=ago(0),
    )  # fmt: skip
    up_to(cast, investigation(cast.ivy, made, pcso), last=Act.OUTCOME)
    for stage in ("assessing", "active"):
        Case.objects.filter(pk=made.pk).update(stage=stage)
    return Case.objects.get(pk=made.pk), pcso


def test_a_draft_tells_one_side_nothing_of_what_the_other_decided(cast: Cast) -> None:
    case, _ = dismissed(cast)
    made = services.begin(case, title="Contact", early_because="Now", by=fresh(cast.lena))
    assert not {"staff_outcomes", "criminal_outcome"} & set(made.sections)
    assert "ismiss" not in str(made.sections)
    with pytest.raises(Invalid, match="no such section"):
        write(cast, made, staff_outcomes="She heard of it")
    with pytest.raises(NotAllowed, match="Outcomes for officers and staff, Criminal outcome"):
        services.submit(made, version=None, by=fresh(cast.lena))
    filled = services.fill(made, version=None, by=fresh(cast.piers))
    assert filled.sections["staff_outcomes"].split("\n\n") == [
        "PCSO B: case to answer for gross misconduct.",
        "PCSO B: misconduct hearing. Outcome: dismissal without notice.",
    ]
    assert "Misconduct in public office was considered: not charged." in filled.sections["criminal_outcome"]
    wanted = {"investigation": "Both.", "issues": "Contact", "overview": "An adult wrote to a child."}
    filled = write(cast, filled, by=cast.piers, **wanted)
    page = reverse("learning:report", args=[made.pk])
    for address in (page, made.edit_url, made.guard_url, f"/api/v1/learning-reports/{made.pk}/"):
        seen = signed_in(cast.lena).get(address).content.decode()
        assert "ismissal" not in seen, address
        assert "considered: not charged" not in seen, address
    assert "dismissal" in signed_in(cast.piers).get(page).content.decode()
    # A name in what is kept from them is found for who reads it, and is no hint to who does not.
    filled = write(cast, filled, by=cast.piers, staff_outcomes="Carl Cooper was dismissed.")
    assert guarded(filled).blocking
    assert not guarded(LearningReport.objects.get(pk=made.pk).read_by(fresh(cast.lena))).blocking
    filled = write(cast, filled, by=cast.piers, staff_outcomes="PCSO B was dismissed.")
    services.submit(filled, version=None, by=fresh(cast.piers))
    # Handed in, it is read by who may approve it, and by nobody else of the other side.
    assert "was dismissed" not in signed_in(cast.lena).get(page).content.decode()
    assert "was dismissed" in signed_in(cast.leo).get(page).content.decode()
    services.approve(filled, version=None, by=fresh(cast.leo))
    assert "was dismissed" in signed_in(cast.pat).get(page).content.decode()


def test_what_the_record_gives_goes_into_empty_sections_alone(cast: Cast, case: Case) -> None:
    made = write(cast, begun(cast, case), overview="Written by hand.", areas="")
    recorded(cast, case=case, title="Own accounts")
    services.keep(made, {"overview": "Half a sen", "areas": "", "version": str(made.version)}, by=fresh(cast.lena))
    filled = services.fill(made, version=None, by=fresh(cast.leo))
    assert filled.sections["overview"] == "Written by hand."
    assert "Own accounts" in filled.sections["local_recommendations"]
    assert {cast.lena.pk, cast.leo.pk} <= {*filled.writers}
    # Whoever fills goes on with what they had typed; a second time there is nothing more.
    services.keep(filled, {"overview": "Half a sen", "areas": "", "version": str(filled.version)}, by=fresh(cast.leo))
    with pytest.raises(Conflict, match="nothing more"):
        services.fill(filled, version=None, by=fresh(cast.leo))
    filled = write(cast, filled, by=cast.leo, areas="")
    services.keep(filled, {"overview": "Half a sen", "areas": "", "version": str(filled.version)}, by=fresh(cast.leo))
    filled = services.fill(filled, version=None, by=fresh(cast.leo))
    kept = ReportDraft.objects.get(report=made, owner=cast.leo)
    assert (kept.typed, kept.of_version) == ({"overview": "Half a sen"}, filled.version)


def upload(data: bytes, name: str = "register.txt", **more: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data), "holds_no_indecent_image": "on", **more}


def test_a_file_shows_what_a_scheme_answers(cast: Cast, case: Case) -> None:
    scheme = tolerated(cast, "Oakfield club")
    report = approved(cast, case)
    sent = services.send(report, due_on=clock.today() + dt.timedelta(days=14), by=fresh(cast.lena))
    asked = sent.replies.get(scheme=scheme)
    cora, mona, pat = signed_in(cast.cora), signed_in(cast.mona), signed_in(cast.pat)
    add = reverse("learning:reply_file_add", args=[sent.pk, asked.pk, 0])
    data = b"Told on the first evening: eleven of eleven\n"
    assert pat.post(add, upload(data)).status_code == 404
    assert signed_in(cast.lena).post(add, upload(data)).status_code == 403
    assert cora.get(add.replace("questions/0", "questions/7")).status_code == 404
    assert cora.post(add, {"file": SimpleUploadedFile("register.txt", data)}).status_code == 422
    assert cora.post(add, upload(b"MZ\x90\x00\x03", "register.exe")).status_code == 422
    assert not asked.files.exists()
    assert cora.post(add, upload(data, note="Register of that evening")).status_code == 302
    row = asked.files.get()
    # Sealed: what it says is nowhere plain in the store.
    assert all(data[:20] not in path.read_bytes() for path in Path(settings.FILES_DIR).rglob("*") if path.is_file())
    again = cora.post(add, upload(data))
    assert "already" in again.content.decode()
    # A file is evidence enough; words beside it are not asked.
    services.reply(asked, [Reply("yes", "All were told")], version=None, by=fresh(cast.cora))
    assert "register.txt" in mona.get(asked.get_absolute_url()).content.decode()
    given: Any = mona.get(row.get_absolute_url())
    assert b"".join(given.streaming_content) == data
    assert "attachment" in given["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="learning.evidence_opened", actor_id=cast.mona.pk).count() == 1
    assert pat.get(row.get_absolute_url()).status_code == 404
    assert "register.txt" in mona.get(f"{sent.get_absolute_url()}?as=csv").content.decode()
    StoredFile.objects.filter(pk=row.file_id).update(scan_status="refused")
    held = mona.get(row.get_absolute_url())
    assert (held.status_code, "scanner" in held.content.decode()) == (409, True)
    StoredFile.objects.filter(pk=row.file_id).update(scan_status="not_scanned")
    with pytest.raises(Invalid, match="Say why"):
        services.remove_file(row, reason=" ", by=fresh(cast.cora))


def test_a_file_that_should_not_be_there_is_destroyed(cast: Cast, case: Case) -> None:
    sent = services.send(
        _with_scheme(cast, approved(cast, case)), due_on=clock.today() + dt.timedelta(days=14), by=fresh(cast.lena)
    )
    row = a_reply_file(sent.replies.get(), by=cast.cora)
    with pytest.raises(NotAllowed):
        services.remove_file(row, reason="Names a child", by=fresh(cast.lena))
    services.remove_file(row, reason="Names a child", by=fresh(cast.cora))
    assert signed_in(cast.cora).get(row.get_absolute_url()).status_code == 409
    assert "removed" in signed_in(cast.mona).get(row.reply.get_absolute_url()).content.decode()
    with pytest.raises(Conflict, match="already"):
        services.remove_file(row, reason="Again", by=fresh(cast.cora))
    # What is gone shows nothing any more.
    with pytest.raises(Invalid, match="what shows it"):
        services.reply(row.reply, [Reply("yes", "All were told")], version=None, by=fresh(cast.cora))


def test_files_of_a_reply_over_the_api(cast: Cast, case: Case) -> None:
    sent = services.send(
        _with_scheme(cast, approved(cast, case)), due_on=clock.today() + dt.timedelta(days=14), by=fresh(cast.lena)
    )
    asked = sent.replies.get()
    routes = f"/api/v1/self-assessments/{sent.pk}/replies/{asked.pk}/files/"
    sending = {"file": SimpleUploadedFile("notice.txt", b"A notice"), "question": 0, "holds_no_indecent_image": "true"}
    cora, mona = signed_in(cast.cora), signed_in(cast.mona)
    made = cora.post(routes, sending)
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert [one["name"] for one in mona.get(routes).json()["results"]] == ["notice.txt"]
    given: Any = mona.get(f"{routes}{number}/content/")
    assert b"".join(given.streaming_content) == b"A notice"
    assert signed_in(cast.pat).get(routes).status_code == 404
    gone = cora.post(f"{routes}{number}/remove/", {"reason": "Mistaken"}, content_type="application/json")
    assert gone.json()["scan_status"] == "destroyed"
    assert mona.get(f"{routes}{number}/content/").status_code == 409


def _with_scheme(cast: Cast, report: LearningReport) -> LearningReport:
    tolerated(cast, "Oakfield club")
    return report


def test_to_its_subject_and_their_manager_an_approved_report_is_never_there(cast: Cast, other_case: Case) -> None:
    """They would know at once whom it is about, and what is alleged and decided (design: conflict wins)."""
    case = a_case(cast)
    CaseParty.objects.create(
        case=case, role=PartyRole.SUBJECT, label="PCSO B", person=cast.people["brian"], kind=PersonKind.ADULT,
        person_type=PersonType.PCSO, added_by=cast.lena,
    )  # fmt: skip
    rebuild_conflicts(case)
    done = approved(cast, case)
    both = out(a_bulletin(cast, done, approved(cast, other_case, number=3)), cast)
    sent = reports_sent(cast, done, "Oakfield club")
    asked = sent.replies.get()
    routes = {"learning-reports": done, "bulletins": both, "self-assessments": sent}
    pages = [done.get_absolute_url(), both.get_absolute_url(), sent.get_absolute_url(), asked.get_absolute_url()]
    pages += [
        done.page("file", "pdf"),
        both.page("file", "html"),
        reverse("learning:of_scheme", args=[asked.scheme_id]),
    ]
    assert signed_in(cast.pat).get(done.get_absolute_url()).status_code == 200
    for user in (cast.brian, cast.bella):
        client = signed_in(user)
        for address in pages[:-1]:
            assert client.get(address).status_code == 404, (str(user), address)
        for route, record in routes.items():
            assert client.get(f"/api/v1/{route}/{record.pk}/").status_code == 404
            assert record.pk not in [one["id"] for one in client.get(f"/api/v1/{route}/").json()["results"]]
    listed = {one.pk for one in signed_in(cast.bella).get("/learning/").context["reports"]}
    assert done.pk not in listed
    assert "Oakfield club" not in signed_in(cast.bella).get("/self-assessments/").content.decode()
    assert not signed_in(cast.bella).get(pages[-1]).context["replies"]


def test_questions_are_sent_once_and_taken_back_with_their_report(cast: Cast, case: Case) -> None:
    report, due = _with_scheme(cast, approved(cast, case)), clock.today() + dt.timedelta(days=14)
    sent = services.send(report, due_on=due, by=fresh(cast.lena))
    with pytest.raises(Conflict, match="were sent"):
        services.send(report, due_on=due, by=fresh(cast.lena))
    clocks = Deadline.objects.running().filter(subject_type="schemereply")
    assert clocks.count() == 1
    report = services.withdraw(report, reason="A name was missed", version=None, by=fresh(cast.lena))
    assert not clocks.exists()
    assert signed_in(cast.cora).get(sent.get_absolute_url()).status_code == 404
    report = services.reopen(report, version=None, by=fresh(cast.lena))
    assert (report.withdrawn_because, report.withdrawn_by_id) == ("", None)
