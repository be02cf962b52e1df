"""Exhibits for tests: one with a file and a hand-over that waits."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.evidence.choices import ExhibitKind
from safeguarding.evidence.models import CustodyTransfer, Exhibit, ExhibitFile, FileRemoval
from safeguarding.files import services as files

TEXT = b"22/11/2026, 14:05 - Dan: don't tell anyone\n"


def an_exhibit(case: Case, **given: Any) -> Exhibit:
    owner = case.owner
    fields = {
        "reference": "JB/1", "kind": ExhibitKind.PHONE, "description": "Black phone, cracked at the corner",
        "seized_at": clock.now() - dt.timedelta(days=2), "seized_where": "Northshire police station",
        "seized_by": "PC 1234", "custodian": owner, "added_by": owner, **given,
    }  # fmt: skip
    return Exhibit.objects.create(case=case, **fields)


def a_file(exhibit: Exhibit, *, data: bytes = TEXT, name: str = "chat.txt") -> ExhibitFile:
    stored = files.store(io.BytesIO(data), name=name, by=exhibit.custodian)
    return ExhibitFile.objects.create(exhibit=exhibit, file=stored)


def evidence_of(case: Case, *, taker: User) -> dict[str, Any]:
    exhibit = an_exhibit(case)
    offered = CustodyTransfer.objects.create(
        exhibit=exhibit, given_by=exhibit.custodian, taken_by=taker, reason="For analysis", place="Front desk"
    )
    held, mistaken = a_file(exhibit), a_file(exhibit, data=b"Another phone", name="other.txt")
    asked = FileRemoval.objects.create(held=mistaken, reason="Of another phone", asked_by=exhibit.custodian)
    return {"exhibit": exhibit, "handover": offered, "exhibit_file": held, "removal": asked}
