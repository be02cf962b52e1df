"""Merging two records into one: proposed by one, decided by another, undone if it was wrong."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.matching import policies, states
from safeguarding.matching.choices import MergeStatus, MoveKind
from safeguarding.matching.models import TEXT_MAX, MergeProposal
from safeguarding.matching.selectors import deciders
from safeguarding.matching.services.moving import move_all, put_back, take_over
from safeguarding.notices.services import tell
from safeguarding.people.models import Person
from safeguarding.people.services.links import tell_link_changed

SAME = "Choose two records."
OTHER_FORCE = "These two records belong to different forces. A force merges only its own."
OTHER_KIND = "One of these is on record as a young person and the other as an adult. Correct that first."
BOTH_SIGN_IN = "Both of these people sign in here. An administrator has to settle first whose account is whose."
BOTH_MANAGED = "These two have different line managers on record. An administrator has to settle that first."
MANAGES = "One of these manages the other, so they are two people."
MERGED_ALREADY = "One of these records has been merged into another already."
PROPOSED_ALREADY = "A merge of one of these records is waiting to be decided already."
UNDO_LATER_FIRST = "The record that was kept has itself been merged since. Undo that first."
WHY = "Say how it is known that both are one person."
REASON = "Say why."
#: All that somebody is told who may not know what stands against a merge.
NOT_NOW = "These two records cannot be merged now. The safeguarding leads have been told."


@transaction.atomic
def propose(*, kept: Person, merged: Person, why: str, by: User) -> MergeProposal:
    """Hold two records to be of one person. Nothing is moved until somebody else approves: who may is told."""
    policies.require_merger(by)
    policies.require_other_than(by, kept, merged)
    why = _said(why, "why", WHY)
    held = Person.objects.select_for_update(no_key=True).order_by("pk").in_bulk([kept.pk, merged.pk])
    kept, merged = held[kept.pk], held[merged.pk]
    _require_possible(kept, merged)
    _require_no_bar_seen(by, kept, merged)
    waiting = MergeProposal.objects.filter(status=MergeStatus.PROPOSED)
    if waiting.filter(merged__in=(kept, merged)).exists() or waiting.filter(kept=merged).exists():
        raise Conflict(PROPOSED_ALREADY)
    made = MergeProposal.objects.create(force_id=kept.force_id, kept=kept, merged=merged, why=why, proposed_by=by)
    record("merge.proposed", by=by, obj=made, data={"kept_id": kept.pk, "merged_id": merged.pk})
    tell(
        recipients=deciders(made), key=f"merge:proposed:{made.pk}", title="A merge waits for a decision",
        body="Two records are held to be of one person. Somebody other than who proposed it has to decide.",
        url=made.get_absolute_url(), subject_type="merge", subject_id=made.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def approve(*, proposal: MergeProposal, reason: str, version: int | None, by: User) -> MergeProposal:
    """Move every link to the record that is kept. What must not be told to who decides ends the proposal instead."""
    held = _take(proposal, version, by)
    states.require_next(held.status, MergeStatus.APPROVED)
    kept, merged = _lock_both(held)
    _require_possible(kept, merged)
    _require_no_bar_seen(by, kept, merged)
    if hidden := [bar for bar in policies.bars(by, kept, merged) if not bar.words]:
        return _barred(held, hidden, by)
    move_all(held)
    take_over(held)
    save_fields(merged, merged_into=kept)
    moved = held.moves.told().exclude(kind=MoveKind.LEFT).count()
    _decide(held, MergeStatus.APPROVED, reason, by)
    record(
        "merge.approved", by=by, obj=held, reason=held.decision_reason,
        data={"kept_id": kept.pk, "merged_id": merged.pk, "moved": moved},
    )  # fmt: skip
    _settle(kept, merged, by)
    return held


@transaction.atomic
def refuse(*, proposal: MergeProposal, reason: str, version: int | None, by: User) -> MergeProposal:
    """They are two people, or it is not known well enough."""
    held = _take(proposal, version, by)
    states.require_next(held.status, MergeStatus.REFUSED)
    _decide(held, MergeStatus.REFUSED, _said(reason, "reason", REASON), by)
    record("merge.refused", by=by, obj=held, reason=held.decision_reason)
    return held


@transaction.atomic
def undo(*, proposal: MergeProposal, reason: str, version: int | None, by: User) -> MergeProposal:
    """Put back exactly what the merge moved and what still stands where it was put."""
    policies.require_merger(by)
    held = lock_fresh(MergeProposal.objects.select_related("kept", "merged"), pk=proposal.pk, version=version)
    policies.require_other_than(by, held.kept, held.merged)
    states.require_next(held.status, MergeStatus.UNDONE)
    reason = _said(reason, "reason", REASON)
    kept, merged = _lock_both(held)
    if kept.merged_into_id is not None:
        raise Conflict(UNDO_LATER_FIRST)
    put_back(held)
    done = held.moves.told().filter(put_back_at__isnull=False).count()
    merged = Person.objects.get(pk=merged.pk)
    save_fields(merged, merged_into=None)
    save_fields(held, status=MergeStatus.UNDONE, undone_by=by, undone_at=clock.now(), undo_reason=reason)
    data = {"kept_id": kept.pk, "merged_id": merged.pk, "put_back": done}
    record("merge.undone", by=by, obj=held, reason=reason, data=data)
    _settle(Person.objects.get(pk=kept.pk), merged, by)
    return held


def _take(proposal: MergeProposal, version: int | None, by: User) -> MergeProposal:
    held = lock_fresh(MergeProposal.objects.select_related("kept", "merged"), pk=proposal.pk, version=version)
    policies.require_decider(by, held)
    return held


def _lock_both(held: MergeProposal) -> tuple[Person, Person]:
    """Both records, held against anybody who would link something to them meanwhile."""
    both = {
        person.pk: person
        for person in Person.objects.filter(pk__in=(held.kept_id, held.merged_id)).order_by("pk").select_for_update()
    }
    held.kept, held.merged = both[held.kept_id], both[held.merged_id]
    return held.kept, held.merged


def _require_possible(kept: Person, merged: Person) -> None:
    """What cannot be one person, or not yet, in plain words."""
    if kept.pk == merged.pk:
        raise Invalid({"kept": [SAME]})
    if kept.force_id != merged.force_id:
        raise Invalid({"kept": [OTHER_FORCE]})
    if kept.kind != merged.kind:
        raise Conflict(OTHER_KIND)
    if kept.merged_into_id or merged.merged_into_id:
        raise Conflict(MERGED_ALREADY)
    if kept.user_id and merged.user_id:
        raise Conflict(BOTH_SIGN_IN)
    if kept.pk == merged.line_manager_id or merged.pk == kept.line_manager_id:
        raise Conflict(MANAGES)
    if kept.line_manager_id and merged.line_manager_id and kept.line_manager_id != merged.line_manager_id:
        raise Conflict(BOTH_MANAGED)


def _require_no_bar_seen(by: User, kept: Person, merged: Person) -> None:
    """What stands against it and may be told to this user is told at once."""
    told = [bar.words for bar in policies.bars(by, kept, merged) if bar.words]
    if told:
        raise Conflict(" ".join(told))


def _barred(held: MergeProposal, hidden: list[policies.Bar], by: User) -> MergeProposal:
    """It ends here: nothing moves, who may know is told, and who decided learns no more than that it cannot be."""
    for bar in hidden:
        if bar.tell:
            bar.tell()
    _decide(held, MergeStatus.REFUSED, NOT_NOW, by)
    record("merge.barred", by=by, obj=held)
    return held


def _decide(held: MergeProposal, status: str, reason: str, by: User) -> None:
    save_fields(
        held, status=status, decided_by=by, decided_at=clock.now(), decision_reason=reason.strip()[:TEXT_MAX]
    )  # fmt: skip


def _settle(kept: Person, merged: Person, by: User) -> None:
    """Who is in conflict with what hangs on both: worked out anew, in this transaction."""
    for person in (kept, merged):
        tell_link_changed(person, by=by)


def _said(words: str, field: str, message: str) -> str:
    said = words.strip()
    if not said:
        raise Invalid({field: [message]})
    if len(said) > TEXT_MAX:
        raise Invalid({field: [f"Write at most {TEXT_MAX:,} characters."]})
    return said
