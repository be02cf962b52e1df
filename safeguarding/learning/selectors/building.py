"""What the record gives a learning report to begin with: by label, ages as bands, days and places in general."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from safeguarding.access.models import User
from safeguarding.cases.models import Case, ConcernIndicator
from safeguarding.guard.rules import Needles, by_label, finds, needles
from safeguarding.guard.selectors import parties_of
from safeguarding.investigations.choices import Answer
from safeguarding.investigations.models import Investigation
from safeguarding.learning.choices import ASKED, Section
from safeguarding.learning.models import LearningReport
from safeguarding.learning.rules import OF_BAND, in_general, points
from safeguarding.people.choices import PersonKind
from safeguarding.recommendations.choices import Position, Scope
from safeguarding.recommendations.models import Recommendation
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import OffenceConsidered, Track

PARAGRAPH = "\n\n"
#: Who investigated, where no mode of investigation is on record. Discipline is not among them: it has its own section.
INVESTIGATED: dict[str, str] = {
    TrackKind.IOPC: "An investigation that the IOPC had a part in.",
    TrackKind.COMPLAINT: "An investigation of a complaint.",
    TrackKind.CRIMINAL: "A criminal investigation.",
}


def sections_from(case: Case, user: User, sections: Iterable[Section]) -> dict[str, str]:
    """These sections as far as the record has something for them that the user reads.

    Names are replaced by labels as far as they are known.
    """
    wanted = needles(parties_of([case]))
    found = {one.key: _general(MADE[one.key](case, user), wanted) for one in sections}
    return {key: text for key, text in found.items() if text}


def _general(text: str, wanted: Needles) -> str:
    return in_general(by_label(text, finds([("", text)], wanted)))


def _issues(case: Case, user: User) -> str:
    rows = ConcernIndicator.objects.filter(concern__case_concern__case=case)
    said = dict.fromkeys(row.get_indicator_display() for row in rows.order_by("pk"))
    if case.is_abuse_of_position:
        said["Abuse of position"] = None
    return PARAGRAPH.join(said)


def _areas(case: Case, user: User) -> str:
    areas = ["Work with children and young people"]
    if case.psd_unit_id:
        areas.insert(0, "Professional standards")
    return PARAGRAPH.join(areas)


def _overview(case: Case, user: User) -> str:
    """Who is in it, by label and age band, and what the case says of itself."""
    people = case.parties.filter(removed_at__isnull=True, kind=PersonKind.YOUNG_PERSON)
    young = [f"{party.label} was {OF_BAND[party.age_band]}." for party in people if party.age_band in OF_BAND]
    return PARAGRAPH.join(part for part in (" ".join(young), case.situation, case.closing_summary) if part.strip())


def _tracks(case: Case, user: User, kinds: tuple[str, ...]) -> list[Track]:
    seen = Track.objects.fully_visible_to(user).filter(case=case, kind__in=kinds)
    return list(seen.select_related("party").order_by("opened_at", "pk"))


def _investigation(case: Case, user: User) -> str:
    """In which mode it was investigated, for who reads that, or else which investigations there were."""
    seen = Investigation.objects.visible_to(user).filter(case=case).prefetch_related("modes")
    modes = dict.fromkeys(f"{last.get_mode_display()}." for one in seen for last in list(one.modes.all())[-1:])
    kinds = Track.objects.visible_to(user).filter(case=case).order_by("opened_at", "pk").values_list("kind", flat=True)
    found = modes or dict.fromkeys(INVESTIGATED[kind] for kind in kinds if kind in INVESTIGATED)
    return PARAGRAPH.join(found) or "No investigation is on record."


def _staff_outcomes(case: Case, user: User) -> str:
    """Of each officer whether there was a case to answer, before whom it came, and how it ended. Never why."""
    lines: list[str] = []
    held = Investigation.objects.visible_to(user).filter(case=case).select_related("proceedings")
    of = {one.track_id: one for one in held.prefetch_related("allegations")}
    for track in _tracks(case, user, (TrackKind.MISCONDUCT, TrackKind.VETTING)):
        lines += _of_conduct(track, of[track.pk]) if track.pk in of else [_end(track)]
    return PARAGRAPH.join(lines) or "No outcome for an officer or a member of staff is on record."


def _of_conduct(track: Track, held: Investigation) -> list[str]:
    given = {one.answer for one in held.allegations.all()}
    answer = next((str(one.label).lower() for one in Answer if one in given), "")
    heard = getattr(held, "proceedings", None)
    came_to = heard.get_outcome_display().lower() if heard is not None and heard.outcome else ""
    about = track.party.label if track.party else "It"
    if not came_to:
        return [f"{about}: {answer}.", _end(track)] if answer else [_end(track)]
    forum = heard.get_forum_display().lower() if heard is not None else ""
    return [*([f"{about}: {answer}."] if answer else []), f"{about}: {forum}. Outcome: {came_to}."]


def _criminal_outcome(case: Case, user: User) -> str:
    """Which offences were considered and what was decided about each, or how far the investigation is."""
    lines: list[str] = []
    for track in _tracks(case, user, (TrackKind.CRIMINAL,)):
        lines += [_offence(one) for one in track.offences.all()] or [_end(track)]
    return PARAGRAPH.join(lines)


def _offence(one: OffenceConsidered) -> str:
    said = one.get_result_display() if one.result else one.get_decision_display() or "not decided"
    reason = f" {one.get_decision_reason_display()}." if one.decision_reason and not one.result else ""
    return f"{one.offence.label} was considered: {said.lower()}.{reason}"


def _end(track: Track) -> str:
    about = f"{track.party.label}: " if track.party else ""
    ended = track.end_words if track.end else f"{track.stage_words} (not ended)"
    # Why it ended stays where it was written.
    return f"{about}{track.get_kind_display().lower()}. {ended}."


def _recommendations(case: Case, user: User, scope: str) -> list[Recommendation]:
    found = Recommendation.objects.visible_to(user).filter(case=case, scope=scope)
    return list(found.order_by("made_on", "pk"))


def _recommended(scope: str) -> Callable[[Case, User], str]:
    def said(case: Case, user: User) -> str:
        found = _recommendations(case, user, scope)
        return PARAGRAPH.join(" ".join(f"{one.title}. {one.text} {one.background}".split()) for one in found)

    return said


def _answered(scope: str) -> Callable[[Case, User], str]:
    def said(case: Case, user: User) -> str:
        answers = (_answer(one) for one in _recommendations(case, user, scope) if one.answered_on)
        return PARAGRAPH.join(answers)

    return said


def _answer(one: Recommendation) -> str:
    position = str(Position(one.position).label) if one.position else ""
    reasons = " ".join(f"{reason}." for reason in one.reason_labels)
    return " ".join(f"{one.title}: {position.lower()}. {one.response_text} {reasons} {one.reason_text}".split())


def _manager_questions(case: Case, user: User) -> str:
    return PARAGRAPH.join(
        f"What has your scheme done so that this cannot happen in it: {one.title[:1].lower()}{one.title[1:]}?"
        for one in _recommendations(case, user, Scope.LOCAL)
    )


def _policy_questions(case: Case, user: User) -> str:
    return PARAGRAPH.join(
        f"Do your policies say plainly what is expected here: {one.title[:1].lower()}{one.title[1:]}?"
        for scope in (Scope.NATIONAL, Scope.LOCAL)
        for one in _recommendations(case, user, scope)
    )


MADE: dict[str, Callable[[Case, User], str]] = {
    "issues": _issues,
    "areas": _areas,
    "overview": _overview,
    "investigation": _investigation,
    "local_recommendations": _recommended(Scope.LOCAL),
    "national_recommendations": _recommended(Scope.NATIONAL),
    "local_responses": _answered(Scope.LOCAL),
    "national_responses": _answered(Scope.NATIONAL),
    "staff_outcomes": _staff_outcomes,
    "criminal_outcome": _criminal_outcome,
    "policy_questions": _policy_questions,
    "manager_questions": _manager_questions,
}


# -- bulletins ------------------------------------------------------------------------------------------------------

RECOMMENDED = ("local_recommendations", "national_recommendations")


def bulletin_sections(reports: Iterable[LearningReport]) -> dict[str, str]:
    """What each report has shown, and the questions of all of them, each once."""
    made: dict[str, str] = {}
    asked: dict[str, None] = {}
    for report in reports:
        recommended = [f"Recommended: {point}" for point in _points(report, RECOMMENDED)]
        made[f"report_{report.pk}"] = PARAGRAPH.join([report.sections.get("overview", ""), *recommended]).strip()
        asked |= dict.fromkeys(_points(report, ASKED))
    return {**made, "questions": PARAGRAPH.join(asked)}


def _points(report: LearningReport, keys: Iterable[str]) -> list[str]:
    return [point for key in keys for point in points(report.sections.get(key, ""))]
