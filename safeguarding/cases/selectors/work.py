"""Named reads over the work on one case: who may do it, what clock each row has running, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Max, Q, QuerySet

from safeguarding.access.choices import UnitKind
from safeguarding.access.models import RoleAssignment, Unit, User
from safeguarding.cases.choices import PartyRole, ReferralKind, ReferralStatus
from safeguarding.cases.models import Case, CaseAccess, CaseConflict, Referral
from safeguarding.cases.policies import MAY, WORK, CaseAction
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline


def people_who_may(action: CaseAction, case: Case) -> QuerySet[User]:
    """The active people whom the access list lets do this on the case today, less those in conflict with it."""
    vias = [via for via, actions in MAY.items() if action in actions]
    rows = CaseAccess.objects.filter(case=case, via__in=vias).exclude(expires_at__lte=clock.now())
    wanted = Q(pk__in=rows.values("principal__user_id"))
    for unit_id, role in rows.filter(principal__unit__isnull=False).values_list(
        "principal__unit_id", "principal__role"
    ):
        wanted |= Q(pk__in=RoleAssignment.objects.live().filter(unit_id=unit_id, role=role).values("user_id"))
    in_conflict = CaseConflict.objects.filter(case=case).values("user_id")
    return User.objects.filter(wanted, is_active=True, is_system=False).exclude(pk__in=in_conflict)


def workers(case: Case) -> QuerySet[User]:
    """Who may be given work on the case."""
    return people_who_may(WORK, case)


def psd_units(case: Case) -> QuerySet[Unit]:
    """The professional standards units of the case's force."""
    return Unit.objects.filter(force_id=case.force_id, kind=UnitKind.PSD, is_active=True)


def concern_received_at(case: Case) -> tuple[dt.datetime, str]:
    """When the earliest concern of the case was received, and what to call it: the LADO's working day starts there."""
    first = case.case_concerns.order_by("concern__received_at").select_related("concern").first()
    if first is None:
        return case.opened_at, "The case was opened"
    return first.concern.received_at, f"Concern {first.concern.reference} was received"


def lado_has_heard_of(case: Case, person_ids: Collection[int | None]) -> bool:
    """Whether a LADO referral that still runs was sent when each of these adults was in the case already.

    The LADO is told of an allegation about an adult within one working day of the concern. That duty is met once for
    the same adult and the same matter: what comes later belongs to the referral that runs, and starts no second clock.
    An adult who was not in the case then, whom nobody has identified, or whose referral has its outcome, is a new
    matter with a working day of its own.
    """
    runs = case.referrals.filter(kind=ReferralKind.LADO, status__in=(ReferralStatus.SENT, ReferralStatus.ANSWERED))
    sent_at = runs.aggregate(last=Max("sent_at"))["last"]
    if sent_at is None or not person_ids or None in person_ids:
        return False
    in_it = case.parties.filter(role=PartyRole.SUBJECT, removed_at__isnull=True, added_at__lte=sent_at)
    return set(person_ids) <= set(in_it.values_list("person_id", flat=True))


def running_clocks_of(case: Case, source_type: str) -> dict[int, Deadline]:
    """The running clock of each task, referral, measure or duty of the case, in one query."""
    clocks = Deadline.objects.running().filter(subject_type="case", subject_id=case.pk, source_type=source_type)
    return {clock.source_id: clock for clock in clocks.select_related("rule").order_by("-due_at") if clock.source_id}


def clocks_of_rows(case: Case, source_type: str) -> dict[int, list[Deadline]]:
    """Every clock that the rows of one kind started, running or ended, the oldest first, in one query."""
    found: dict[int, list[Deadline]] = {}
    clocks = Deadline.objects.filter(subject_type="case", subject_id=case.pk, source_type=source_type)
    for deadline in clocks.select_related("rule").order_by("start_at", "pk"):
        found.setdefault(deadline.source_id or 0, []).append(deadline)
    return found


def has_live_psd_referral(case: Case, *, besides: Referral | None = None) -> bool:
    """Whether a referral to PSD stands, or another than this one, so that PSD has or keeps its way in."""
    live = case.referrals.filter(kind=ReferralKind.PSD).exclude(status=ReferralStatus.NOT_NEEDED)
    others = live.exclude(pk=besides.pk) if besides else live
    return others.exists()
