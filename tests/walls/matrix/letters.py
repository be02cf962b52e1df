"""Letters and disclosures: for whoever reads the content of the case. Templates: for who keeps those of the force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.evidence import on_evidence
from tests.walls.matrix.investigations import beginners, keepers
from tests.walls.matrix.rows import LEADS, MAIN_CASES, Expect, Row, Way, Who, only, seen_by

KEEPERS = (*LEADS, "sam", "piers")
SEEN = {"own": tuple(name for name in KEEPERS if name != "wes"), "westmoor": ("wes",)}
READ, WORK = on_evidence("read"), on_evidence("work")


def letter(it: Any) -> int:
    return int(it.letter.pk)


def disclosure(it: Any) -> int:
    return int(it.disclosure.pk)


def hearing(it: Any) -> int:
    return int(it.hearing.pk)


def _case(name: str, *more: Callable[[Any], Any], **ways: Way) -> Row:
    return Row(
        name, ways, lambda it, world: (it.reference, *(part(it) for part in more)), MAIN_CASES, "cases",
    )  # fmt: skip


def _page(name: str, *more: Callable[[Any], Any]) -> Row:
    return _case(f"letters:{name}", *more, GET=Way(READ, ok=(200,)))


def _form(name: str, *more: Callable[[Any], Any], who: Who = WORK, ok: tuple[int, ...] = (200, 409)) -> Row:
    return _case(f"letters:{name}", *more, GET=Way(who, ok=ok), POST=Way(who))


#: Of the cases, one without professional standards in it, one with, and one of which some know nothing.
HEARD = ("own", "psd", "conflict")


def _bundle(name: str, *more: Callable[[Any], Any], **ways: Way) -> Row:
    """Hearing bundles: for professional standards of the case, as the track that is heard."""
    return Row(name, ways, lambda it, world: (it.reference, *(part(it) for part in more)), HEARD, "cases")


def keeper(relation: str, person: str) -> Expect:
    """Who keeps no templates is told so before one is looked for."""
    return seen_by(SEEN, may=KEEPERS)(relation, person)


def _template(name: str, *methods: str) -> Row:
    ways = {method: Way(keeper, ok=(200,) if method == "GET" else ()) for method in methods}
    return Row(name, ways, lambda it, world: (it.template.pk,), tuple(SEEN), of="templates")


ROWS: tuple[Row, ...] = (
    _page("letters"), _page("letter", letter), _page("disclosures"),
    _form("letter_begin"), _form("letter_change", letter), _form("letter_issue", letter), _form("letter_send", letter),
    _form("letter_withdraw", letter), _form("letter_open", letter, who=READ), _form("letter_redact", letter),
    _form("disclosure_add"),
    _case("api:case-letter-list", GET=Way(READ, ok=(200,)), POST=Way(WORK)),
    _case("api:case-letter-detail", letter, GET=Way(READ, ok=(200,)), PATCH=Way(WORK)),
    _case("api:case-letter-issue", letter, POST=Way(WORK)),
    _case("api:case-letter-send", letter, POST=Way(WORK)),
    _case("api:case-letter-withdraw", letter, POST=Way(WORK)),
    _case("api:case-letter-open", letter, POST=Way(READ)), _case("api:case-letter-redact", letter, POST=Way(WORK)),
    _case("api:case-disclosure-list", GET=Way(READ, ok=(200,)), POST=Way(WORK)),
    _case("api:case-disclosure-detail", disclosure, GET=Way(READ, ok=(200,))),
    _bundle("letters:hearing_bundles", GET=Way(READ, ok=(200,))),
    _bundle("letters:hearing_begin", GET=Way(beginners, ok=(200,)), POST=Way(beginners)),
    _bundle("letters:hearing_bundle", hearing, GET=Way(keepers, ok=(200,))),
    _bundle("letters:hearing_fill", hearing, GET=Way(keepers, ok=(200,)), POST=Way(keepers)),
    _bundle("letters:hearing_arrange", hearing, GET=Way(keepers, ok=(302,)), POST=Way(keepers)),
    _bundle("letters:hearing_make", hearing, GET=Way(keepers, ok=(200,)), POST=Way(keepers)),
    _bundle("letters:hearing_open", hearing, lambda it: 1, GET=Way(keepers, ok=(200,)), POST=Way(keepers)),
    _bundle("api:case-hearing-bundle-list", GET=Way(READ, ok=(200,)), POST=Way(WORK)),
    _bundle("api:case-hearing-bundle-detail", hearing, GET=Way(keepers, ok=(200,))),
    _bundle("api:case-hearing-bundle-offered", hearing, GET=Way(keepers, ok=(200,))),
    *(_bundle(f"api:case-hearing-bundle-{name}", hearing, POST=Way(keepers))
      for name in ("fill", "arrange", "make", "open")),
    Row("letters:templates", {"GET": Way(only(*KEEPERS), ok=(200,))}),
    Row("letters:template_kind", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row(
        "letters:template_add", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))},
        lambda it, world: ("lado",),
    ),
    _template("letters:template", "GET"),
    _template("letters:template_preview", "GET"),
    *(_template(f"letters:template_{name}", "GET", "POST") for name in ("change", "approve", "withdraw")),
    Row("api:letter-template-list", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    _template("api:letter-template-detail", "GET", "PATCH"), _template("api:letter-template-preview", "GET"),
    _template("api:letter-template-approve", "POST"), _template("api:letter-template-withdraw", "POST"),
)  # fmt: skip
