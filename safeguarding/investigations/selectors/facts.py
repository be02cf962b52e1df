"""Where an investigation stands, in the plain values that the rules ask for."""

from __future__ import annotations

from typing import Any

from safeguarding.core import clock
from safeguarding.investigations.choices import TOLD_TO_COLLEGE, AppealStatus, InterviewStatus, PanelRole
from safeguarding.investigations.models import (
    Appeal,
    Interview,
    Investigation,
    Proceedings,
    SeverityAssessment,
)
from safeguarding.investigations.rules.gates import Facts
from safeguarding.investigations.rules.hearings import is_public
from safeguarding.tracks.choices import CollegeList, ReportDecision, TrackKind
from safeguarding.tracks.models import CollegeReport, Departure, Track


def proceedings_of(held: Investigation) -> Proceedings | None:
    """Its meeting or hearing, once it was referred to one."""
    return Proceedings.objects.filter(investigation=held).first()


def facts_of(held: Investigation) -> Facts:
    """The facts, in a fixed number of queries; in next to none where all that hangs on it was read with it."""
    allegations = list(held.allegations.all())
    assessed = list(held.severities.all())
    interviews = list(held.interviews.all())
    notice = getattr(held, "notice", None)
    heard = getattr(held, "proceedings", None)
    to_find = [one for one in allegations if one.to_be_found]
    return Facts(
        regime=held.regime,
        serves=held.regime_row.serves,
        is_open=held.track.is_running,
        has_investigator=bool(held.investigator_id or held.outside_investigator),
        has_supervisor=held.supervisor_id is not None,
        allegations=len(allegations),
        recording=held.recording,
        severity=assessed[-1].severity if assessed else "",
        has_terms=bool(held.terms),
        notice=notice.status if notice else "",
        terms_given=held.terms_given_on is not None,
        interview_open=any(one.status == InterviewStatus.SET for one in interviews),
        interviews=len(interviews),
        report_on=held.report_on,
        answered=sum(bool(one.answer) for one in allegations),
        to_find=len(to_find),
        found=sum(bool(one.finding) for one in to_find),
        vetting_open=_has_vetting_review(held),
        **(_heard(held, heard) if heard else {}),
    )


def _heard(held: Investigation, heard: Proceedings) -> dict[str, Any]:
    roles = [one.role for one in heard.panel.all() if one.stood_down_on is None]
    appeal = getattr(heard, "appeal", None)
    return {
        "forum": heard.forum, "notice_on": heard.notice_on, "documents_on": heard.documents_on,
        "responded_on": heard.responded_on, "starts_on": heard.starts_on, "outcome": heard.outcome,
        "has_chair": PanelRole.CHAIR in roles, "panel": len(roles), "told_on": heard.told_on,
        "has_begun": heard.starts_on is not None and heard.starts_on <= clock.today(),
        "is_public": is_public(held.regime, heard.forum), "is_published": is_published(heard),
        "appeal": appeal.status if appeal else "",
        "college_to_tell": college_to_tell(held, heard, appeal),
        "appeal_waits": appeal is not None and appeal.status == AppealStatus.OPEN,
    }  # fmt: skip


def college_to_tell(held: Investigation, heard: Proceedings, appeal: Appeal | None) -> bool:
    """Whether the College has somebody on a list for a dismissal that an appeal took back, and was not told of that.

    What was reported because they left stands: no appeal takes that back.
    """
    if appeal is None or appeal.status != AppealStatus.UPHELD or appeal.college_told_on is not None:
        return False
    if heard.outcome in TOLD_TO_COLLEGE:
        return False
    made = CollegeReport.objects.filter(case=held.case_id, party=held.track.party_id, decision=ReportDecision.REPORTED)
    lists = [CollegeList.BARRED] if has_left(held) else [CollegeList.BARRED, CollegeList.ADVISORY]
    return made.filter(for_list__in=lists).exists()


def is_published(heard: Proceedings) -> bool:
    """Whether the public notice was decided for the day of the hearing that stands now."""
    day = heard.starts_on
    return day is not None and any(one.starts_on == day for one in heard.public_notices.all())


def latest_severity(held: Investigation) -> SeverityAssessment | None:
    """The assessment that stands."""
    return held.severities.order_by("-pk").first()


def open_interview(held: Investigation) -> Interview | None:
    """The interview that is set and was not held yet."""
    return held.interviews.filter(status=InterviewStatus.SET).order_by("-pk").first()


def has_left(held: Investigation) -> bool:
    """Whether the person left: the track lives on, and other outcomes are open."""
    return departure_of(held) is not None


def departure_of(held: Investigation) -> Departure | None:
    """When and how the person left, where they did."""
    return getattr(held.track.party, "departure", None)


def _has_vetting_review(held: Investigation) -> bool:
    of = Track.objects.filter(case_id=held.case_id, kind=TrackKind.VETTING, party_id=held.track.party_id)
    return of.filter(ended_at__isnull=True).exists()
