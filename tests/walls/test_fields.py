"""Nobody changes by sending it what is not theirs to change: owner, force, unit, version, reference, stage."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models as db
from django.db import transaction
from rest_framework import serializers

from safeguarding.cases.models import (
    Case,
    CaseParty,
    Concern,
    DbsDuty,
    PatternReview,
    ProtectiveMeasure,
    Referral,
    Task,
)
from safeguarding.conversations.models import Finding, MessageExport, Participant
from safeguarding.core.forms import GovForm
from safeguarding.evidence.models import CustodyTransfer, Exhibit
from safeguarding.risk.models import RiskAssessment, RiskRegisterEntry
from tests.walls.code import sources
from tests.walls.matrix import BY_NAME, ROWS
from tests.walls.matrix.rows import OK, Row, Way
from tests.walls.test_matrix import Matrix, browsers, matrix, world

__all__ = ["browsers", "matrix", "world"]
pytestmark = pytest.mark.django_db

PROTECTED = {
    "id", "pk", "owner", "owner_id", "force", "force_id", "unit", "unit_id", "supervisor", "version", "reference",
    "created_at", "created_by", "updated_at", "status", "stage", "stage_since", "opened_at", "closed_at",
    "is_restricted", "received_at", "decided_by", "decided_at", "author", "recorded_at", "added_by", "added_at",
    "granted_by", "held_by", "ended_by", "ended_at", "sent_by", "met_at", "met_by", "label", "number", "labels_given",
    "is_superuser", "is_staff", "password", "actor", "actor_id", "by",
}  # fmt: skip
#: What a route or a page takes under such a name after all, because choosing it is what the act is.
TAKEN: dict[str, set[str]] = {
    # A mark made without a connection is known by a number of the phone's own, so that sent twice it marks once.
    "safeguarding.activities.api.serializers.MarkRequest": {"id"},
    "safeguarding.activities.api.step_serializers.SetAsideRequest": {"id"},
    # When a decision was taken may lie before it was written down.
    "safeguarding.cases.api.case_record_serializers.NewDecision": {"decided_at"},
    "safeguarding.cases.forms.casework.decisions.DecisionForm": {"decided_at"},
    # Who answers for a policy, by name and post: not an owner of the record.
    "safeguarding.guidance.api.serializers.PolicyRequest": {"owner"},
    "safeguarding.guidance.api.serializers.NewPolicyRequest": {"owner"},
    # Which requests to list.
    "safeguarding.subject_access.forms.RequestFilter": {"status"},
    # Which accounts to list.
    "safeguarding.communications.forms.accounts.AccountFilter": {"status"},
    "safeguarding.guidance.forms.keeping.DocumentForm": {"owner"},
    # Which case to open in an emergency, or to join.
    "safeguarding.cases.api.case_serializers.Emergency": {"reference"},
    "safeguarding.cases.forms.casework.access.BreakGlassForm": {"reference"},
    "safeguarding.cases.forms.triage.JoinForm": {"reference"},
    # Who will own the new case, or do the task: chosen among those who may.
    "safeguarding.cases.api.triage_requests.CaseOpeningSerializer": {"owner"},
    "safeguarding.cases.api.triage_requests.NewPatternDecisionSerializer": {"owner"},
    "safeguarding.cases.api.triage_requests.NewThresholdDecisionSerializer": {"owner"},
    "safeguarding.cases.api.work.serializers.ChangedTask": {"owner"},
    "safeguarding.cases.api.work.serializers.NewTask": {"owner"},
    "safeguarding.cases.forms.triage.CaseOpeningForm": {"owner"},
    "safeguarding.cases.forms.triage.DecisionForm": {"owner"},
    "safeguarding.cases.forms.triage.PatternForm": {"owner"},
    "safeguarding.cases.forms.work.tasks.EditTaskForm": {"owner"},
    "safeguarding.cases.forms.work.tasks.TaskForm": {"owner"},
    # The exhibit reference of a bundle of messages.
    "safeguarding.conversations.api.bundle_shapes.BundleChanges": {"reference"},
    "safeguarding.conversations.api.bundle_shapes.BundleRequest": {"reference"},
    "safeguarding.conversations.forms.BundleForm": {"reference"},
    "safeguarding.conversations.forms.ChangeBundleForm": {"reference"},
    # Who keeps a track: chosen among those who may.
    "safeguarding.tracks.forms.tracks.GiveForm": {"owner"},
    # The reference on an exhibit's label, and what became of the exhibit.
    "safeguarding.evidence.api.serializers.EndedExhibitRequest": {"status"},
    "safeguarding.evidence.api.serializers.ExhibitChanges": {"reference"},
    "safeguarding.evidence.api.serializers.ExhibitRequest": {"reference"},
    "safeguarding.evidence.forms.ChangeExhibitForm": {"reference"},
    "safeguarding.evidence.forms.EndForm": {"status"},
    "safeguarding.evidence.forms.ExhibitForm": {"reference"},
    # Who supervises an investigation, chosen among professional standards.
    "safeguarding.investigations.forms.entry.AssignForm": {"supervisor"},
    # Which of the units where one sees people keeps what a file brings in.
    "safeguarding.exchange.forms.UploadForm": {"unit"},
    "safeguarding.exchange.api.serializers.UploadRequest": {"unit"},
    # Which of the units where one sees people keeps the record.
    "safeguarding.people.forms.records.NewPersonForm": {"unit"},
    "safeguarding.people.forms.identity.IdentityForm": {"unit"},
    "safeguarding.people.forms.identity.NewYoungForm": {"unit"},
    # Where a member of staff works, or worked.
    "safeguarding.people.forms.placements.ChangePostForm": {"unit"},
    "safeguarding.people.forms.placements.PostForm": {"unit"},
    "safeguarding.people.api.welfare_serializers.PostRequest": {"unit"},
    "safeguarding.people.forms.staff.NewStaffForm": {"unit"},
    "safeguarding.people.forms.staff_identity.StaffIdentityForm": {"unit"},
    "safeguarding.people.api.requests._Who": {"unit"},
    "safeguarding.people.api.requests.NewPersonRequest": {"unit"},
    "safeguarding.people.api.requests.PersonChanges": {"unit"},
    "safeguarding.people.api.requests.NewStaffRequest": {"unit"},
    "safeguarding.people.api.requests.StaffChanges": {"unit"},
    # Which unit a scheme is part of; who decided about it, who may have no account.
    "safeguarding.schemes.api.serializers.NewDecisionRequest": {"decided_by"},
    "safeguarding.schemes.api.serializers.SchemeDetailsRequest": {"unit"},
    "safeguarding.schemes.forms.DecisionForm": {"decided_by"},
    "safeguarding.schemes.forms.SchemeForm": {"unit"},
    # Who owns a risk, or does something about it: chosen among those who may.
    "safeguarding.risk.api.serializers.ActionRequest": {"owner"},
    "safeguarding.risk.api.serializers.EntryRequest": {"owner"},
    "safeguarding.risk.forms.register.ActionForm": {"owner"},
    "safeguarding.risk.forms.register.EntryForm": {"owner"},
    # Who has a recommendation, or something of it, in hand: chosen among those who may.
    "safeguarding.recommendations.api.serializers.AssignRequest": {"owner"},
    "safeguarding.recommendations.api.serializers.GiveRequest": {"owner"},
    "safeguarding.recommendations.api.serializers.RecommendationActionRequest": {"owner"},
    "safeguarding.recommendations.forms.recording.AssignForm": {"owner"},
    "safeguarding.recommendations.forms.work.ActionForm": {"owner"},
    "safeguarding.recommendations.forms.work.GiveForm": {"owner"},
    # Who supervises the adult whom a young person tried to reach: chosen by who reports it, among staff.
    "safeguarding.communications.api.contact_shapes.NewReportRequest": {"supervisor"},
    "safeguarding.communications.forms.asking.ReportForm": {"supervisor"},
    # Where vetting stands and who decided, who may have no account.
    "safeguarding.assurance.api.serializers.VettingRequest": {"decided_by", "status"},
    # Filters narrow a list and change nothing.
    "safeguarding.assurance.api.report_serializers.MatrixQuery": {"unit"},
    "safeguarding.assurance.forms.reports.MatrixFilter": {"unit"},
    "safeguarding.cases.forms.casework.case_list.CaseFilterForm": {"stage"},
    "safeguarding.cases.forms.triage.QueueFilterForm": {"reference"},
    "safeguarding.recommendations.forms.recording.BoardFilter": {"owner", "status"},
    "safeguarding.risk.forms.register.EntryFilter": {"owner", "status"},
    "safeguarding.communications.forms.asking.AuthorisationFilter": {"status"},
    "safeguarding.schemes.forms.SchemeFilter": {"status"},
    # Shapes of answers: nothing is taken by them.
    "safeguarding.conversations.api.pairs.PairIndicatorSerializer": {"by"},
    "safeguarding.conversations.api.pairs.PairSideSerializer": {"label"},
    "safeguarding.cases.api.case_serializers.StageStep": {"label"},
    "safeguarding.cases.api.triage_serializers.ReporterSerializer": {"unit"},
    "safeguarding.cases.api.work.serializers.UrgencySerializer": {"reference", "version"},
    "safeguarding.cases.api.work.serializers.WorkEntrySerializer": {"reference"},
    "safeguarding.dashboards.api.serializers.ChartSerializer": {"unit"},
    "safeguarding.dashboards.api.serializers.HeadlineSerializer": {"label"},
    # Which version of a retention rule the next one follows: one that is not the newest is refused.
    "safeguarding.records.api.serializers.NewRetentionRuleRequest": {"number"},
}
#: Every form of an editable record carries the version it was opened with, which the service compares and never sets.
CARRIED = {"version"}
OVERPOSTED: dict[str, Any] = {
    "owner": 1, "force": 1, "unit": 1, "supervisor": 1, "version": 999, "reference": "SC-1999-000001",
    "stage": "closed", "status": "decided", "created_at": "1999-01-01T00:00:00Z", "opened_at": "1999-01-01T00:00:00Z",
    "created_by": 1, "decided_by": 1, "author": 1, "held_by": 1, "granted_by": 1, "is_restricted": True,
    "labels_given": 99, "label": "X", "case": "SC-1999-000001", "id": 1, "by": 1,
}  # fmt: skip


def classes(kind: type) -> Iterator[type]:
    """Every class of this kind that a room of the application defines."""
    for source in sources():
        if source.room in ("api", "forms"):
            module = importlib.import_module(source.module)
            for _, found in inspect.getmembers(module, inspect.isclass):
                if issubclass(found, kind) and found.__module__ == source.module:
                    yield found


def full_name(found: type) -> str:
    return f"{found.__module__}.{found.__qualname__}"


def taken(kind: type, allowed: set[str]) -> dict[str, set[str]]:
    """The protected names that each form or serializer of this kind takes."""
    found = {}
    for one in classes(kind):
        if issubclass(one, serializers.ModelSerializer):
            continue  # these only show: every route takes what is sent by one that is not of a model
        fields = getattr(one, "_declared_fields", None) or getattr(one, "base_fields", {})
        names = {name for name, field in fields.items() if not getattr(field, "read_only", False)}
        if names & PROTECTED - allowed:
            found[full_name(one)] = names & PROTECTED - allowed
    return found


def test_no_route_and_no_page_takes_a_field_that_is_not_the_senders() -> None:
    assert {**taken(serializers.Serializer, set()), **taken(GovForm, CARRIED)} == TAKEN


def test_no_route_saves_what_it_was_sent_by_itself() -> None:
    """A serializer has no way to write: what was checked goes to one service."""
    for found in classes(serializers.BaseSerializer):
        assert not {"create", "update", "save"} & set(vars(found)), full_name(found)


# -- tried ------------------------------------------------------------------------------------------------------------

WATCHED: tuple[type[db.Model], ...] = (
    Case, CaseParty, Concern, DbsDuty, PatternReview, ProtectiveMeasure, Referral, Task, RiskAssessment,
    RiskRegisterEntry, Exhibit, CustodyTransfer, MessageExport, Participant, Finding,
)  # fmt: skip
NEVER_BY_SENDING = ("force_id", "unit_id", "owner_id", "supervisor_id", "stage", "status", "version", "reference",
                    "is_restricted", "created_by_id", "label", "labels_given", "case_id")  # fmt: skip


def snapshot() -> list[tuple[Any, ...]]:
    """All that nobody may set by sending it, of every record that a route can reach."""
    found: list[tuple[Any, ...]] = []
    for model in WATCHED:
        names = [one.attname for one in model._meta.concrete_fields if one.attname in NEVER_BY_SENDING]
        found += sorted((model.__name__, *map(str, row)) for row in model._default_manager.values_list(*names))
    return found


def after(
    matrix: Matrix, row: Row, method: str, sender: tuple[str, str], more: dict[str, Any]
) -> tuple[int, list[tuple[Any, ...]]]:
    """How things stand once this was sent by somebody who may, on a record where they may; undone afterwards."""
    given, (relation, person) = row.ways[method], sender

    def body(it: Any, world: Any) -> dict[str, Any]:
        return {**more, **(given.body(it, world) if given.body else {})}

    with transaction.atomic():
        sent = Row(row.name, {method: Way(given.who, body=body)}, row.args, of=row.of)
        answer = matrix.ask(person, sent, method, row.record(matrix.world, relation), undo=False)
        stands = snapshot()
        transaction.set_rollback(True)
    return answer.status_code, stands


#: What is no overposting there: who sends it may choose it.
CHOSEN = {
    "api:case-task-detail": {"owner"}, "api:concern-decide": {"owner"}, "api:pattern-decide": {"owner"},
    "api:scheme-detail": {"unit"}, "api:risk-entry-detail": {"owner"}, "api:risk-entry-actions": {"owner"},
    "api:recommendation-assign": {"owner"}, "api:recommendation-actions": {"owner"},
    "api:policy-detail": {"owner"}, "api:person-detail": {"unit"}, "api:staff-detail": {"unit"},
    "api:person-staff-role-detail": {"unit"}, "api:person-staff-role-list": {"unit"},
    "api:case-exhibit-detail": {"reference"}, "api:case-investigation-act": {"supervisor"},
}  # fmt: skip


def writes() -> list[tuple[str, str]]:
    return [
        (row.name, method)
        for row in ROWS
        for method in row.ways
        if row.is_api and row.of and method in ("POST", "PATCH")
    ]


@pytest.mark.parametrize(("name", "method"), writes())
def test_what_is_sent_beside_the_point_changes_nothing(name: str, method: str, matrix: Matrix) -> None:
    row = BY_NAME[name]
    relation, person = next(
        (relation, person)
        for relation in row.relations
        for person in ("sam", "lena", "pat", "mona", "bella", "adam", "cora", "nell", "brian", "ivy", "piers")
        if row.ways[method].who(relation, person) is OK
    )
    more = {key: value for key, value in OVERPOSTED.items() if key not in CHOSEN.get(name, ())}
    assert after(matrix, row, method, (relation, person), {}) == after(matrix, row, method, (relation, person), more)
