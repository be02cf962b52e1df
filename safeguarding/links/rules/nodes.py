"""The things that links are between, and how an identifier is known again. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.communications.choices import HandleRule
from safeguarding.communications.rules.handles import handle_key
from safeguarding.links.choices import NodeKind

INSIDE_A_NUMBER = re.compile(r"(?<=[0-9])[ ()-]+(?=[0-9])")
#: +44 (0)7700 900123: the nought is left out from abroad.
NOUGHT = re.compile(r"((?:\+|\b00)[0-9]{1,3})\s*\(0\)")
BETWEEN = re.compile(r"[\s,;|]+")
SHORTEST = 3
HOME, HOME_FROM_ABROAD = "0", "44"
LAST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Node:
    """Something on record by its number, or an identifier by its text; of a handle `pk` is the platform.

    A handle of platform 0 was told without saying on which platform.
    """

    kind: NodeKind
    pk: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two things have to do with each other: why it is said, and where that stands."""

    one: Node
    other: Node
    why: str
    where: str = ""


def identifier(rule: str, platform: int, key: str) -> Node | None:
    """What a handle on a platform identifies, by the platform's rule; nothing when it is only what somebody is called.

    Exports name people by the name in an address book or on a profile. A name with a space in it is no handle, and
    where handles are telephone numbers or addresses what is neither is a name.
    """
    if len(key) < SHORTEST or re.search(r"\s", key):
        return None
    if rule == HandleRule.PHONE:
        return Node(NodeKind.PHONE, text=key) if key.startswith("+") else None
    if rule == HandleRule.EMAIL:
        return Node(NodeKind.EMAIL, text=key) if "@" in key else None
    return Node(NodeKind.HANDLE, platform, key)


def may_be_one(one: Node, other: Node) -> bool:
    """Whether two things are one and the same, or a handle and the same one told without its platform."""
    if one == other:
        return True
    return one.kind == other.kind == NodeKind.HANDLE and one.text == other.text and 0 in (one.pk, other.pk)


def phone(written: str) -> Node | None:
    """A telephone number as it was typed."""
    return identifier(HandleRule.PHONE, 0, handle_key(HandleRule.PHONE, written)) if written.strip() else None


def email(written: str) -> Node | None:
    return identifier(HandleRule.EMAIL, 0, handle_key(HandleRule.EMAIL, written)) if written.strip() else None


def handles_told(text: str) -> list[str]:
    """The handles, numbers and addresses in a field where a person typed one or several."""
    together = INSIDE_A_NUMBER.sub("", NOUGHT.sub(r"\1", text))
    found = [part.strip(".:()[]\"'“”") for part in BETWEEN.split(together)]
    return list(dict.fromkeys(part for part in found if len(part) >= SHORTEST))


def told_as(text: str) -> list[tuple[NodeKind, str]]:
    """Each of them as what it looks like: a number, an address, or else a handle."""
    found: list[tuple[NodeKind, str]] = []
    for part in handles_told(text):
        number = phone(part) if re.fullmatch(r"\+?[0-9]{7,15}", part) else None
        address = email(part) if re.fullmatch(r"[^@/\s]+@[^@/\s]+\.[^@/\s]+", part) else None
        known = number or address
        found.append((known.kind, known.text) if known else (NodeKind.HANDLE, part))
    return found


def names_platform(said: str, name: str) -> bool:
    """Whether a platform stands in what somebody wrote of where it was."""
    return re.search(rf"(?<!\w){re.escape(_plain(name))}(?!\w)", _plain(said)) is not None


def words_for(node: Node, written: Iterable[str] = ()) -> set[str]:
    """How an identifier may stand among words typed into a field: for the first sorting, which finds too much."""
    if node.kind == NodeKind.PHONE:
        digits = node.text.lstrip("+")
        home = HOME + digits.removeprefix(HOME_FROM_ABROAD)
        return {digits, "00" + digits, home, HOME_FROM_ABROAD + home}
    forms = {node.text, *(word.lower().strip().lstrip("@") for word in written)}
    return {form for word in forms if word for form in (word, f"@{word}", f"{word}.")}


def last_digits(node: Node) -> str:
    return node.text[-LAST_DIGITS:]


def mailbox(node: Node) -> str:
    """What stands before the @, as a rough key: the whole address is compared afterwards."""
    return node.text.partition("@")[0].partition("+")[0].replace(".", "")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
