"""Policies: what was published is read by everybody in the force; all else is for keepers. Each acknowledges alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, Expect, Row, Way, everybody, only, seen_by

#: Who sees a version, by whether it was published and where.
VERSIONS = {"own": NORTHSHIRE, "draft": KEEPERS, "westmoor": ("wes", "walt")}
#: Those of the cast who are on record as staff and sign in.
ON_RECORD = {"own": ("bella", "brian", "pat", "nell"), "westmoor": ("walt",)}


def acknowledges(relation: str, person: str) -> Expect:
    """Whoever is on record, for themself; of another force's it does not exist."""
    if person not in VERSIONS[relation]:
        return ABSENT
    return OK if person in ON_RECORD.get(relation, ()) else FORBIDDEN


def _version(it: Any, world: Any) -> tuple[int, ...]:
    return (it.published.pk,)


#: By whether the document was published: where nothing of another force is seen, nothing else matters to keepers.
KEPT = {"own": NORTHSHIRE, "westmoor": ("wes", "walt")}


def _kept(name: str, *methods: str, of: Callable[[Any], tuple[int, ...]], ok: tuple[int, ...] = (200,)) -> Row:
    """For keepers alone: the role is asked before the record is looked for."""
    who = seen_by(KEPT, may=KEEPERS)
    ways = {method: Way(who, ok=ok if method == "GET" else ()) for method in methods}
    return Row(name, ways, lambda it, world: of(it), tuple(KEPT), of="guidance")


def _list(name: str, *methods: str) -> Row:
    return Row(name, {method: Way(only(*KEEPERS), ok=(200,) if method == "GET" else ()) for method in methods})


