"""Pages of a copy without names: begun, looked through, issued, and not there for who may not see the case."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from safeguarding.cases.models import Case
from safeguarding.letters import services
from safeguarding.letters.choices import LetterKind
from safeguarding.letters.models import Letter
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from tests.cast import Cast, child, fresh
from tests.factories.casework import signed_in
from tests.factories.redaction import by_the_label, issued, known, traces_in

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = ("", "change/", "issue/", "open/", "redact/", "withdraw/")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    return known(cast)


def test_a_copy_is_begun_looked_through_and_issued(cast: Cast, case: Case) -> None:
    by_the_label(case, child(cast, "Grace", "Mallory", None), "Child C")
    body = "# Tamsin O'Prendergast-Hollis\n\nE. Cuthbertson wrote to her as runs_late_84.\n\nGrace told us of it."
    letter = issued(case, fresh(cast.lena), body)
    lena = signed_in(cast.lena)
    assert f"{letter.get_absolute_url()}redact/" in lena.get(letter.get_absolute_url()).content.decode()
    begun = lena.post(f"{letter.get_absolute_url()}redact/", {"recipient": "The parents", "address": ""})
    copy = Letter.objects.get(redacts=letter)
    page = copy.get_absolute_url()
    assert begun.headers["Location"] == page
    shown = lena.get(page).content.decode()
    assert letter.pdf is not None
    for said in ("PCSO B wrote to her as an account.", "Look at it", "“Grace” in Line 5", letter.pdf.sha256):
        assert said in shown
    # Somebody writes a name in again: the page says where, and offers nothing to say yes to.
    back = {"title": copy.title, "recipient": "The parents", "address": "", "version": copy.version}
    slipped = {**back, "body": f"{copy.body}\n\nCuthbertson was told."}
    assert lena.post(f"{page}change/", slipped).status_code == 302
    asked = lena.get(f"{page}issue/").content.decode()
    assert ("“Cuthbertson” in Line 7" in asked, 'name="looked"' in asked) == (True, False)
    copy.refresh_from_db()
    refused = lena.post(f"{page}issue/", {"version": copy.version, "looked": "on"})
    assert (refused.status_code, "is not issued while the guard finds" in refused.content.decode()) == (422, True)
    assert (
        lena.post(f"{page}change/", {**back, "body": letter_without(copy), "version": copy.version}).status_code == 302
    )
    copy.refresh_from_db()
    # What may be a name is looked at before it goes out.
    asked = lena.get(f"{page}issue/").content.decode()
    assert ("“Grace” in Line 5" in asked, 'name="looked"' in asked) == (True, True)
    refused = lena.post(f"{page}issue/", {"version": copy.version})
    assert (refused.status_code, "that you looked at each" in refused.content.decode()) == (422, True)
    assert lena.post(f"{page}issue/", {"version": copy.version, "looked": "on"}).status_code == 302
    shown = lena.get(page).content.decode()
    assert "copy without names of L1" in lena.get(reverse("letters:letters", args=[case.reference])).content.decode()
    assert traces_in(shown.partition("What it says")[2].partition("Who opened it")[0]) == []


def letter_without(copy: Letter) -> str:
    return copy.body.partition("\n\nCuthbertson")[0]


def test_another_letter_is_issued_without_a_tick(cast: Cast, case: Case) -> None:
    """Names may stand in a letter: the guard reads copies alone."""
    lena = fresh(cast.lena)
    letter = services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="Delphine Hollis", by=lena)
    letter = services.change_letter(letter=letter, body="We spoke with Tamsin, who was then 12 years old.", by=lena)
    page = f"{letter.get_absolute_url()}issue/"
    assert 'name="looked"' not in signed_in(cast.lena).get(page).content.decode()
    assert signed_in(cast.lena).post(page, {"version": letter.version}).status_code == 302


def test_who_may_not_see_it_finds_neither_copy_nor_what_it_was_made_of(cast: Cast, case: Case) -> None:
    lena, ivy = fresh(cast.lena), fresh(cast.ivy)
    plain = issued(case, lena, "Tamsin came.")
    track = Track.objects.create(
        case=case, kind=TrackKind.MISCONDUCT, party=case.parties.get(label="PCSO B"), stage="screened", owner=ivy,
        opened_by=ivy, opened_because="Messages",
    )  # fmt: skip
    of_track = services.begin_letter(case=case, kind=LetterKind.UPDATE, recipient="X", track=track, by=ivy)
    of_track = services.change_letter(letter=of_track, body="Tamsin came.", by=ivy)
    of_track = services.issue_letter(letter=of_track, by=ivy)
    hidden = (
        *((one, cast.users[name]) for one in with_copy(plain, cast.lena) for name in ("lars", "wes", "nora", "mona")),
        *((one, cast.users[name]) for one in with_copy(of_track, cast.ivy) for name in ("lena", "lars", "wes")),
    )
    for letter, user in hidden:
        for step in STEPS:
            answer = signed_in(user).get(f"{letter.get_absolute_url()}{step}")
            assert answer.status_code in (403, 404), (letter, user, step)
            assert "Tamsin" not in answer.content.decode()
        before = Letter.objects.count()
        answer = signed_in(user).post(f"{letter.get_absolute_url()}redact/", {"recipient": "Me"})
        assert (answer.status_code in (403, 404), Letter.objects.count()) == (True, before)
    for user in (cast.lars, cast.wes):
        assert signed_in(user).get(plain.get_absolute_url()).status_code == 404
    assert signed_in(cast.lena).get(of_track.get_absolute_url()).status_code == 404


def with_copy(letter: Letter, by: object) -> tuple[Letter, Letter]:
    made = services.redact_letter(letter=letter, recipient="The parents", by=fresh(by))  # type: ignore[arg-type]  # of the cast
    return letter, made
