"""The register of verbs. Each app above declares its own here; a verb that nobody declared cannot be recorded."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.audit.choices import Operation


@dataclass(frozen=True)
class Verb:
    """A verb, the sentence that tells it (with {actor}, {object} and data fields), and which of those are personal."""

    key: str
    sentence: str
    operation: str = Operation.ALTERATION
    personal: tuple[str, ...] = ()


class UnknownVerb(LookupError):
    """Code recorded a verb that no app declared."""


#: A list of any app left the system as a file.
LIST_EXPORTED = Verb(
    "list.exported", "{actor} exported {count} lines of a list as a file ({list}, {as})", Operation.DISCLOSURE
)
_VERBS: dict[str, Verb] = {LIST_EXPORTED.key: LIST_EXPORTED}


def declare(*verbs: Verb) -> None:
    """Add an app's verbs to the register (called from the app's `events` room at import)."""
    for verb in verbs:
        _VERBS[verb.key] = verb


def verb(key: str) -> Verb:
    try:
        return _VERBS[key]
    except KeyError:
        raise UnknownVerb(key) from None


def all_verbs() -> list[Verb]:
    return list(_VERBS.values())


def naming_the_actor() -> list[str]:
    """The verbs whose sentence says who did it. Others keep it back, such as who reported a concern."""
    return [verb.key for verb in _VERBS.values() if "{actor}" in verb.sentence]


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(key: str, *, actor: str, label: str, data: dict[str, object]) -> str:
    """The event in words; a field that was erased reads as an ellipsis, a verb no longer in use as itself."""
    told = _VERBS[key].sentence if key in _VERBS else f"{{actor}}: {key}, {{object}}"
    return told.format_map(_Blank(data, actor=actor, object=label))


def sentence_without_personal_data(key: str, *, actor: str, label: str, data: dict[str, object]) -> str:
    """The event in words for those who may know that it happened, not to whom: personal fields read as an ellipsis."""
    personal = _VERBS[key].personal if key in _VERBS else tuple(data)
    return sentence(key, actor=actor, label=label, data={k: v for k, v in data.items() if k not in personal})
