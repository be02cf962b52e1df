"""Finding pairs on record that may be one person, at night, and saying of a pair that it is two people."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.matching import policies, rules, selectors
from safeguarding.matching.choices import MergeStatus, MoveKind, PairStatus
from safeguarding.matching.models import LikelyPair, MergeProposal, NameKeys
from safeguarding.matching.services.moving import move_all
from safeguarding.people.models import Person
from safeguarding.people.services.links import tell_link_changed

A_BATCH = 100
#: At most so many people a night: what is left waits for the next, and nothing is lost.
MOST_A_NIGHT = 50_000
SETTLED = "Somebody has settled this pair already."
MOST_EACH = 10


def find_pairs(*, most: int = MOST_A_NIGHT) -> int:
    """Look for the like of everybody who is new or changed; returns how many were looked at.

    Each batch commits for itself: a pass that is killed goes on where it was, and two at once share the work.
    """
    done = 0
    while done < most:
        looked = _look_at_some()
        if not looked:
            break
        done += looked
    return done


@transaction.atomic
def _look_at_some() -> int:
    waiting = NameKeys.objects.filter(looked_at__isnull=True).order_by("person_id")
    batch = list(waiting.select_for_update(skip_locked=True, of=("self",)).select_related("person")[:A_BATCH])
    for one in batch:
        if one.person.merged_into_id is None:
            _pair_up(one.person)
    NameKeys.objects.filter(pk__in=[one.pk for one in batch]).update(looked_at=clock.now())
    return len(batch)


def _pair_up(person: Person) -> None:
    """The pairs this person may be half of. One that is known stays as it was settled."""
    others = Person.objects.filter(merged_into=None, kind=person.kind).exclude(pk=person.pk)
    ranked = selectors.ranked_among(others, selectors.known_of(person), force_id=person.force_id, least=rules.PAIRED)[
        :MOST_EACH
    ]
    LikelyPair.objects.bulk_create(
        [
            LikelyPair(
                force_id=person.force_id, first_id=min(person.pk, pk), second_id=max(person.pk, pk),
                score=round(found.score),
            )
            for pk, found in ranked
        ],
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def settle_pair(*, pair: LikelyPair, by: User) -> LikelyPair:
    """They are two people: nobody is asked about this pair again."""
    policies.require_merger(by)
    held = LikelyPair.objects.visible_to(by).select_for_update(of=("self",)).get(pk=pair.pk)
    policies.require_other_than(by, held.first, held.second)
    if held.status != PairStatus.WAITING:
        raise Conflict(SETTLED)
    held.status, held.settled_by, held.settled_at = PairStatus.DIFFERENT, by, clock.now()
    held.save(update_fields=["status", "settled_by", "settled_at"])
    record("person.pair_settled", by=by, obj=held.first, data={"pair_id": held.pk, "other_id": held.second_id})
    return held


@transaction.atomic
def move_late_links(*, by: User) -> int:
    """Links that came to a merged record while it was being merged follow the others. Doing it twice moves nothing."""
    moved = 0
    merges = MergeProposal.objects.filter(status=MergeStatus.APPROVED, merged__merged_into__isnull=False)
    for merge in merges.select_related("kept", "merged").order_by("pk"):
        late = move_all(merge, kind=MoveKind.LATE)
        if late:
            record("merge.late_links", by=by, obj=merge)
            tell_link_changed(merge.kept, by=by)
        moved += late
    return moved
