"""After the outcome: the person is told, may appeal, and the appeal has a result."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import save_fields
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import cancel_for_source
from safeguarding.investigations.choices import PROCEEDINGS, Act, AppealStatus, Finding, OutcomeCode
from safeguarding.investigations.models import Appeal, Investigation, Proceedings
from safeguarding.investigations.rules import outcomes
from safeguarding.investigations.rules.appeals import appeal_of, clock_of_appeal
from safeguarding.investigations.rules.ends import end_of
from safeguarding.investigations.rules.severity import outcome_refusal
from safeguarding.investigations.selectors.asking import asked_of
from safeguarding.investigations.services.taking import finish, past, proceedings_of, since, take_for, walk_if
from safeguarding.tracks.services.clocks import TRACK, meet_clock, start_clock

#: Owed while it goes on; whoever was told the outcome is owed them no more.
ENDED_BY_OUTCOME = (
    "complainant_update_1", "complainant_update_n", "subject_update", "timeliness_letter_12m", "timeliness_letter_6m",
    "representations", "hearing_response", "witness_lists", "complainant_update_withheld", "subject_update_withheld",
)  # fmt: skip
RESULTS = (AppealStatus.UPHELD, AppealStatus.DISMISSED, AppealStatus.WITHDRAWN)


@transaction.atomic
def tell_outcome(
    *, investigation: Investigation, told_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """The person, and who complained, were told the outcome in writing; from then the time to appeal runs."""
    held = take_for(investigation, Act.TELL_OUTCOME, by=by, version=version)
    heard = proceedings_of(held)
    since(past(told_on, "told_on"), heard.outcome_on, "told_on", "The outcome was decided")
    save_fields(heard, told_on=told_on)
    for rule_key in ("outcome_report_to_aa", "outcome_notified"):
        meet_clock(held.track, rule_key, on=told_on, by=by)
    for rule_key in ENDED_BY_OUTCOME:
        cancel_for_source(
            source_type=TRACK, source_id=held.track_id, by=by, reason="The outcome was told", rule_key=rule_key
        )
    if heard.forum in PROCEEDINGS:
        rule_key = clock_of_appeal(held.regime, heard.forum)
        start_clock(held.track, rule_key, on=told_on, why="The person was told the outcome", by=by)
    return finish(held, Act.TELL_OUTCOME, by=by)


@transaction.atomic
def appeal(
    *, investigation: Investigation, made_on: dt.date, grounds: str, by: User, late_because: str = "",
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """An appeal came in. To whom it goes follows from the regime and the forum; a late one is taken with its reason."""
    held = take_for(investigation, Act.APPEAL, by=by, version=version)
    grounds = required(grounds, field="grounds", message="Enter the grounds.")
    heard = proceedings_of(held)
    since(past(made_on, "made_on"), heard.told_on, "made_on", "The person was told the outcome")
    to, rule_key = appeal_of(held.regime, heard.forum), clock_of_appeal(held.regime, heard.forum)
    late = _checked_late(held, rule_key, made_on, late_because)
    Appeal.objects.create(proceedings=heard, to=to, grounds=grounds, made_on=made_on, late_because=late)
    walk_if(held, "appeal", by=by, on=made_on)
    meet_clock(held.track, rule_key, on=made_on, by=by)
    return finish(held, Act.APPEAL, by=by)


@transaction.atomic
def decide_appeal(
    *, investigation: Investigation, became: str, result: str, decided_on: dt.date, by: User, outcome: str = "",
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """What became of the appeal; where it was allowed, which outcome stands in place of the other."""
    held = take_for(investigation, Act.APPEALED, by=by, version=version)
    require(became in RESULTS, "became", "Choose what became of it.")
    result = required(result, field="result", message="Enter what was decided.")
    heard = proceedings_of(held)
    made = Appeal.objects.select_for_update(no_key=True).get(proceedings=heard)
    since(past(decided_on, "decided_on"), made.made_on, "decided_on", "The appeal was made")
    save_fields(made, status=became, result=result, decided_on=decided_on)
    stands = _stands(held, heard, outcome, decided_on) if became == AppealStatus.UPHELD else heard.outcome
    if stands != heard.outcome:
        save_fields(heard, outcome=stands, outcome_on=decided_on, outcome_reasons=result)
    finding = asked_of(held, heard, day=decided_on).finding
    walk_if(held, "decide_appeal", by=by, on=decided_on, reason=result, end=end_of(stands, finding))
    return finish(held, Act.APPEALED, by=by)


@transaction.atomic
def tell_college(
    *, investigation: Investigation, told_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """The College was told that the dismissal it was told of was taken back: it takes the entry off its list."""
    held = take_for(investigation, Act.TELL_COLLEGE, by=by, version=version)
    made = Appeal.objects.select_for_update(no_key=True).get(proceedings=proceedings_of(held))
    since(past(told_on, "told_on"), made.decided_on, "told_on", "The appeal was decided")
    save_fields(made, college_told_on=told_on)
    return finish(held, Act.TELL_COLLEGE, by=by)


def _checked_late(held: Investigation, rule_key: str, made_on: dt.date, late_because: str) -> str:
    """Why an appeal that came after its last day is taken all the same; nothing for one in time."""
    clocks = Deadline.objects.filter(source_type=TRACK, source_id=held.track_id, rule__key=rule_key)
    last = clocks.select_related("rule").order_by("-pk").first()
    if last is None or made_on <= clock.london_date(last.due_at):
        return ""
    until = clock.date_words(clock.london_date(last.due_at))
    said = f"The time to appeal ended on {until} ({last.rule.source}). Say why it is taken all the same."
    return required(late_because, field="late_because", message=said)


def _stands(held: Investigation, heard: Proceedings, outcome: str, day: dt.date) -> str:
    """The outcome that an allowed appeal puts in place: one that the regime has, for a finding no graver."""
    require(outcome in OutcomeCode.values, "outcome", "Choose which outcome stands now.")
    if never := outcome_refusal(outcome, held.regime, held.allegations.all()):
        raise Conflict(never)
    asked = asked_of(held, heard, day=day)
    refused = [outcomes.refusal(outcome, _with(asked, finding)) for finding in Finding.values]
    if "" not in refused:
        raise Conflict(refused[0])
    return outcome


def _with(asked: outcomes.Asked, finding: str) -> outcomes.Asked:
    return outcomes.Asked(
        asked.regime, asked.forum, finding, asked.day, asked.has_left, asked.live_final_warning, asked.several_incidents
    )
