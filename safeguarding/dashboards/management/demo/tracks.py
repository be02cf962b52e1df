"""The tracks beside the conduct of PCSO B; the criminal one among them ended in no charge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from safeguarding.access.models import User
from safeguarding.cases.choices import HarmTest, PartyRole
from safeguarding.cases.models import CaseParty
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.when import Scene
from safeguarding.tracks import services
from safeguarding.tracks.choices import ChargeDecision, ChargeReason, TrackKind
from safeguarding.tracks.models import OffenceConsidered, Track

JOEL, FOR_THE_POLICE = "joel.fenwick", "amara.obi"
OF_PSD = (TrackKind.COMPLAINT, TrackKind.IOPC, TrackKind.CRIMINAL)
OFFENCES = ("misconduct_in_public_office", "sexual_communication_with_a_child")
NOT_ENOUGH = "What is left of the messages does not show the purpose that the offence needs."
#: The moment of a day of the case. A weekend moves to its Monday.
Day = Callable[[int, str], dt.datetime]


def scenes(do: Casework, on: Day) -> Iterator[Scene]:
    """Each goes its own way: the criminal one ends without a charge, and none of the others ends with it."""
    yield Scene(on(0, "14:10"), lambda: _child_protection(do))
    yield Scene(on(0, "14:35"), lambda: _lado(do))
    yield Scene(on(0, "15:30"), lambda: _criminal(do))
    # Before the referral to the IOPC is sent: it moves the track.
    yield Scene(on(0, "15:50"), lambda: _iopc(do))
    yield Scene(on(1, "10:05"), lambda: _complaint(do))
    yield Scene(on(1, "16:20"), lambda: _discuss(do))
    yield Scene(on(2, "10:40"), lambda: _threshold(do))
    yield Scene(on(6, "10:00"), lambda: _consider(do))
    yield Scene(on(6, "10:30"), lambda: _step(do, TrackKind.IOPC, "investigate"))
    yield Scene(on(6, "10:40"), lambda: _step(do, TrackKind.COMPLAINT, "investigate"))
    yield Scene(on(9, "14:30"), lambda: _meet(do))
    yield Scene(on(20, "11:00"), lambda: _help(do))
    yield Scene(on(27, "15:00"), lambda: _step(do, TrackKind.CRIMINAL, "send_file"))
    yield Scene(on(30, "09:30"), lambda: _reported(do))
    yield Scene(on(38, "10:15"), lambda: _not_charged(do))


def _owner(do: Casework, kind: str) -> User:
    return do.world.users[JOEL] if kind in OF_PSD else do.case.owner


def _track(do: Casework, kind: str) -> Track:
    return Track.objects.select_related("case", "party").get(case_id=do.case_id, kind=kind)


def _open(do: Casework, kind: str, party: CaseParty, reason: str, *, body: str, contact: str, reference: str) -> None:
    by = _owner(do, kind)
    track = services.open_track(case=do.case, kind=kind, party=party, by=by, reason=reason)
    services.change_body(track=track, organisation=body, contact=contact, their_reference=reference, by=by)


def _step(do: Casework, kind: str, verb: str, reason: str = "", meeting: services.MeetingFacts | None = None) -> None:
    services.step(track=_track(do, kind), verb=verb, by=_owner(do, kind), reason=reason, meeting=meeting)


def _child_protection(do: Casework) -> None:
    child = do.case.parties.filter(role=PartyRole.YOUNG_PERSON).order_by("pk")[0]
    _open(
        do, TrackKind.CHILD_PROTECTION, child, "An adult she met through his work writes to her in secret.",
        body="Northshire Council", contact="Front door, duty social worker", reference="",
    )  # fmt: skip


def _lado(do: Casework) -> None:
    _open(
        do, TrackKind.LADO, do.subject(), "He works with children and may have harmed one.",
        body="Northshire Council", contact="Duty LADO", reference="LADO 2291",
    )  # fmt: skip


def _iopc(do: Casework) -> None:
    _open(
        do, TrackKind.IOPC, do.subject(), "As it is alleged, it must be referred: abuse of his position.",
        body="Independent Office for Police Conduct", contact="Assessment unit", reference="IOPC-DEMO-5107",
    )  # fmt: skip


def _complaint(do: Casework) -> None:
    """The parents' complaint, recorded and referred the same morning."""
    _open(
        do, TrackKind.COMPLAINT, do.subject(), "The parents complain of private messages to their daughter.",
        body="Northshire Police", contact="Professional Standards", reference="",
    )  # fmt: skip
    for verb in ("assess", "record", "refer"):
        _step(do, TrackKind.COMPLAINT, verb)


