"""The words of learning reports and of the self-assessments that come of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from safeguarding.tracks.choices import TrackKind


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waits for approval"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AnswerKind(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "In part"
    NO = "no", "No"


class Standing(models.TextChoices):
    """How a scheme stands to questions that it was sent."""

    LATE = "late", "Late"
    WAITING = "waiting", "Not answered"
    ANSWERED = "answered", "Answered"
    ENDED = "ended", "Not asked any more"


@dataclass(frozen=True)
class Section:
    """A section of a learning report. Of a list each paragraph is a point of its own, and numbered."""

    key: str
    heading: str
    hint: str = ""
    #: The heading above several sections, such as Findings and recommendations.
    under: str = ""
    is_list: bool = False
    is_needed: bool = False
    rows: int = 6
    #: In a bulletin, what one of its reports has shown: its heading is the title of the report.
    is_of_report: bool = False
    #: It tells how these tracks ended. Before approval it is for who reads them, and for nobody else on the case.
    of_tracks: tuple[str, ...] = ()


EACH = "A line left empty begins the next point. They are numbered in the report."
#: The sections whose points schemes are asked.
ASKED = ("policy_questions", "manager_questions")
LONGEST_TITLE = 120
FINDINGS, RESPONSES, OUTCOMES, QUESTIONS = (
    "Findings and recommendations", "Responses to the recommendations", "Outcomes", "Questions to consider",
)  # fmt: skip
#: The form that case studies for all forces have, in its order.
SECTIONS = (
    Section("issues", "Issues", f"What the case is about. {EACH}", is_list=True, is_needed=True, rows=4),
    Section("areas", "Areas of policing", f"Whom it concerns. {EACH}", is_list=True, rows=3),
    Section(
        "overview", "Overview of what happened",
        "What happened, so that somebody elsewhere can see it coming. People by label, ages in bands, no exact day or "
        "place.", is_needed=True, rows=16,
    ),
    Section("investigation", "Type of investigation", is_needed=True, rows=3),
    Section("local_recommendations", "Local recommendations", EACH, FINDINGS, is_list=True, rows=8),
    Section("national_recommendations", "National recommendations", EACH, FINDINGS, is_list=True, rows=6),
    Section("local_responses", "Responses to local recommendations", EACH, RESPONSES, is_list=True, rows=10),
    Section("national_responses", "Responses to national recommendations", EACH, RESPONSES, is_list=True, rows=6),
    Section(
        "staff_outcomes", "Outcomes for officers and staff", EACH, OUTCOMES, is_list=True, is_needed=True, rows=5,
        of_tracks=(TrackKind.MISCONDUCT, TrackKind.VETTING),
    ),
    Section("criminal_outcome", "Criminal outcome", "", OUTCOMES, rows=4, of_tracks=(TrackKind.CRIMINAL,)),
    Section("policy_questions", "For policy makers", EACH, QUESTIONS, is_list=True, rows=5),
    Section("manager_questions", "For managers", EACH, QUESTIONS, is_list=True, rows=5),
)  # fmt: skip
SHOWN = "What cases have shown"
#: Fewer than two are no bulletin, and more than these nobody reads.
FEWEST_REPORTS, MOST_REPORTS = 2, 12


def bulletin_form(reports: Iterable[tuple[int, str]]) -> tuple[Section, ...]:
    """The sections of a bulletin: each of its reports, by number and title, has its own."""
    shown = (
        Section(
            f"report_{number}", title, "In short: what happened, and what was recommended. No labels are needed where "
            "“an adult” or “a child” says enough.", SHOWN, is_needed=True, rows=10, is_of_report=True,
        )
        for number, title in reports
    )  # fmt: skip
    return (
        Section("introduction", "Introduction", "What these cases have in common.", is_needed=True, rows=5),
        *shown,
        Section("lessons", "What to do now", EACH, is_list=True, is_needed=True, rows=6),
        Section("questions", QUESTIONS, EACH, is_list=True, rows=6),
    )
