"""What keeps a misconduct track open after its outcome: the person is told, and can appeal while there is time."""

from __future__ import annotations

from safeguarding.cases.models import Case, CaseParty
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import PROCEEDINGS, Act
from safeguarding.investigations.models import Appeal, Proceedings
from safeguarding.investigations.rules.appeals import clock_of_appeal
from safeguarding.investigations.rules.sources import act_source
from safeguarding.investigations.selectors.facts import college_to_tell
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.selectors.hooks import OpenDuty
from safeguarding.tracks.services.clocks import TRACK

PAGE = "investigations:investigations"


def open_duties(case: Case, party: CaseParty | None, kind: str) -> list[OpenDuty]:
    """What is open of the running misconduct track about this person, once its outcome is on record."""
    if kind != TrackKind.MISCONDUCT or party is None:
        return []
    running = {"investigation__track__party": party, "investigation__track__ended_at__isnull": True}
    found = Proceedings.objects.filter(investigation__case=case, **running).exclude(outcome="")
    heard = found.select_related("investigation__track", "appeal").first()
    if heard is None:
        return []
    if heard.told_on is None:
        source = act_source(Act.TELL_OUTCOME, heard.investigation.regime)
        return [OpenDuty("The person is told the outcome in writing", source, PAGE)]
    appeal = getattr(heard, "appeal", None)
    return _time_to_appeal(heard) if appeal is None else _college(heard, appeal)


def _time_to_appeal(heard: Proceedings) -> list[OpenDuty]:
    """An appeal in time finds its track open; once the last day is over, nothing waits for it."""
    if heard.forum not in PROCEEDINGS:
        return []
    held = heard.investigation
    running = Deadline.objects.running().filter(source_type=TRACK, source_id=held.track_id, due_at__gte=clock.now())
    due = running.filter(rule__key=clock_of_appeal(held.regime, heard.forum)).select_related("rule").first()
    if due is None:
        return []
    until = clock.date_words(clock.london_date(due.due_at))
    return [OpenDuty(f"The time to appeal runs until {until}", due.rule.source, PAGE)]


def _college(heard: Proceedings, appeal: Appeal) -> list[OpenDuty]:
    """The College keeps somebody on a list until it hears that the dismissal was taken back."""
    held = heard.investigation
    if not college_to_tell(held, heard, appeal):
        return []
    says = "The College of Policing is told that what was reported to it was taken back on appeal"
    return [OpenDuty(says, act_source(Act.TELL_COLLEGE, held.regime), PAGE)]
