"""An export of messages in each case of the walls' world, with a message and somebody nobody knows."""

from __future__ import annotations

import hashlib
from typing import Any

from safeguarding.communications.models import Platform
from safeguarding.conversations.choices import ExportStatus, Format, JudgementStatus, MessageKind, VersionStatus
from safeguarding.conversations.models import (
    Breach,
    Bundle,
    BundleMessage,
    BundleVersion,
    Conversation,
    Finding,
    Judgement,
    Look,
    Message,
    MessageExport,
    Participant,
    RuleSaid,
    UnreadLine,
    Verdict,
)
from safeguarding.conversations.services.parts import count_parts
from safeguarding.core import clock
from safeguarding.evidence.models import Exhibit, ExhibitFile
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile

SECRET = "Snowdrop at ten"


def exports(world: Any) -> None:
    """Every case gets one."""
    platform, _ = Platform.objects.get_or_create(slug="whatsapp", defaults={"name": "WhatsApp", "kind": "messaging"})
    for things in world.cases.values():
        fill(things, platform)


def fill(things: Any, platform: Platform) -> None:
    case = things.case
    by, now = case.owner, clock.now()
    digest = hashlib.sha256(f"export of {case.pk}".encode()).hexdigest()
    exhibit = Exhibit.objects.create(
        case=case, reference="JB/77", kind="chat_export", description="Export", seized_at=now, seized_where="Home",
        seized_by="Officer", custodian=by, added_by=by,
    )  # fmt: skip
    stored = StoredFile.objects.create(
        name="chat.txt", media_type="text/plain", size=10, sha256=digest, key_id="none", stored_by=by,
        scan_status=ScanStatus.NOT_SCANNED,
    )  # fmt: skip
    things.export = MessageExport.objects.create(
        case=case, source=ExhibitFile.objects.create(exhibit=exhibit, file=stored), sha256=digest,
        format=Format.WHATSAPP, time_zone="Europe/London", added_by=by, status=ExportStatus.READ,
        counts={"text": 1}, read_at=now,
    )  # fmt: skip
    things.conversation = Conversation.objects.create(
        export=things.export, key="Snowdrop", title="Snowdrop", platform=platform, messages_count=1, first_at=now,
        last_at=now,
    )  # fmt: skip
    things.participant = Participant.objects.create(
        export=things.export, platform=platform, number=1, name="Bluebell", handle_key="bluebell"
    )
    things.message = Message.objects.create(
        export=things.export, conversation=things.conversation, position=1, sender=things.participant,
        kind=MessageKind.TEXT, text=SECRET, raw=SECRET, place="chat.txt, line 1", sent_at=now,
    )  # fmt: skip
    things.unread = UnreadLine.objects.create(export=things.export, place="chat.txt, line 2", raw="?", why="No time")
    things.second = Participant.objects.create(
        export=things.export, platform=platform, number=2, name="Snowdrop", handle_key="snowdrop"
    )
    count_parts(export=things.export)
    Look.objects.create(export=things.export, lexicon="1", messages_count=1, done_at=now)
    things.judgement = Judgement.objects.create(
        export=things.export, status=JudgementStatus.DONE, asked_by=by, done_at=now, judged=1, failed=1, done=1
    )
    RuleSaid.objects.create(
        judgement=things.judgement,
        number=0,
        rule="COM-13",
        outcome="failed",
        severity="high",
        reason="It was.",
        count=1,
    )
    Verdict.objects.create(
        judgement=things.judgement, number=0, said=[0], count=1,
        inputs={"recipients": [], "recipient_count": 0, "limits": {"quiet_from": "21:00", "quiet_until": "08:00"}},
    )  # fmt: skip
    things.breach = Breach.objects.create(judgement=things.judgement, message=things.message, verdict=0)
    things.finding = Finding.objects.create(
        message=things.message, export=things.export, indicator="expresses_affection", pattern="love-you", lexicon="1",
        starts=0, ends=8,
    )  # fmt: skip
    things.bundle = Bundle.objects.create(case=case, reference="HO/7", title=SECRET, made_by=by)
    BundleMessage.objects.create(bundle=things.bundle, message=things.message, added_by=by)
    pdf = StoredFile.objects.create(
        name="HO/7.pdf", media_type="application/pdf", size=10, sha256=digest, key_id="none", stored_by=by,
        scan_status=ScanStatus.NOT_SCANNED,
    )  # fmt: skip
    asked = {"title": SECRET, "reference": "HO/7", "messages": [things.message.pk]}
    BundleVersion.objects.create(
        bundle=things.bundle, number=1, status=VersionStatus.MADE, asked_by=by, asked=asked, file=pdf, sha256=digest,
        pages=1, made_at=now,
    )  # fmt: skip
