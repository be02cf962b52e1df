"""A person judges a link wrong, or takes that back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.services.rows import required
from safeguarding.cases.services.taking import take
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed
from safeguarding.core.sealed import seal, seal_again
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.links import policies
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.set_aside import by_what, far_end, matter_of, of_matter, set_aside_from
from safeguarding.people.models import Person

ABOUT_THEM = "This link is about you. Somebody else has to judge it."
FAR_END = {
    NodeKind.CASE: "other_id", NodeKind.CONCERN: "concern_id", NodeKind.SCHEME: "scheme_id",
    NodeKind.PERSON: "found_person_id",
}  # fmt: skip


@transaction.atomic
def set_aside(*, of: Case | Concern, through: Node, end: Node, reason: str, by: User) -> SetAside:
    """Judge that what this matter has in common with something else is not one and the same.

    The link is left out of the pictures around both matters, with the reason beside them, until somebody takes it back.
    """
    held = _take(of, by)
    _require_not_themself(by, through, end)
    reason = required(reason, field="reason", message="Say why it is not the same.")
    matter = matter_of(held)
    if any((by_what(row), far_end(row, matter)) == (through, end) for row in set_aside_from(matter)):
        raise Conflict("This link was set aside already.")
    known: dict[str, Any] = (
        {"person_id": through.pk}
        if through.kind == NodeKind.PERSON
        else {"platform_number": through.pk, "sealed_text": seal(through.text)}
    )
    near = {"case" if isinstance(held, Case) else "of_concern": held}
    made = SetAside.objects.create(
        kind=through.kind, reason=reason, set_by=by, **near, **known, **{FAR_END[NodeKind(end.kind)]: end.pk}
    )
    record("link.set_aside", by=by, obj=held, reason=reason, data={"link": made.pk, "kind": through.kind})
    return made


@transaction.atomic
def take_up(*, of: Case | Concern, row: SetAside, reason: str, version: int | None, by: User) -> SetAside:
    """It is one and the same after all: the link is shown again."""
    taken = _take(of, by)
    matter = matter_of(taken)
    held = lock_fresh(SetAside.objects.filter(of_matter(matter)), pk=row.pk, version=version)
    _require_not_themself(by, by_what(held), far_end(held, matter))
    reason = required(reason, field="reason", message="Say why the link stands after all.")
    if held.undone_at is not None:
        raise Conflict("This was taken back already.")
    save_fields(held, undone_by=by, undone_at=clock.now(), undone_because=reason)
    record("link.taken_up", by=by, obj=taken, reason=reason, data={"link": held.pk, "kind": held.kind})
    return held


def _take(of: Case | Concern, by: User) -> Case | Concern:
    """The case, for who works on it; or the concern that is in no case, for who triages in its unit."""
    if isinstance(of, Case):
        return take(of, by=by)
    held = lock_fresh(policies.readable_concerns(by).filter(case_concern=None), pk=of.pk, version=None)
    require_permission(by, Permission.TRIAGE, unit_id=held.unit_id)
    return held


@transaction.atomic
def seal_set_aside_again(*, by: User) -> int:
    """Seal with the first key what links that were set aside are by; returns how many there are."""
    sealed = list(SetAside.objects.exclude(sealed_text="").select_for_update().order_by("pk"))
    for row in sealed:
        row.sealed_text = seal_again(row.sealed_text)
    SetAside.objects.bulk_update(sealed, ["sealed_text"], batch_size=500)
    record("links.sealed", by=by, data={"count": len(sealed)})
    return len(sealed)


def _require_not_themself(by: User, *nodes: Node) -> None:
    people = [node.pk for node in nodes if node.kind == NodeKind.PERSON]
    if Person.objects.filter(pk__in=people, user=by).exists():
        raise NotAllowed(ABOUT_THEM)
