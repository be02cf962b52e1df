"""What of a case was given to somebody outside: recorded with the law that lets it be given. Never changed."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.letters.choices import Gateway, Way
from safeguarding.letters.models import Disclosure, Letter
from safeguarding.letters.selectors.on_record import documents_of

DIGEST = re.compile(r"[0-9a-f]{64}")
NEEDED = {
    "what": "Enter what was given.", "recipient": "Enter to whom it was given.", "purpose": "Enter what it is for.",
}  # fmt: skip


@transaction.atomic
def record_disclosure(
    *, case: Case, recipient: str, gateway: str, purpose: str, way: str, given_on: dt.date, by: User, what: str = "",
    sha256: str = "", document: str = "",
) -> Disclosure:  # fmt: skip
    """Record what was given to somebody outside, under which law and what for, with the digest of the document.

    A document that is on record is named by its key: what it is and its digest are taken from there.
    """
    case = take(case, by=by)
    track_id = None
    if document:
        found = next((one for one in documents_of(case, by) if one.key == document), None)
        if found is None:
            raise Invalid({"document": ["Choose a document of this case that is on record."]})
        what, sha256, track_id = found.words[:200], found.sha256, found.track_id
    made = put(
        case=case, letter=None, track_id=track_id, what=what, sha256=sha256, recipient=recipient, gateway=gateway,
        purpose=purpose, way=way, given_on=given_on, by=by,
    )  # fmt: skip
    record("disclosure.recorded", by=by, obj=case, data={"disclosure_id": made.pk, "gateway": gateway})
    touch(case)
    return made


def put(
    *, case: Case, letter: Letter | None, what: str, sha256: str, recipient: str, gateway: str, purpose: str, way: str,
    given_on: dt.date, by: User, track_id: int | None = None,
) -> Disclosure:  # fmt: skip
    """The row, once it is right. The case is taken already."""
    words = {"what": what.strip(), "recipient": recipient.strip(), "purpose": purpose.strip()}
    errors = {name: [NEEDED[name]] for name, said in words.items() if not said}
    if not DIGEST.fullmatch(sha256.strip().lower()):
        errors["sha256"] = ["Enter the SHA-256 of the document: 64 signs from 0 to 9 and a to f."]
    if gateway not in Gateway.values:
        errors["gateway"] = ["Choose the law under which it is given."]
    if way not in Way.values:
        errors["way"] = ["Choose how it was given."]
    if given_on > clock.today():
        errors["given_on"] = ["The day it was given must be today or in the past."]
    elif letter is not None and letter.issued_at and given_on < clock.london_date(letter.issued_at):
        errors["given_on"] = [f"It was issued on {clock.date_words(clock.london_date(letter.issued_at))}, not before."]
    if errors:
        raise Invalid(errors)
    return Disclosure.objects.create(
        case=case, letter=letter, track_id=track_id, sha256=sha256.strip().lower(), gateway=gateway, way=way,
        given_on=given_on, recorded_by=by, recorded_at=clock.now(), **words,
    )  # fmt: skip
