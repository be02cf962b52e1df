"""Exports of messages as they stand when they have been read, made row by row."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterable
from typing import Any

from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.models import Account, Platform
from safeguarding.conversations.choices import ExportStatus, Format, MessageKind
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant
from safeguarding.conversations.services.parts import count_parts
from safeguarding.core import clock
from safeguarding.evidence.choices import ExhibitKind
from safeguarding.evidence.models import Exhibit, ExhibitFile
from safeguarding.files.models import StoredFile
from tests.cast import Cast

_numbers = itertools.count(1)
#: Who, when, what, and what kind of thing it is when it is no text.
Said = tuple[Any, ...]


def an_export(cast: Cast, case: Case, format: str = Format.META) -> MessageExport:
    """An export that has been read, of a file that is known by its row alone."""
    number = next(_numbers)
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    exhibit = Exhibit.objects.create(
        case=case, reference=f"JB/{number}", kind=next(iter(ExhibitKind)), description="A telephone",
        seized_at=clock.now(), seized_where="Hillside", seized_by="PC Marsh", custodian=cast.lena, added_by=cast.lena,
    )  # fmt: skip
    stored = StoredFile.objects.create(
        name="messages.zip", media_type="application/zip", size=100, sha256=digest, key_id="k1", stored_by=cast.lena
    )
    return MessageExport.objects.create(
        case=case, source=ExhibitFile.objects.create(exhibit=exhibit, file=stored), sha256=digest, format=format,
        status=ExportStatus.READ, time_zone="Europe/London", added_by=cast.lena, read_at=clock.now(),
    )  # fmt: skip


def platform(slug: str) -> Platform:
    found, _ = Platform.objects.get_or_create(slug=slug, defaults={"name": slug.title(), "kind": "social"})
    return found


def somebody(
    export: MessageExport, name: str, slug: str, party: CaseParty | None = None, kind: str = ""
) -> Participant:
    """Who takes part, matched to somebody in the case and, with a kind, to an account of theirs."""
    on = platform(slug)
    account = None
    if kind:
        account, _ = Account.objects.get_or_create(
            force=export.case.force, platform=on, handle_key=name.lower(),
            defaults={"handle": name, "kind": kind, "status": AccountStatus.KNOWN, "added_by": export.added_by},
        )  # fmt: skip
    matched = {"matched_by": export.added_by, "matched_at": clock.now()} if party else {}
    return Participant.objects.create(
        export=export, platform=on, number=export.participants.count() + 1, name=name, party=party, account=account,
        **matched,
    )  # fmt: skip


def a_thread(
    export: MessageExport, slug: str, said: Iterable[Said], is_group: bool | None = False, key: str = ""
) -> Conversation:
    """A conversation in which this was said, in that order."""
    thread = Conversation.objects.create(
        export=export, key=key or f"thread {next(_numbers)}", title="", platform=platform(slug), is_group=is_group
    )
    rows = []
    for position, (sender, at, text, *kind) in enumerate(said, 1):
        rows.append(
            Message(
                export=export,
                conversation=thread,
                position=position,
                sender=sender,
                text=text,
                raw=text,
                kind=kind[0] if kind else MessageKind.TEXT,
                place=f"messages.json, message {position}",
                sent_at=at,
            )
        )
    Message.objects.bulk_create(rows, batch_size=5000)
    times = [row.sent_at for row in rows if row.sent_at]
    thread.messages_count, thread.first_at, thread.last_at = len(rows), min(times), max(times)
    thread.save()
    count_parts(export=export)
    return thread


FIRST = dt.datetime(2026, 3, 2, 15, 40, tzinfo=dt.UTC)


def founding(cast: Cast, case: Case, adult: CaseParty, child: CaseParty) -> tuple[MessageExport, MessageExport]:
    """The contact of the founding case, as an Instagram and a Snapchat export of the adult's."""
    insta, snap = an_export(cast, case), an_export(cast, case, Format.SNAPCHAT)
    he = somebody(insta, "pd_walker", "instagram", adult, AccountKind.PERSONAL_INDIVIDUAL)
    she = somebody(insta, "lily.k", "instagram", child)
    on = lambda day, hour, minute=0: FIRST + dt.timedelta(days=day, hours=hour - 15, minutes=minute - 40)  # noqa: E731
    a_thread(insta, "instagram", [
        (he, on(2, 9), "Unfollowed", MessageKind.REQUEST), (he, on(3, 9), "Followed", MessageKind.REQUEST),
    ], key="ties/lily.k")  # fmt: skip
    a_thread(insta, "instagram", [
        (he, on(0, 15, 40), "hiya are you ok?"), (she, on(0, 15, 44), "yeah"),
        (he, on(0, 15, 45), "saw you walking home today with your mate"), (she, on(0, 15, 51), "ok"),
        (he, on(0, 15, 52), "you can always talk to me you know"), (she, on(0, 16, 20), "k"),
        (he, on(1, 21, 30), "you there"), (he, on(1, 21, 45), "(message unsent)", MessageKind.DELETED),
        (he, on(1, 22, 0), "hello?"), (he, on(1, 22, 40), "??"), (she, on(2, 8, 10), "busy"),
        (he, on(3, 22, 5), "ur so pretty in that photo"), (she, on(3, 22, 30), "thanks"),
        (he, on(3, 22, 31), "i hope nobody knows we chat"), (she, on(3, 22, 35), "no"),
        (he, on(3, 22, 36), "good, don't tell anyone i messaged you"), (she, on(3, 22, 50), "idk"),
        (he, on(3, 22, 51), "delete our messages, i do"), (he, on(3, 22, 55), "add me on snap instead"),
    ])  # fmt: skip
    he2 = somebody(snap, "pdw_88", "snapchat", adult, AccountKind.PERSONAL_INDIVIDUAL)
    she2 = somebody(snap, "lilyk", "snapchat", child)
    a_thread(snap, "snapchat", [
        (he2, on(5, 22, 10), "i really like you lily"), (she2, on(5, 22, 20), "gtg"),
        (he2, on(5, 22, 21), "im parked round the corner from yours"), (she2, on(5, 22, 30), "why"),
    ])  # fmt: skip
    return insta, snap
