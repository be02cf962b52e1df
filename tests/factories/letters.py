"""Letters for tests: a draft that could be issued, one that was, a template that waits, and a disclosure."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.files.models import StoredFile
from safeguarding.letters.choices import Gateway, LetterKind, Way
from safeguarding.letters.models import Disclosure, HearingBundle, HearingVersion, Letter, LetterTemplate
from safeguarding.tracks.choices import TrackKind

GIVEN = {
    "recipient": "The duty LADO", "gateway": Gateway.SAFEGUARDING, "purpose": "To consider the allegation",
    "way": Way.SECURE_EMAIL,
}  # fmt: skip


def a_letter(case: Case, by: User, **given: Any) -> Letter:
    fields = {
        "number": 1,
        "kind": LetterKind.PLAIN,
        "title": "Letter",
        "recipient": "A school",
        "body": "Words.",
        **given,
    }
    return Letter.objects.create(case=case, written_by=by, **fields)


def a_template(force: Force, by: User, **given: Any) -> LetterTemplate:
    fields = {
        "kind": LetterKind.PLAIN, "number": 1, "title": "Letter", "body": "{{ force.name }}",
        "effective_from": clock.today(), **given,
    }  # fmt: skip
    return LetterTemplate.objects.create(force=force, written_by=by, **fields)


def a_disclosure(case: Case, by: User) -> Disclosure:
    return Disclosure.objects.create(
        case=case, what="Bundle HO/1", sha256="ab" * 32, given_on=clock.today(), recorded_by=by, **GIVEN
    )


def letters_of(case: Case) -> dict[str, Any]:
    """What each case of the walls' world has."""
    return {"letter": a_letter(case, case.owner), "disclosure": a_disclosure(case, case.owner)}


def a_hearing_bundle(case: Case) -> HearingBundle:
    """One with a version that was made, of the misconduct track of the case. Of its file there is the row alone."""
    track = case.tracks.get(kind=TrackKind.MISCONDUCT)
    made = HearingBundle.objects.create(case=case, track=track, number=1, title="Bundle", begun_by=case.owner)
    pdf = StoredFile.objects.create(
        name="h.pdf", media_type="application/pdf", size=1, sha256="cd" * 32, key_id="0" * 16, stored_by=case.owner,
        scan_status="unscanned",
    )  # fmt: skip
    HearingVersion.objects.create(
        bundle=made, number=1, status="made", asked_by=case.owner, asked={"title": "Bundle", "parts": []}, file=pdf,
        sha256=pdf.sha256, pages=1, made_at=clock.now(),
    )  # fmt: skip
    return made


def templates(world: Any) -> dict[str, SimpleNamespace]:
    """One for each force of the walls, which nobody of those who try it wrote."""
    by = {"own": "adam", "westmoor": "walt"}
    found = {}
    for relation, person in by.items():
        user = world.user(person)
        found[relation] = SimpleNamespace(template=a_template(user.force, user))
    return found
