# ruff: noqa: E501, DTZ001, RUF100
"""Instagram, Facebook, Snapchat and Telegram downloads: what went in comes out."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from safeguarding.conversations.rules.formats.objects import CUT_OFF, NOT_AN_OBJECT, TOO_LARGE
from tests.exports.downloads import (
    meta_download,
    meta_thread,
    snapchat,
    snapchat_before,
    telegram_account,
    telegram_chat,
    tie,
    torn,
)
from tests.exports.made import BEGIN, K, Made, conversation, expected, pieces, read, told, unread, zipped

LATER = BEGIN.replace(tzinfo=dt.UTC) + dt.timedelta(days=500)
MINUTE = dt.timedelta(minutes=1)


def talk(one: str = "Bo 🌻", other: str = "Ann Lee") -> list[Made]:
    made = [Made(m.sender, m.text, m.kind, m.at.replace(tzinfo=dt.UTC)) for m in conversation(one, other)]
    return [
        *made,
        Made(one, "", K.MEDIA, LATER, media="photos/é 1.jpg"),
        Made(other, "Ann called you.", K.CALL, LATER + MINUTE, seconds=75),
    ]


def utc(messages: list[Made]) -> list[tuple]:
    return expected(messages, zone=dt.UTC)


def test_meta_mends_its_letters_and_takes_its_files_in_order():
    made = [*talk(), Made("Bo 🌻", "(message unsent)", K.DELETED, LATER + 2 * MINUTE)]
    found = read("instagram.zip", meta_download(made, ["Ann Lee", "Bo 🌻"], "Bo 🌻"), expects="meta")

    assert unread(found) == []
    # Each file of a thread has its newest message first, and the oldest file the highest number.
    assert sorted(told(pieces(found)), key=lambda each: each[3]) == utc(made)
    assert {(p.thread, p.thread_title, p.is_group, p.platform, p.others) for p in pieces(found)} == {
        ("inbox/bo_123", "Bo 🌻", False, "instagram", ("Ann Lee", "Bo 🌻"))
    }
    assert torn("Bo 🌻") in json.loads(pieces(found)[0].raw)["sender_name"] or pieces(found)[0].sender == "Ann Lee"


def test_meta_keeps_reactions_and_shares():
    made = [Made("Ann", "look", at=LATER, reactions=(("Bo", "❤"), ("Cy", "😆")))]
    found = pieces(
        read("message_1.json", meta_thread(made, ["Ann", "Bo", "Cy"], "Three", "inbox/three"), expects="meta")
    )
    assert [(p.kind, p.sender, p.text) for p in found] == [
        (K.TEXT, "Ann", "look"),
        (K.REACTION, "Bo", "❤"),
        (K.REACTION, "Cy", "😆"),
    ]
    assert found[0].is_group is True

    shared = {
        "participants": [],
        "messages": [
            {
                "sender_name": "Ann",
                "timestamp_ms": 1741900000000,
                "share": {"link": "https://a.example", "share_text": "see"},
            }
        ],
    }
    assert (
        pieces(read("message_1.json", json.dumps(shared).encode(), expects="meta"))[0].text == "see https://a.example"
    )


def test_meta_tells_whom_the_owner_asked_and_left():
    ties = {
        "connections/following.json": json.dumps({"relationships_following": [tie("bo.b", 1741900000)]}).encode(),
        "connections/pending_follow_requests.json": json.dumps(
            {"relationships_follow_requests_sent": [tie("cy", 1741900000)]}
        ).encode(),
        "connections/recently_unfollowed_profiles.json": json.dumps(
            {"relationships_unfollowed_users": [tie("dee", 1741900000), {"string_list_data": []}]}
        ).encode(),
    }
    found = read("instagram.zip", meta_download(talk()[:1], ["Ann", "Bo"], "Bo", ties), expects="meta", owner="ann.lee")
    requests = {(p.others[0], p.text, p.sender) for p in pieces(found) if p.kind == K.REQUEST}
    assert requests == {
        ("bo.b", "Followed", "ann.lee"),
        ("cy", "Asked to follow", "ann.lee"),
        ("dee", "Unfollowed", "ann.lee"),
    }
    assert [u.why for u in unread(found)] == ["It does not say whom."]


def test_facebooks_encrypted_threads_name_things_otherwise():
    data = {
        "participants": ["Ann", "Bo"],
        "threadName": "Bo_1",
        "messages": [
            {
                "isUnsent": False,
                "media": [],
                "reactions": [{"actor": "Bo", "reaction": "👍"}],
                "senderName": "Ann",
                "text": "café",
                "timestamp": 1741900000000,
                "type": "text",
            }
        ],
    }
    found = pieces(read("messages/Bo_1.json", json.dumps(data).encode(), expects="meta"))
    assert [(p.sender, p.text, p.thread_title) for p in found] == [("Ann", "café", "Bo_1"), ("Bo", "👍", "Bo_1")]


def test_snapchat_as_it_is_today():
    made = talk("bo.b.99", "ann")
    made[-1] = Made("ann", "", K.CALL, LATER + MINUTE)
    made += [Made("bo.b.99", "", K.DELETED, LATER + 2 * MINUTE), Made("bo.b.99", "", K.OTHER, LATER + 3 * MINUTE)]
    data = zipped(
        {"json/chat_history.json": snapchat({"bo.b.99": made, "cy": made[:2]}, "ann"), "json/account.json": b"{}"}
    )
    found = read("mydata.zip", data, expects="snapchat", owner="ann")

    assert unread(found) == []
    assert list(reversed(told([p for p in pieces(found) if p.thread == "bo.b.99"]))) == utc(made)
    assert len([p for p in pieces(found) if p.thread == "cy"]) == 2


def test_snapchat_as_it_was():
    made = [m for m in talk("bo", "ann") if m.kind == K.TEXT]
    found = read("chat_history.json", snapchat_before(made, "ann", "bo"), expects="snapchat", owner="ann")
    assert sorted(told(pieces(found)), key=lambda each: each[3]) == utc(made)
    assert {p.thread for p in pieces(found)} == {"bo"}


def test_snapchat_friends_requests_and_deleted_friends():
    friend = {
        "Username": "bo.b",
        "Display Name": "Bo",
        "Creation Timestamp": "2025-03-13 21:15:00 UTC",
        "Source": "Added by username",
    }
    friends = {
        "Friends": [friend],
        "Friend Requests Sent": [{**friend, "Username": "cy"}],
        "Deleted Friends": [{**friend, "Username": "dee"}, {}],
    }
    data = zipped({"json/chat_history.json": b"{}", "json/friends.json": json.dumps(friends).encode()})
    found = read("mydata.zip", data, expects="snapchat", owner="ann")
    assert [(p.others[0], p.text, p.sent) for p in pieces(found)] == [
        ("bo.b", "Friend: Added by username", BEGIN.replace(tzinfo=dt.UTC)),
        ("cy", "Asked to be friends: Added by username", BEGIN.replace(tzinfo=dt.UTC)),
        ("dee", "Friend, deleted: Added by username", BEGIN.replace(tzinfo=dt.UTC)),
    ]
    assert len(unread(found)) == 1


def telegram_talk() -> list[Made]:
    return [
        *[m for m in talk("Bo", "Ann") if m.kind == K.TEXT],
        Made("Bo", "changed", at=LATER, edited=True),
        Made("Bo", "video_file", K.MEDIA, LATER + MINUTE, media="files/a.mp4"),
        Made("Ann", "missed", K.CALL, LATER + 2 * MINUTE, seconds=5),
        Made("Ann", "pin message", K.SYSTEM, LATER + 3 * MINUTE),
    ]


def test_telegram_one_chat():
    made = telegram_talk()
    found = read("result.json", json.dumps(telegram_chat(made, "Bo", 42), indent=1).encode(), expects="telegram")
    assert unread(found) == []
    assert told(pieces(found)) == utc(made)
    assert {(p.thread, p.thread_title, p.is_group) for p in pieces(found)} == {("42", "Bo", False)}


def test_telegram_a_whole_account():
    made = telegram_talk()
    chats = [
        telegram_chat(made, "Bo", 42),
        telegram_chat(made[:3], None, 43, "saved_messages"),
        telegram_chat(made[:4], "Cadets", 44, "private_group"),
    ]
    found = read("result.json", telegram_account(chats), expects="telegram")
    assert unread(found) == []
    assert told([p for p in pieces(found) if p.thread == "42"]) == utc(made)
    assert [(p.thread_title, p.is_group) for p in pieces(found) if p.thread == "44"] == [("Cadets", True)] * 4
    assert len([p for p in pieces(found) if p.thread == "43"]) == 3
    assert pieces(found)[0].place == "result.json, chats.list[0].messages[0]"


def test_telegram_reactions():
    made = [Made("Ann", "look", at=LATER, reactions=(("Bo", "🔥"),))]
    found = pieces(read("result.json", json.dumps(telegram_chat(made, "Bo", 42)).encode(), expects="telegram"))
    assert [(p.kind, p.sender, p.text) for p in found] == [(K.TEXT, "Ann", "look"), (K.REACTION, "Bo", "🔥")]


BROKEN = {
    "nested too deep": b"[" * 100_000 + b"]" * 100_000, "a number without end": b"9" * 200_000, "an infinite one": b"1e999",
    "no number": b"NaN", "no JSON": b'{"sender_name": nope}', "a text": b'"x"', "nothing": b"null", "a list": b"[1]",
    "wrong types": b'{"sender_name": 5, "timestamp_ms": {"a": 1}, "content": [], "reactions": 7, "photos": "x", "share": 1}',
    "a time beyond all": b'{"sender_name": "A", "timestamp_ms": 1e300}', "an endless text": b'"' + b"x" * 5_000_000 + b'"',
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_costs_itself_alone(what):
    good = json.dumps({"sender_name": "Ann", "timestamp_ms": 1741900000000, "content": "hello"}).encode()
    data = (
        b'{"participants": [{"name": "Ann"}], "messages": ['
        + good
        + b","
        + BROKEN[what]
        + b", "
        + good
        + b'], "title": "x"}'
    )
    found = read("message_1.json", data, expects="meta")
    assert [p.text for p in pieces(found)] == ["hello", "hello"]
    assert [one.why == TOO_LARGE for one in unread(found)] == [what == "an endless text"]
    assert {p.thread_title for p in pieces(found)} == {"x"}


def test_a_list_that_is_none_and_a_file_that_goes_on():
    found = read("message_1.json", b'{"participants": 5, "messages": {"a": 1}} trailing', expects="meta")
    assert [u.why for u in unread(found)] == [NOT_AN_OBJECT, CUT_OFF]


def test_zero_bytes_and_half_signs_are_replaced_and_that_is_said():
    data = b'{"participants": [], "messages": [{"sender_name": "A\\u0000nn", "timestamp_ms": 1741900000000, "content": "a\\ud83d b"}]}'
    found = read("message_1.json", data, expects="meta")
    assert [(p.sender, p.text) for p in pieces(found)] == [("A�nn", "a� b")]
    assert "cannot be kept" in found[0].text
    pieces(found)[0].text.encode()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_json_in_other_encodings(encoding):
    data = json.dumps(telegram_chat(telegram_talk(), "Bo", 42), ensure_ascii=False).encode(encoding)
    assert told(pieces(read("result.json", data, expects="telegram"))) == utc(telegram_talk())
