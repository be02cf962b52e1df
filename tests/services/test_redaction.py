"""Copies without names: everybody by their label however they are written, and nothing goes out while one is left."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.cases.services.rows import note
from safeguarding.conversations.choices import VersionStatus
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.guard.selectors import parties_of
from safeguarding.letters import services
from safeguarding.letters.choices import LetterStatus, PaperFormat
from safeguarding.letters.models import Letter
from safeguarding.letters.selectors.redacting import MOST_SHOWN, Names, named_in, told_of
from safeguarding.letters.services import making, papers, without_names
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from tests.cast import Cast, child, fresh
from tests.factories.evidence import a_file, an_exhibit
from tests.factories.hearing import made, pdf_of
from tests.factories.redaction import (
    LEAKS,
    all_leaks,
    by_the_label,
    everything_in_docx,
    everything_in_pdf,
    issued,
    known,
    traces_in,
)
from tests.pdf import problems

pytestmark = pytest.mark.django_db
#: Whatever else is asked about, none of it names anybody.
CLEAN = "# What we did\n\nWe spoke with the family, and with the school."


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return known(cast)


@pytest.fixture
def lena(cast: Cast) -> User:
    return fresh(cast.lena)


def copy_of(letter: Letter, by: User) -> Letter:
    return services.redact_letter(letter=letter, recipient="The parents", by=by)


def said(leak: str) -> str:
    return f"It was told that {leak} was there that day."


def papers_of(letter: Letter, by: User) -> dict[str, bytes]:
    return {
        one: b"".join(services.open_letter(letter=letter, format=one, purpose="case_work", by=by))
        for one in PaperFormat.values
    }


def test_the_traces_are_there_to_be_found() -> None:
    """Else the tests below would say of anything that nothing is left."""
    assert all(traces_in(leak) for kind in ("name", "initials", "handle", "phone", "birth") for leak in LEAKS[kind])


def test_nothing_is_left_of_anybody_in_words_headings_points_title_or_what_the_papers_say_of_themselves(
    case: Case, lena: User
) -> None:
    lines = [said(leak) for leak in all_leaks()]
    points = [f"- {said(leak)}" for leak in all_leaks() if "\n" not in leak]
    body = "\n\n".join(["# Tamsin O’Prendergast-Hollis and PCSO 7715", *lines, "\n".join(points)])
    letter = issued(case, lena, body, title="About Tamsin and E. Cuthbertson")
    assert len(set(traces_in(f"{letter.title} {letter.body}"))) > 15
    copy = copy_of(letter, lena)
    assert copy.title == "About Child A and PCSO B"
    assert copy.body.splitlines()[0] == "# Child A and PCSO a collar number"
    assert traces_in(copy.body) == []
    # Neither a title nor an initial stays beside a label, and what is whose stays said.
    for left in ("Mr ", "E. PCSO", "PCSO B, E", "PCSO PCSO", "B R. PCSO", "A H."):
        assert left not in copy.body
    assert "PCSO B’s was there" in copy.body
    gone = services.issue_letter(letter=copy, by=lena, looked=True)
    given = papers_of(gone, lena)
    for everything in (everything_in_pdf(given["pdf"]), everything_in_docx(given["docx"])):
        assert traces_in(everything) == []
        assert "Child A" in everything
        # Of what it was made is said; what it was made of is not in it.
        assert letter.pdf is not None
        assert letter.pdf.sha256 in everything.replace("\n", "")
        assert letter.reference not in everything
    assert problems(given["pdf"]) == []


def test_whatever_slips_through_is_found_wherever_it_is_written_and_says_which_line(case: Case, lena: User) -> None:
    copy = copy_of(issued(case, lena, CLEAN), lena)
    missed = []
    for kind, leaks in LEAKS.items():
        for leak in leaks:
            copy.body = f"{CLEAN}\n\n{said(leak)}"
            where = {one["where"] for one in told_of(copy, named_in(copy)) if one["blocks"]}
            if "Line 5" not in where:
                missed.append((kind, leak))
    assert missed == []
    for kind, leaks in LEAKS.items():
        copy.refresh_from_db()
        slipped = services.change_letter(letter=copy, body=f"{CLEAN}\n\n- {said(leaks[0])}", by=lena)
        with pytest.raises(Invalid) as refused:
            services.issue_letter(letter=slipped, by=lena, looked=True)
        assert refused.value.errors[""][0] == without_names.STILL_NAMED, kind
        assert refused.value.errors[""][1].startswith("Line 5: “"), kind
    assert not Letter.objects.filter(redacts__isnull=False, status=LetterStatus.ISSUED).exists()


def test_the_title_and_whom_it_is_to_are_looked_through_too(case: Case, lena: User) -> None:
    copy = copy_of(issued(case, lena, CLEAN), lena)
    for field, words, where in (
        ("title", "About Cuthbertson", "The title"), ("recipient", "Mrs D. Hollis", "To whom it is"),
        ("address", "c/o Delphine\n1 High Street", "The address"),
    ):  # fmt: skip
        copy.refresh_from_db()
        before = getattr(copy, field)
        changed = services.change_letter(letter=copy, by=lena, **{field: words})
        with pytest.raises(Invalid) as refused:
            services.issue_letter(letter=changed, by=lena, looked=True)
        assert refused.value.errors[""][1].startswith(f"{where}: “")
        services.change_letter(letter=changed, by=lena, **{field: before})
    # The school that it goes to knows its own name: that is asked, and not forbidden.
    copy.refresh_from_db()
    changed = services.change_letter(letter=copy, by=lena, recipient="Larkspur Primary School", address="Fenwold")
    with pytest.raises(Invalid) as refused:
        services.issue_letter(letter=changed, by=lena)
    assert set(refused.value.errors) == {"looked"}
    assert services.issue_letter(letter=changed, by=lena, looked=True).status == LetterStatus.ISSUED


def test_what_must_go_is_found_behind_however_much_is_asked_about(
    case: Case, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list that is shown ends somewhere. What blocks is never behind its end."""
    many = "\n\n".join(f"Number {number}: she was then 12 years old." for number in range(MOST_SHOWN + 20))
    copy = copy_of(issued(case, lena, f"{many}\n\nThe end."), lena)
    slipped = services.change_letter(letter=copy, body=f"{copy.body}\n\nCuthbertson came.", by=lena)
    with pytest.raises(Invalid, match="Cuthbertson"):
        services.issue_letter(letter=slipped, by=lena, looked=True)
    # Nor of a bundle, of which what is shown decides whether it is made.
    monkeypatch.setattr("safeguarding.letters.selectors.redacting.by_label", lambda text, found: text)
    laid = {"key": "1", "title": "A text", "facts": [], "text": slipped.body, "rows": []}
    *_, found = Names(case).taken_out([laid], "A bundle")
    assert (len(found), found[0]["words"], found[0]["blocks"]) == (MOST_SHOWN, "Cuthbertson", True)


