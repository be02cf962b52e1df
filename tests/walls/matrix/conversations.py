"""Messages: for who reads the content of their case, and for nobody else, not even as a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import (
    ABSENT,
    CASES,
    FORBIDDEN,
    MAIN_CASES,
    MAY,
    OK,
    STANDING,
    Expect,
    Row,
    Way,
    Who,
    everybody,
)


def on_messages(needs: str) -> Who:
    """Who sees only headers of a case is not told that there are messages."""

    def who(relation: str, person: str) -> Expect:
        standing = STANDING[relation].get(person, "header")
        if standing == "header":
            return ABSENT
        return OK if needs in MAY[standing] else FORBIDDEN

    return who


def page(name: str, *more: Callable[[Any], Any], needs: str = "read", form: bool = False, post: str = "") -> Row:
    """A page of messages: whoever may open it is first asked why (302)."""
    ok = (200, 302, 409) if form else (200, 302)
    ways = {"GET": Way(on_messages(needs), ok=ok)}
    if form or post:
        ways["POST"] = Way(on_messages(post or needs))
    return Row(
        f"conversations:{name}", ways, lambda it, world: (it.reference, *(part(it) for part in more)),
        MAIN_CASES if form else CASES, of="cases",
    )  # fmt: skip


def _export(it: Any) -> int:
    return it.export.pk


def _participant(it: Any) -> int:
    return it.participant.pk


def _api(name: str, *more: Callable[[Any], Any], get: bool = False, post: str = "", patch: str = "") -> Row:
    """A route of the API. Whoever may, and did not say why they look, is told to (422)."""
    ways = {"GET": Way(on_messages("read"), ok=(422,))} if get else {}
    ways |= {method: Way(on_messages(needs)) for method, needs in (("POST", post), ("PATCH", patch)) if needs}
    args = lambda it, world: (it.reference, *(part(it) for part in more))  # noqa: E731
    return Row(f"api:{name}", ways, args, MAIN_CASES if post else CASES, of="cases")


def _conversation(it: Any) -> int:
    return it.conversation.pk


def _message(it: Any) -> int:
    return it.message.pk


def _finding(it: Any) -> int:
    return it.finding.pk


def _bundle(it: Any) -> int:
    return it.bundle.pk


def _post(name: str, *more: Callable[[Any], Any]) -> Row:
    """An act without a page of its own: whoever works on the case is first asked why (302), or not done (409)."""
    ways = {"POST": Way(on_messages("work"), ok=(302, 409))}
    return Row(
        f"conversations:{name}", ways, lambda it, world: (it.reference, *(part(it) for part in more)), CASES, of="cases"
    )


API: tuple[Row, ...] = (
    _api("case-message-export-list", get=True, post="work"),
    _api("case-message-export-detail", _export, get=True),
    _api("case-message-export-say", _export, post="work"),
    _api("case-message-export-read-again", _export, post="work"),
    _api("case-message-export-site", _export, post="work"),
    _api("case-message-export-rules", _export, get=True, post="work"),
    _api("case-message-export-concern", _export, post="work"),
    _api("case-message-failed-list", _export, lambda it: "COM-13", get=True),
    _api("case-message-failed-detail", _export, lambda it: "COM-13", lambda it: it.breach.pk, get=True),
    _api("case-message-bundle-list", get=True, post="work"),
    _api("case-message-bundle-detail", _bundle, get=True, patch="work"),
    _api("case-message-bundle-messages", _bundle, get=True, post="work"),
    _api("case-message-bundle-take-out", _bundle, post="work"),
    _api("case-message-bundle-make", _bundle, post="work"),
    _api("case-message-version-list", _bundle, get=True),
    _api("case-message-version-detail", _bundle, lambda it: 1, get=True),
    _api("case-message-version-open", _bundle, lambda it: 1, post="read"),
    _api("case-message-unread-list", _export, get=True),
    _api("case-message-unread-detail", _export, lambda it: it.unread.pk, get=True),
    _api("case-message-participant-list", _export, get=True),
    _api("case-message-participant-detail", _export, _participant, get=True),
    _api("case-message-participant-suggestions", _export, _participant, get=True),
    _api("case-message-participant-match", _export, _participant, post="work"),
    _api("case-message-participant-unmatch", _export, _participant, post="work"),
    _api("case-message-participant-owner", _export, _participant, post="work"),
    _api("case-conversation-list", _export, get=True),
    _api("case-conversation-detail", _export, _conversation, get=True),
    _api("case-message-list", _export, _conversation, get=True),
    _api("case-message-detail", _export, _conversation, _message, get=True),
    _api("case-message-search", _export, _conversation, post="read"),
    _api("case-message-chronology", _export, _conversation, _message, post="work"),
    _api("case-message-finding-list", get=True),
    _api("case-message-finding-detail", _finding, get=True),
    _api("case-message-finding-same", _finding, get=True),
    _api("case-message-finding-decide", _finding, post="work"),
    _api("case-message-finding-decide-same", _finding, post="work"),
    _api("case-message-finding-undo", _finding, post="work"),
    _api("case-message-pair-list", get=True),
    _api("case-message-pair-detail", lambda it: f"{it.participant.side}-{it.second.side}", get=True),
    _api("case-message-pair-others", lambda it: it.participant.side, get=True),
    Row("api:message-lexicon", {"GET": Way(everybody, ok=(200,))}),
)


def _one(it: Any) -> str:
    return str(it.participant.side)


def _other(it: Any) -> str:
    return str(it.second.side)


ROWS: tuple[Row, ...] = (
    *API,
    page("exports"),
    page("purpose", post="read"),
    page("add", needs="work", form=True),
    page("export", _export),
    page("answer", _export, needs="work", form=True),
    page("again", _export, needs="work", form=True),
    page("site", _export, needs="work", form=True),
    page("unread", _export),
    page("match", _export, _participant, needs="work", form=True),
    page("unmatch", _export, _participant, needs="work", form=True),
    page("owner", _export, _participant, needs="work", form=True),
    page("bundles"),
    page("bundle_new", needs="work", form=True),
    page("bundle_put", needs="work", form=True),
    page("to_chronology", needs="work", form=True),
    page("bundle", _bundle),
    page("bundle_change", _bundle, needs="work", form=True),
    page("bundle_make", _bundle, needs="work", form=True),
    page("bundle_take_out", _bundle, needs="work", form=True),
    page("bundle_open", _bundle, lambda it: 1, form=True),
    page("findings"),
    page("finding", lambda it: it.finding.pk, post="work"),
    page("finding_undo", lambda it: it.finding.pk, needs="work", form=True),
    page("finding_chronology", lambda it: it.finding.pk, needs="work", form=True),
    page("rules", _export),
    page("pairs"),
    page("others", _one),
    page("pair", _one, _other),
    page("pair_found", _one, _other),
    page("pair_table", _one, _other, lambda it: "days"),
    page("rules_ask", _export, needs="work", form=True),
    page("rule", _export, lambda it: "COM-13"),
    _post("rules_concern", _export),
    Row("conversations:lexicon", {"GET": Way(everybody, ok=(200,))}),
    page("conversation", _export, lambda it: it.conversation.pk, post="read"),
)
