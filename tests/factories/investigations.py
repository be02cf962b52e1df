"""An investigation of a PCSO's conduct, and the acts that take it from the allegation to the dismissal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.choices import ReferralCriterion
from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
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
    Mode,
    OutcomeCode,
    PanelRole,
    Recording,
    Regime,
    ServedMethod,
    Severity,
    Standard,
)
from safeguarding.investigations.models import Investigation
from safeguarding.people.choices import PersonType
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from tests.cast import Cast, fresh
from tests.factories.work import the_pcso


def ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def begun(by: User, case: Case, party: CaseParty, **more: Any) -> Investigation:
    given = {"entry": Entry.COMPLAINT, "came_on": ago(100), "reason": "Messages to a child", **more}
    return services.begin(case=case, party=party, by=fresh(by), **given)


def do(held: Investigation, act: str, by: User, **given: Any) -> Investigation:
    """One act by this person; the investigation as it is afterwards."""
    done = services.do(act, investigation=held, by=fresh(by), **given)
    return Investigation.objects.select_related("case", "track__party").get(pk=done.pk)


def a_complainant(cast: Cast, case: Case) -> CaseParty:
    """A parent who complained."""
    return CaseParty.objects.create(
        case=case, role="complainant", label="Parent C", person=cast.people["fay"], kind="adult", added_by=cast.lena
    )


def an_allegation(**more: Any) -> dict[str, Any]:
    return {
        "what": "He wrote to a child of thirteen from his own account and asked her to keep it secret",
        "happened_from": ago(250), "happened_to": ago(101), "category": Category.G,
        "standards": [Standard.RESPECT, Standard.DISCREDITABLE], "code": CodeEdition.PSC_2008,
        "is_abuse_of_position": True, "is_harm": True, "criterion": ReferralCriterion.SERIOUS_CORRUPTION,
        "test_reasons": "The allegation as it was made is of abuse of position", **more,
    }  # fmt: skip


def steps(cast: Cast, held: Investigation) -> list[tuple[str, dict[str, Any]]]:
    """What is done after the allegation, in its order, to the dismissal and what follows it."""
    one = held.allegations.get()
    why = {"reasons": "For the reasons in the file"}
    return [
        (Act.ASSIGN, {"investigator": cast.ivy, "supervisor": cast.piers}),
        (Act.RECORD, {"recording": Recording.RECORDED, "recorded_on": ago(99), **why}),
        (Act.MODE, {"mode": Mode.INDEPENDENT, "since_day": ago(97), "reason": "The IOPC decided so"}),
        (Act.SEVERITY, {
            "severity": Severity.GROSS, "forum": Forum.HEARING, "assessed_on": ago(96),
            "assessed_for": Decider.FORCE, **why,
        }),
        (Act.TERMS, {"terms": "The contact with Child A", "terms_on": ago(95)}),
        (Act.SERVE, {"method": ServedMethod.IN_PERSON, "sent_on": ago(94), "with_terms": True}),
        (Act.INTERVIEW, {"set_for": ago(80)}),
        (Act.INTERVIEWED, {"held_on": ago(80), "account": "He denied it", "companion": "A colleague"}),
        (Act.REPORT, {"report": "The messages were found on both phones", "report_on": ago(60)}),
        (Act.ANSWER, {
            "allegation": one, "answer": Answer.GROSS, "answered_for": Decider.IOPC, "answered_on": ago(50), **why,
        }),
        (Act.REFER, {"forum": Forum.HEARING, "referred_on": ago(49), **why}),
        (Act.DOCUMENTS, {"notice_on": ago(45), "documents_on": ago(45)}),
        (Act.RESPOND, {"responded_on": ago(30), "response": "Everything is disputed"}),
        (Act.PANEL, {"role": PanelRole.CHAIR, "name": "T Ellery, of another force", "link_check": "Asked"}),
        (Act.DATE, {"starts_on": ago(10), "place": "Headquarters"}),
        (Act.FIND, {"allegation": one, "finding": Finding.GROSS, "found_on": ago(9), **why}),
        (Act.OUTCOME, {"outcome": OutcomeCode.DISMISSAL, "outcome_on": ago(9), **why}),
        (Act.TELL_OUTCOME, {"told_on": ago(8)}),
    ]  # fmt: skip


def given(cast: Cast, held: Investigation, act: str, **other: Any) -> dict[str, Any]:
    """What this step is given, with something else in part of it."""
    return {**dict(steps(cast, held))[act], **other}


def running(held: Investigation) -> dict[str, dt.date]:
    """The clocks of its track that run, each with its last day."""
    found = Deadline.objects.running().filter(source_type="track", source_id=held.track_id)
    return {key: clock.london_date(due) for key, due in found.values_list("rule__key", "due_at")}


def up_to(cast: Cast, held: Investigation, last: str = "", *, before: str = "") -> Investigation:
    """The investigation after these acts, up to the one that is named, or to the one before that."""
    if not held.allegations.exists():
        held = do(held, Act.ALLEGE, cast.ivy, **an_allegation())
    for act, given in steps(cast, held):
        if act == before:
            return held
        held = do(held, act, cast.ivy, **given)
        if act == last:
            break
    return held


def of_an_officer(cast: Cast, case: Case) -> Investigation:
    """The same conduct of a police officer, with one allegation."""
    carl = cast.people["carl"]
    carl.person_type = PersonType.POLICE_OFFICER
    carl.save(update_fields=["person_type"])
    held = begun(cast.ivy, case, the_pcso(cast, case))
    return do(held, Act.ALLEGE, cast.ivy, **an_allegation(code=CodeEdition.ETHICS_2024))


def up_to_findings(cast: Cast, held: Investigation) -> Investigation:
    """An officer's, before the first finding of a hearing of which the chair had no notice published."""
    for act, told in steps(cast, held):
        if act == Act.FIND:
            break
        held = do(held, act, cast.ivy, **{**told, **({"assessed_for": Decider.IOPC} if act == Act.SEVERITY else {})})
    return do(held, Act.PUBLISH, cast.ivy, publication="none", reasons="For the child's sake")


def put_investigation(case: Case, party: CaseParty) -> Investigation:
    """One that has just begun, whoever the case belongs to, without the acts that lead there."""
    owner = case.owner
    there = case.tracks.filter(kind=TrackKind.MISCONDUCT, party=party, ended_at__isnull=True).first()
    track = there or Track.objects.create(
        case=case, kind=TrackKind.MISCONDUCT, party=party, stage="screened", owner=owner, opened_by=owner,
        opened_because="Marigolds",
    )  # fmt: skip
    return Investigation.objects.create(
        case=case, track=track, entry=Entry.COMPLAINT, came_on=ago(9), regime=Regime.STAFF, opened_by=owner
    )


def typed(given: dict[str, Any]) -> dict[str, Any]:
    """What an act is given, as a browser sends it: a day in three boxes, a record by its number."""
    sent: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, dt.date):
            sent |= {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}
        elif isinstance(value, bool):
            sent |= {name: "on"} if value else {}
        else:
            sent[name] = getattr(value, "pk", value)
    return sent


def as_json(given: dict[str, Any]) -> dict[str, Any]:
    """The same as a program sends it."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else getattr(value, "pk", value)
        for name, value in given.items()
    }
