# ruff: noqa: E501, DTZ001, RUF100
"""Text-message backups, timelines of forensic tools, and our own CSV: what went in comes out."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from safeguarding.conversations.rules.formats.tables import NOT_A_ROW, NOT_CLOSED
from safeguarding.conversations.rules.formats.tags import ENTITIES, NOT_XML
from safeguarding.conversations.rules.pieces import Said
from tests.exports.made import BEGIN, K, Made, conversation, expected, pieces, read, told, unread, zipped
from tests.exports.phones import LEAPP, generic, leapp, sms_backup

LATER = BEGIN.replace(tzinfo=dt.UTC) + dt.timedelta(days=500)
MINUTE = dt.timedelta(minutes=1)
THEM = "+447700900123"


def talk(one: str, other: str) -> list[Made]:
    return [dataclasses.replace(m, at=m.at.replace(tzinfo=dt.UTC)) for m in conversation(one, other)]


def test_sms_backup():
    made = [
        *talk(THEM, "Me"), Made(THEM, "", K.MEDIA, LATER, media="IMG 1.jpg"),
        Made("Me", "with words 😀", K.TEXT, LATER + MINUTE, media="b.jpg"),
        Made(THEM, "Missed call", K.CALL, LATER + 2 * MINUTE, seconds=0), Made("Me", "Outgoing call", K.CALL, LATER + 3 * MINUTE, seconds=61),
    ]  # fmt: skip
    found = read("sms-20250313.xml", sms_backup(made, "Me", THEM, "Bo 🌻"), expects="sms_backup")
    assert unread(found) == []
    assert told(pieces(found)) == expected(made, zone=dt.UTC)
    assert {(p.thread, p.thread_title, p.is_group) for p in pieces(found)} == {(THEM, "Bo 🌻", False)}
    assert not any("QUJDQUJD" * 400 in p.raw and len(p.raw) > 21_000 for p in pieces(found))


def test_sms_backup_of_a_group_and_drafts():
    data = b"""<smses count="2">
    <mms date="1741900000000" msg_box="1" address="+441~+442" sub="Trip"><parts><part ct="text/plain" text="hi" /></parts><addrs><addr address="+441" type="137" /><addr address="+442" type="151" /></addrs></mms>
    <sms address="+441" date="1741900000000" type="3" body="never sent" contact_name="(Unknown)" />
    </smses>"""
    group, draft = pieces(read("sms.xml", data, expects="sms_backup"))
    assert (group.sender, group.is_group, group.others, group.text) == ("+441", True, ("+441", "+442"), "Trip\nhi")
    assert (draft.kind, draft.text, draft.thread_title) == (K.OTHER, "(Draft) never sent", "+441")


def test_entities_are_never_followed_and_a_broken_tag_costs_itself():
    data = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY lol2 "&lol;&lol;">]>
    <smses><sms address="1" date="1741900000000" type="1" body="&lol2;&f;" />
    <sms address="1" date="1741900000000" type="1" body="not closed />
    <sms address="1" date="soon" type="1" body="no time" />
    <sms address="1" date="1741900000000" type="1" body="last" />"""
    found = read("sms.xml", data, expects="sms_backup")
    assert [p.text for p in pieces(found)] == ["&lol2;&f;", "last"]
    assert [u.why for u in unread(found)] == [NOT_XML, "It has no time that could be read."]
    assert Said(ENTITIES) in found


@pytest.mark.parametrize("name", LEAPP)
def test_tables_of_the_tools(name):
    platform, headings = LEAPP[name]
    made = [
        *[m for m in talk(THEM, "Me") if m.text != "ends with colon:"],
        Made(THEM, "", K.MEDIA, LATER, media="a/b.jpg"),
    ]
    has_media = any(
        each in headings
        for each in (
            "Attachment Name",
            "Attachment File",
            "Local Path To Media",
            "Media URL",
            "Shared Media URL",
            "Thumbnail",
            "Media File",
        )
    )
    made = made if has_media else made[:-1]
    # A row without quotes keeps the spaces at the ends of its cells: ours are trimmed at the edges of names alone.
    found = read(name, leapp(made, headings, "Me", THEM, twice=True), expects="leapp")
    assert unread(found) == []
    assert told(pieces(found)) == [(s, t.strip(), *rest) for s, t, *rest in expected(made, zone=dt.UTC)]
    assert {p.platform for p in pieces(found)} == {platform}
    assert len({p.thread for p in pieces(found)}) == 1


def test_a_folder_of_tables_names_what_it_does_not_read():
    name, (_, headings) = next(iter(LEAPP.items()))
    data = zipped({name: leapp(talk(THEM, "Me"), headings, "Me", THEM), "iLEAPP/Wifi.tsv": b"SSID\tBSSID\nhome\t00\n"})
    found = read("report.zip", data, expects="leapp")
    assert len(pieces(found)) == len(talk(THEM, "Me"))
    assert any(isinstance(each, Said) and "Wifi.tsv" in each.text for each in found)


@pytest.mark.parametrize(
    ("form", "delimiter"),
    [
        ("%d/%m/%Y %H:%M:%S", ","),
        ("%m/%d/%Y %H:%M:%S", ";"),
        ("%Y-%m-%d %H:%M:%S", "\t"),
        ("%d.%m.%y, %I:%M:%S %p", ","),
    ],
)
def test_our_own_csv(form, delimiter):
    made = [
        *conversation("Bo", "Ann"),
        Made("Ann", "new", edited=True),
        Made("Bo", "", K.MEDIA, media="a.jpg"),
        Made("Bo", "rang", K.CALL, seconds=5),
        Made("", "Bo joined", K.SYSTEM),
    ]
    found = read("messages.csv", generic(made, form, delimiter), expects="generic")
    assert unread(found) == []
    assert told(pieces(found)) == expected(made)
    assert {(p.thread, p.platform, p.is_group, p.others) for p in pieces(found)} == {
        ("Ann and Bo", "signal", False, ("Ann", "Bo"))
    }


def test_our_own_csv_when_it_is_wrong():
    data = b'sent,sender,text\n2025-03-13 21:15,Ann,one\nsoon,Ann,two\n2025-03-13 21:16,Ann\n2025-03-13 21:17,"Ann,three\n2025-03-13 21:18,Ann,four\n'
    found = read("messages.csv", data, expects="generic")
    assert [p.text for p in pieces(found)] == ["one", "four"]
    assert [(u.place, u.why) for u in unread(found)][1:] == [
        ("messages.csv, line 4", NOT_A_ROW),
        ("messages.csv, line 5", NOT_CLOSED),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_csv_in_other_encodings(encoding):
    data = "sent,sender,text\r\n2025-03-13 21:15,Ann,café\r\n".encode(encoding)
    found = read("messages.csv", data, expects="generic")
    assert [p.text for p in pieces(found)] == ["café"]
    assert any(isinstance(each, Said) for each in found) is (encoding == "cp1252")
