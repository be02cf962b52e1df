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
    r"<(?:attached|anhang|pièce jointe|adjunto|allegato|anexado|bijgevoegd|załącznik)\s*:\s*(?P<ios>[^>\n]{1,300})>"
    r"|\A(?P<android>[^\n]{1,300}?\.[A-Za-z0-9]{2,5}) \((?:file attached|datei angehängt|fichier joint|archivo adjunto|"
    r"file allegato|arquivo anexado|bestand bijgevoegd|plik dołączony)\)",
    re.IGNORECASE,
)
#: Only at the first of the spaces before it, and they are never given back: spaces alone make no search long.
_EDITED = re.compile(
    r"(?<!\s)\s*+<(?:this message was edited|diese nachricht wurde bearbeitet|ce message a été modifié|"
    r"se editó este mensaje|se ha editado este mensaje|questo messaggio è stato modificato|mensagem editada|"
    r"dit bericht is bewerkt|"
    r"ta wiadomość została edytowana|edytowano tę wiadomość)\.?>\s*$",
    re.IGNORECASE,
)
_CALL_WORDS = (
    r"(?:missed |silenced )?(?:group )?(?:voice|video) call|(?:verpasster )?(?:sprach|video)anruf|"
    r"appel (?:vocal|vidéo)(?: manqué)?|(?:video)?llamada(?: de voz| de vídeo| de video)?(?: perdida)?|"
    r"(?:video)?chiamata(?: vocale)?(?: persa)?|chamada de (?:voz|vídeo)(?: perdida)?|ligação de (?:voz|vídeo) perdida|"
    r"(?:gemiste? )?(?:spraakoproep|video-?oproep)|(?:nieodebrane )?połączenie (?:głosowe|wideo)"
)
_LASTED = (
    r"(?:(?P<hours>\d+) (?:h|hr|std|u|godz)\w*\.?)?,? ?(?:(?P<minutes>\d+) min\w*\.?)?,? ?"
    r"(?:(?P<seconds>\d+) s\w*\.?)?"
)
_CALL = re.compile(
    rf"(?:{_CALL_WORDS})(?:[.,] ?(?:{_LASTED}|(?:tap|tippe|appuy|toca|tocca|toque|tik|dotknij)[^\n]{{0,60}}|no answer|"
    r"keine antwort|answered on (?:an)?other device))?\.?",
    re.IGNORECASE,
)
#: Lines of the program in which a colon may stand, so that they look as if somebody said them.
_PROGRAM = re.compile(
    r"messages and calls are end-to-end encrypted|messages to this (?:chat|group) and calls are now secured|"
    r"nachrichten und anrufe sind ende-zu-ende|les messages et les appels sont chiffrés|"
    r"los mensajes y las llamadas están cifrados|i messaggi e le chiamate sono crittografati|"
    r"as mensagens e (?:as )?(?:chamadas|ligações)|berichten en oproepen zijn|wiadomości i połączenia są|"
    r"your security code with .{1,100} changed|"
    r"[^:\n]{1,100} (?:changed the (?:subject|group name|group description)|created group|"
    r"hat (?:den betreff|den gruppennamen|die gruppe)|a (?:changé|modifié|créé) le|cambió el|ha cambiato|"
    r"(?:mudou|alterou|criou)|heeft (?:het onderwerp|de groepsnaam|de groep)|zmienił\(a\)) [^\n]{0,60}[\"“”„«]",
    re.IGNORECASE,
)
#: What a person does that is no text, and the program words.
_OTHER = re.compile(
    r"(?:poll:|umfrage:|sondage|encuesta|sondaggio|enquete|location: http|live location shared)", re.IGNORECASE
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


def is_worded_by_program(text: str) -> bool:
    return kind_of(text, is_line_of_the_program=False)[0] == MessageKind.SYSTEM


def kind_of(text: str, *, is_line_of_the_program: bool) -> tuple[MessageKind, str, str, bool, int | None]:
    """What a message is: its kind, its text, the name of its file, whether it was edited, how long a call was."""
    bare = plain(text).strip()
    low = bare.rstrip(".!").casefold()
    if low in DELETED:
        return MessageKind.DELETED, bare, "", False, None
    call = _CALL.fullmatch(bare)
    if call is not None:
        return MessageKind.CALL, bare, "", False, _seconds(call)
    if is_line_of_the_program:
        return MessageKind.SYSTEM, bare, "", False, None
    whole = _EDITED.sub("", bare)
    is_edited = whole != bare
    if low in OMITTED:
        return MessageKind.MEDIA, bare, "", False, None
    first, _, caption = whole.partition("\n")
    if first.casefold() in OMITTED:
        return MessageKind.MEDIA, caption, "", is_edited, None
    attached = _ATTACHED.search(whole)
    if attached is not None:
        caption = f"{whole[: attached.start()].strip()}\n{whole[attached.end() :].strip()}".strip()
        return MessageKind.MEDIA, caption or bare, (attached["ios"] or attached["android"]).strip(), is_edited, None
    if text.startswith("\u200e") and not is_edited:
        # The program puts a mark before what it words itself; a person's own text has none.
        return (MessageKind.OTHER if _OTHER.match(bare) else MessageKind.SYSTEM), bare, "", False, None
    return MessageKind.TEXT, whole, "", is_edited, None


def _seconds(call: re.Match[str]) -> int | None:
    times = [call["hours"], call["minutes"], call["seconds"]]
    if not any(times):
        return None
    hours, minutes, seconds = (int(each or 0) for each in times)
    return hours * 3600 + minutes * 60 + seconds
