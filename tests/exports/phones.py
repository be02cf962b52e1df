# ruff: noqa: E501, DTZ001, RUF100
"""What programs on a phone, and tools that read phones, write: backups of text messages, timelines, our own CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from tests.exports.made import K, Made


def escaped(text: str) -> str:
    """As the program writes an attribute: signs beyond the first 65,536 as two references, which XML does not allow."""
    plain = (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\n", "&#10;")
    )
    return "".join(
        letter
        if ord(letter) < 0x10000
        else "".join(
            f"&#{int.from_bytes(half, 'little')};"
            for half in (letter.encode("utf-16-le")[:2], letter.encode("utf-16-le")[2:])
        )
        for letter in plain
    )


def sms_backup(messages: Iterable[Made], owner: str, address: str, name: str = "null") -> bytes:
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
        "<!--File Created By SMS Backup & Restore v10.20 on 13/03/2025 21:15:00-->",
        '<smses count="20" backup_set="x" backup_date="1741900000000" type="full">',
    ]
    lines += [f"  {_sms(each, owner, address, name)}" for each in messages]
    return "\n".join([*lines, "</smses>", ""]).encode()


def _sms(message: Made, owner: str, address: str, name: str) -> str:
    when, is_sent = round(message.at.timestamp() * 1000), message.sender == owner
    about = f'contact_name="{escaped(name)}" readable_date="{message.at:%-d %b %Y %H:%M:%S}"'
    if message.kind == K.CALL:
        kind = {"Incoming call": 1, "Outgoing call": 2, "Missed call": 3}[message.text]
        return f'<call number="{address}" duration="{message.seconds}" date="{when}" type="{kind}" presentation="1" {about} />'
    if not message.media:
        return f'<sms protocol="0" address="{address}" date="{when}" type="{2 if is_sent else 1}" subject="null" body="{escaped(message.text)}" toa="null" sc_toa="null" service_center="null" read="1" status="-1" locked="0" date_sent="0" sub_id="1" {about} />'
    part = f'<part seq="0" ct="image/jpeg" name="{escaped(message.media)}" chset="null" cd="null" fn="null" cid="&lt;0&gt;" cl="{escaped(message.media)}" ctt_s="null" ctt_t="null" text="null" data="{"QUJD" * 500}" />'
    text = (
        f'<part seq="0" ct="text/plain" name="null" chset="106" cd="null" cl="text.txt" text="{escaped(message.text)}" />'
        if message.text
        else ""
    )
    return (
        f'<mms date="{when}" msg_box="{2 if is_sent else 1}" address="{address}" m_type="132" sub="null" text_only="0" {about}><parts>'
        f'<part seq="-1" ct="application/smil" name="null" cl="smil.xml" text="&lt;smil&gt;&lt;/smil&gt;" />{part}{text}</parts>'
        f'<addrs><addr address="{address if not is_sent else "insert-address-token"}" type="137" charset="106" /><addr address="{owner}" type="151" charset="106" /></addrs></mms>'
    )


#: The headings of the tools' own tables, and which cell of a message stands under each.
LEAPP = {
    "iLEAPP/SMS.tsv": ("imessage", ["Message Timestamp", "Read Timestamp", "Delivered Timestamp", "Attachment Timestamp", "From Me", "Chat Contact ID", "Message", "Attachment File", "Service", "Message Direction", "Message Sent", "Message Delivered", "Message Read", "Account", "Account Login", "Attachment Name", "Attachment Mimetype", "Attachment Size (Bytes)", "Message Row ID", "Message GUID", "Chat ID"]),
    "iLEAPP/WhatsApp - Messages.tsv": ("whatsapp", ["Timestamp", "Direction", "Sender Name", "Chat Name", "Message", "Attachment File", "From ID", "Receiver", "To ID", "Thumb", "Starred?", "Latitude", "Longitude", "Chat ID"]),
    "iLEAPP/Snapchat - Messages (arroyo.db).tsv": ("snapchat", ["Creation Timestamp", "Read Timestamp", "Message Direction", "Sender Username", "Message Text", "Record Origin", "Sender Display Name", "Sender ID", "Conversation Participants", "Content Type (as stored)", "Message State Type", "Is Saved", "Conversation ID", "Client Message ID"]),
    "iLEAPP/Instagram Threads.tsv": ("instagram", ["Timestamp", "DM Reaction Server Timestamp", "Shared Media URL Expiration Date", "Viewer ID equals Sender PK", "Username", "Message", "Sender ID", "Thread ID", "Video Chat Title", "Video Chat ID", "DM Reaction", "Reaction User ID", "Shared Media ID", "Shared Media URL"]),
    "iLEAPP/Facebook Messenger - Chats.tsv": ("messenger", ["Timestamp", "Message Direction", "Sender Name", "Message", "Sender ID", "Attachment", "Attachment Name", "Attachment Size", "Title Text", "Subtitle Text", "Thread ID"]),
    "iLEAPP/Telegram Messages.tsv": ("telegram", ["Timestamp", "Forward Timestamp", "Direction", "Author", "Chat", "Text", "Thumbnail", "Chat ID", "Thread ID", "Author ID", "Action Data", "Forward From"]),
    "ALEAPP/SMS Messages.tsv": ("sms", ["Date", "Date Sent", "Type", "Address", "Body", "MSG ID", "Thread ID", "Contact ID", "Read", "Service Center", "Error Code"]),
    "ALEAPP/WhatsApp - One To One Messages.tsv": ("whatsapp", ["Message Timestamp", "Received Timestamp", "Final Location Timestamp", "Message Direction", "Other Participant WA User Name", "Message", "Media", "Sending Party JID", "Message Type", "Local Path To Media", "Media File Size"]),
    "ALEAPP/Instagram - Direct Messages.tsv": ("instagram", ["Timestamp", "Media Taken At", "Direction", "Sender Username", "Message", "Thread", "Item Type (as stored)", "Content Type (as stored)", "Media URL", "Sender ID", "Thread ID", "Item ID"]),
    "ALEAPP/Facebook Messenger - Chats (msys_database).tsv": ("messenger", ["Message Timestamp", "Reaction Timestamp", "Direction", "Sender", "Message", "Sender ID", "Thread Key", "Snippet", "Call/Location Information", "Attachment Name", "Attachment Type", "Attachment URL", "Location Lat/Long", "Reaction"]),
    "ALEAPP/Telegram - Messages.tsv": ("telegram", ["Timestamp", "Dialog ID", "Chat", "Direction", "Sender ID", "Sender", "Message", "Recorded Media Path", "Media File", "Read State", "Message ID"]),
}  # fmt: skip


def _leapp_cell(heading: str, message: Made, owner: str, other: str) -> str:
    is_sent = message.sender == owner
    sender = "Local User" if is_sent else message.sender
    cells = {
        "Message Timestamp": "time", "Timestamp": "time", "Creation Timestamp": "time", "Date": "time",
        "From Me": "1" if is_sent else "0", "Viewer ID equals Sender PK": "1" if is_sent else "0",
        "Message Direction": "Outgoing" if is_sent else "Incoming", "Direction": "Outgoing" if is_sent else "Incoming",
        "Type": "Sent" if is_sent else "Received", "Chat Contact ID": other, "Address": other, "Chat Name": other,
        "Chat": other, "Other Participant WA User Name": other, "Conversation Participants": other, "Thread": other,
        "Sender Name": sender, "Sender Username": sender, "Username": sender, "Author": sender, "Sender": sender,
        "Sending Party JID": "" if is_sent else message.sender, "Message": message.text, "Message Text": message.text,
        "Text": message.text, "Body": message.text, "Service": "iMessage", "Attachment Name": message.media,
        "Attachment File": message.media, "Local Path To Media": message.media, "Media URL": message.media,
        "Shared Media URL": message.media, "Media File": message.media, "Thumbnail": message.media,
        "Chat ID": "7", "Thread ID": "7", "Thread Key": "7", "Conversation ID": "7", "Dialog ID": "7", "MSG ID": "9",
    }  # fmt: skip
    found = cells.get(heading, "")
    return f"{message.at:%Y-%m-%d %H:%M:%S}+00:00" if found == "time" else found


def leapp(
    messages: Iterable[Made], headings: list[str], owner: str, other: str, *, delimiter: str = "\t", twice: bool = False
) -> bytes:
    """As the tools write: with a mark at the beginning, and the headings again where two runs were put in one file."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(headings)
    for at, message in enumerate(messages):
        if twice and at == 5:
            writer.writerow(headings)
        writer.writerow([_leapp_cell(each, message, owner, other) for each in headings])
    return file.getvalue().encode("utf-8-sig")


def generic(messages: Iterable[Made], form: str = "%d/%m/%Y %H:%M:%S", delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(
        [
            "Sent",
            "Sender",
            "Text",
            "Conversation",
            "Kind",
            "Media",
            "Edited",
            "Seconds",
            "Participants",
            "Platform",
            "Group",
        ]
    )
    for each in messages:
        writer.writerow(
            [
                each.at.strftime(form),
                each.sender,
                each.text,
                "Ann and Bo",
                each.kind,
                each.media,
                "yes" if each.edited else "",
                each.seconds or "",
                "Ann; Bo",
                "signal",
                "no",
            ]
        )
    return file.getvalue().encode()
