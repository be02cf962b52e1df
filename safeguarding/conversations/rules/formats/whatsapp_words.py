"""What WhatsApp writes in the languages that phones here are set to: placeholders, deletions, calls, its own lines."""

from __future__ import annotations

import re

from safeguarding.conversations.choices import MessageKind

LONGEST_NAME = 100
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_TITLES = (
    "WhatsApp Chat with ", "WhatsApp Chat - ", "WhatsApp-Chat mit ", "WhatsApp Chat mit ", "Chat de WhatsApp con ",
    "Discussion WhatsApp avec ", "Chat WhatsApp con ", "Conversa do WhatsApp com ", "WhatsApp-chat met ",
    "Czat WhatsApp z ",
)  # fmt: skip
DELETED = frozenset(
    {
        "this message was deleted", "you deleted this message", "this message was deleted by admin",
        "diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht", "ce message a été supprimé",
        "vous avez supprimé ce message", "se eliminó este mensaje", "eliminaste este mensaje",
        "este mensaje fue eliminado", "questo messaggio è stato eliminato", "hai eliminato questo messaggio",
        "esta mensagem foi apagada", "mensagem apagada", "você apagou esta mensagem", "dit bericht is verwijderd",
        "je hebt dit bericht verwijderd", "ta wiadomość została usunięta", "usunięto tę wiadomość",
    }
)  # fmt: skip
OMITTED = frozenset(
    {
        "<media omitted>", "image omitted", "video omitted", "audio omitted", "sticker omitted", "gif omitted",
        "document omitted", "contact card omitted", "video note omitted", "<medien ausgeschlossen>",
        "bild weggelassen", "video weggelassen", "audio weggelassen", "<médias omis>", "image absente",
        "<multimedia omitido>", "<archivo omitido>", "imagen omitida", "<media omessi>", "immagine omessa",
        "<mídia oculta>", "<arquivo de mídia oculto>", "imagem ocultada", "<media weggelaten>", "afbeelding weggelaten",
        "<pominięto multimedia>", "obraz pominięty", "null",
    }
)  # fmt: skip
_ATTACHED = re.compile(
    r"^<(?:attached|anhang|pièce jointe|adjunto|allegato|anexado|bijgevoegd|załącznik)\s*:\s*(?P<ios>[^>\n]{1,300})>"
    r"|^(?P<android>[^\n]{1,300}?\.[A-Za-z0-9]{2,5}) \((?:file attached|datei angehängt|fichier joint|archivo adjunto|"
    r"file allegato|arquivo anexado|bestand bijgevoegd|plik dołączony)\)",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"\s*<(?:this message was edited|diese nachricht wurde bearbeitet|ce message a été modifié|"
    r"se editó este mensaje|questo messaggio è stato modificato|mensagem editada|dit bericht is bewerkt)\.?>\s*$",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^(?:missed )?(?:group )?(?:voice|video) call\b(?:[.,] ?(?:(?P<hours>\d+) h\w*)? ?(?:(?P<minutes>\d+) min\w*)? ?"
    r"(?:(?P<seconds>\d+) sec\w*)?)?|^(?:verpasster sprachanruf|verpasster videoanruf|appel (?:vocal|vidéo) manqué|"
    r"llamada perdida|videollamada perdida|chiamata vocale persa|chamada de voz perdida|gemiste spraakoproep)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"^(?:messages and calls are end-to-end encrypted|messages to this (?:chat|group) and calls are now secured|"
    r"nachrichten und anrufe sind ende-zu-ende|les messages et les appels sont chiffrés|"
    r"los mensajes y las llamadas están cifrados|i messaggi e le chiamate sono crittografati|"
    r"as mensagens e (?:as )?(?:chamadas|ligações)|berichten en oproepen zijn|wiadomości i połączenia są|"
    r"your security code with .{1,100} changed)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Without the marks of direction that the program puts in."""
    return _MARKS.sub("", text)


def title_of(name: str) -> str:
    """The name of the chat, out of the name of its file; nothing when the file says nothing of it."""
    last = plain(name.rsplit("/", 1)[-1]).removesuffix(".txt")
    return next((last.removeprefix(start) for start in _TITLES if last.startswith(start)), "")


def is_of_the_program(text: str) -> bool:
    return _PROGRAM.match(plain(text).strip()) is not None


def is_plain(text: str) -> bool:
    """Whether it is neither a placeholder nor a deletion nor a call: under the chat's own name, the program says it."""
    return kind_of(text, is_line_of_the_program=False)[0] == MessageKind.TEXT


def kind_of(text: str, *, is_line_of_the_program: bool) -> tuple[MessageKind, str, str, bool, int | None]:
    """What a message is: its kind, its text, the name of its file, whether it was edited, how long a call was."""
    bare = plain(text).strip()
    low = bare.rstrip(".!").casefold()
    if low in DELETED:
        return MessageKind.DELETED, bare, "", False, None
    if low in OMITTED:
        return MessageKind.MEDIA, bare, "", False, None
    call = _CALL.match(bare)
    if call is not None:
        return MessageKind.CALL, bare, "", False, _seconds(call)
    attached = _ATTACHED.match(bare)
    if attached is not None:
        return MessageKind.MEDIA, bare, (attached["ios"] or attached["android"]).strip(), False, None
    if is_line_of_the_program:
        return MessageKind.SYSTEM, bare, "", False, None
    whole = _EDITED.sub("", bare)
    return MessageKind.TEXT, whole, "", whole != bare, None


def _seconds(call: re.Match[str]) -> int | None:
    times = [call["hours"], call["minutes"], call["seconds"]]
    if not any(times):
        return None
    hours, minutes, seconds = (int(each or 0) for each in times)
    return hours * 3600 + minutes * 60 + seconds