def test_a_name_that_is_a_word_goes_where_it_is_written_as_one_and_else_somebody_looks(
    cast: Cast, case: Case, lena: User
) -> None:
    by_the_label(case, child(cast, "Grace", "Mallory", None), "Child C")
    by_the_label(case, child(cast, "May", "Ashdown", None), "Child D")
    body = "We met Grace in May 2026 and on 4 May. Grace told us. They said grace. Grace M. came with May."
    copy = copy_of(issued(case, lena, body), lena)
    assert copy.body == (
        "We met Child C in May 2026 and on 4 May. Grace told us. They said grace. Child C came with Child D."
    )
    with pytest.raises(Invalid) as refused:
        services.issue_letter(letter=copy, by=lena)
    asked = refused.value.errors["looked"]
    assert asked[0] == without_names.LOOK
    assert any("Line 1: “Grace”" in one for one in asked)
    assert services.issue_letter(letter=copy, by=lena, looked=True).status == LetterStatus.ISSUED


def test_somebody_put_on_the_case_between_the_two_looks_is_looked_for(
    cast: Cast, case: Case, lena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of(issued(case, lena, f"{CLEAN}\n\nQuentin Ashdown and Grace were there."), lena)
    set_as_word, joins = papers.as_docx, iter(("Quentin", "Grace"))

    def meanwhile(paper: papers.Paper) -> bytes:
        name = next(joins, "")
        if name:
            by_the_label(
                case, child(cast, name, "Ashdown" if name == "Quentin" else "Mallory", None), f"Witness {name[0]}"
            )
        return set_as_word(paper)

    monkeypatch.setattr(papers, "as_docx", meanwhile)
    with pytest.raises(Invalid) as refused:
        services.issue_letter(letter=copy, by=lena, looked=True)
    assert "Quentin Ashdown" in refused.value.errors[""][1]
    copy.refresh_from_db()
    assert (copy.status, copy.pdf) == (LetterStatus.DRAFT, None)
    # What is only asked about since then was looked at by nobody, whatever was ticked before.
    body = copy.body.replace("Quentin Ashdown", "Somebody")
    changed = services.change_letter(letter=copy, body=body, by=lena)
    with pytest.raises(Invalid) as refused:
        services.issue_letter(letter=changed, by=lena, looked=True)
    assert refused.value.errors == {"looked": [without_names.LOOK_AGAIN]}
    assert services.issue_letter(letter=changed, by=lena, looked=True).status == LetterStatus.ISSUED


def test_the_name_of_the_force_stays_though_a_scheme_has_it_in_its_own(case: Case, lena: User) -> None:
    copy = copy_of(issued(case, lena, "Northshire Police wrote to Northshire Ravensworth Guardians."), lena)
    assert copy.body == "Northshire Police wrote to the scheme."


def test_of_a_draft_there_is_no_copy_and_of_a_copy_there_is_one(case: Case, lena: User) -> None:
    letter = issued(case, lena, said("Tamsin"))
    copy = copy_of(letter, lena)
    with pytest.raises(Conflict, match="that was issued"):
        copy_of(copy, lena)
    gone = services.issue_letter(letter=copy, by=lena, looked=True)
    again = copy_of(gone, lena)
    assert (again.redacts, again.body) == (gone, gone.body)


def test_a_hearing_bundle_without_names_has_none_in_its_title_lists_facts_or_files(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    ivy, lena = fresh(cast.ivy), fresh(cast.lena)
    party = case.parties.get(label="PCSO B")
    track = Track.objects.create(
        case=case, kind=TrackKind.MISCONDUCT, party=party, stage="screened", owner=ivy, opened_by=ivy,
        opened_because="Messages",
    )  # fmt: skip
    by_the_label(case, child(cast, "Grace", "Mallory", None), "Child C")
    for leak in all_leaks():
        note(case, text=said(leak), by=ivy)
    letter = issued(case, lena, "\n\n".join(said(leak) for leak in all_leaks()), title="To Delphine Hollis")
    exhibit = an_exhibit(case, reference="HX/1", description="Phone of E. Cuthbertson", seized_where="Fenwold")
    words = "\n".join([*(said(leak) for leak in all_leaks()), "Grace: I am at home."])
    file = a_file(exhibit, data=words.encode(), name="Cuthbertson_7715_Tamsin.txt")
    bundle = services.begin_hearing_bundle(case=case, track=track, title="Hearing of Edward Cuthbertson", by=ivy)
    keys = [f"file-{file.pk}", f"letter-{letter.pk}", "chronology-0"]
    bundle = services.fill_hearing_bundle(bundle=bundle, documents=keys, by=ivy)
    version = made(bundle, ivy, without_names=True)
    assert (version.status, version.problem) == (VersionStatus.MADE, "")
    everything = everything_in_pdf(pdf_of(version))
    assert traces_in(everything) == []
    assert ("Hearing of PCSO B" in everything, "Child C: I am at home." in everything) == (True, True)
    assert letter.pdf is not None
    # Of what each was made is said by its digest.
    for digest in (file.file.sha256, letter.pdf.sha256):
        assert digest in everything.replace("\n", "")
    assert len(set(traces_in(everything_in_pdf(pdf_of(made(bundle, ivy)))))) > 15
    # Whatever of it is left by mistake stops it, and says in which document.
    monkeypatch.setattr("safeguarding.letters.selectors.redacting.by_label", lambda text, found: text)
    stopped = made(bundle, ivy, without_names=True)
    assert (stopped.status, stopped.problem, stopped.file) == (VersionStatus.FAILED, making.NAMED, None)
    where: dict[str, list[str]] = defaultdict(list)
    for one in stopped.found:
        where[one["where"]].append(one["words"])
    assert where["The title of the bundle"] == ["Edward Cuthbertson"]
    assert any(place.startswith("1. HX/1") for place in where)
    assert ChronologyEntry.objects.filter(case=case).exists()
    assert parties_of([case])
