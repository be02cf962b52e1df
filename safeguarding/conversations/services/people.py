"""Who somebody in messages is: said by a person, taken back by a person, never by a program."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import CaseParty
from safeguarding.cases.services.taking import take
from safeguarding.communications.models import Account
from safeguarding.conversations.models import Participant
from safeguarding.conversations.selectors.exports import accounts_on
from safeguarding.conversations.services.known import OWNER
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields


@transaction.atomic
def match(
    participant: Participant, *, party: CaseParty | None, account: Account | None, version: int | None, by: User
) -> Participant:
    """Say which person of the case this is, which account of the register, or both."""
    held = _taken(participant, version, by)
    errors: dict[str, list[str]] = {}
    if party is None and account is None:
        errors["party"] = ["Choose a person of the case, an account, or both"]
    if party is not None and (party.case_id != held.export.case_id or party.removed_at is not None):
        errors["party"] = ["Choose a person of this case"]
    if account is not None and not accounts_on(held, by).filter(pk=account.pk).exists():
        errors["account"] = [f"Choose an account on {held.platform}"]
    if errors:
        raise Invalid(errors)
    save_fields(held, party=party, account=account, matched_by=by, matched_at=clock.now())
    record("participant.matched", by=by, obj=held, data={"export": held.export_id, "number": held.number})
    return held


@transaction.atomic
def unmatch(participant: Participant, *, version: int | None, by: User) -> Participant:
    """Take back who it was said to be."""
    held = _taken(participant, version, by)
    if held.matched_at is None:
        raise Conflict("Nobody has said who this is.")
    save_fields(held, party=None, account=None, matched_by=None, matched_at=None)
    record("participant.unmatched", by=by, obj=held, data={"export": held.export_id, "number": held.number})
    return held


@transaction.atomic
def say_owner(participant: Participant, *, is_owner: bool, version: int | None, by: User) -> Participant:
    """Say whose phone or account it was: one on each platform of an export."""
    held = _taken(participant, version, by)
    if is_owner:
        same = Participant.objects.filter(export=held.export_id, platform=held.platform_id, is_owner=True)
        # Whoever the file calls only the owner stays that, whatever they are called elsewhere in it.
        for other in same.exclude(pk=held.pk).exclude(name=OWNER).select_for_update(of=("self",), no_key=True):
            _keep_owner(other, False, by)
    return _keep_owner(held, is_owner, by)


def _keep_owner(held: Participant, is_owner: bool, by: User) -> Participant:
    save_fields(held, is_owner=is_owner)
    verb = "participant.owner" if is_owner else "participant.not_owner"
    record(verb, by=by, obj=held, data={"export": held.export_id, "number": held.number})
    return held


def _taken(participant: Participant, version: int | None, by: User) -> Participant:
    take(participant.export.case, by=by)
    waiting = Participant.objects.select_related("export__case", "platform")
    return lock_fresh(waiting, pk=participant.pk, version=version)
