"""What belongs to one person: start page, work, account, keys, notices, calendar; and the record of activity."""

from __future__ import annotations

from tests.walls.matrix.rows import ABSENT, OK, Expect, Row, Way, everybody, only

LENA = only("lena", others=ABSENT)
AUDITORS = only("aud", others=ABSENT)


def anybody(relation: str, person: str) -> Expect:
    """Whoever asks, signed in or not."""
    return OK


def nobody_at_all(relation: str, person: str) -> Expect:
    """The address is not there, for anybody."""
    return ABSENT


def _plain(name: str, *methods: str) -> Row:
    return Row(name, {method: Way(everybody, ok=() if method == "POST" else (200, 302)) for method in methods})


ROWS = (
    Row("home", {name: Way(everybody, ok=(200, 302)) for name in ("GET",)}, takes_any_method=True),
    Row("more", {"GET": Way(everybody)}, takes_any_method=True),
    _plain("cases:my_work", "GET"),
    _plain("cases:search", "GET", "POST"),
    _plain("access:keep_alive", "GET", "POST"),
    _plain("access:my_account", "GET"),
    _plain("access:key_create", "GET", "POST"),
    Row("access:key_revoke", {name: Way(LENA) for name in ("GET", "POST")}, lambda it, world: (it.token.pk,)),
    Row("access:activity", {name: Way(AUDITORS, ok=(200,)) for name in ("GET",)}),
    _plain("notices:notice_list", "GET"),
    _plain("notices:notice_read_all", "POST"),
    Row("notices:notice_open", {"POST": Way(LENA)}, lambda it, world: (it.notice.pk,)),
    _plain("reminders:calendar", "GET", "POST"),
    _plain("reminders:calendar_revoke", "POST"),
    # The secret in the address is the key: whoever holds it reads, as a calendar program does.
    Row("reminders:feed", {"GET": Way(anybody, ok=(200,))}, lambda it, world: (it.calendar,)),
    _plain("api:me", "GET"),
    _plain("api:schema", "GET"),
    Row("api:docs", {name: Way(everybody, ok=(200,)) for name in ("GET",)}),
    _plain("api:notice-list", "GET"),
    _plain("api:notice-read-all", "POST"),
    Row("api:notice-detail", {name: Way(LENA) for name in ("GET",)}, lambda it, world: (it.notice.pk,)),
    Row("api:notice-read", {"POST": Way(LENA)}, lambda it, world: (it.notice.pk,)),
    Row(
        "api:no-such-route",
        {name: Way(only(others=ABSENT)) for name in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")},
        takes_any_method=True,
    ),
)
