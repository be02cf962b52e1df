"""Letters: begun from a template and the record, edited, issued as sealed papers, sent, replaced and withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from safeguarding.access.models import User
from safeguarding.audit.rules import stated
from safeguarding.audit.services import consult, record
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import note, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, save_fields
from safeguarding.files import services as files
from safeguarding.letters import policies, states
from safeguarding.letters.choices import Gateway, LetterKind, LetterStatus, PaperFormat
from safeguarding.letters.models import Letter, LetterOpening
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import fields_of
from safeguarding.letters.selectors.filling import facts_of, words_of
from safeguarding.letters.selectors.reading import replaceable
from safeguarding.letters.selectors.redacting import Names
from safeguarding.letters.services import disclosing, papers
from safeguarding.letters.services.without_names import made_of, require_no_names, require_the_same
from safeguarding.tracks.choices import HIDDEN_STAGE
from safeguarding.tracks.models import Track

WRITTEN = ("title", "recipient", "address", "body")
NEEDED = {
    "title": "Enter the title of the letter.", "recipient": "Enter to whom it is.",
    "body": "Enter what the letter says.",
}  # fmt: skip


@transaction.atomic
def begin_letter(
    *, case: Case, kind: str, recipient: str, by: User, address: str = "", replaces: Letter | None = None,
    track: Track | None = None,
) -> Letter:  # fmt: skip
    """A draft from the template in force and the record. What the record does not say is written by hand."""
    case = take(case, by=by)
    if kind not in LetterKind.values:
        raise Invalid({"kind": ["Choose what letter it is."]})
    recipient = required(recipient, field="recipient", message=NEEDED["recipient"])
    policies.require_track(by, kind, track, case)
    if replaces is not None and not replaceable(case, by).filter(pk=replaces.pk).exists():
        raise Invalid({"replaces": ["Choose a letter of this case that was issued."]})
    if replaces is not None and replaces.track_id != (track.pk if track else None):
        # Who reads the old one has to find the one that stands in its place.
        raise Invalid({"replaces": ["Choose a letter of the same track, or of none as this one is."]})
    template, title, body = words_of(case.force, kind)
    last = Letter.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    made = Letter.objects.create(
        case=case, number=last + 1, kind=kind, track=track, template=template, title=title, recipient=recipient,
        address=_lines(address),
        body=marks.fill(body, facts_of(case, kind, recipient=recipient, author=by, track=track)),
        replaces=replaces, written_by=by, writers=[by.pk], written_at=clock.now(),
    )  # fmt: skip
    record("letter.begun", by=by, obj=case, data=_told(made, kind=kind))
    touch(case)
    return made


@transaction.atomic
def redact_letter(*, letter: Letter, recipient: str, by: User, address: str = "") -> Letter:
    """A draft of a copy without names: everybody of the case by their label. It is not issued while one is left."""
    case, held = _taken(letter, by, None)
    if held.pdf is None:
        raise Conflict("Only a letter that was issued has a copy without names.")
    recipient = required(recipient, field="recipient", message=NEEDED["recipient"])
    names = Names(case)
    last = Letter.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    made = Letter.objects.create(
        case=case, number=last + 1, kind=held.kind, track=held.track, title=names.without(held.title)[:200],
        recipient=recipient, address=_lines(address), body=names.without(held.body), redacts=held, written_by=by,
        writers=[by.pk], written_at=clock.now(),
    )  # fmt: skip
    record("letter.begun", by=by, obj=case, data=_told(made, kind=made.kind))
    touch(case)
    return made


@transaction.atomic
def change_letter(*, letter: Letter, by: User, version: int | None = None, **given: Any) -> Letter:
    """Change what a draft says. Whoever changed it wrote it, with those who did before."""
    case, held = _taken(letter, by, version)
    states.step("change", status=held.status)
    wanted = {name: _lines(str(given[name])) for name in WRITTEN if name in given}
    errors = {name: [NEEDED[name]] for name in NEEDED if name in wanted and not wanted[name]}
    wrong = [str(one) for one in marks.check(wanted.get("body", ""), fields_of(held.kind))]
    if wrong:
        errors["body"] = wrong
    if errors:
        raise Invalid(errors)
    changed = differing(held, **wanted)
    if changed:
        writers = sorted({*held.writers, by.pk})
        save_fields(held, **changed, written_by=by, writers=writers, written_at=clock.now())
        record("letter.changed", by=by, obj=case, data=_told(held, fields=", ".join(sorted(changed))))
        touch(case)
    return held


def issue_letter(*, letter: Letter, by: User, version: int | None = None, looked: bool = False) -> Letter:
    """Make the papers of a draft and seal them. From now on nothing of it is changed.

    The papers are made between two looks at the letter, so that the case is not locked while they are set. What the
    guard only asks about in a copy without names, whoever issues it has looked at.
    """
    with transaction.atomic():
        case, held = _taken(letter, by, version)
        policies.require_issuing(by, held)
        states.step("issue", status=held.status)
        paper = _paper(held, clock.now())
        asked = require_no_names(held, looked=looked)
    pdf, pages = papers.as_pdf(paper)
    docx = papers.as_docx(paper)
    with transaction.atomic():
        case, held = _taken(letter, by, held.version)
        policies.require_issuing(by, held)
        target = states.step("issue", status=held.status)
        require_the_same(held, asked)
        name = f"{case.reference}-L{held.number}"
        save_fields(
            held, status=target, issued_by=by, issued_at=paper.made_at, pages=pages,
            body=_dated(held, paper.made_at),
            pdf=papers.sealed(pdf, name=f"{name}.pdf", by=by), docx=papers.sealed(docx, name=f"{name}.docx", by=by),
        )  # fmt: skip
        record("letter.issued", by=by, obj=case, data=_told(held, sha256=_digest(held)))
        _note(held, "issued", by)
        _replace(held, by)
        touch(case)
    return held


@transaction.atomic
def send_letter(
    *, letter: Letter, recipient: str, gateway: str, purpose: str, way: str, given_on: dt.date, by: User,
    version: int | None = None,
) -> Letter:  # fmt: skip
    """Record that a letter was sent: by whom, how, to whom, under which law. It stands among what was disclosed."""
    case, held = _taken(letter, by, version)
    target = states.step("send", status=held.status)
    disclosing.put(
        case=case, letter=held, what=f"Letter {held.reference}: {held.title}"[:200], sha256=_digest(held), way=way,
        recipient=recipient, gateway=gateway, purpose=purpose, given_on=given_on, by=by,
    )  # fmt: skip
    save_fields(held, status=target)
    record("letter.sent", by=by, obj=case, data=_told(held, gateway=Gateway(gateway).value, way=way))
    _note(held, "sent", by)
    touch(case)
    return held


@transaction.atomic
def withdraw_letter(*, letter: Letter, reason: str, by: User, version: int | None = None) -> Letter:
    """Take a letter back, with the reason. What was issued stays on record."""
    case, held = _taken(letter, by, version)
    target = states.step("withdraw", status=held.status)
    reason = required(reason, field="reason", message="Say why it is withdrawn.")
    save_fields(held, status=target, withdrawn_because=reason)
    record("letter.withdrawn", by=by, obj=case, data=_told(held))
    touch(case)
    return held


def open_letter(*, letter: Letter, format: str, purpose: str, by: User, purpose_text: str = "") -> Iterator[bytes]:
    """A paper of a letter, with its digest compared, the purpose on record and who took it beside it.

    Raises Held or Damaged: whoever answers a request catches both, so that what was recorded stays.
    """
    case = letter.case
    case_policies.require(by, case_policies.READ, case)
    letter = Letter.objects.visible_to(by).select_related("case", "pdf", "docx").get(pk=letter.pk)
    if format not in PaperFormat.values:
        raise Invalid({"format": ["Choose PDF or Word document."]})
    file = letter.paper(format)
    if file is None:
        raise Conflict("This letter is not issued yet.")
    purpose, purpose_text = stated(purpose, purpose_text, missing="Choose why you need to open it.")
    with transaction.atomic():
        consult(case, by=by, page="letter", purpose=purpose, purpose_text=purpose_text)
    given = files.checked(file, by=by)
    with transaction.atomic():
        LetterOpening.objects.create(
            letter=letter, format=format, opened_by=by, opened_at=clock.now(), purpose=purpose,
            purpose_text=purpose_text,
        )  # fmt: skip
        data = _told(letter, format=format, sha256=file.sha256, purpose=purpose)
        record("letter.opened", by=by, obj=case, reason=purpose_text, data=data)
    return given


def _taken(letter: Letter, by: User, version: int | None) -> tuple[Case, Letter]:
    """The case first, then the letter, locked."""
    case = take(letter.case, by=by)
    rows = Letter.objects.visible_to(by).filter(case=case)
    rows = rows.select_related("pdf", "docx", "written_by", "replaces", "track", "redacts__pdf")
    held = take_row(rows, letter, version, says)
    held.case = case
    return case, held


def says(letter: Letter) -> dict[str, object]:
    """What the letter says now, for somebody who opened an older one."""
    return {
        "title": letter.title, "recipient": letter.recipient, "address": letter.address, "body": letter.body,
        "status": letter.get_status_display(),
    }  # fmt: skip


def _note(held: Letter, done: str, by: User) -> None:
    """For the chronology, which who does not read the track reads too: of a letter of a track its number alone.

    Of a letter of discipline nothing: on which day one was issued tells where that track stands.
    """
    if held.track is None or held.track.kind not in HIDDEN_STAGE:
        what = "" if held.track else f": {held.get_kind_display()}"
        note(held.case, text=f"Letter {held.reference} {done}{what}.", by=by)


def _dated(held: Letter, now: dt.datetime) -> str:
    """What it says, with the fields that have words only once it is issued."""
    known = {"letter.date": clock.date_words(clock.london_date(now)), "letter.reference": held.reference}
    return marks.fill(held.body, known)


def _paper(held: Letter, now: dt.datetime) -> papers.Paper:
    """What stands on it, once nothing is left to be filled."""
    body = _dated(held, now)
    wrong = [str(one) for one in marks.check(body, fields_of(held.kind))]
    left = marks.names_in(body)
    if left:
        words = fields_of(held.kind)
        wrong += [f"Not on record yet, write it in: {words[name].words.lower()} ({name})" for name in left]
    if wrong:
        raise Invalid({"": wrong})
    return papers.Paper(
        title=held.title, reference=held.reference, to=(held.recipient, *held.address.splitlines()),
        blocks=[*marks.blocks(body), *made_of(held)], made_at=now,
    )  # fmt: skip


def _replace(held: Letter, by: User) -> None:
    """What it was begun to replace is replaced now, unless it was withdrawn in the meantime."""
    if held.replaces_id is None:
        return
    old = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=held.replaces_id)
    if old.status in states.LETTER_MOVES["replace"].sources:
        save_fields(old, status=LetterStatus.SUPERSEDED)
        record("letter.superseded", by=by, obj=held.case, data=_told(old))


def _digest(held: Letter) -> str:
    return held.pdf.sha256 if held.pdf is not None else ""


def _lines(words: str) -> str:
    return words.strip().replace("\r\n", "\n")


def _told(letter: Letter, **more: Any) -> dict[str, Any]:
    """What the record says of a letter: its number."""
    return {"letter_id": letter.pk, "number": letter.number, **more}
