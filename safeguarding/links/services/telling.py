"""Supervisors are told that a case has a link which its owner may not see: that there is one, and no more.

A round goes through all cases of a force, some at a time, each time in a transaction of its own. How far it has come
is kept: a worker that is killed loses the step it was at, and the next one goes on from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Force, User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record, record_many
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.links.choices import NodeKind, ToldStatus
from safeguarding.links.models import Round, Told, ToldLink
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.hidden import Pair, in_conflict, next_cases, pairs_in_common, sees
from safeguarding.links.selectors.reach import numbers
from safeguarding.notices.services import tell


def tell_of_hidden_links(*, by: User, until: dt.datetime | None = None) -> int:
    """Go round every force, and tell of each new link whose other end an owner may not see; safe to run twice.

    Whatever is not reached `until` then is reached next time: who was reached longest ago comes first.
    """
    ended = dict(Round.objects.values_list("force_id", "ended_at"))
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    told = 0
    for force in sorted(Force.objects.order_by("pk"), key=lambda one: ended.get(one.pk) or never):
        while until is None or clock.now() < until:
            found = step(force=force, by=by)
            if found is None:
                break
            told += found
    return told


@transaction.atomic
def step(*, force: Force, by: User) -> int | None:
    """Look at the next cases of a force; nothing when its round is at an end, or another worker is at it."""
    Round.objects.get_or_create(force=force)
    held = Round.objects.select_for_update(skip_locked=True, no_key=True).filter(force=force).first()
    if held is None:
        return None
    ids = next_cases(force.pk, held.after)
    now = clock.now()
    if not ids:
        Round.objects.filter(force=force).update(after=0, ended_at=now)
        return None
    began = {"began_at": now} if held.after == 0 else {}
    Round.objects.filter(force=force).update(after=ids[-1], **began)
    return _look_at(force, ids, by)


@dataclass
class _Sight:
    """Who owns which case, and what each of some people sees and may not know of."""

    cases: dict[int, Case]
    seen: dict[int, set[Node]]
    kept_from: dict[int, set[Node]] = field(default_factory=dict)

    def owner_of(self, node: Node) -> int | None:
        return self.cases[node.pk].owner_id if node.kind == NodeKind.CASE else None

    def is_hidden(self, pair: Pair) -> bool:
        """Whether an owner of one end may not see the other. Two closed cases trouble nobody."""
        if all(node.kind == NodeKind.CASE and self.cases[node.pk].stage == Stage.CLOSED for node in pair):
            return False
        ends = (pair, pair[::-1])
        return any(far not in self.seen[owner] for near, far in ends if (owner := self.owner_of(near)) is not None)


def _look_at(force: Force, ids: list[int], by: User) -> int:
    pairs = pairs_in_common(force.pk, ids)
    matters = {node for pair in pairs for node in pair}
    cases = Case.objects.filter(pk__in=numbers(matters, NodeKind.CASE)).select_related("owner").in_bulk()
    owners = {case.owner_id: case.owner for case in cases.values()}
    sight = _Sight(cases, {pk: sees(owner, matters) for pk, owner in owners.items()})
    hidden = {pair for pair in pairs if sight.is_hidden(pair)}
    rows = ToldLink.objects.filter(case__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk")
    known = {_pair(row): row for row in rows}
    for pair, row in known.items():
        if pair not in hidden and row.status != ToldStatus.GONE:
            save_fields(row, status=ToldStatus.GONE)
            record("link.gone", by=by, obj=row)
    return _tell_all(force, hidden, known, sight, by) if hidden else 0


def _tell_all(force: Force, hidden: set[Pair], known: dict[Pair, ToldLink], sight: _Sight, by: User) -> int:
    units = list(unit_ids_of(force.pk))
    supervisors = list(users_with(Permission.SUPERVISE_CASE, unit_ids=units))
    leads = list(users_with(Permission.TRIAGE, unit_ids=units))
    matters = {node for pair in hidden for node in pair}
    for user in {one.pk: one for one in (*supervisors, *leads)}.values():
        sight.seen[user.pk] = sees(user, matters)
        sight.kept_from[user.pk] = in_conflict(user, matters)
    links = _found(hidden, known)
    before = set(Told.objects.filter(link__in=links.values()).values_list("link_id", "user_id", "times"))
    whom = {pair: _whom(pair, supervisors, leads, sight) for pair in links}
    new = {
        pair: [one for one in whom[pair] if (row.pk, one.pk, row.times) not in before] for pair, row in links.items()
    }
    for pair, people in new.items():
        _tell(links[pair], pair, people, sight)
    Told.objects.bulk_create(
        [Told(link=links[pair], user=one, times=links[pair].times) for pair, people in new.items() for one in people]
    )
    rows = [(links[pair], {"user_ids": [one.pk for one in people]}) for pair, people in new.items() if people]
    if rows:
        record_many("link.told", by=by, rows=rows)
    return sum(map(len, new.values()))


def _found(hidden: set[Pair], known: dict[Pair, ToldLink]) -> dict[Pair, ToldLink]:
    """What is on record of each of these links; one that was gone is found anew, and told anew."""
    order = sorted(hidden, key=lambda pair: (pair[0].pk, pair[1].kind, pair[1].pk))
    made = ToldLink.objects.bulk_create(
        [ToldLink(case_id=pair[0].pk, **_far(pair[1])) for pair in order if pair not in known]
    )
    links = known | {_pair(row): row for row in made}
    for pair in order:
        row = links[pair]
        if row.status == ToldStatus.GONE:
            again = {"times": row.times + 1, "found_at": clock.now(), "seen_by": None, "seen_at": None, "note": ""}
            save_fields(row, status=ToldStatus.OPEN, **again)
    return {pair: links[pair] for pair in order}


def _whom(pair: Pair, supervisors: list[User], leads: list[User], sight: _Sight) -> list[User]:
    """Who supervises and sees both ends; else who supervises one of them; else the safeguarding leads who see one.

    Nobody in conflict with either end, and no owner of one end who may not see the other.
    """
    unseeing = {
        owner
        for near, far in (pair, pair[::-1])
        if (owner := sight.owner_of(near)) is not None and far not in sight.seen[owner]
    }

    def of(people: Iterable[User], ends: int) -> list[User]:
        return [
            one for one in people
            if one.pk not in unseeing and not sight.kept_from[one.pk] & set(pair)
            and len(sight.seen[one.pk] & set(pair)) >= ends
        ]  # fmt: skip

    return of(supervisors, 2) or of(supervisors, 1) or of(leads, 1)


def _tell(row: ToldLink, pair: Pair, people: list[User], sight: _Sight) -> None:
    """One notice for each of those who see the same end of it first."""
    by_end: dict[Node, list[User]] = {}
    for one in people:
        near = next(node for node in pair if node in sight.seen[one.pk])
        by_end.setdefault(near, []).append(one)
    for near, readers in by_end.items():
        tell(
            recipients=readers,
            key=f"link:{row.pk}:{row.times}",
            title=f"{_words(near, sight)} has a link that the owner of a case may not see",
            body="What it is linked with is not said here. Open it for what you may see.",
            url=row.get_absolute_url(),
            subject_type="link",
            subject_id=row.pk,
        )


def _words(node: Node, sight: _Sight) -> str:
    return sight.cases[node.pk].reference if node.kind == NodeKind.CASE else "A concern"


def _pair(row: ToldLink) -> Pair:
    far = Node(NodeKind.CASE, row.other_id) if row.other_id else Node(NodeKind.CONCERN, row.concern_id or 0)
    return Node(NodeKind.CASE, row.case_id), far


def _far(node: Node) -> dict[str, int]:
    return {"other_id" if node.kind == NodeKind.CASE else "concern_id": node.pk}


@transaction.atomic
def mark_seen(*, link: ToldLink, note: str, version: int | None, by: User) -> ToldLink:
    """Say what was done about a link one was told of."""
    held = lock_fresh(ToldLink.objects.visible_to(by), pk=link.pk, version=version)
    note = required(note, field="note", message="Say what you did about it.")
    if held.status != ToldStatus.OPEN:
        raise Conflict("Somebody has seen to this already.")
    save_fields(held, status=ToldStatus.SEEN, seen_by=by, seen_at=clock.now(), note=note)
    record("link.seen", by=by, obj=held, reason=note)
    return held
