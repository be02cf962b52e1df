"""The conduct of PCSO B: from the allegation to the dismissal, each act through the service that the page calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from safeguarding.cases.choices import PartyRole, ReferralCriterion
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.when import Scene
from safeguarding.investigations import services
from safeguarding.investigations.choices import (
    Act,
    Answer,
    Category,
    CodeEdition,
    Decider,
    Entry,
    Finding,
    Forum,
    GivenHow,
    Mode,
    OutcomeCode,
    PanelRole,
    Recording,
    ServedMethod,
    Severity,
    Standard,
    UpdateTo,
)
from safeguarding.investigations.models import Investigation
from safeguarding.tracks import services as tracks
from safeguarding.tracks.choices import ReportDecision

JOEL, STEPHEN = "joel.fenwick", "stephen.rowe"
STANDARDS: list[str] = [Standard.HONESTY, Standard.RESPECT, Standard.DISCREDITABLE]
#: The moment of a day of the case. A weekend moves to its Monday, so times of near days keep the order of the acts.
Day = Callable[[int, str], dt.datetime]


def scenes(do: Casework, on: Day) -> Iterator[Scene]:
    """The story in its order: complaint, allegations, notice, enquiry, case to answer, hearing, dismissal."""
    yield Scene(on(1, "10:10"), lambda: _begin(do))
    for day, at, act, given in (*_first_weeks(), *_later_weeks()):
        yield Scene(on(day, at), partial(_do, do, act, given))
    yield Scene(on(43, "17:30"), lambda: _tell_the_college(do))


def _begin(do: Casework) -> None:
    case = do.case
    parents = case.parties.filter(role=PartyRole.COMPLAINANT, removed_at__isnull=True).order_by("pk")
    services.begin(
        case=case, party=do.subject(), entry=Entry.COMPLAINT, came_on=clock.today() - dt.timedelta(days=1),
        complainant=parents.first(), by=do.world.users[JOEL],
        reason="The parents complain of private messages to their daughter from a PCSO she met through his work.",
    )  # fmt: skip


def _do(do: Casework, act: str, what: Callable[[], dict[str, Any]]) -> None:
    users, given = do.world.users, what()
    for name in ("supervisor", "investigator"):
        if name in given:
            given[name] = users[given[name]]
    held = Investigation.objects.get(case=do.case)
    if "allegation" in given:
        given["allegation"] = held.allegations.get(number=given["allegation"])
    services.do(act, investigation=held, by=users[JOEL], **given)


def _tell_the_college(do: Casework) -> None:
    """The dismissal goes to the College of Policing for the police barred list within five working days."""
    joel = do.world.users[JOEL]
    held = Investigation.objects.select_related("track__case", "track__party").get(case=do.case)
    report = do.case.college_reports.get(party=held.track.party)
    tracks.decide_report(
        report=report, decision=ReportDecision.REPORTED, reasons="Dismissed for gross misconduct.", by=joel,
        reported_on=clock.today(), their_reference="COP-DEMO-318",
    )  # fmt: skip
    tracks.step(track=held.track, verb="report_lists", by=joel)


def _back(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def _next_weekday() -> dt.date:
    """Tomorrow, or the Monday after."""
    day = clock.today() + dt.timedelta(days=1)
    return day + dt.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _alleged(what: str, standards: list[str], *, why: str) -> dict[str, Any]:
    return {
        "what": what, "happened_from": _back(150), "happened_to": _back(6), "category": Category.G,
        "standards": standards, "code": CodeEdition.PSC_2008, "is_abuse_of_position": True, "is_harm": True,
        "criterion": ReferralCriterion.SERIOUS_CORRUPTION, "test_reasons": why,
    }  # fmt: skip


Step = tuple[int, str, str, Callable[[], dict[str, Any]]]


def _first_weeks() -> tuple[Step, ...]:
    today = clock.today
    why = "As it was made it is abuse of position for a sexual purpose, which is serious corruption."
    return (
        (1, "10:30", Act.ALLEGE, lambda: _alleged(
            "Over five months he sent a girl of thirteen private messages from his own accounts, said that he liked "
            "how she looks, and asked her to delete them and tell nobody.", STANDARDS, why=why)),
        (1, "10:50", Act.ALLEGE, lambda: _alleged(
            "He wrote in the same way to other young people whom he met through his work.", STANDARDS[1:], why=why)),
        (1, "11:20", Act.RECORD, lambda: {
            "recording": Recording.RECORDED, "recorded_on": today(),
            "reasons": "If it is proved it could be a crime, and it must be referred to the IOPC."}),
        (1, "11:40", Act.ASSIGN, lambda: {"investigator": JOEL, "supervisor": STEPHEN}),
        (2, "12:00", Act.SEVERITY, lambda: {
            "severity": Severity.GROSS, "forum": Forum.HEARING, "assessed_for": Decider.FORCE, "assessed_on": today(),
            "reasons": "A breach of trust towards a child, over months and in secret, would justify dismissal."}),
        (2, "12:10", Act.TERMS, lambda: {
            "terms": "All contact of PCSO B with Child A and with other young people he met through his work, by any "
            "means, from the day she left primary school.", "terms_on": today()}),
        (2, "12:20", Act.WITHHOLD, lambda: {
            "reason": "He could delete what is left before the phone is read.",
            "review_on": today() + dt.timedelta(days=7)}),
        (6, "09:00", Act.MODE, lambda: {
            "mode": Mode.INDEPENDENT, "since_day": today(), "reason": "The IOPC investigates independently."}),
        (6, "09:30", Act.ASSIGN, lambda: {
            "outside_investigator": "L Hargreave, lead investigator, IOPC", "supervisor": STEPHEN,
            "link_check": "Declared to the IOPC that they know neither him nor anybody of his unit."}),
        (8, "11:00", Act.SERVE, lambda: {"method": ServedMethod.IN_PERSON, "sent_on": today(), "with_terms": True}),
        (9, "15:00", Act.INTERVIEW, lambda: {"set_for": today() + dt.timedelta(days=7)}),
        (14, "16:00", Act.REPRESENT, lambda: {
            "given_on": today(), "how": GivenHow.WRITTEN, "said": "He says that he only meant to be kind."}),
        (17, "12:30", Act.INTERVIEWED, lambda: {
            "held_on": today(), "companion": "A union representative",
            "account": "Admitted writing to her and deleting it. Denied that it was more than concern for her."}),
    )  # fmt: skip


def _later_weeks() -> tuple[Step, ...]:
    today = clock.today
    gross = {"finding": Finding.GROSS}
    answered = {"answer": Answer.GROSS, "answered_for": Decider.IOPC}
    return (
        (26, "10:00", Act.UPDATE, lambda: {
            "to": UpdateTo.COMPLAINANT, "sent_on": today(), "how": GivenHow.WRITTEN,
            "said": "He has been interviewed and the phone was read. The report is being written."}),
        (26, "10:20", Act.UPDATE, lambda: {
            "to": UpdateTo.SUBJECT, "sent_on": today(), "how": GivenHow.WRITTEN,
            "said": "The enquiry is complete. The report is being written."}),
        (30, "09:00", Act.REPORT, lambda: {
            "report_on": today(), "report": "The messages on both phones agree with what she said. He wrote to at "
            "least two more young people in the same way. Most accounts cannot be matched to a name or an age."}),
        (31, "10:00", Act.ANSWER, lambda: {
            "allegation": 1, **answered, "answered_on": today(),
            "reasons": "A tribunal could find that he used his position to pursue contact with a child."}),
        (31, "10:15", Act.ANSWER, lambda: {
            "allegation": 2, **answered, "answered_on": today(),
            "reasons": "The messages to two more young people follow the same course."}),
        (31, "11:00", Act.REFER, lambda: {
            "forum": Forum.HEARING, "referred_on": today(),
            "reasons": "There is a case to answer for gross misconduct."}),
        (32, "12:30", Act.DOCUMENTS, lambda: {"notice_on": today(), "documents_on": today()}),
        (37, "14:00", Act.RESPOND, lambda: {
            "responded_on": today(), "response": "He accepts the messages and disputes what they were for."}),
        (37, "15:00", Act.PANEL, lambda: {
            "role": PanelRole.CHAIR, "name": "Assistant Chief Officer D Lomax, Westmoor Police",
            "link_check": "From another force; has met neither him nor his managers."}),
        (37, "15:10", Act.PANEL, lambda: {
            "role": PanelRole.MEMBER, "name": "P Achebe, head of people services, Westmoor Police",
            "link_check": "From another force; asked in writing."}),
        (37, "15:30", Act.DATE, lambda: {
            "starts_on": _next_weekday(), "place": "Headquarters, conference room 2"}),
        (41, "15:00", Act.FIND, lambda: {
            "allegation": 1, **gross, "found_on": today(),
            "reasons": "Found on his own words and on what the phones show."}),
        (41, "15:05", Act.FIND, lambda: {
            "allegation": 2, **gross, "found_on": today(), "reasons": "Found for two young people."}),
        (41, "16:00", Act.OUTCOME, lambda: {
            "outcome": OutcomeCode.DISMISSAL, "outcome_on": today(),
            "reasons": "Nothing less answers a breach of trust of this kind towards a child."}),
        (42, "17:00", Act.TELL_OUTCOME, lambda: {"told_on": today()}),
    )  # fmt: skip
