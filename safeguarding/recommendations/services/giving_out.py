"""A public body asks what came of recommendations: it gets what may go out as a document, and that is recorded."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.documents.rules.text import Prose
from safeguarding.documents.services import Document, NotSet, set_document
from safeguarding.recommendations import policies
from safeguarding.recommendations.selectors.board import Wanted, board, cards
from safeguarding.recommendations.selectors.going_out import Shown, going_out
from safeguarding.recommendations.selectors.guarding import fit_to_go_out

log = logging.getLogger(__name__)
#: In one document; more would be nothing to read.
MOST = 200
TITLE = "Recommendations and what came of them"


@dataclass(frozen=True)
class GivenOut:
    """The document, what stands in it, and the numbers of those that were left out: the guard finds somebody there."""

    document: Document
    shown: list[Shown]
    left_out: list[str]


@transaction.atomic
def give_out(wanted: Wanted, *, recipient: str, reason: str, by: User) -> GivenOut:
    """Make the document for a public body that asks; who it is for and why it goes out are recorded."""
    policies.require_keeping(by)
    errors: dict[str, list[str]] = {}
    if not recipient.strip():
        errors["recipient"] = ["Enter the body that asks"]
    if not reason.strip():
        errors["reason"] = ["Say why it may have it, such as the law or the question it asks under"]
    if errors:
        raise Invalid(errors)
    fit, again = fit_to_go_out(cards(by, board(by, wanted)[:MOST]))
    shown = going_out(fit)
    if not shown:
        raise Conflict("None of these may go out.")
    document = _set(shown, recipient.strip(), by)
    record(
        "recommendations.given_out", by=by, reason=reason.strip(),
        data={
            "count": len(shown), "recipient": recipient.strip()[:120], "references": [one.reference for one in shown],
        },
    )  # fmt: skip
    return GivenOut(document, shown, again)


def _set(shown: list[Shown], recipient: str, by: User) -> Document:
    now = clock.now()
    data = {
        "about": [
            ["Given to", recipient],
            ["As on", clock.date_words(clock.london_date(now))],
            ["By", by.force.name if by.force else ""],
            ["Recommendations", str(len(shown))],
        ],
        "recommendations": [_data(one) for one in shown],
    }
    try:
        return set_document("recommendations", data, title=TITLE, reference=TITLE, made_at=now)
    except NotSet as no:
        log.exception("a document of recommendations could not be made: %s", no.why)
        raise Conflict("The document could not be made. Choose fewer recommendations and try again.") from None


def _data(one: Shown) -> dict[str, object]:
    return {
        "title": f"{one.reference}: {one.title}",
        "facts": [list(row) for row in one.facts],
        "text": Prose(one.text), "answer": Prose(one.answer) if one.answer else None, "reasons": list(one.reasons),
        "reason_text": Prose(one.reason_text) if one.reason_text else None,
        "actions": [list(row) for row in one.actions], "audiences": [list(row) for row in one.audiences],
    }  # fmt: skip
