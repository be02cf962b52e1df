"""The two downloads of the phone of the founding case, as the sites write them: JSON in a zip."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from safeguarding.core import clock
from safeguarding.dashboards.management.demo import phone_talks as talks
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.phone_talks import HE, PICTURE, RANG, SNAP, TAKEN_BACK, Line

_INBOX = "your_instagram_activity/messages/inbox"
_TIES = "connections/followers_and_following"
_SNAP_KINDS = {TAKEN_BACK: "STATUSERASEDMESSAGE", SNAP: "MEDIA", PICTURE: "MEDIA", RANG: "CALL"}


def instagram(world: World) -> bytes:
    """Two threads, and whom the account asked, followed and left. The newest message of a thread stands first."""
    members: dict[str, Any] = {}
    for folder, other, lines in (
        ("elliemarsdenx_1784", talks.ELLIE, talks.ELLIE_ON_INSTAGRAM),
        ("marcof_2210", talks.MATE, talks.MATE_ON_INSTAGRAM),
    ):
        members[f"{_INBOX}/{folder}/message_1.json"] = {
            "participants": [{"name": other}, {"name": talks.INSTAGRAM}],
            "messages": [_instagram_item(at, who, text) for at, who, text in _in_order(world, lines)[::-1]],
            "title": other, "is_still_participant": True, "thread_path": f"inbox/{folder}",
        }  # fmt: skip
    # One that the download itself has broken: it is listed as what could not be read.
    members[f"{_INBOX}/marcof_2210/message_1.json"]["messages"].append(
        {"sender_name": talks.MATE, "content": "morning"}
    )
    for name, key, days, at in (
        ("recent_follow_requests", "relationships_permanent_follow_requests", 198, "21:02"),
        ("recently_unfollowed_profiles", "relationships_unfollowed_users", 183, "22:40"),
        ("following", "relationships_following", 176, "21:30"),
    ):
        tie = {"href": "", "value": talks.ELLIE, "timestamp": int(_at(world, days, at).timestamp())}
        members[f"{_TIES}/{name}.json"] = {key: [{"title": "", "media_list_data": [], "string_list_data": [tie]}]}
    return _zipped(members)


def snapchat(world: World) -> bytes:
    """Four threads, and who was a friend since when."""
    threads = {
        talks.ELLIE_SNAP: talks.ELLIE_ON_SNAPCHAT, talks.TAMSIN: talks.TAMSIN_ON_SNAPCHAT,
        talks.HORSE: talks.HORSE_ON_SNAPCHAT, talks.LOWER: talks.LOWER_ON_SNAPCHAT,
    }  # fmt: skip
    history = {
        other: [_snap(at, who, text) for at, who, text in _in_order(world, lines)[::-1]]
        for other, lines in threads.items()
    }
    friends = [
        {"Username": other, "Display Name": other, "Source": "Added by Username",
         "Creation Timestamp": f"{_in_order(world, lines)[0][0] - dt.timedelta(minutes=9):%Y-%m-%d %H:%M:%S} UTC"}
        for other, lines in threads.items()
    ]  # fmt: skip
    return _zipped({"json/chat_history.json": history, "json/friends.json": {"Friends": friends}})


def _at(world: World, days: int, at: str) -> dt.datetime:
    moment = dt.datetime.combine(world.day(days), dt.time.fromisoformat(at), tzinfo=clock.LONDON)
    return moment.astimezone(dt.UTC)


def _in_order(world: World, lines: Iterable[Line]) -> list[tuple[dt.datetime, str, str]]:
    return sorted((_at(world, days, at), who, text) for days, at, who, text in lines)


def _instagram_item(at: dt.datetime, who: str, text: str) -> dict[str, Any]:
    """The site writes each byte of a text as a letter of its own."""
    item: dict[str, Any] = {
        "sender_name": talks.INSTAGRAM if who == HE else who, "timestamp_ms": int(at.timestamp() * 1000),
        "is_geoblocked_for_viewer": False,
    }  # fmt: skip
    if text == PICTURE:
        return {**item, "photos": [{"uri": f"media/{item['timestamp_ms']}.jpg", "creation_timestamp": 1}]}
    if text == TAKEN_BACK:
        return {**item, "is_unsent": True}
    return {**item, "content": text.encode().decode("latin-1")}


def _snap(at: dt.datetime, who: str, text: str) -> dict[str, Any]:
    return {
        "From": talks.SNAPCHAT if who == HE else who, "Media Type": _SNAP_KINDS.get(text, "TEXT"),
        "Created": f"{at:%Y-%m-%d %H:%M:%S} UTC", "Content": None if text in _SNAP_KINDS else text,
        "Conversation Title": None, "IsSender": who == HE, "Created(microseconds)": int(at.timestamp() * 1000),
        "IsSaved": text not in _SNAP_KINDS, "Media IDs": "",
    }  # fmt: skip


def _zipped(members: Mapping[str, Any]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(name, json.dumps(value, indent=1))
    return file.getvalue()
