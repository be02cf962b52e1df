"""How two ways of writing a handle are known to be one. Pure: the rule of the platform and the handle are passed in.

Letters are compared after NFKC and case folding, without signs that nobody sees. A Cyrillic letter that only looks like
a Latin one stays another letter: on the platform that is another account, and may be somebody who pretends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import parse_qs, unquote

from safeguarding.communications.choices import HandleRule
from safeguarding.schemes.rules import word_found

#: What stands before the name in the address of a profile, by site: youtube.com/c/name, linkedin.com/in/name.
BEFORE_THE_NAME = frozenset(
    {"c", "user", "users", "u", "add", "in", "company", "channel", "profile", "people", "pages", "r", "id", "s"}
)
ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/(?P<rest>.*)$", re.IGNORECASE)
PHONE_SIGNS = re.compile(r"[^\d+]")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
ID_PAGE = "profile.php"
#: Providers at which dots, or what follows a plus, do not make another address.
WITHOUT_DOTS = frozenset({"gmail.com"})
WITHOUT_PLUS = frozenset({"gmail.com", "outlook.com", "hotmail.com", "icloud.com", "proton.me", "protonmail.com"})
SAME_PROVIDER = {"googlemail.com": "gmail.com"}
SHORTEST_NUMBER, LONGEST_NUMBER = 7, 15
HOME = "44"


def handle_key(rule: str, handle: str) -> str:
    """The handle as it is compared; empty when nothing is left of it."""
    return _RULES[HandleRule(rule)](_visible(handle))


def handle_shown(rule: str, handle: str) -> str:
    """The handle as people read it: of the address of a profile the name in it, anything else as it was written."""
    seen = _visible(handle)
    if rule == HandleRule.EXACT or ADDRESS.match(seen) is None:
        return handle
    return _last_of_address(seen).strip().lstrip("@").strip() or handle


def handle_error(rule: str, handle: str) -> str:
    """What is wrong with a handle, in words; nothing when it can be compared."""
    key = handle_key(rule, handle)
    if not key:
        return "Enter the handle"
    if rule == HandleRule.EMAIL and not EMAIL.match(key):
        return "Enter an email address, such as cadets@northshire.example"
    return ""


def word_in_handle(word: str, handle: str) -> bool:
    """Whether a word that may not be used stands anywhere in a handle: handles are written in one, so inside it too."""
    return any(word_found(word, handle[at:]) for at in range(len(handle)))


def _visible(handle: str) -> str:
    plain = unicodedata.normalize("NFKC", handle)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Cc")).strip()


def _name(handle: str) -> str:
    return _last_of_address(handle).strip().lstrip("@").strip().casefold()


def _last_of_address(handle: str) -> str:
    """The name in the address of a profile; what is no address is given back."""
    found = ADDRESS.match(handle)
    if found is None:
        return handle
    path, _, more = found["rest"].partition("?")
    parts = [unquote(part) for part in path.partition("#")[0].split("/") if part]
    if parts and parts[0].casefold() == ID_PAGE:
        return parse_qs(more).get("id", [""])[0]
    while len(parts) > 1 and parts[0].casefold() in BEFORE_THE_NAME:
        del parts[0]
    return parts[0] if parts else ""


def _name_without_dots(handle: str) -> str:
    return _name(handle).replace(".", "")


def _email(handle: str) -> str:
    bare = handle.strip("<>").casefold().removeprefix("mailto:").partition("?")[0].strip()
    name, _, provider = bare.rpartition("@")
    if not name:
        return bare
    provider = SAME_PROVIDER.get(provider, provider)
    if provider in WITHOUT_PLUS:
        name = name.partition("+")[0]
    if provider in WITHOUT_DOTS:
        name = name.replace(".", "")
    return f"{name}@{provider}"


def _phone(handle: str) -> str:
    """The number with its country; a name, as some of these services have too, is compared as a name."""
    bare = _last_of_address(handle).strip()
    bare = re.sub(r"^tel:", "", bare, flags=re.IGNORECASE)
    if re.search(r"[^\W\d_]", bare):
        return _name(bare)
    # +44 (0)7700 900123: the nought is left out from abroad.
    number = PHONE_SIGNS.sub("", bare.replace("(0)", "") if re.match(r"^\s*(\+|00)", bare) else bare)
    digits = number.lstrip("+")
    if number.startswith("+"):
        pass
    elif digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = HOME + digits[1:]
    if not SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER:
        return _name(bare)
    return f"+{digits}"


def _exact(handle: str) -> str:
    return handle


_RULES: dict[HandleRule, Callable[[str], str]] = {
    HandleRule.NAME: _name,
    HandleRule.NAME_WITHOUT_DOTS: _name_without_dots,
    HandleRule.EMAIL: _email,
    HandleRule.PHONE: _phone,
    HandleRule.EXACT: _exact,
}
