# ruff: noqa: E501, DTZ001, RUF100
"""The same talk as a file of each format, small, and as large as is asked for."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from tests.exports.downloads import meta_thread, snapchat, telegram_account, telegram_chat
from tests.exports.made import conversation
from tests.exports.phones import LEAPP, generic, leapp, sms_backup
from tests.exports.whatsapp import android, ios

TALK = [dataclasses.replace(m, at=m.at.replace(tzinfo=dt.UTC)) for m in conversation("Bo", "Me") if len(m.text) < 1000]
SNAPS = {"bo": TALK, "cy": TALK[:3]}
FILES = {
    "whatsapp": ("chat.txt", android(TALK, "en-GB")),
    "whatsapp ios": ("_chat.txt", ios(TALK, "en-US", "Bo")),
    "meta": ("message_1.json", meta_thread(TALK, ["Bo", "Me"], "Bo", "inbox/bo")),
    "snapchat": ("chat_history.json", snapchat(SNAPS, "Me")),
    "telegram": ("result.json", telegram_account([telegram_chat(TALK, "Bo", 42), telegram_chat(TALK, "Cy", 43)])),
    "sms_backup": ("sms.xml", sms_backup(TALK, "Me", "+44")),
    "leapp": ("SMS.tsv", leapp(TALK, LEAPP["iLEAPP/SMS.tsv"][1], "Me", "+44")),
    "generic": ("messages.csv", generic(TALK)),
}


def write_large(path: Path, which: str, count: int) -> None:
    """A file of so many messages, written without holding them."""
    name = FILES[which][0]
    several = (TALK * (10_000 // len(TALK)))[:10_000]
    with open(path / name, "wb") as file:
        if which in ("meta", "snapchat", "telegram"):
            make = {
                "meta": lambda part: meta_thread(part, ["Bo"], "Bo", "inbox/bo"),
                "snapchat": lambda part: snapchat({"bo": part}, "Me"),
                "telegram": lambda part: telegram_account([telegram_chat(part, "Bo", 42)]),
            }[which]
            whole = make(several)
            opening = {"meta": b'"messages": [', "snapchat": b'"bo": [', "telegram": b'"messages": ['}[which]
            at = whole.index(opening) + len(opening)
            end = whole.rindex(b"]", 0, len(whole) - 2) if which != "meta" else whole.index(b'],\n  "title"')
            if which == "telegram":
                end = whole.rindex(b"]", 0, whole.rindex(b"]"))
            file.write(whole[:at])
            for n in range(count // len(several)):
                file.write((b"," if n else b"") + whole[at:end])
            file.write(whole[end:])
            return
        lines = {
            "whatsapp": lambda: android(several, "en-GB"),
            "sms_backup": lambda: sms_backup(several, "Me", "+44"),
            "leapp": lambda: leapp(several, LEAPP["iLEAPP/SMS.tsv"][1], "Me", "+44"),
            "generic": lambda: generic(several),
        }[which]()
        for n in range(count // len(several)):
            file.write(lines if which != "sms_backup" or n == 0 else lines[lines.index(b"<sms ") :])