def kept_by(relation: str, person: str) -> Expect:
    """The API looks for the record first: what is not seen is not there, what is seen is changed by keepers alone."""
    if person not in VERSIONS[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def _api(name: str, ways: dict[str, Way], of: Callable[[Any], int]) -> Row:
    return Row(f"api:{name}", ways, lambda it, world: (of(it),), tuple(VERSIONS), of="guidance")


def _writes(name: str, of: Callable[[Any], int]) -> Row:
    return _api(name, {"POST": Way(kept_by)}, of)


def _hidden(name: str, *methods: str, of: Callable[[Any], int]) -> Row:
    """What exists for keepers alone: for anybody else it is not there, and a list of it is empty."""
    who = seen_by({"own": KEEPERS, "westmoor": ()})
    ways = {method: Way(who, ok=(200,) if method == "GET" else ()) for method in methods}
    return Row(f"api:{name}", ways, lambda it, world: (of(it),), tuple(KEPT), of="guidance")


def _document(it: Any) -> int:
    return int(it.document.pk)


def _published(it: Any) -> int:
    return int(it.published.pk)


def talks_about(relation: str, person: str) -> Expect:
    """Who keeps the policies talks about them with anybody. Bella manages somebody, but not whom this is about."""
    if person not in (*KEEPERS, "bella"):
        return FORBIDDEN
    if person not in KEPT[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def records_talks(relation: str, person: str) -> Expect:
    """The API looks for the version first; then keepers and who manages somebody go on."""
    if person not in VERSIONS[relation]:
        return ABSENT
    return OK if person in (*KEEPERS, "bella") else FORBIDDEN


#: The talk with Brian: his own, Bella's who manages him, and the keepers'.
SEE_TALK = {"own": (*KEEPERS, "brian", "bella"), "westmoor": ()}

ROWS: tuple[Row, ...] = (
    Row("guidance:team", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "guidance:talk_add",
        {"GET": Way(talks_about, ok=(200,)), "POST": Way(talks_about)},
        lambda it, world: (it.published.pk, it.person.pk),
        tuple(KEPT),
        of="guidance",
    ),
    Row("api:policy-talk-list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "api:policy-talk-detail",
        {"GET": Way(seen_by(SEE_TALK), ok=(200,))},
        lambda it, world: (it.talk.pk,),
        tuple(KEPT),
        of="guidance",
    ),
    _api("policy-version-talks", {"POST": Way(records_talks)}, _published),
    _kept("guidance:reached", "GET", of=lambda it: (it.published.pk,)),
    Row("guidance:to_read", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "guidance:read",
        {"GET": Way(seen_by(VERSIONS), ok=(200,)), "POST": Way(acknowledges)},
        _version,
        tuple(VERSIONS),
        of="guidance",
    ),
    _list("guidance:document_list", "GET"),
    _list("guidance:document_add", "GET", "POST"),
    _list("guidance:group_list", "GET"),
    _list("guidance:group_join", "GET", "POST"),
    _kept("guidance:document", "GET", of=lambda it: (it.document.pk,)),
    _kept("guidance:document_edit", "GET", "POST", of=lambda it: (it.document.pk,)),
    _kept("guidance:version_add", "GET", "POST", of=lambda it: (it.document.pk,)),
    _kept("guidance:version_edit", "GET", "POST", of=lambda it: (it.draft.pk,)),
    _kept("guidance:version_publish", "GET", "POST", of=lambda it: (it.draft.pk,)),
    _kept("guidance:version_withdraw", "GET", "POST", of=lambda it: (it.published.pk,)),
    _kept("guidance:campaign_add", "GET", "POST", of=lambda it: (it.published.pk,)),
    _kept("guidance:coverage", "GET", of=lambda it: (it.published.pk,)),
    _kept("guidance:not_reached", "GET", of=lambda it: (it.published.pk,)),
    _kept("guidance:paper", "GET", "POST", of=lambda it: (it.published.pk, it.person.pk)),
    _kept("guidance:campaign", "GET", of=lambda it: (it.campaign.pk,)),
    _kept("guidance:campaign_edit", "GET", "POST", of=lambda it: (it.campaign.pk,)),
    _kept("guidance:campaign_open", "POST", of=lambda it: (it.campaign.pk,)),
    _kept("guidance:campaign_close", "GET", "POST", of=lambda it: (it.campaign.pk,)),
    _kept("guidance:group_leave", "GET", "POST", of=lambda it: (it.tag.pk,)),
    Row("api:policy-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    _api("policy-detail", {"GET": Way(seen_by(VERSIONS), ok=(200,)), "PATCH": Way(kept_by)}, _document),
    _writes("policy-versions", _document),
    Row("api:policy-version-list", {"GET": Way(everybody, ok=(200,))}),
    _api("policy-version-detail", {"GET": Way(seen_by(VERSIONS), ok=(200,)), "PATCH": Way(kept_by)}, _published),
    _writes("policy-version-publish", _published),
    _writes("policy-version-withdraw", _published),
    _writes("policy-version-paper", _published),
    _writes("policy-version-campaigns", _published),
    _api("policy-version-acknowledge", {"POST": Way(acknowledges)}, _published),
    *(
        _api(f"policy-version-{name}", {"GET": Way(kept_by, ok=(200, 409))}, _published)
        for name in ("coverage", "reached", "not-reached")
    ),
    Row("api:policy-campaign-list", {"GET": Way(everybody, ok=(200,))}),
    _hidden("policy-campaign-detail", "GET", "PATCH", of=lambda it: int(it.campaign.pk)),
    _hidden("policy-campaign-reach", "GET", of=lambda it: int(it.campaign.pk)),
    _hidden("policy-campaign-open", "POST", of=lambda it: int(it.campaign.pk)),
    _hidden("policy-campaign-close", "POST", of=lambda it: int(it.campaign.pk)),
    Row("api:my-acknowledgement-list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "api:my-acknowledgement-detail",
        {"GET": Way(seen_by({"own": ("brian",), "westmoor": ()}), ok=(200,))},
        lambda it, world: (it.read.pk,),
        tuple(KEPT),
        of="guidance",
    ),
    Row("api:audience-group-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    _hidden("audience-group-detail", "GET", of=lambda it: int(it.tag.pk)),
    _hidden("audience-group-leave", "POST", of=lambda it: int(it.tag.pk)),
)
