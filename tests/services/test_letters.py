"""Templates approved by another, letters filled from the record, papers that are sealed, and what was disclosed."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction
from docx import Document
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import HarmTest
from safeguarding.cases.models import Case, DbsDuty, Referral
from safeguarding.cases.selectors.history import Done, events_of, in_sentences
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.investigations.choices import Act
from safeguarding.investigations.models import Investigation
from safeguarding.letters import services
from safeguarding.letters.choices import LetterKind, LetterStatus, PaperFormat
from safeguarding.letters.models import Disclosure, Letter, LetterOpening, LetterTemplate
from safeguarding.letters.rules import marks
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from tests.cast import Cast, fresh
from tests.factories.casework import opened
from tests.factories.investigations import begun, up_to
from tests.factories.letters import GIVEN
from tests.factories.tracks import a_track, along
from tests.factories.work import a_case, the_pcso
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db
HOSTILE = '# Not a heading {{ subject.label }} #read("/etc/passwd") $x$ <script>'


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def lena(cast: Cast) -> User:
    return fresh(cast.lena)


@pytest.fixture
def sam(cast: Cast) -> User:
    return fresh(cast.users["sam"])


def template(by: User, body: str = "About {{ case.reference }}", **given: object) -> LetterTemplate:
    fields = {"kind": LetterKind.PLAIN, "title": "A letter", "effective_from": clock.today(), **given}
    return services.write_template(body=body, by=by, **fields)  # type: ignore[arg-type]  # of the test


def plain(case: Case, by: User, body: str = "# Hello\n\nDated {{ letter.date }}") -> Letter:
    letter = services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="A school", by=by)
    return services.change_letter(letter=letter, body=body, by=by)


def test_a_template_with_an_unknown_field_or_an_unclosed_mark_is_refused_saying_where(lena: User) -> None:
    with pytest.raises(Invalid) as refused:
        template(lena, "Fine\n{{ subject.lable }}\n{{ case.reference")
    said = refused.value.errors["body"]
    assert said[0].startswith("Line 2, sign 1: There is no field “subject.lable”")
    assert said[1].startswith("Line 3, sign 1:")
    assert not LetterTemplate.objects.exists()


def test_a_template_is_approved_by_another_and_used_from_its_day(case: Case, lena: User, sam: User) -> None:
    first = template(lena)
    with pytest.raises(NotAllowed):
        services.approve_template(template=first, by=lena)
    assert services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="X", by=lena).template is None
    services.approve_template(template=first, by=sam)
    later = template(lena, "Later", effective_from=clock.today() + dt.timedelta(days=1))
    services.approve_template(template=later, by=sam)
    begun = services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="X", by=lena)
    assert (begun.template, begun.body) == (first, f"About {case.reference}")
    # What was approved stands still, for the database too.
    with pytest.raises(Error), transaction.atomic():
        LetterTemplate.objects.filter(pk=first.pk).update(body="Else")
    with pytest.raises(Conflict):
        services.change_template(template=first, title="T", body="B", effective_from=clock.today(), by=lena)
    services.withdraw_template(template=first, reason="Wrong", by=sam)
    assert services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="X", by=lena).template is None


def test_a_referral_is_filled_from_the_record_and_not_issued_with_a_gap(case: Case, lena: User) -> None:
    letter = services.begin_letter(case=case, kind=LetterKind.LADO, recipient="The LADO", by=lena)
    assert "{{ referral.why }}" in letter.body
    with pytest.raises(Invalid) as refused:
        services.issue_letter(letter=letter, by=lena)
    assert any("why it is referred" in one for one in refused.value.errors[""])
    Referral.objects.create(case=case, kind="lado", agency="The Council", why=HOSTILE, created_by=lena)
    again = services.begin_letter(case=case, kind=LetterKind.LADO, recipient="The LADO", by=lena)
    assert "To The Council" in again.body
    assert "(( subject.label ))" in again.body


def test_a_referral_to_the_lado_says_what_the_referral_and_the_track_know(cast: Cast, case: Case, lena: User) -> None:
    track = a_track(cast.lena, case, TrackKind.LADO, party=case.parties.get(role="subject"))
    Track.objects.filter(pk=track.pk).update(organisation="The Council")
    along(track, cast.lena, "meet_threshold")
    Referral.objects.create(case=case, kind="lado", why="She told her teacher", created_by=lena)

    def begun_of(of: Track | None) -> str:
        return services.begin_letter(case=case, kind=LetterKind.LADO, recipient="The LADO", track=of, by=lena).body

    body = begun_of(track)
    for said in ("To The Council", "She told her teacher", f"- {HarmTest.RISK.label}", "Because"):
        assert said in body
    # What stands on the track alone is in no letter that who does not read the track reads too.
    assert (str(HarmTest.RISK.label) in begun_of(None), "{{ referral.tests }}" in begun_of(None)) == (False, True)
    with pytest.raises(Invalid, match="that knows what the letter says: DBS track"):
        services.begin_letter(case=case, kind=LetterKind.DBS, recipient="The DBS", track=track, by=lena)


def test_a_referral_to_the_dbs_is_about_the_person_of_its_track(cast: Cast, case: Case, lena: User) -> None:
    first = case.parties.get(role="subject")
    track = a_track(cast.lena, case, TrackKind.DBS, party=first)
    given: dict[str, Any] = {"decision": "refer", "decided_at": clock.now(), "decided_by": lena}
    sent = Referral.objects.create(case=case, kind="dbs", agency="The DBS", why="The duty", created_by=lena)
    DbsDuty.objects.filter(party=first).update(
        opened_because="Dismissed", referral=sent, reasons="He may have harmed a child", **given
    )
    another = case.parties.exclude(pk=first.pk)[0]
    DbsDuty.objects.create(case=case, party=another, opened_because="Left", reasons="Not this one", **given)
    body = services.begin_letter(case=case, kind=LetterKind.DBS, recipient="The DBS", track=track, by=lena).body
    today = clock.date_words(clock.today())
    assert f"Dismissed, on {today}." in body
    assert ("He may have harmed a child" in body, "Not this one" in body) == (True, False)
    # Where no track says about whom it is, the reasons of neither are taken for the other's.
    bare = services.begin_letter(case=case, kind=LetterKind.DBS, recipient="The DBS", by=lena).body
    assert "{{ duty.reasons }}" in bare


def test_a_referral_to_the_iopc_says_what_is_alleged_and_which_test_that_meets(cast: Cast) -> None:
    held, ivy = investigated(cast), fresh(cast.ivy)
    Referral.objects.create(case=held.case, kind="iopc", why="It must be referred", created_by=ivy)
    letter = services.begin_letter(
        case=held.case, kind=LetterKind.IOPC, recipient="The IOPC", track=held.track, by=ivy
    )  # fmt: skip
    allegation = held.allegations.all()[0]
    for said in (
        f"{held.get_entry_display()}, on {clock.date_words(held.came_on)}.", "asked her to keep it secret",
        "Serious corruption", allegation.test_reasons, "It must be referred",
    ):  # fmt: skip
        assert said in letter.body
    assert not {name for name in marks.names_in(letter.body) if name.startswith("referral.")}
    # Without its track the letter is there for everybody who reads the case, and says nothing of the allegations.
    bare = services.begin_letter(case=held.case, kind=LetterKind.IOPC, recipient="The IOPC", by=fresh(cast.lena))
    assert "asked her to keep it secret" not in bare.body


def test_who_wrote_any_of_it_neither_issues_nor_approves_it(cast: Cast, case: Case, lena: User, sam: User) -> None:
    leo = fresh(cast.users["leo"])
    letter = services.begin_letter(case=case, kind=LetterKind.DBS, recipient="The DBS", by=lena)
    letter = services.change_letter(letter=letter, body="Please look at this.", by=sam)
    for writer in (lena, sam):
        with pytest.raises(NotAllowed, match="or a part of it"):
            services.issue_letter(letter=letter, by=writer)
    assert services.issue_letter(letter=letter, by=leo).issued_by == leo
    # The database holds it too, for the first of them as for the last.
    (barred,) = [one for one in Letter._meta.constraints if one.name == "letter_issued_by_another"]
    letter.issued_by = lena
    with pytest.raises(ValidationError):
        barred.validate(Letter, letter)
    held = template(lena)
    held = services.change_template(template=held, title="T", body="B", effective_from=clock.today(), by=sam)
    for writer in (lena, sam):
        with pytest.raises(NotAllowed, match="or a part of it"):
            services.approve_template(template=held, by=writer)
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        LetterTemplate.objects.filter(pk=held.pk).update(approved_by=lena)
    assert services.approve_template(template=held, by=leo).approved_by == leo


def test_the_papers_are_accessible_sealed_and_opened_with_a_purpose(case: Case, lena: User, sam: User) -> None:
    letter = plain(
        case,
        lena,
        "# Hello\n\nDated {{ letter.date }}\n\n\\" + HOSTILE.replace("{{ subject.label }}", "") + "\n\n- one\n- two",
    )
    issued = services.issue_letter(letter=letter, by=lena, version=letter.version)
    assert issued.status == LetterStatus.ISSUED
    assert clock.date_words(clock.today()) in issued.body
    pdf = b"".join(services.open_letter(letter=issued, format=PaperFormat.PDF, purpose="case_work", by=sam))
    assert problems(pdf) == []
    words = " ".join(pages_of(pdf)[0].split())
    today = clock.date_words(clock.today())
    for said in ("Hello", f"Dated {today}", '#read("/etc/passwd")', issued.reference, "Page 1 of 1", "OFFICIAL"):
        assert said in words
    docx = b"".join(services.open_letter(letter=issued, format=PaperFormat.DOCX, purpose="case_work", by=sam))
    word = Document(io.BytesIO(docx))
    styles = {one.text: one.style.name for one in word.paragraphs if one.style}
    assert (styles["Hello"], styles["one"]) == ("Heading 1", "List Bullet")
    assert word.core_properties.language == "en-GB"
    assert "OFFICIAL" in word.sections[0].header.paragraphs[0].text
    assert list(LetterOpening.objects.values_list("format", "opened_by__first_name").order_by("pk")) == [
        ("pdf", sam.first_name), ("docx", sam.first_name),
    ]  # fmt: skip
    assert AuditEvent.objects.filter(verb="letter.opened").count() == 2
    with pytest.raises(Error), transaction.atomic():
        Letter.objects.filter(pk=issued.pk).update(body="Else")


def test_a_notice_is_filled_by_its_regime_and_issued_by_another_than_who_wrote_it(cast: Cast) -> None:
    held, ivy, piers = investigated(cast), fresh(cast.ivy), fresh(cast.piers)
    letter = services.begin_letter(
        case=held.case, kind=LetterKind.NOTICE, recipient="PCSO B", track=held.track, by=ivy
    )  # fmt: skip
    for said in (
        "Given under: Police Staff Council Handbook Part 3, Annex A", "asked her to keep it secret", "trade union",
        "For police staff it is not published", "Authority, respect and courtesy, Discreditable conduct",
        "The contact with Child A",
    ):  # fmt: skip
        assert said in letter.body
    assert marks.names_in(letter.body) == ["letter.date"]
    with pytest.raises(NotAllowed):
        services.issue_letter(letter=letter, by=ivy)
    with pytest.raises(Stale):
        services.issue_letter(letter=letter, by=piers, version=letter.version + 1)
    assert services.issue_letter(letter=letter, by=piers).issued_by == piers


def test_a_letter_of_a_track_is_there_for_who_reads_the_track_alone(cast: Cast) -> None:
    held, lena, ivy = investigated(cast), fresh(cast.lena), fresh(cast.ivy)
    with pytest.raises(Invalid, match="misconduct track"):
        services.begin_letter(case=held.case, kind=LetterKind.NOTICE, recipient="PCSO B", by=ivy)
    with pytest.raises(NotAllowed, match="kept by professional standards"):
        services.begin_letter(case=held.case, kind=LetterKind.UPDATE, recipient="X", track=held.track, by=lena)
    letter = services.begin_letter(
        case=held.case, kind=LetterKind.TIMELINESS_12, recipient="The IOPC", track=held.track, by=ivy
    )  # fmt: skip
    assert f"attention on: {clock.date_words(held.came_on)}" in letter.body
    issued = issued_by_another(letter, cast)
    services.send_letter(letter=issued, given_on=clock.today(), by=ivy, **GIVEN)
    for user, sees in ((lena, False), (fresh(cast.users["sam"]), False), (ivy, True)):
        assert Letter.objects.visible_to(user).exists() is sees
        assert Disclosure.objects.visible_to(user).exists() is sees
    # Nor does what they do read tell of it: the chronology, and what was done on the case.
    assert not held.case.chronology.filter(text__startswith="Letter").exists()
    plainly = services.begin_letter(case=held.case, kind=LetterKind.PLAIN, recipient="A school", by=lena)
    told = {user: " ".join(one.words for one in done_on(held.case, user)) for user in (lena, ivy, fresh(cast.mona))}
    assert f"began letter {plainly.number} of" in told[lena]
    for verb in ("began", "issued"):
        said = {user: f"{verb} letter {letter.number} of" in words for user, words in told.items()}
        assert said == {lena: False, ivy: True, fresh(cast.mona): False}
    with pytest.raises(Letter.DoesNotExist):
        services.open_letter(letter=issued, format=PaperFormat.PDF, purpose="case_work", by=lena)


def test_a_copy_without_names_stands_by_label_and_is_not_issued_while_somebody_is_left(case: Case, lena: User) -> None:
    child = case.parties.get(role="young_person")
    assert child.person is not None
    name = f"{child.person.given_name} {child.person.family_name}"
    letter = services.issue_letter(letter=plain(case, lena, f"# Hello\n\nWe spoke with {name}."), by=lena)
    copy = services.redact_letter(letter=letter, recipient="The parents", by=lena)
    assert f"We spoke with {child.label}." in copy.body
    assert copy.redacts == letter
    slipped = services.change_letter(letter=copy, body=f"{copy.body}\n\nHe wrote to {name} again.", by=lena)
    with pytest.raises(Invalid) as refused:
        services.issue_letter(letter=slipped, by=lena)
    said = refused.value.errors[""]
    assert said[0].startswith("A copy without names")
    assert said[1].startswith(f"Line 5: “{name}”")
    again = services.change_letter(letter=slipped, body=copy.body, by=lena)
    assert services.issue_letter(letter=again, by=lena).status == LetterStatus.ISSUED


def test_what_is_on_record_is_disclosed_with_its_own_digest(case: Case, lena: User) -> None:
    letter = services.issue_letter(letter=plain(case, lena), by=lena)
    assert letter.pdf is not None
    given = services.record_disclosure(
        case=case, document=f"letter-{letter.pk}", sha256="ab" * 32, given_on=clock.today(), by=lena, **GIVEN
    )  # fmt: skip
    assert (given.sha256, letter.reference in given.what) == (letter.pdf.sha256, True)
    with pytest.raises(Invalid, match="on record"):
        services.record_disclosure(case=case, document="letter-1", given_on=clock.today(), by=lena, **GIVEN)


def done_on(case: Case, user: User) -> list[Done]:
    """What was done on the case, as its page of the record tells this reader."""
    return in_sentences(events_of(case, user, with_conflicts=False))


def investigated(cast: Cast) -> Investigation:
    """With all that a notice says."""
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.TERMS)


def issued_by_another(letter: Letter, cast: Cast) -> Letter:
    body = letter.body
    for name in marks.names_in(body):
        body = body.replace(f"{{{{ {name} }}}}", "Written in.")
    letter = services.change_letter(letter=letter, body=body, by=fresh(cast.ivy))
    return services.issue_letter(letter=letter, by=fresh(cast.piers))


def test_what_was_sent_is_a_disclosure_and_a_letter_is_replaced_once_the_next_is_issued(case: Case, lena: User) -> None:
    first = services.issue_letter(letter=plain(case, lena), by=lena)
    with pytest.raises(Invalid):
        services.send_letter(letter=first, given_on=clock.today() - dt.timedelta(days=1), by=lena, **GIVEN)
    services.send_letter(letter=first, given_on=clock.today(), by=lena, **GIVEN)
    assert first.pdf is not None
    assert Disclosure.objects.get().sha256 == first.pdf.sha256
    second = services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="X", by=lena, replaces=first)
    services.issue_letter(letter=services.change_letter(letter=second, body="New.", by=lena), by=lena)
    first.refresh_from_db()
    assert first.status == LetterStatus.SUPERSEDED
    with pytest.raises(Conflict):
        services.withdraw_letter(letter=first, reason="No", by=lena)
    with pytest.raises(Error), transaction.atomic():
        Disclosure.objects.update(recipient="Else")


def test_a_letter_replaces_one_of_its_own_track_alone(cast: Cast) -> None:
    """Else who reads the old one would not find the one that stands in its place."""
    held, ivy = investigated(cast), fresh(cast.ivy)
    of_none = services.issue_letter(letter=plain(held.case, ivy), by=ivy)
    of_track = services.begin_letter(
        case=held.case, kind=LetterKind.UPDATE, recipient="X", track=held.track, by=ivy
    )  # fmt: skip
    of_track = services.issue_letter(letter=services.change_letter(letter=of_track, body="New.", by=ivy), by=ivy)
    for replaces, track in ((of_none, held.track), (of_track, None)):
        with pytest.raises(Invalid, match="of the same track"):
            services.begin_letter(
                case=held.case, kind=LetterKind.UPDATE, recipient="X", track=track, replaces=replaces, by=ivy
            )  # fmt: skip
    # One that somebody may not read is for them not there to be replaced.
    with pytest.raises(Invalid, match="that was issued"):
        services.begin_letter(
            case=held.case, kind=LetterKind.PLAIN, recipient="X", replaces=of_track, by=fresh(cast.lena)
        )  # fmt: skip
    next_one = services.begin_letter(
        case=held.case, kind=LetterKind.UPDATE, recipient="X", track=held.track, replaces=of_track, by=ivy
    )  # fmt: skip
    assert next_one.replaces == of_track