def _reported(do: Casework) -> None:
    """The IOPC's report came, and with it its opinion; the complaint waits until the parents are told the outcome."""
    _step(do, TrackKind.COMPLAINT, "report")
    _step(do, TrackKind.IOPC, "report")
    _step(do, TrackKind.IOPC, "decide", "There is a case to answer for gross misconduct on both allegations.")
    services.end(
        track=_track(do, TrackKind.IOPC), end="case_to_answer", by=do.world.users[JOEL],
        reason="The IOPC has decided. The hearing is the force's.",
    )  # fmt: skip


def _criminal(do: Casework) -> None:
    _open(
        do, TrackKind.CRIMINAL, do.subject(), "What is alleged may be a crime.",
        body="Independent Office for Police Conduct", contact="Lead investigator", reference="IOPC-DEMO-5107",
    )  # fmt: skip
    _step(do, TrackKind.CRIMINAL, "investigate")


def _discuss(do: Casework) -> None:
    met = services.MeetingFacts(
        "Social care, health, the school and the safeguarding team.",
        "A section 47 enquiry. Trained officers talk to the girl; the adult is told nothing before that.",
        do.world.users[FOR_THE_POLICE],
    )
    _step(do, TrackKind.CHILD_PROTECTION, "discuss", meeting=met)
    _step(do, TrackKind.CHILD_PROTECTION, "enquire")


def _threshold(do: Casework) -> None:
    """The referral had gone out on the first day: with the threshold found met, the track stands there."""
    services.step(
        track=_track(do, TrackKind.LADO), verb="meet_threshold", by=_owner(do, TrackKind.LADO),
        harm_tests=[HarmTest.HARMED, HarmTest.RISK], reason="The LADO agrees on what the parents told.",
    )  # fmt: skip


def _consider(do: Casework) -> None:
    first = clock.today() - dt.timedelta(days=156)
    for code in OFFENCES:
        services.add_offence(
            track=_track(do, TrackKind.CRIMINAL), code=code, conduct_from=first,
            conduct_until=clock.today() - dt.timedelta(days=8), by=do.world.users[JOEL],
        )  # fmt: skip


def _meet(do: Casework) -> None:
    met = services.MeetingFacts(
        "The LADO, social care, the school, professional standards.",
        "He stays away from children while the enquiry goes on. The LADO asks to hear of each other setting.",
    )
    _step(do, TrackKind.LADO, "meet", meeting=met)


def _help(do: Casework) -> None:
    kind = TrackKind.CHILD_PROTECTION
    _step(do, kind, "assess")
    _step(do, kind, "take_no_further", "Her family keeps her safe. She and they are helped, without a plan.")
    services.end(
        track=_track(do, kind), end="child_in_need", by=_owner(do, kind), reason="The enquiry ended with help at home."
    )


def _not_charged(do: Casework) -> None:
    joel = do.world.users[JOEL]
    for offence in OffenceConsidered.objects.filter(of__case_id=do.case_id).select_related("of__case"):
        services.decide_offence(
            offence=offence, decision=ChargeDecision.NOT_CHARGED, decision_reason=ChargeReason.EVIDENTIAL,
            decision_note=NOT_ENOUGH, decided_on=clock.today(), by=joel,
        )  # fmt: skip
    _step(do, TrackKind.CRIMINAL, "no_action", "The prosecutor decided that there is not enough evidence to charge.")
    services.end(
        track=_track(do, TrackKind.CRIMINAL), end="not_charged", by=joel,
        reason="Not enough evidence to charge either offence. The conduct is judged apart from this.",
    )  # fmt: skip
