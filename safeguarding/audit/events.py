"""The register of verbs. Each app above declares its own here; a verb that nobody declared cannot be recorded."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.audit.choices import Operation


@dataclass(frozen=True)
class Verb:
    """A verb, the sentence that tells it (with {actor}, {object} and data fields), and which data fields are personal."""

    key: str
    sentence: str
    operation: str = Operation.ALTERATION
    personal: tuple[str, ...] = ()


class UnknownVerb(LookupError):
    """Code recorded a verb that no app declared."""


_VERBS: dict[str, Verb] = {}


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


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(key: str, *, actor: str, label: str, data: dict[str, object]) -> str:
    """The event in words; a field that was erased reads as an ellipsis."""
    return verb(key).sentence.format_map(_Blank(data, actor=actor, object=label))
