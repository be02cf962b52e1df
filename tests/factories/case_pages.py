"""A case with something of everything in it, and asking for its pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from safeguarding.cases.choices import MeasureKind, PartyRole, ReferralKind
from safeguarding.cases.models import Case, CaseParty, ProtectiveMeasure, Referral, Task
from safeguarding.cases.services import casework, chronology, decisions
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.casework import opened


def full_case(cast: Cast) -> Case:
    """A case with something of everything in it."""
    case = opened(cast)
    lena = fresh(cast.lena)
    casework.edit_header(case=case, by=lena, version=None, situation="Snowdrop.", safety_plan="Primrose.")
    entry(case, cast, "Bluebell.")
    decisions.add_decision(case=case, question="Bluebell?", options="a", decision="Bluebell", reason="b", by=lena)
    party = CaseParty.objects.get(case=case, role=PartyRole.SUBJECT)
    Task.objects.create(case=case, title="Bluebell task", owner=lena, due_on=clock.today(), created_by=lena)
    Referral.objects.create(case=case, kind=ReferralKind.LADO, why="Bluebell", agency="Primrose", created_by=lena)
    ProtectiveMeasure.objects.create(
        case=case, party=party, kind=MeasureKind.RESTRICTED, detail="Snowdrop", starts_on=clock.today(),
        review_on=clock.today(), created_by=lena,
    )  # fmt: skip
    late = clock.now() - dt.timedelta(days=1)
    Deadline.objects.filter(subject_type="case", subject_id=case.pk).update(due_at=late, computed_due_at=late)
    return Case.objects.get(pk=case.pk)


def entry(case: Case, cast: Cast, text: str = "Called the mother.") -> Any:
    return chronology.add_entry(
        case=case, kind="call", text=text, is_opinion=False, precision="exact",
        happened_at=clock.now() - dt.timedelta(hours=1), by=fresh(cast.lena),
    )  # fmt: skip


def page(client: Client, case: Case, name: str, *args: object, query: str = "") -> Any:
    return client.get(reverse(f"cases:{name}", args=[case.reference, *args]) + query)


def send(client: Client, case: Case, name: str, *args: object, **data: object) -> Any:
    return client.post(reverse(f"cases:{name}", args=[case.reference, *args]), data)
