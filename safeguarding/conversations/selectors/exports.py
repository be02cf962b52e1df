"""The exports of a case, what was read from them, and who is in them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.models import Account, Platform
from safeguarding.conversations.choices import ExportStatus, Format, MessageKind
from safeguarding.conversations.models import Conversation, Look, MessageExport, Participant, UnreadLine
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.choices import OPENED

MOST_SHOWN = 200
#: Their downloads are alike; only the name of a folder or a thread tells which it is.
SITES = ("instagram", "facebook")


def of_case(case: Case) -> QuerySet[MessageExport]:
    """Its exports, the newest first, with where they came from and how much is in them."""
    found = MessageExport.objects.filter(case=case).select_related("source__file", "source__exhibit", "added_by")
    return found.annotate(threads=Count("conversations"), first=Min("conversations__first_at"),
                          last=Max("conversations__last_at"))  # fmt: skip


def files_to_read(case: Case) -> QuerySet[ExhibitFile]:
    """Files of the case's exhibits that may be opened and are not an export already."""
    files = ExhibitFile.objects.filter(exhibit__case=case, file__scan_status__in=OPENED, message_export=None)
    return files.select_related("exhibit", "file").order_by("-pk")


def site_of(export: MessageExport) -> Platform | None:
    """Of which of two like sites a download stands; nothing where the file is of another kind, or not read."""
    if export.format != Format.META or export.status != ExportStatus.READ:
        return None
    found = list(Platform.objects.filter(pk__in=Conversation.objects.filter(export=export).values("platform"))[:2])
    return found[0] if len(found) == 1 and found[0].slug in SITES else None


def look_of(export: MessageExport) -> Look | None:
    """How far its messages have been looked through, with the lexicon that was then in use."""
    return Look.objects.filter(export=export).first()


def conversations(export: MessageExport) -> QuerySet[Conversation]:
    return Conversation.objects.filter(export=export).select_related("platform").order_by("-messages_count", "pk")


def participants(export: MessageExport) -> QuerySet[Participant]:
    found = Participant.objects.filter(export=export).select_related("platform", "party", "account", "matched_by")
    return found.order_by("number")


def unread(export: MessageExport) -> QuerySet[UnreadLine]:
    return UnreadLine.objects.filter(export=export).order_by("pk")


def counted(export: MessageExport) -> list[tuple[str, int]]:
    """How many there are of each kind, in the order of the kinds, and what could not be read."""
    found = [(kind.label, export.counts[kind]) for kind in MessageKind if export.counts.get(kind)]
    if export.counts.get("unread"):
        found.append(("Could not be read", export.counts["unread"]))
    return found


def accounts_on(participant: Participant, user: User) -> QuerySet[Account]:
    """Accounts of the case's force on the platform of a participant, of those that the user may see.

    Reading a case opens the register of accounts to nobody. What the participant was said to be stays.
    """
    seen = Account.objects.visible_to(user).filter(force=participant.export.case.force_id).values("pk")
    return Account.objects.filter(Q(pk__in=seen) | Q(pk=participant.account_id), platform=participant.platform_id)


def suggestions(participant: Participant, user: User) -> list[dict[str, Any]]:
    """Who it may be, and why that is said: the same handle in the register, or a name alike in the case."""
    found: list[dict[str, Any]] = []
    if participant.handle_key:
        for account in (
            accounts_on(participant, user).filter(handle_key=participant.handle_key).select_related("person")
        ):
            found.append({"account": account, "why": "The same handle stands in the register of accounts"})
    owners = Participant.objects.filter(export=participant.export_id, is_owner=True).exclude(pk=participant.pk)
    for owner in owners.filter(party__removed_at=None).select_related("party") if participant.is_owner else ():
        if owner.party:
            found.append(
                {"party": owner.party, "why": f"Said to be the owner of the phone or account, as {owner.name}"}
            )
    words = set(participant.name.casefold().split())
    parties = CaseParty.objects.filter(case=participant.export.case_id, removed_at=None).select_related("person")
    for party in parties:
        named = set(str(party.person).casefold().split()) if party.person else set()
        shared = sorted(words & named)
        if shared:
            found.append({"party": party, "why": f"The name has {' and '.join(shared)} in common"})
        elif any(one["account"].person_id == party.person_id for one in found if "account" in one and party.person_id):
            found.append({"party": party, "why": "The account in the register is theirs"})
    return found


def name_of(participant: Participant) -> str:
    """How somebody is shown: their label in the case once a person said who they are, else unidentified."""
    if participant.party is not None:
        return participant.party.label
    return f"Unidentified {participant.number}"
