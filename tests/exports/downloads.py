# ruff: noqa: E501, DTZ001, RUF100
"""What sites give when somebody asks for their own data: Instagram, Facebook, Snapchat, Telegram."""

from __future__ import annotations

import json
from typing import Any

from tests.exports.made import K, Made, zipped


def torn(text: str) -> str:
    """Each byte of a text as a letter of its own, as these sites write it."""
    return text.encode().decode("latin-1")


def _milliseconds(message: Made) -> int:
    return round(message.at.timestamp() * 1000)


def meta_item(message: Made) -> dict[str, Any]:
    item: dict[str, Any] = {
        "sender_name": torn(message.sender),
        "timestamp_ms": _milliseconds(message),
        "is_geoblocked_for_viewer": False,
    }
    if message.text:
        item["content"] = torn(message.text)
    if message.kind == K.MEDIA:
        item["photos"] = [{"uri": torn(message.media), "creation_timestamp": 1}]
    if message.kind == K.DELETED:
        item["is_unsent"] = True
    if message.kind == K.CALL:
        item["call_duration"] = message.seconds
    if message.reactions:
        item["reactions"] = [{"reaction": torn(sign), "actor": torn(actor)} for actor, sign in message.reactions]
    return item


def meta_thread(messages: list[Made], people: list[str], title: str, path: str) -> bytes:
    """The newest first; what the thread is called stands behind its messages."""
    return json.dumps({
        "participants": [{"name": torn(each)} for each in people],
        "messages": [meta_item(each) for each in reversed(messages)],
        "title": torn(title), "is_still_participant": True, "thread_path": path, "magic_words": [],
    }, indent=2).encode()  # fmt: skip


def meta_download(
    messages: list[Made], people: list[str], title: str, ties: dict[str, bytes] | None = None, a_file: int = 10
) -> bytes:
    """A zip with the thread in as many files as the site makes of it: the newest part in the first."""
    folder = "your_instagram_activity/messages/inbox/bo_123"
    parts = [messages[at : at + a_file] for at in range(0, len(messages), a_file)]
    members = {
        f"{folder}/message_{number}.json": meta_thread(part, people, title, "inbox/bo_123")
        for number, part in enumerate(reversed(parts), 1)
    }
    return zipped({**members, **(ties or {}), "start_here.html": b"<html></html>"})


def tie(name: str, seconds: int) -> dict[str, Any]:
    return {
        "title": "",
        "media_list_data": [],
        "string_list_data": [{"href": f"https://www.instagram.com/{name}", "value": name, "timestamp": seconds}],
    }


def snapchat(threads: dict[str, list[Made]], owner: str) -> bytes:
    """The form of today: a list for each thread, the newest first."""
    return json.dumps(
        {name: [_snap(each, owner) for each in reversed(messages)] for name, messages in threads.items()}, indent=1
    ).encode()


def _snap(message: Made, owner: str) -> dict[str, Any]:
    kinds = {K.TEXT: "TEXT", K.MEDIA: "MEDIA", K.DELETED: "STATUSERASEDMESSAGE", K.CALL: "CALL", K.OTHER: "STATUSX"}
    return {
        "From": message.sender, "Media Type": kinds[message.kind], "Created": f"{message.at:%Y-%m-%d %H:%M:%S} UTC",
        "Content": message.text or None, "Conversation Title": None, "IsSender": message.sender == owner,
        "Created(microseconds)": _milliseconds(message), "IsSaved": False, "Media IDs": message.media,
    }  # fmt: skip


def snapchat_before(messages: list[Made], owner: str, other: str) -> bytes:
    """The earlier form: what was received and what was sent, each for all threads together."""

    def one(message: Made, way: str, who: str) -> dict[str, Any]:
        kind = "TEXT" if message.kind == K.TEXT else "MEDIA"
        return {way: who, "Media Type": kind, "Created": f"{message.at:%Y-%m-%d %H:%M:%S} UTC", "Text": message.text}

    return json.dumps({
        "Received Saved Chat History": [one(each, "From", each.sender) for each in messages if each.sender != owner],
        "Sent Saved Chat History": [one(each, "To", other) for each in messages if each.sender == owner],
    }).encode()  # fmt: skip


def telegram_chat(messages: list[Made], name: str | None, chat_id: int, kind: str = "personal_chat") -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "id": chat_id,
        "messages": [_telegram(each, at) for at, each in enumerate(messages, 1)],
    }


def _telegram(message: Made, number: int) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": number, "type": "service" if message.kind in (K.CALL, K.SYSTEM) else "message",
        "date": f"{message.at:%Y-%m-%dT%H:%M:%S}", "date_unixtime": str(round(message.at.timestamp())),
    }  # fmt: skip
    if message.kind in (K.CALL, K.SYSTEM):
        item |= {
            "actor": message.sender,
            "action": "phone_call" if message.kind == K.CALL else message.text.replace(" ", "_"),
            "text": "",
        }
        if message.kind == K.CALL:
            item |= {"discard_reason": message.text, "duration_seconds": message.seconds}
        return item
    half = len(message.text) // 2
    item |= {
        "from": message.sender,
        "from_id": "user1",
        "text": [message.text[:half], {"type": "bold", "text": message.text[half:]}] if half > 3 else message.text,
    }
    if message.media:
        item |= {"file": message.media, "media_type": message.text, "text": ""}
    if message.edited:
        item |= {"edited": "2026-01-01T00:00:00", "edited_unixtime": "1767225600"}
    if message.reactions:
        item["reactions"] = [
            {
                "type": "emoji",
                "count": 1,
                "emoji": sign,
                "recent": [{"from": actor, "from_id": "user2", "date": f"{message.at:%Y-%m-%dT%H:%M:%S}"}],
            }
            for actor, sign in message.reactions
        ]
    return item


def telegram_account(chats: list[dict[str, Any]]) -> bytes:
    return json.dumps({
        "about": "Here is the data you requested.", "personal_information": {"user_id": 1, "first_name": "Ann"},
        "contacts": {"about": "", "list": [{"user_id": 2, "first_name": "Bo"}]},
        "chats": {"about": "This page lists all chats.", "list": chats},
    }, indent=1, ensure_ascii=False).encode()  # fmt: skip
