"""The tracks of a case that are about the person, and the investigation of their conduct or of their complaint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from safeguarding.subject_access.selectors.sources.base import Source
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.rules.offences import OFFENCES
from safeguarding.tracks.states import END_LABELS, STAGE_LABELS

OFFENCE_LABELS = {one.code: one.label for one in OFFENCES}
OF_TRACK = (("case", "case"), ("track", "pk"))
UNDER_TRACK = (("case", "of__case"), ("track", "of"))
#: Leaving and the report to the College hang on the party, and are read with its misconduct: by professional standards.
_MISCONDUCT = Track.objects.filter(case=OuterRef("case"), kind=TrackKind.MISCONDUCT).order_by("pk").values("pk")
_OF_CASE, _OF_THEM = Subquery(_MISCONDUCT[:1]), Subquery(_MISCONDUCT.filter(party=OuterRef("party"))[:1])
OF_PARTY = (("case", "case"), ("track", Coalesce(_OF_THEM, _OF_CASE)))
INVESTIGATED = ("track__party__person", "complainant__person")


def _under(path: str) -> dict[str, tuple[object, ...]]:
    """How an investigation is reached from what hangs on it."""
    return {
        "person": tuple(f"{path}__{one}" for one in INVESTIGATED),
        "matter": (("case", f"{path}__case"), ("track", f"{path}__track")),
    }


def _source(key: str, label: str, model: str, fields: tuple[str, ...], *, path: str, when: str = "") -> Source:
    return Source(key, label, f"investigations.{model}", fields, when=when, **_under(path))  # type: ignore[arg-type]


def _stage(path: str, *, of: str) -> Callable[[Mapping[str, Any]], str]:
    """A stage in the words of its kind of track."""
    return lambda row: STAGE_LABELS.get((row[of], row[path]), "")


TRACKS = (
    Source(
        "track", "Track", "tracks.Track",
        ("kind", "stage", "opened_at", "opened_because", "organisation", "their_reference", "end", "ended_at",
         "end_reason"), person=("party__person",), matter=OF_TRACK, when="opened_at",
        telling={"stage": _stage("stage", of="kind"), "end": lambda row: END_LABELS.get(row["end"], "")},
    ),
    Source(
        "track_step", "Step of a track", "tracks.StageChange", ("before", "after", "reason", "happened_on"),
        person=("of__party__person",), matter=UNDER_TRACK, when="happened_on", needs=("of__kind",),
        telling={path: _stage(path, of="of__kind") for path in ("before", "after")},
    ),
    Source(
        "meeting", "Meeting", "tracks.Meeting", ("kind", "held_on", "attended", "decided"),
        person=("of__party__person",), matter=UNDER_TRACK, when="held_on",
    ),
    Source(
        "offence", "Offence considered", "tracks.OffenceConsidered",
        ("code", "conduct_from", "conduct_until", "decision", "decision_reason", "decision_note", "decided_on",
         "result", "result_on"), person=("of__party__person",), matter=UNDER_TRACK, when="added_at",
        telling={"code": lambda row: OFFENCE_LABELS.get(row["code"], row["code"])},
    ),
    Source(
        "college_report", "Report to the College of Policing", "tracks.CollegeReport",
        ("for_list", "opened_because", "decision", "reasons", "reported_on"), person=("party__person",),
        matter=OF_PARTY, when="opened_at",
    ),
    Source(
        "departure", "Leaving the force", "tracks.Departure", ("how", "left_on", "detail"), person=("party__person",),
        matter=OF_PARTY, when="left_on",
    ),
    Source(
        "investigation", "Investigation", "investigations.Investigation",
        ("entry", "came_on", "regime", "recording", "recording_reasons", "recorded_on", "terms", "terms_on", "report",
         "report_on"), person=INVESTIGATED, matter=(("case", "case"), ("track", "track")), when="came_on",
    ),
    _source(
        "allegation", "Allegation", "Allegation",
        ("what", "happened_from", "happened_to", "category", "test_reasons", "answer", "answer_reasons", "answered_on",
         "finding", "finding_reasons", "found_on"), path="investigation", when="happened_from",
    ),
    _source(
        "severity", "Severity assessment", "SeverityAssessment", ("severity", "forum", "assessed_on", "reasons"),
        path="investigation", when="assessed_on",
    ),
    _source(
        "notice", "Notice of investigation", "InvestigationNotice",
        ("regime", "status", "withheld_because", "sent_on", "method", "deemed_on"), path="investigation",
        when="sent_on",
    ),
    _source(
        "interview", "Interview", "Interview", ("status", "set_for", "held_on", "account"), path="investigation",
        when="held_on",
    ),
    _source(
        "representation", "Representations", "Representation", ("given_on", "how", "said"), path="investigation",
        when="given_on",
    ),
    _source(
        "progress", "Told of progress", "ProgressUpdate", ("to", "sent_on", "how", "said"), path="investigation",
        when="sent_on",
    ),
    _source(
        "progress_withheld", "Progress withheld", "UpdateWithheld", ("to", "since", "because", "review_on"),
        path="investigation", when="since",
    ),
    Source(
        "interested", "Kept informed of an investigation", "investigations.InterestedPerson", ("since", "reason"),
        person=("party__person",), matter=(("case", "investigation__case"), ("track", "investigation__track")),
        when="since",
    ),
    _source(
        "timeliness", "Letter about time", "TimelinessLetter", ("to", "sent_on", "progress", "why_so_long", "planned"),
        path="investigation", when="sent_on",
    ),
    _source(
        "mode", "Mode of investigation", "ModeChange", ("mode", "reason", "since"), path="investigation", when="since",
    ),
    _source(
        "proceedings", "Proceedings", "Proceedings",
        ("forum", "reasons", "referred_on", "notice_on", "starts_on", "place", "response", "outcome", "outcome_on",
         "outcome_reasons", "told_on"), path="investigation", when="referred_on",
    ),
    _source(
        "witnesses", "List of witnesses", "WitnessList", ("side", "given_on", "witnesses"),
        path="proceedings__investigation", when="given_on",
    ),
    _source(
        "public_notice", "Public notice of a hearing", "PublicNotice",
        ("publication", "starts_on", "published_on", "where", "says", "reasons"), path="proceedings__investigation",
        when="starts_on",
    ),
    _source(
        "appeal", "Appeal", "Appeal",
        ("to", "grounds", "late_because", "made_on", "status", "result", "decided_on", "college_told_on"),
        path="proceedings__investigation", when="made_on",
    ),
)  # fmt: skip
