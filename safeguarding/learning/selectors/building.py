"""What the record gives a learning report to begin with: by label, ages as bands, days and places in general."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from safeguarding.access.models import User
from safeguarding.cases.models import Case, ConcernIndicator
from safeguarding.guard.rules import Needles, by_label, finds, needles
from safeguarding.guard.selectors import parties_of
from safeguarding.learning.models import LearningReport
from safeguarding.learning.rules import OF_BAND, in_general, points
from safeguarding.people.choices import PersonKind
from safeguarding.recommendations.choices import Position, Scope
from safeguarding.recommendations.models import Recommendation
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track

PARAGRAPH = "\n\n"
CRIMINAL = (TrackKind.CRIMINAL,)
OF_STAFF = (TrackKind.MISCONDUCT, TrackKind.VETTING, TrackKind.DBS)
OF_INVESTIGATION = (TrackKind.IOPC, TrackKind.COMPLAINT, TrackKind.MISCONDUCT, TrackKind.CRIMINAL)


def sections_from(case: Case, user: User) -> dict[str, str]:
    """Each section as far as the record has something for it. Names are replaced by labels as far as they are known."""
    wanted = needles(parties_of([case]))
    found = {key: _general(make(case, user), wanted) for key, make in MADE.items()}
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
    found = _tracks(case, user, OF_INVESTIGATION)
    return PARAGRAPH.join(f"{track.get_kind_display()}: {track.stage_words.lower()}." for track in found)


def _ends(case: Case, user: User, kinds: tuple[str, ...]) -> str:
    lines = []
    for track in _tracks(case, user, kinds):
        about = f"{track.party.label}: " if track.party else ""
        ended = track.end_words if track.end else f"{track.stage_words} (not ended)"
        # Why it ended stays where it was written: the draft is read by both sides of the case.
        lines.append(f"{about}{track.get_kind_display().lower()}. {ended}.")
    return PARAGRAPH.join(lines)


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
    "staff_outcomes": lambda case, user: _ends(case, user, OF_STAFF),
    "criminal_outcome": lambda case, user: _ends(case, user, CRIMINAL),
    "policy_questions": _policy_questions,
    "manager_questions": _manager_questions,
}


# -- bulletins ------------------------------------------------------------------------------------------------------

RECOMMENDED, ASKED = ("local_recommendations", "national_recommendations"), ("policy_questions", "manager_questions")


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
