"""So many accounts, contacts, exhibits and messages that a list which asks once for each row shows it."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from safeguarding.cases.models import Case
from safeguarding.communications.choices import Channel, Direction, Outcome, Severity
from safeguarding.communications.models import (
    Account,
    AccountAccess,
    ContactAuthorisation,
    ContactEvent,
    ContactRecipient,
    ContactReport,
    Platform,
    RuleResult,
)
from safeguarding.conversations.choices import ExportStatus, Format, MessageKind
from safeguarding.conversations.models import (
    Conversation,
    Finding,
    Look,
    Message,
    MessageExport,
    Participant,
    UnreadLine,
)
from safeguarding.conversations.services.parts import count_parts
from safeguarding.core import clock
from safeguarding.evidence.models import CustodyTransfer, Exhibit, ExhibitFile
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from safeguarding.risk.models import RiskRegisterEntry
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, staff
from tests.factories.accounts import an_account


def contacts(cast: Cast, number: int, scheme: Scheme) -> tuple[Account, ContactEvent]:
    """One more account, contact, report and request; the first account gets one more who may use it."""
    adult = staff(cast, f"Sender{number}", "Example", "pcso")
    Platform.objects.create(slug=f"more-{number}", name=f"Platform {number}", kind="social")
    account = an_account(cast.cora, f"@unit_{number}", scheme=scheme)
    for one in {account, Account.objects.filter(scheme=scheme).order_by("pk")[0]}:
        AccountAccess.objects.create(account=one, person=adult, given_by=cast.cora)
    now = clock.now()
    contact = ContactEvent.objects.create(
        force=cast.force, scheme=scheme, direction=Direction.ADULT_TO_CHILD, sender=adult, platform=account.platform,
        account=account, channel=Channel.GROUP_MESSAGE, sent_at=now, second_adult=cast.people["carl"],
        second_adult_told_at=now, logged_by=cast.cora,
    )  # fmt: skip
    first = ContactEvent.objects.order_by("pk")[0]
    for one in {contact, first}:
        ContactRecipient.objects.create(contact=one, person=cast.people["ann"], is_child=True)
    RuleResult.objects.create(
        contact=contact, contact_version=1, rule="COM-15", outcome=Outcome.FAILED, severity=Severity.CRITICAL,
        reason="Personal", inputs={},
    )  # fmt: skip
    entry = RiskRegisterEntry.objects.create(
        force=cast.force, reference=f"RR-2026-9{number:05}", title="Contact", description="Online",
        source="contact_report", raised_by=cast.cora, likelihood=2, impact=3, review_on=clock.today(),
    )  # fmt: skip
    ContactReport.objects.create(
        force=cast.force, adult=adult, young_person=cast.people["ann"], platform=account.platform,
        channel=Channel.ONE_TO_ONE, happened_at=now, what="Hello", reported_by=cast.cora, supervisor=cast.cora,
        risk_entry=entry,
    )  # fmt: skip
    ContactAuthorisation.objects.create(
        force=cast.force, adult=adult, young_person=cast.people["ann"], account=account, channel=Channel.EMAIL,
        reason="A form", requested_by=cast.cora, valid_from=clock.today(), valid_until=clock.today(),
    )  # fmt: skip
    return account, contact


def evidence(cast: Cast, case: Case, number: int) -> Exhibit:
    """One more exhibit with a file and a hand-over; the first gets one more of each."""
    now = clock.now()
    made = Exhibit.objects.create(
        case=case, reference=f"JB/{number}", kind="phone", description="A phone", seized_at=now, seized_where="Home",
        seized_by="Officer", custodian=cast.lena, added_by=cast.lena,
    )  # fmt: skip
    for exhibit in {made, case.exhibits.order_by("pk")[0]}:
        a_stored_file(cast, exhibit, f"{number} of {exhibit.pk}")
        CustodyTransfer.objects.create(
            exhibit=exhibit, given_by=cast.lena, taken_by=cast.sam, reason="For analysis", place="Desk",
            status="declined", answered_at=now, answer="No",
        )  # fmt: skip
    return made


def a_stored_file(cast: Cast, exhibit: Exhibit, name: str) -> ExhibitFile:
    digest = hashlib.sha256(f"{name} {exhibit.pk}".encode()).hexdigest()
    stored = StoredFile.objects.create(
        name="chat.txt", media_type="text/plain", size=10, sha256=digest, key_id="none", stored_by=cast.lena,
        scan_status=ScanStatus.NOT_SCANNED,
    )  # fmt: skip
    return ExhibitFile.objects.create(exhibit=exhibit, file=stored)


def messages(cast: Cast, case: Case, exhibit: Exhibit, number: int) -> MessageExport:
    """One more export; the first gets one more conversation, and in its first one more of everything."""
    platform, now = Platform.objects.get(slug="instagram"), clock.now()
    source = a_stored_file(cast, exhibit, f"export {number}")
    made = MessageExport.objects.create(
        case=case, source=source, sha256=source.file.sha256, format=Format.WHATSAPP, time_zone="Europe/London",
        added_by=cast.lena, status=ExportStatus.READ, counts={"text": 1}, read_at=now,
    )  # fmt: skip
    Look.objects.create(export=made, lexicon="1", messages_count=1, done_at=now)
    first = case.message_exports.order_by("pk")[0]
    Conversation.objects.create(export=first, key=f"{number}", title="Talk", platform=platform, messages_count=number)
    thread = first.conversations.order_by("pk")[0]
    who = Participant.objects.create(export=first, platform=platform, number=number + 1, name=f"Somebody {number}")
    message = Message.objects.create(
        export=first, conversation=thread, position=number + 1, sender=who, kind=MessageKind.TEXT, text="Love you",
        raw="Love you", place=f"chat.txt, line {number}", sent_at=now,
    )  # fmt: skip
    UnreadLine.objects.create(export=first, place=f"chat.txt, line {number}", raw="?", why="No time")
    given: dict[str, Any] = {"message": message, "export": first, "pattern": "love-you", "lexicon": "1"}
    Finding.objects.create(**given, indicator="expresses_affection", starts=0, ends=8)
    return made


def two_who_write(cast: Cast, case: Case, many: int = 3) -> list[Participant]:
    """Two of the first export, as many talks of theirs more, and in each a message of each in which something shows."""
    platform, export = Platform.objects.get(slug="instagram"), case.message_exports.order_by("pk")[0]
    two = [
        Participant.objects.get_or_create(
            export=export, platform=platform, name=name, defaults={"number": 9_000 + number}
        )[0]
        for number, name in enumerate(("one of two", "the other"))
    ]
    for number in range(many):
        at = clock.now() - dt.timedelta(days=many + number)
        talk = Conversation.objects.create(
            export=export, key=f"two {many} {number}", platform=platform, messages_count=2, first_at=at, last_at=at
        )
        for position, one in enumerate(two, 1):
            said = Message.objects.create(
                export=export, conversation=talk, position=position, sender=one, kind=MessageKind.TEXT, raw="x",
                text="Love you", place=f"{number}", sent_at=at,
            )  # fmt: skip
            Finding.objects.create(
                message=said, export=export, pattern="love-you", lexicon="1", indicator="expresses_affection",
                starts=0, ends=8,
            )  # fmt: skip
    count_parts(export=export)
    return two
