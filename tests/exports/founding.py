"""The contact of the founding case as the files an investigator gets: two downloads of the adult's accounts.

The people are made up and the words are ours. Beside each text stands nothing of what it should show: that is for the
tests, which name the message.
"""

from __future__ import annotations

import datetime as dt
import json

from tests.exports.downloads import meta_download, snapchat, tie
from tests.exports.made import K, Made, zipped

HE, SHE = "pd_walker", "lily.k"
HE_SNAP, SHE_SNAP, OTHER_SNAP = "pdw_88", "lilyk", "horse.girl"
FIRST = dt.datetime(2026, 3, 2, 15, 40, tzinfo=dt.UTC)
UNSENT = "(message unsent)"


def _on(day: int, time: str) -> dt.datetime:
    return dt.datetime.combine(FIRST.date() + dt.timedelta(days=day), dt.time.fromisoformat(time), tzinfo=dt.UTC)


INSTAGRAM = [
    Made(HE, "hiya are you ok?", at=_on(0, "15:40")),
    Made(SHE, "yeah", at=_on(0, "15:44")),
    Made(HE, "saw you walking home today with your mate", at=_on(0, "15:45")),
    Made(SHE, "ok", at=_on(0, "15:51")),
    Made(HE, "you can always talk to me you know 🙂", at=_on(0, "15:52")),
    Made(SHE, "k", at=_on(0, "16:20")),
    Made(HE, "you there", at=_on(1, "21:30")),
    Made(HE, UNSENT, K.DELETED, at=_on(1, "21:45")),
    Made(HE, "hello?", at=_on(1, "22:00")),
    Made(HE, "??", at=_on(1, "22:40")),
    Made(SHE, "busy", at=_on(2, "08:10")),
    Made(HE, "", K.MEDIA, at=_on(3, "22:01"), media="photos/é 1.jpg"),
    Made(HE, "ur so pretty in that photo", at=_on(3, "22:05"), reactions=((SHE, "😐"),)),
    Made(SHE, "thanks", at=_on(3, "22:30")),
    Made(HE, "i hope nobody knows we chat", at=_on(3, "22:31")),
    Made(SHE, "no", at=_on(3, "22:35")),
    Made(HE, "good, don’t tell anyone i messaged you", at=_on(3, "22:36")),
    Made(SHE, "idk", at=_on(3, "22:50")),
    Made(HE, "delete our messages, i do", at=_on(3, "22:51")),
    Made(HE, "add me on snap instead", at=_on(3, "22:55")),
]
SNAPCHAT = {
    SHE_SNAP: [
        Made(HE_SNAP, "i really like you lily", at=_on(5, "22:10")),
        Made(SHE_SNAP, "gtg", at=_on(5, "22:20")),
        Made(HE_SNAP, "im parked round the corner from yours", at=_on(5, "22:21")),
        Made(SHE_SNAP, "why", at=_on(5, "22:30")),
        Made(HE_SNAP, "", K.DELETED, at=_on(5, "22:31")),
        Made(HE_SNAP, "", K.CALL, at=_on(5, "22:40")),
    ],
    OTHER_SNAP: [
        Made(HE_SNAP, "hows the pony", at=_on(6, "18:00")),
        Made(OTHER_SNAP, "fine who is this", at=_on(6, "18:20")),
    ],
}


def instagram_zip() -> bytes:
    """He asked to follow her, left her, and followed her again, which the site keeps in files of their own."""
    ties = {
        "connections/following.json": {"relationships_following": [_tie(SHE, 3, "09:00")]},
        "connections/recently_unfollowed_profiles.json": {"relationships_unfollowed_users": [_tie(SHE, 2, "09:00")]},
    }
    members = {name: json.dumps(value).encode() for name, value in ties.items()}
    return meta_download(INSTAGRAM, [SHE, HE], SHE, members)


def snapchat_zip() -> bytes:
    asked = {
        "Username": SHE_SNAP, "Display Name": "Lily", "Creation Timestamp": f"{_on(4, '16:00'):%Y-%m-%d %H:%M:%S} UTC",
        "Source": "Added by Username",
    }  # fmt: skip
    return zipped({
        "json/chat_history.json": snapchat(SNAPCHAT, HE_SNAP),
        "json/friends.json": json.dumps({"Friend Requests Sent": [asked]}).encode(),
        "html/chat_history.html": b"<html><script>alert(1)</script></html>",
    })  # fmt: skip


def _tie(name: str, day: int, time: str) -> dict[str, object]:
    return tie(name, int(_on(day, time).timestamp()))
