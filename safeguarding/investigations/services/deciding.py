"""From the report to its end: case to answer, referral, hearing, findings, outcome, appeal, review of the vetting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import save_fields
from safeguarding.deadlines.services import cancel_for_source
from safeguarding.investigations.choices import (
    PROCEEDINGS,
    Act,
    Answer,
    Decider,
    Finding,
    Forum,
    OutcomeCode,
)
from safeguarding.investigations.models import Allegation, Investigation, Proceedings
from safeguarding.investigations.rules import outcomes
from safeguarding.investigations.rules.conflicts import refusal
from safeguarding.investigations.rules.ends import end_of
from safeguarding.investigations.rules.severity import (
    answer_refusal,
    finding_refusal,
    forum_refusal,
    not_to_find,
    outcome_refusal,
)
from safeguarding.investigations.rules.stages import DECIDE, VERB_OF_FORUM
from safeguarding.investigations.selectors.asking import asked_of
from safeguarding.investigations.selectors.people import conflicts_of
from safeguarding.investigations.services.taking import finish, past, proceedings_of, since, take_for, walk_if
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.services.clocks import TRACK, meet_clock, start_clock
from safeguarding.tracks.services.opening import put_track


@transaction.atomic
def take_report(
    *, investigation: Investigation, report: str, report_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """The report of the investigation came in: fifteen working days to decide whether there is a case to answer."""
    held = take_for(investigation, Act.REPORT, by=by, version=version)
    report = required(report, field="report", message="Enter what the report says.")
    since(past(report_on, "report_on"), held.terms_on or held.came_on, "report_on", "The terms of reference were set")
    walk_if(held, "investigate", by=by, on=report_on)
    walk_if(held, "report", by=by, on=report_on)
    cancel_for_source(
        source_type=TRACK, source_id=held.track_id, by=by, reason="The report came in", rule_key="representations"
    )
    start_clock(held.track, "case_to_answer", on=report_on, why="The report was received", by=by)
    return finish(held, Act.REPORT, by=by, report=report, report_on=report_on)


@transaction.atomic
def answer(
    *,
    investigation: Investigation,
    allegation: Allegation,
    answer: str,
    reasons: str,
    answered_for: str,
    answered_on: dt.date,
    by: User,
    version: int | None = None,
) -> Investigation:
    """Whether there is a case to answer, for one allegation: could a reasonable tribunal find it, on balance?"""
    held = take_for(investigation, Act.ANSWER, by=by, version=version)
    one = _of(held, allegation)
    require(answer in Answer.values, "answer", "Choose whether there is a case to answer.")
    require(answered_for in Decider.values, "answered_for", "Choose who decided.")
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    since(past(answered_on, "answered_on"), held.report_on, "answered_on", "The report came in")
    refused = answer_refusal(answer, held.regime, one)
    if refused:
        raise Conflict(refused)
    save_fields(one, answer=answer, answer_reasons=reasons, answered_on=answered_on, answered_for=answered_for)
    if not held.allegations.filter(answer="").exists():
        walk_if(held, DECIDE, by=by, on=answered_on, reason="Decided for each allegation")
        meet_clock(held.track, "case_to_answer", on=answered_on, by=by)
    return finish(held, Act.ANSWER, by=by)


@transaction.atomic
def refer(
    *, investigation: Investigation, forum: str, reasons: str, referred_on: dt.date, by: User,
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """Refer it to a meeting, a hearing, reflective practice or none, as the answers to the allegations lead."""
    held = take_for(investigation, Act.REFER, by=by, version=version)
    require(forum in Forum.values, "forum", "Choose to what it is referred.")
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    rows = list(held.allegations.all())
    since(past(referred_on, "referred_on"), max(_days(rows, "answered_on")), "referred_on", "It was decided")
    refused = forum_refusal(forum=forum, regime=held.regime, answers=[one.answer for one in rows], allegations=rows)
    if refused:
        raise Conflict(refused)
    Proceedings.objects.create(investigation=held, forum=forum, reasons=reasons, referred_on=referred_on)
    walk_if(held, VERB_OF_FORUM[forum], by=by, on=referred_on, reason=reasons)
    return finish(held, Act.REFER, by=by)


@transaction.atomic
def find(
    *,
    investigation: Investigation,
    allegation: Allegation,
    finding: str,
    reasons: str,
    found_on: dt.date,
    by: User,
    version: int | None = None,
) -> Investigation:
    """What the meeting or hearing found of one allegation, on the balance of probabilities (PCR 2020 reg 41)."""
    held = take_for(investigation, Act.FIND, by=by, version=version)
    one = _of(held, allegation)
    if not one.to_be_found:
        raise Conflict(not_to_find(held.regime))
    require(finding in Finding.values, "finding", "Choose what was found.")
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    heard = _without_links(held)
    if refused := finding_refusal(finding, heard.forum, held.regime):
        raise Conflict(refused)
    since(past(found_on, "found_on"), heard.starts_on, "found_on", f"The {heard.get_forum_display().lower()} began")
    save_fields(one, finding=finding, finding_reasons=reasons, found_on=found_on)
    _was_held(held, heard, found_on, by=by)
    return finish(held, Act.FIND, by=by)


@transaction.atomic
def decide_outcome(
    *,
    investigation: Investigation,
    outcome: str,
    reasons: str,
    outcome_on: dt.date,
    by: User,
    warning_months: int | None = None,
    several_incidents: bool = False,
    departs_because: str = "",
    version: int | None = None,
) -> Investigation:
    """The outcome: one that the regime allows in this forum, for these findings, on this day. Refused otherwise, with
    the rule and its source. Where dismissal is presumed, another outcome needs reasons of its own (SI 2025/558). A
    dismissal opens the duty to consider the DBS and the report to the College."""
    held = take_for(investigation, Act.OUTCOME, by=by, version=version)
    require(outcome in OutcomeCode.values, "outcome", "Choose the outcome.")
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    heard = _without_links(held)
    rows = list(held.allegations.all())
    since(
        past(outcome_on, "outcome_on"), max([heard.referred_on, *_days(rows, "found_on")]), "outcome_on", "It was found"
    )
    asked = replace(asked_of(held, heard, day=outcome_on), several_incidents=several_incidents)
    refused = (
        outcome_refusal(outcome, held.regime, rows)
        or outcomes.refusal(outcome, asked)
        or outcomes.warning_refusal(outcome, held.regime, warning_months)
    )
    if refused:
        raise Conflict(refused)
    reasons = _with_departure(reasons, outcomes.departs_from_presumption(outcome, asked), departs_because)
    source = next(row.source for row in outcomes.allowed(asked) if row.outcome == outcome)
    save_fields(
        heard, outcome=outcome, outcome_on=outcome_on, outcome_reasons=reasons, outcome_source=source,
        warning_months=warning_months,
    )  # fmt: skip
    walk_if(held, "outcome", by=by, on=outcome_on, reason=reasons, end=end_of(outcome, asked.finding))
    _clocks_of_outcome(held, heard, by=by)
    return finish(held, Act.OUTCOME, by=by)


@transaction.atomic
def review_vetting(*, investigation: Investigation, reason: str, by: User, version: int | None = None) -> Investigation:
    """Open a review of the person's vetting beside it: a track of its own, with an end of its own."""
    held = take_for(investigation, Act.VET, by=by, version=version)
    reason = required(reason, field="reason", message="Say why the vetting is reviewed.")
    put_track(
        held.case, kind=TrackKind.VETTING, party=held.track.party, owner=held.track.owner, reason=reason,
        on=clock.today(), by=by,
    )  # fmt: skip
    return finish(held, Act.VET, by=by)


