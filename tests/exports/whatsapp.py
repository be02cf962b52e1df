# ruff: noqa: E501, DTZ001, RUF100
"""WhatsApp's exported chats, in the languages and forms in which phones write them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.exports.made import K, Made

NARROW, LRM = "\u202f", "\u200e"


@dataclass(frozen=True)
class Words:
    """What a phone set to a language writes."""

    date: str
    android_gap: str
    ios_gap: str
    omitted: str
    deleted: str
    attached: str
    ios_attached: str
    edited: str
    call: str
    encrypted: str
    half: tuple[str, str] | None = None


WORDS = {
    "en-GB": Words("%d/%m/%Y", ", ", ", ", "<Media omitted>", "This message was deleted", "file attached", "attached", "This message was edited", "Missed voice call", "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. Learn more."),
    "en-GB 12": Words("%d/%m/%Y", ", ", ", ", "<Media omitted>", "This message was deleted", "file attached", "attached", "This message was edited", "Missed video call", "Messages and calls are end-to-end encrypted.", (f"{NARROW}am", f"{NARROW}pm")),
    "en-US": Words("%-m/%-d/%y", ", ", ", ", "<Media omitted>", "You deleted this message", "file attached", "attached", "This message was edited", "Missed voice call", "Messages and calls are end-to-end encrypted.", (f"{NARROW}AM", f"{NARROW}PM")),
    "de": Words("%d.%m.%y", ", ", ", ", "<Medien ausgeschlossen>", "Diese Nachricht wurde gelöscht.", "Datei angehängt", "Anhang", "Diese Nachricht wurde bearbeitet.", "Verpasster Sprachanruf", "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt."),
    "fr": Words("%d/%m/%Y", " à ", " ", "<Médias omis>", "Ce message a été supprimé", "fichier joint", "pièce jointe", "Ce message a été modifié", "Appel vocal manqué", "Les messages et les appels sont chiffrés de bout en bout."),
    "es": Words("%-d/%-m/%y", ", ", ", ", "<Multimedia omitido>", "Se eliminó este mensaje.", "archivo adjunto", "adjunto", "Se editó este mensaje.", "Llamada perdida", "Los mensajes y las llamadas están cifrados de extremo a extremo.", ("\u00a0a.\u00a0m.", "\u00a0p.\u00a0m.")),
    "it": Words("%d/%m/%y", ", ", ", ", "<Media omessi>", "Questo messaggio è stato eliminato", "file allegato", "allegato", "Questo messaggio è stato modificato", "Chiamata vocale persa", "I messaggi e le chiamate sono crittografati end-to-end."),
    "pt": Words("%d/%m/%Y", " ", ", ", "<Mídia oculta>", "Mensagem apagada", "arquivo anexado", "anexado", "Mensagem editada", "Chamada de voz perdida", "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta."),
    "nl": Words("%d-%m-%Y", " ", " ", "<Media weggelaten>", "Dit bericht is verwijderd", "bestand bijgevoegd", "bijgevoegd", "Dit bericht is bewerkt", "Gemiste spraakoproep", "Berichten en oproepen zijn end-to-end versleuteld."),
    "pl": Words("%d.%m.%Y", ", ", ", ", "<pominięto multimedia>", "Ta wiadomość została usunięta", "plik dołączony", "załącznik", "Ta wiadomość została edytowana", "Nieodebrane połączenie głosowe", "Wiadomości i połączenia są w pełni szyfrowane."),
}  # fmt: skip


def _clock(at: dt.datetime, words: Words, *, seconds: bool) -> str:
    rest = f":{at:%M}" + (f":{at:%S}" if seconds else "")
    if words.half is None:
        return f"{at:%H}{rest}"
    return f"{at.hour % 12 or 12}{rest}{words.half[at.hour >= 12]}"


def _said(message: Made, words: Words, mark: str) -> str:
    if message.kind == K.DELETED:
        return mark + words.deleted
    if message.kind == K.CALL:
        return mark + message.text
    if message.kind == K.MEDIA and not message.media:
        return mark + words.omitted
    if message.kind == K.MEDIA and mark:
        return f"{message.text} {mark}<{words.ios_attached}: {message.media}>".strip()
    if message.kind == K.MEDIA:
        return f"{message.media} ({words.attached})" + (f"\n{message.text}" if message.text else "")
    return message.text + (f" {mark}<{words.edited}>" if message.edited else "")


def android(messages: list[Made], language: str) -> bytes:
    """`31/12/2025, 21:15 - Name: text`, without seconds."""
    words = WORDS[language]
    lines = []
    for each in messages:
        head = f"{each.at.strftime(words.date)}{words.android_gap}{_clock(each.at, words, seconds=False)} - "
        lines.append(head + (f"{each.sender}: " if each.sender else "") + _said(each, words, ""))
    return "\n".join([*lines, ""]).encode()


def ios(messages: list[Made], language: str, chat: str) -> bytes:
    """`[31/12/2025, 21:15:03] Name: text`, with marks of direction, and the program's lines under the chat's name."""
    words = WORDS[language]
    lines = []
    for each in messages:
        head = f"[{each.at.strftime(words.date)}{words.ios_gap}{_clock(each.at, words, seconds=True)}] "
        is_marked = each.kind in (K.MEDIA, K.DELETED, K.CALL)
        said = f"{each.sender}: {_said(each, words, LRM)}" if each.sender else f"{chat}: {LRM}{each.text}"
        lines.append((LRM if is_marked else "") + head + said)
    return "\r\n".join([*lines, ""]).encode()
