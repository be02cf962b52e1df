"""Things that two matters have in common."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.choices import InDanger, LearnedHow, PartyRole, WhenKind
from safeguarding.cases.models import Case, CaseParty, Concern
from safeguarding.cases.services.access import rebuild_conflicts
from safeguarding.communications.models import Platform
from safeguarding.communications.rules.handles import handle_key
from safeguarding.conversations.choices import ExportStatus, Format
from safeguarding.conversations.models import MessageExport, Participant
from safeguarding.core import clock
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.picture import Picture, picture_of
from safeguarding.links.selectors.set_aside import set_aside_from, without
from safeguarding.people.models import Person
from tests.cast import Cast, fresh
from tests.factories.evidence import an_exhibit

_numbers = itertools.count(1)


def in_case(case: Case, person: Person, role: str = PartyRole.SUBJECT) -> CaseParty:
    """Somebody on record is in a case."""
    party = CaseParty.objects.create(
        case=case, person=person, role=role, label=f"Party {next(_numbers)}", kind=person.kind, added_by=case.owner
    )
    rebuild_conflicts(case)
    return party


def an_export(case: Case) -> MessageExport:
    """An export of messages that has been read."""
    number, by = next(_numbers), case.owner
    digest = hashlib.sha256(f"links {number}".encode()).hexdigest()
    stored = StoredFile.objects.create(
        name="chat.json", media_type="application/json", size=10, sha256=digest, key_id="none", stored_by=by,
        scan_status=ScanStatus.NOT_SCANNED,
    )  # fmt: skip
    file = ExhibitFile.objects.create(exhibit=an_exhibit(case, reference=f"EX/{number}"), file=stored)
    return MessageExport.objects.create(
        case=case, source=file, sha256=digest, format=Format.META, time_zone="Europe/London", added_by=by,
        status=ExportStatus.READ, read_at=clock.now(),
    )  # fmt: skip


def writes(case: Case, handle: str, *, on: str = "instagram", export: MessageExport | None = None) -> Participant:
    """Somebody writes in messages of a case under this handle."""
    export = export or an_export(case)
    platform = Platform.objects.get(slug=on)
    return Participant.objects.create(
        export=export, platform=platform, number=export.participants.count() + 1, name=handle,
        handle_key=handle_key(platform.handle_rule, handle),
    )  # fmt: skip


def tells(cast: Cast, handles: str, platforms: str = "Instagram", **more: Any) -> Concern:
    """A concern that waits, in which somebody told handles."""
    given = {"unit": cast.hub, **more}
    return Concern.objects.create(
        reference=f"C-2026-{next(_numbers) + 500:06d}", force=cast.force, in_danger=InDanger.NO,
        what_happened="Messages.", when_kind=WhenKind.UNKNOWN, learned_how=LearnedHow.PARENT_TOLD, is_online=True,
        handles=handles, platforms=platforms, **given,
    )  # fmt: skip


def seen_around(user: User, case: Case, *, depth: int = 2) -> Picture:
    """The picture around a case, as its page has it."""
    matter = Node(NodeKind.CASE, case.pk)
    return picture_of(fresh(user), matter, depth=depth, without=without(set_aside_from(matter), matter))


def found_from(user: User, case: Case) -> dict[tuple[str, str], list[str]]:
    """By what is common and where else it is, why it is said."""
    return {
        (one.named.text, there.named.text): [reason.why for reason in there.reasons]
        for one in in_common(seen_around(user, case))
        for there in one.elsewhere
    }
