"""The phone of the founding case as an exhibit: handed in, sealed, and handed on with two signatures."""

from __future__ import annotations

import datetime as dt

from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.evidence import services
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind
from safeguarding.evidence.models import Exhibit

PHONE = "NS/RA/1"


def hand_in_the_phone(do: Casework) -> None:
    case = do.case
    services.add_exhibit(
        case=case, by=case.owner, reference=PHONE, kind=ExhibitKind.PHONE,
        description="Black smartphone in a clear case, upper left corner cracked. Locked. Switched to flight mode.",
        seized_at=clock.now() - dt.timedelta(minutes=20), seized_where="Northshire police station, inspector's office",
        seized_from=do.subject(), seized_by="Inspector of his team, collar number 4471", seal_number="A0042317",
        held_at="Exhibit store, shelf 3", analysis=AnalysisStatus.WAITING,
        analysis_note="To be read by the digital forensics unit. Deleted messages are looked for.",
    )  # fmt: skip


def hand_it_on(do: Casework) -> None:
    """To the investigator of the PSD track, who signs the same hour."""
    case = do.case
    phone = _phone(case)
    joel = do.world.users["joel.fenwick"]
    made = services.offer(
        exhibit=phone, taken_by=joel, reason="For the digital forensics unit", place="Exhibit store",
        seal_number="A0042317", by=phone.custodian,
    )  # fmt: skip
    services.accept(handover=made, by=joel)


def offer_it_back(do: Casework) -> None:
    """Read, and on its way back to the store: the second signature is not there yet."""
    case = do.case
    phone = _phone(case)
    phone = services.change_exhibit(
        exhibit=phone, analysis=AnalysisStatus.DONE, reason="The report of the digital forensics unit is there",
        analysis_note="Read by the digital forensics unit. What was deleted is not on the phone any more: "
        "the downloads of the two sites are asked for.",
        by=phone.custodian,
    )  # fmt: skip
    services.offer(
        exhibit=phone, taken_by=case.owner, reason="Analysis ended, back to the store", place="Exhibit store",
        seal_number="A0042390", by=phone.custodian,
    )  # fmt: skip


def _phone(case: Case) -> Exhibit:
    return case.exhibits.select_related("custodian").get(reference=PHONE)
