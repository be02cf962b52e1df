"""Concerns and cases that the person is in, with what is in them: of the whole case, or about the person as a party."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.template.defaultfilters import filesizeformat

from safeguarding.cases.choices import ConcernPartyRole, TimePrecision
from safeguarding.cases.models import ChronologyEntry
from safeguarding.cases.templatetags.casework import happened
from safeguarding.core.templatetags.words import plain_text
from safeguarding.subject_access.choices import REPORTER
from safeguarding.subject_access.selectors.sources.base import Source

OF_CASE = (("case", "case"),)
OF_CONCERN = (("concern", "concern"), ("case", "concern__case_concern__case"))


def _role(row: Mapping[str, Any]) -> str:
    """Their role in a concern. What the form calls “Told you” is told here to somebody else."""
    role = ConcernPartyRole(row["role"])
    return "Told the reporter" if role == ConcernPartyRole.TOLD_YOU else str(role.label)


def _when(row: Mapping[str, Any]) -> str:
    """When an entry happened, as exactly as it is known."""
    if row["happened_at"] is None or row["precision"] == TimePrecision.UNKNOWN:
        return "Not known"
    return happened(ChronologyEntry(precision=row["precision"], happened_at=row["happened_at"]))


MATTERS = (
    Source(
        "concern", "Concern", "cases.Concern",
        ("received_at", "in_danger", "danger_detail", "what_happened", "opinion", "child_words", "happened_on",
         "when_text", "place", "learned_how", "learned_detail", "platforms", "handles", "actions_taken", "who_knows"),
        concern="pk", matter=(("concern", "pk"), ("case", "case_concern__case")), when="received_at",
    ),
    Source(
        "concern_party", "Named in a concern", "cases.ConcernParty", ("role", "description"), person=("person",),
        matter=OF_CONCERN, when="concern__received_at", telling={"role": _role},
    ),
    Source(
        "concern_indicator", "What a concern shows", "cases.ConcernIndicator", ("indicator",), concern="concern",
        matter=OF_CONCERN, when="concern__received_at",
    ),
    Source(
        "concern_note", "Note to a concern", "cases.ConcernNote", ("kind", "text", "written_at"), concern="concern",
        matter=OF_CONCERN, when="written_at",
    ),
    Source(
        REPORTER, "Concern that they reported", "cases.ReporterIdentity", ("concern__received_at",),
        person=("user__person",), matter=OF_CONCERN, when="concern__received_at",
    ),
    Source(
        "threshold", "Decision about a concern", "cases.ThresholdDecision",
        ("threshold", "route", "rationale", "disagreement", "decided_at"), concern="concern", matter=OF_CONCERN,
        when="decided_at",
    ),
    Source(
        "low_level", "Low-level concern", "cases.LowLevelConcern", ("recorded_at",), person=("person",),
        matter=OF_CONCERN, when="recorded_at",
    ),
    Source(
        "pattern", "Low-level concerns looked at together", "cases.PatternReview",
        ("opened_at", "count", "months", "route", "rationale", "decided_at"), person=("person",), when="opened_at",
        matter=(("case", "case"), ("concern", "low_level_concerns__concern")),
    ),
    Source(
        "case", "Case", "cases.Case", ("title", "situation", "safety_plan", "stage", "opened_at", "closing_summary"),
        case="pk", matter=(("case", "pk"),), when="opened_at",
    ),
    Source(
        "case_party", "Party to a case", "cases.CaseParty",
        ("role", "label", "description", "contact_preference", "added_at", "removed_at", "removal_reason"),
        person=("person",), matter=OF_CASE, when="added_at",
    ),
    Source(
        "chronology", "Chronology of a case", "cases.ChronologyEntry",
        ("kind", "happened_at", "text", "is_opinion", "correction_reason"), case="case", matter=OF_CASE,
        when="happened_at", telling={"happened_at": _when}, needs=("precision",),
    ),
    Source(
        "decision", "Decision in a case", "cases.Decision", ("question", "options", "decision", "reason", "decided_at"),
        case="case", matter=OF_CASE, when="decided_at",
    ),
    Source(
        "task", "Task of a case", "cases.Task", ("title", "detail", "status", "created_at", "outcome"), case="case",
        matter=OF_CASE, when="created_at",
    ),
    Source(
        "referral", "Referral", "cases.Referral",
        ("kind", "status", "agency", "contact", "why", "sent_at", "answer", "outcome"), case="case", matter=OF_CASE,
        when="created_at",
    ),
    Source(
        "review", "Review of a case", "cases.Review", ("progress", "next_steps", "held_at"), case="case",
        matter=OF_CASE, when="held_at",
    ),
    Source(
        "measure", "Protective measure", "cases.ProtectiveMeasure",
        ("kind", "detail", "starts_on", "review_on", "ended_at", "end_reason"), of_party=True, matter=OF_CASE,
        when="starts_on",
    ),
    Source(
        "dbs_duty", "Duty to refer to the DBS", "cases.DbsDuty",
        ("opened_because", "opened_at", "decision", "reasons", "decided_at"), of_party=True, matter=OF_CASE,
        when="opened_at",
    ),
    Source(
        "exhibit", "Exhibit", "evidence.Exhibit",
        ("reference", "kind", "description", "seized_at", "seized_where", "device_number", "analysis",
         "analysis_note", "status", "ended_on"), person=("seized_from__person",), matter=OF_CASE, when="seized_at",
    ),
    Source(
        "exhibit_file", "File that was taken from them", "evidence.ExhibitFile",
        ("exhibit__reference", "file__name", "file__media_type", "file__size", "note"),
        person=("exhibit__seized_from__person",), matter=(("case", "exhibit__case"), ("file", "file")),
        when="file__stored_at", only=Q(file__destroyed_at__isnull=True),
        telling={"file__size": lambda row: plain_text(filesizeformat(row["file__size"]))},
    ),
    Source(
        "finding", "Found in their messages", "conversations.Finding", ("indicator", "status", "reason", "decided_at"),
        person=("message__sender__party__person",), matter=(("case", "export__case"),), when="message__sent_at",
    ),
    Source(
        "letter", "Letter", "letters.Letter", ("title", "kind", "body", "status", "issued_at"), case="case",
        matter=(("case", "case"), ("track", "track")), when="written_at",
    ),
    Source(
        "disclosure", "Given to somebody outside", "letters.Disclosure",
        ("what", "recipient", "gateway", "purpose", "way", "given_on"), case="case",
        matter=(("case", "case"), ("track", Coalesce("track", "letter__track"))), when="given_on",
    ),
)  # fmt: skip
