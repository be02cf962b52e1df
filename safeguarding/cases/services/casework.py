"""The header of a case: title, situation, safety plan, who owns and supervises it, and whether it is restricted."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.audit.services import record
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.rules.titles import names_somebody
from safeguarding.cases.services.access import (
    drop_grant,
    put_grant,
    rebuild_access,
    require_may_be_named,
    tell_watchers,
)
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import change, take
from safeguarding.cases.services.tasks import hand_over
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.deadlines.services import reassign_for_subject
from safeguarding.notices.services import tell
from safeguarding.people.models import Person

HEADER_FIELDS = ("title", "situation", "safety_plan")


@transaction.atomic
def edit_header(
    *,
    case: Case,
    by: User,
    version: int | None,
    title: str | None = None,
    situation: str | None = None,
    safety_plan: str | None = None,
) -> Case:
    """Change the title, the situation or the safety plan; what is not given stays. The title names nobody."""
    case = take(case, by=by)
    _require_fresh(case, version)
    given = {"title": title, "situation": situation, "safety_plan": safety_plan}
    changed = {
        name: text.strip() for name, text in given.items() if text is not None and text.strip() != getattr(case, name)
    }
    if "title" in changed:
        _require_fit_title(case, changed["title"])
    if changed:
        change(case, **changed)
        words = ", ".join(name.replace("_", " ") for name in changed)
        record("case.header_edited", by=by, obj=case, data={"fields": words})
    return case


def _require_fresh(case: Case, version: int | None) -> None:
    """Raises Stale, with what the header says now, when it is not the one the person was looking at."""
    if version is not None and case.version != version:
        says = {name: getattr(case, name) for name in HEADER_FIELDS}
        raise Stale("Somebody changed this since you opened it.", current={"version": case.version, **says})


def _require_fit_title(case: Case, title: str) -> None:
    required(title, field="title", message="Enter the title.")
    people = Person.objects.filter(case_parties__case=case) | Person.objects.filter(
        concern_parties__concern__case_concern__case=case
    )
    rows = people.values_list("given_name", "family_name", "known_as").distinct()
    if names_somebody(title, [name for row in rows for name in row if name]):
        raise Invalid({"title": ["The title has the name of somebody in this case. Use labels, such as Child A."]})


@transaction.atomic
def change_owner(*, case: Case, owner: User, reason: str, by: User, version: int | None = None) -> Case:
    """Give the case to somebody else of the force who works on cases; open tasks and clocks go along."""
    case = _take_header(case, by=by, version=version)
    reason = required(reason, field="reason", message="Say why the case changes hands.")
    before = case.owner
    if owner.pk == before.pk:
        raise Conflict(f"{owner} owns this case already.")
    require(owner.pk != case.supervisor_id, "owner", "The supervisor of a case cannot own it as well.")
    _require_fit(case, owner, Permission.WORK_CASE, field="owner")
    change(case, owner=owner)
    put_grant(case=case, user=owner, kind=GrantKind.LEAD, reason=reason, by=by)
    drop_grant(case=case, user=before, kind=GrantKind.LEAD)
    hand_over(case, former=[before.pk], to=owner, by=by)
    reassign_for_subject(subject_type="case", subject_id=case.pk, owner=owner, by=by, from_owner=before)
    record("case.owner_changed", by=by, obj=case, reason=reason, data={"from_id": before.pk, "to_id": owner.pk})
    _tell(case, owner, f"{case.reference} has been given to you", by=by)
    return case


@transaction.atomic
def change_supervisor(*, case: Case, supervisor: User, reason: str, by: User, version: int | None = None) -> Case:
    """Have somebody else of the force supervise the case; open tasks and clocks of the old one go along."""
    case = _take_header(case, by=by, version=version)
    reason = required(reason, field="reason", message="Say why the supervisor changes.")
    before = case.supervisor
    if before is not None and supervisor.pk == before.pk:
        raise Conflict(f"{supervisor} supervises this case already.")
    require(supervisor.pk != case.owner_id, "supervisor", "The owner of a case cannot supervise it as well.")
    _require_fit(case, supervisor, Permission.SUPERVISE_CASE, field="supervisor")
    change(case, supervisor=supervisor)
    put_grant(case=case, user=supervisor, kind=GrantKind.SUPERVISE, reason=reason, by=by)
    if before is not None:
        drop_grant(case=case, user=before, kind=GrantKind.SUPERVISE)
        hand_over(case, former=[before.pk], to=supervisor, by=by)
        reassign_for_subject(subject_type="case", subject_id=case.pk, owner=supervisor, by=by, from_owner=before)
    data = {"from_id": before.pk if before else None, "to_id": supervisor.pk}
    record("case.supervisor_changed", by=by, obj=case, reason=reason, data=data)
    _tell(case, supervisor, f"You supervise {case.reference} from now on", by=by)
    return case


def _require_fit(case: Case, user: User, permission: str, *, field: str) -> None:
    require_may_be_named(case, user, field=field)
    require(has_permission(user, permission), field, "Choose somebody whose role includes this work.")


@transaction.atomic
def restrict(*, case: Case, reason: str, by: User, version: int | None = None) -> Case:
    """From now on only named people see the case: roles in the unit no longer do. Owner and supervisor stay.

    Who watches over the case is told: a case does not go out of sight with nobody looking on.
    """
    case = _take_header(case, by=by, version=version)
    reason = required(reason, field="reason", message="Say why the case must be restricted.")
    if case.is_restricted:
        raise Conflict("The case is restricted already.")
    change(case, is_restricted=True)
    put_grant(case=case, user=case.owner, kind=GrantKind.LEAD, reason="Owns the case", by=by)
    if case.supervisor:
        put_grant(case=case, user=case.supervisor, kind=GrantKind.SUPERVISE, reason="Supervises the case", by=by)
    rebuild_access(case)
    record("case.restricted", by=by, obj=case, reason=reason)
    tell_watchers(case, "restricted", f"{case.reference} was restricted to named people", besides=by)
    return case


@transaction.atomic
def unrestrict(*, case: Case, reason: str, by: User, version: int | None = None) -> Case:
    """The roles of the owning unit see the case again."""
    case = _take_header(case, by=by, version=version)
    reason = required(reason, field="reason", message="Say why the restriction can be lifted.")
    if not case.is_restricted:
        raise Conflict("The case is not restricted.")
    change(case, is_restricted=False)
    rebuild_access(case)
    record("case.unrestricted", by=by, obj=case, reason=reason)
    return case


def _take_header(case: Case, *, by: User, version: int | None) -> Case:
    """Who sees and who holds a case may change after it closed too."""
    return take(case, by=by, action=CaseAction.GRANT, version=version, even_if_closed=True)


def _tell(case: Case, user: User, title: str, *, by: User) -> None:
    if user.pk != by.pk:
        tell(
            recipients=[user], key=f"case:{case.pk}:v{case.version}:{user.pk}", title=title,
            url=case.get_absolute_url(), subject_type="case", subject_id=case.pk,
        )  # fmt: skip
