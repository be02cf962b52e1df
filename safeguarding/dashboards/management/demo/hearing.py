"""The conduct of an officer, on its way to a hearing in public: a private game channel, eight allegations.

A weekend moves to a weekday beside it, so times of near days keep the order of the acts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from safeguarding.cases.choices import ReferralCriterion
from safeguarding.core import clock
from safeguarding.core.workingdays import first_working_day_from
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.when import Scene, ago
from safeguarding.investigations import services
from safeguarding.investigations.choices import (
    Act,
    Answer,
    Category,
    CodeEdition,
    Decider,
    Entry,
    Forum,
    GivenHow,
    Mode,
    PanelRole,
    Publication,
    Recording,
    ServedMethod,
    Severity,
    Standard,
    UpdateTo,
    WitnessSide,
)
from safeguarding.investigations.models import Investigation
from safeguarding.people.choices import PersonKind

JOEL, STEPHEN = "joel.fenwick", "stephen.rowe"
STORY = "server"
Given = Callable[[], dict[str, Any]]
WHY = {"reasons": "For the reasons in the log of the channel and in the interviews."}
ALLEGED = (
    "He set up a private channel on a game server under a nickname and let in boys from the cadet unit.",
    "He wrote there with the boys late at night on school days.",
    "He told the boys to keep the channel from their parents.",
    "He told the boys of a stop and search on the day it happened, with the name of the street.",
    "He did not tell anybody of the channel when the guidance on contact was sent to him to read.",
    "He sent one of the boys vouchers for the game.",
    "He asked the boys about their friends at school, and whether they had girlfriends.",
    "He deleted the channel's log on the evening before his phone was asked for.",
)


def scenes(world: Any, cases: dict[str, Casework]) -> Iterator[Scene]:
    """From the conduct matter to a hearing four weeks ahead, with its notice published."""
    yield Scene(ago(world.now, 205, "10:00"), lambda: _begin(cases[STORY]))
    for number, what in enumerate(ALLEGED):
        yield Scene(ago(world.now, 205, f"10:{20 + number}"), partial(_allege, cases, what))
    for days, at, act, given in (*_enquiry(), *_updates(), *_hearing()):
        yield Scene(ago(world.now, days, at), partial(_do_told, cases, act, given))
    for number in range(1, len(ALLEGED) + 1):
        yield Scene(ago(world.now, 52, f"11:{10 + number}"), partial(_answer, cases, number))


def _begin(do: Casework) -> None:
    services.begin(
        case=do.case, party=do.subject(), entry=Entry.RECORDABLE, by=do.world.users[JOEL],
        # It came to notice with the concern: what was referred to others since then was referred after it came in.
        came_on=clock.london_date(do.case.opened_at),
        reason="An officer ran a private channel for boys from the cadet unit.",
    )  # fmt: skip


def _allege(cases: dict[str, Casework], what: str) -> None:
    _do(cases, Act.ALLEGE, _alleged(what))


def _do_told(cases: dict[str, Casework], act: str, what: Given) -> None:
    _do(cases, act, what())


def _do(cases: dict[str, Casework], act: str, given: dict[str, Any]) -> None:
    do = cases[STORY]
    for name in ("investigator", "supervisor"):
        if name in given:
            given[name] = do.world.users[given[name]]
    if act == Act.INTEREST:
        given["party"] = do.case.parties.filter(kind=PersonKind.YOUNG_PERSON, removed_at__isnull=True).order_by("pk")[0]
    services.do(act, investigation=_held(do), by=do.world.users[JOEL], **given)


def _held(do: Casework) -> Investigation:
    return Investigation.objects.get(case=do.case)


def _answer(cases: dict[str, Casework], number: int) -> None:
    """Seven go to the hearing; that he kept silent about the channel is the same conduct told again."""
    allegation = _held(cases[STORY]).allegations.get(number=number)
    answer = Answer.NO_CASE if number == 5 else Answer.GROSS
    told = {"answer": answer, "answered_for": Decider.FORCE, "answered_on": clock.today(), **WHY}
    _do(cases, Act.ANSWER, {"allegation": allegation, **told})


def _alleged(what: str) -> dict[str, Any]:
    return {
        "what": what, "happened_from": _back(110), "happened_to": _back(8), "category": Category.G,
        "standards": [Standard.RESPECT, Standard.DUTIES, Standard.DISCREDITABLE], "code": CodeEdition.ETHICS_2024,
        "is_harm": True, "criterion": ReferralCriterion.SERIOUS_CORRUPTION,
        "test_reasons": "As it was made, he used his position to be alone with children in secret.",
    }  # fmt: skip


def _back(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


Step = tuple[int, str, str, Given]


def _enquiry() -> tuple[Step, ...]:
    today = clock.today
    return (
        (204, "10:40", Act.ASSIGN, lambda: {"investigator": JOEL, "supervisor": STEPHEN}),
        (204, "10:50", Act.RECORD, lambda: {"recording": Recording.RECORDED, "recorded_on": today(), **WHY}),
        (200, "11:00", Act.MODE, lambda: {
            "mode": Mode.LOCAL, "since_day": today(), "reason": "The IOPC returned it for a local investigation."}),
        (199, "12:00", Act.SEVERITY, lambda: {
            "severity": Severity.GROSS, "forum": Forum.HEARING, "assessed_for": Decider.FORCE, "assessed_on": today(),
            **WHY}),
        (199, "12:30", Act.TERMS, lambda: {
            "terms": "All contact of the officer with young people of the unit outside its sessions.",
            "terms_on": today()}),
        (198, "13:00", Act.SERVE, lambda: {"method": ServedMethod.IN_PERSON, "sent_on": today(), "with_terms": True}),
        (196, "14:00", Act.INTEREST, lambda: {
            "since_day": today(), "reason": "The first of the boys asks to be told how it goes on."}),
        (188, "16:00", Act.REPRESENT, lambda: {
            "given_on": today(), "how": GivenHow.WRITTEN, "said": "He says that the parents could have asked."}),
        (150, "10:00", Act.HOLD_UPDATE, lambda: {
            "to": UpdateTo.SUBJECT, "reason": "The platform's log is being read; he could speak to the boys first.",
            "review_on": today() + dt.timedelta(days=21)}),
        (110, "10:00", Act.INTERVIEW, lambda: {"set_for": first_working_day_from(today() + dt.timedelta(days=7))}),
        (100, "15:00", Act.INTERVIEWED, lambda: {
            "held_on": today(), "companion": "A police friend",
            "account": "Says that he wanted to keep the boys off worse servers."}),
        (60, "10:00", Act.REPORT, lambda: {
            "report_on": today(), "report": "The log shows 4,100 messages, 300 of them after eleven at night."}),
    )  # fmt: skip


def _updates() -> tuple[Step, ...]:
    """Every four weeks to each; from the 150th day they were withheld from him for a month."""
    told = ((UpdateTo.COMPLAINANT, (170, 143, 116, 89, 62, 35, 10)), (UpdateTo.SUBJECT, (172, 120, 93, 66, 39, 13)))
    return tuple((day, "15:30", Act.UPDATE, partial(_update, to)) for to, days in told for day in days)


def _hearing() -> tuple[Step, ...]:
    today = clock.today
    return (
        (50, "10:00", Act.REFER, lambda: {"forum": Forum.HEARING, "referred_on": today(), **WHY}),
        (46, "10:00", Act.DOCUMENTS, lambda: {"notice_on": today(), "documents_on": today()}),
        (30, "10:00", Act.RESPOND, lambda: {
            "responded_on": today(), "response": "He accepts the channel and disputes that it was improper."}),
        (29, "11:00", Act.WITNESSES, lambda: {
            "side": WitnessSide.AUTHORITY, "given_on": today(),
            "witnesses": "The digital examiner: how the log was made\nThe unit's coordinator: what leaders are told"}),
        (28, "12:00", Act.WITNESSES, lambda: {"side": WitnessSide.SUBJECT, "given_on": today()}),
        (25, "13:00", Act.PANEL, lambda: {
            "role": PanelRole.CHAIR, "name": "Assistant Chief Constable M Orwin, Westmoor Police",
            "link_check": "From another force; declared in writing."}),
        (25, "13:10", Act.PANEL, lambda: {
            "role": PanelRole.MEMBER, "name": "J Tallis, independent panel member", "link_check": "Asked in writing."}),
        (24, "14:00", Act.PANEL, lambda: {
            "role": PanelRole.MEMBER, "name": "K Brandt, independent panel member", "link_check": "Asked in writing."}),
        (20, "10:00", Act.DATE, lambda: {
            "starts_on": first_working_day_from(today() + dt.timedelta(days=48)),
            "place": "Headquarters, conference room 1"}),
        (4, "10:00", Act.PUBLISH, lambda: {
            "publication": Publication.UNNAMED, "published_on": today(), "where": "The force's website",
            "says": "It is alleged that an officer kept private contact with young people met through the work.",
            "reasons": "His name would lead to the boys, whose unit is small."}),
    )  # fmt: skip


def _update(to: str) -> dict[str, Any]:
    return {"to": to, "sent_on": clock.today(), "how": GivenHow.WRITTEN, "said": "The log is being read."}