def _with_departure(reasons: str, presumed: str, departs_because: str) -> str:
    """The reasons, and why it is not what is presumed where something is; asked for there and nowhere else."""
    if not presumed:
        require(not departs_because.strip(), "departs_because", "Nothing else is presumed here: leave this empty.")
        return reasons
    why = required(departs_because, field="departs_because", message=f"{presumed}. Say why it is something else.")
    return f"{reasons}\n\nWhy it is not what is presumed: {why}"


def _without_links(held: Investigation) -> Proceedings:
    """The proceedings, where nobody who sits has a link to the person that came to be, or was found, later."""
    heard = proceedings_of(held)
    sitting = heard.panel.filter(stood_down_on__isnull=True).select_related("user")
    users = [one.user for one in sitting if one.user is not None]
    found = conflicts_of(held, users) if users else {}
    for user in users:
        if found[user.pk]:
            raise Conflict(f"{refusal(str(user), found[user.pk], held.regime)} Record that they stand down.")
    return heard


def _of(held: Investigation, allegation: Allegation) -> Allegation:
    return Allegation.objects.select_for_update(no_key=True).get(pk=allegation.pk, investigation=held)


def _days(rows: list[Allegation], name: str) -> list[dt.date]:
    return [day for one in rows if (day := getattr(one, name)) is not None]


def _was_held(held: Investigation, heard: Proceedings, day: dt.date, *, by: User) -> None:
    """What had to be done until it began is met by the day on which it did, however long it lasts from there."""
    for rule_key in ("hearing_starts", "meeting_held", "staff_proceedings", "witness_lists", "public_hearing_notice"):
        meet_clock(held.track, rule_key, on=heard.starts_on or day, by=by)


def _clocks_of_outcome(held: Investigation, heard: Proceedings, *, by: User) -> None:
    """The hearing was held; what was decided is reported and told within five working days each."""
    day = heard.outcome_on
    assert day is not None  # noqa: S101  # saved just now
    _was_held(held, heard, day, by=by)
    if heard.forum in PROCEEDINGS:
        start_clock(held.track, "outcome_report_to_aa", on=day, why="The proceedings were completed", by=by)
    if held.complainant_id is not None:
        start_clock(held.track, "outcome_notified", on=day, why="The outcome was reached", by=by)
