"""The house: relations point down, every model says who sees it, apps have only their rooms, nothing is too large."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.db.models import Model
from pghistory.models import Event

from tests.walls.code import FLOORS, ROOT, Source, functions, sources

ROOMS = {
    "urls", "views", "api", "tasks", "admin", "management", "forms", "services", "selectors", "models", "policies",
    "states", "rules", "events", "choices", "apps", "migrations", "templatetags", "__init__",
}  # fmt: skip
#: What every app may use has no room elsewhere: each of these is one thing, and holds no word of the domain.
OF_CORE = {
    "asked", "clock", "errors", "headers", "heartbeat", "history", "outage", "refusals", "request_context", "sealed",
    "sessions", "spreadsheet", "workingdays",
}  # fmt: skip
MOST_LINES = 400
MOST_IN_A_FUNCTION = 80
AIM_OF_A_FUNCTION = 40
#: Functions longer than the aim, each with why it is not taken apart.
LONG_FUNCTIONS: dict[str, str] = {
    "caseapp/style_guide.py:guide_context": "one of every part that pages are made of, beside each other",
    "safeguarding/dashboards/management/demo/conduct.py:_later_weeks": "a story told in its order",
    "safeguarding/dashboards/management/demo/founding_work.py:_first_days": "a story told in its order",
    "safeguarding/dashboards/management/demo/founding_work.py:_enquiries": "a story told in its order",
    "safeguarding/dashboards/management/demo/founding_work.py:_later": "a story told in its order",
}
#: Django loads the models only after the app configurations.
MAY_HIDE_IMPORTS = {f"safeguarding/{app}/apps.py" for app in FLOORS} | {"caseapp/apps.py"}

#: Read through `visible_to`, and through nothing else.
SCOPED = {
    "access.Unit", "access.User", "activities.ForceRatio", "activities.Session", "assurance.Clearance",
    "assurance.Credential", "cases.Case", "cases.Concern", "cases.PatternReview", "communications.Account",
    "communications.ContactAuthorisation", "communications.ContactEvent", "communications.ContactReport",
    "conversations.Bundle", "conversations.Finding", "conversations.Judgement", "conversations.MessageExport",
    "deadlines.Deadline",
    "evidence.Exhibit", "exchange.Import",
    "guidance.Acknowledgement", "guidance.AudienceTag", "guidance.Campaign", "guidance.PolicyDocument",
    "guidance.PolicyTalk", "guidance.PolicyVersion", "learning.Bulletin", "learning.LearningReport",
    "learning.SchemeReply",
    "learning.SelfAssessment", "letters.Disclosure", "letters.HearingBundle", "letters.Letter",
    "letters.LetterTemplate", "links.ToldLink", "matching.LikelyPair",
    "matching.MergeProposal", "notices.Notice", "people.Carer",
    "people.Consent", "people.Need", "people.Person", "people.StaffRole", "people.Wish",
    "recommendations.Recommendation", "records.Disposal", "records.LegalHold", "records.RetentionReview",
    "records.RetentionRule", "risk.RiskAssessment",
    "risk.RiskRegisterEntry", "risk.Venue", "schemes.Scheme",
    "investigations.Investigation", "subject_access.AccessRequest", "subject_access.GatheredItem", "tracks.Track",
}  # fmt: skip
#: Seen by whoever sees what they belong to, named here.
CHILDREN = {
    "access.RoleAssignment": "user",
    "activities.Attendance": "session",
    "activities.SessionAdult": "session",
    "activities.SessionBreach": "session",
    "activities.TripConsent": "session",
    "activities.TripDecision": "session",
    "assurance.DbsCheck": "credential",
    "assurance.VettingDecision": "credential",
    "cases.CaseAccess": "case",
    "cases.CaseConcern": "case",
    "cases.CaseConflict": "case",
    "cases.CaseGrant": "content_object",
    "cases.CaseLink": "case",
    "cases.CaseParty": "case",
    "cases.ChronologyEntry": "case",
    "cases.ConcernConflict": "concern",
    "cases.ConcernIndicator": "concern",
    "cases.ConcernNote": "concern",
    "cases.ConcernParty": "concern",
    "cases.ConcernSource": "concern",
    "cases.DbsDuty": "case",
    "cases.Decision": "case",
    "cases.LowLevelConcern": "concern",
    "cases.ProtectiveMeasure": "case",
    "cases.Referral": "case",
    "cases.ReporterIdentity": "concern",
    "cases.Review": "case",
    "cases.Task": "case",
    "cases.ThresholdDecision": "concern",
    "communications.AccountAccess": "account",
    "communications.AccountRequest": "account",
    "communications.ContactRecipient": "contact",
    "communications.RequestResult": "request",
    "communications.RuleResult": "contact",
    "conversations.BegunConcern": "export",
    "conversations.Breach": "judgement",
    "conversations.BundleMessage": "bundle",
    "conversations.BundleOpening": "made",
    "conversations.BundleVersion": "bundle",
    "conversations.Conversation": "export",
    "conversations.Hour": "conversation",
    "conversations.LongWords": "message",
    "conversations.Look": "export",
    "conversations.Message": "export",
    "conversations.Part": "conversation",
    "conversations.NotedMessage": "message",
    "conversations.Participant": "export",
    "conversations.RuleSaid": "judgement",
    "conversations.UnreadLine": "export",
    "conversations.Verdict": "judgement",
    "evidence.CustodyTransfer": "exhibit",
    "evidence.ExhibitFile": "exhibit",
    "evidence.FileRemoval": "held",
    "guidance.Answer": "person",
    "guidance.CampaignAudience": "campaign",
    "exchange.ExternalId": "person",
    "exchange.ImportFile": "run",
    "exchange.ImportRow": "run",
    "investigations.Allegation": "investigation",
    "investigations.Appeal": "proceedings",
    "investigations.InterestedPerson": "investigation",
    "investigations.Interview": "investigation",
    "investigations.InvestigationNotice": "investigation",
    "investigations.ModeChange": "investigation",
    "investigations.PanelMember": "proceedings",
    "investigations.Proceedings": "investigation",
    "investigations.ProgressUpdate": "investigation",
    "investigations.PublicNotice": "proceedings",
    "investigations.Representation": "investigation",
    "investigations.SeverityAssessment": "investigation",
    "investigations.TimelinessLetter": "investigation",
    "investigations.UpdateWithheld": "investigation",
    "investigations.WitnessList": "proceedings",
    "learning.BulletinAnswer": "bulletin",
    "learning.BulletinReport": "bulletin",
    "learning.GuardAnswer": "report",
    "learning.ReplyFile": "reply",
    "letters.HearingOpening": "made",
    "letters.HearingPart": "bundle",
    "letters.HearingVersion": "bundle",
    "letters.LetterOpening": "letter",
    "links.Told": "link",
    "matching.MergeMove": "proposal",
    "people.Placement": "person",
    "recommendations.Dissemination": "recommendation",
    "recommendations.Extension": "recommendation",
    "recommendations.JudicialReview": "recommendation",
    "recommendations.RecommendationAction": "recommendation",
    "recommendations.RefusalLook": "recommendation",
    "reminders.Reminder": "deadline",
    "risk.EntryReview": "entry",
    "risk.Hazard": "assessment",
    "risk.RiskAction": "entry",
    "schemes.ConditionCheck": "condition",
    "schemes.GovernanceDecision": "scheme",
    "schemes.SchemeCondition": "scheme",
    "subject_access.ClockPause": "request",
    "subject_access.FileOpening": "request",
    "subject_access.ItemDecision": "request",
    "subject_access.WordAnswer": "request",
    "tracks.CollegeReport": "case",
    "tracks.Departure": "case",
    "tracks.Meeting": "of",
    "tracks.OffenceConsidered": "of",
    "tracks.StageChange": "of",
}
#: One person's own, seen by nobody else: the field that says whose.
OWN = {
    "access.ApiToken": "user",
    "access.IdempotencyKey": "user",
    "cases.ConcernDraft": "owner",
    "learning.BulletinDraft": "owner",
    "learning.ReportDraft": "owner",
    "reminders.CalendarFeed": "owner",
}
#: Reference data that everybody may read.
OPEN = {
    "activities.RatioBand", "assurance.EarlierFigures", "assurance.Requirement", "communications.Platform",
    "communications.Threshold", "deadlines.BankHolidayOverride",
    "deadlines.DeadlineRule", "matching.Nickname",
}  # fmt: skip
#: No page and no route reads these for a person without a rule of its own.
INTERNAL = {
    "access.Force",
    "access.Principal",
    "audit.AuditEvent",
    "audit.Consultation",
    "core.ReferenceCounter",
    "exchange.ColumnMapping",
    "files.StoredFile",
    "links.Round",
    # Of a case or of a concern: shown on its page to who sees the other end too (links.selectors.set_aside).
    "links.SetAside",
    "matching.NameKeys",
    # What is left to be erased: ids, written and read by the database's own function.
    "records.DoomedRow",
}


def models() -> list[type[Model]]:
    """The models of the house, without the history that triggers write beside them."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("safeguarding.")]
    return [model for model in ours if not issubclass(model, Event)]


def floor(model: type[Model]) -> int:
    return FLOORS.index(model._meta.app_label) if model._meta.app_label in FLOORS else -1


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_no_relation_points_upward(model: type[Model]) -> None:
    """Foreign keys by name are seen by no import checker; neither are the tables between."""
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type):
            assert floor(field.related_model) <= floor(model), f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_model_says_who_may_see_it(model: type[Model]) -> None:
    places = [SCOPED, set(CHILDREN), set(OWN), OPEN, INTERNAL]
    assert sum(model._meta.label in place for place in places) == 1, f"declare {model._meta.label} in {__file__}"


def test_nothing_is_declared_that_does_not_exist() -> None:
    known = {model._meta.label for model in models()}
    assert (SCOPED | set(CHILDREN) | set(OWN) | OPEN | INTERNAL) - known == set()


@pytest.mark.parametrize("label", sorted(SCOPED))
def test_what_is_scoped_has_the_one_way_to_read_it(label: str) -> None:
    assert hasattr(apps.get_model(label)._default_manager, "visible_to")


@pytest.mark.parametrize("label", sorted(CHILDREN))
def test_a_child_belongs_to_something_scoped(label: str) -> None:
    parent = apps.get_model(label)._meta.get_field(CHILDREN[label])
    assert parent.related_model._meta.label in SCOPED | CHILDREN.keys()
    assert not parent.null


@pytest.mark.parametrize("label", sorted(OWN))
def test_what_is_somebody_s_own_says_whose(label: str) -> None:
    field = apps.get_model(label)._meta.get_field(OWN[label])
    assert field.related_model._meta.label == "access.User"
    assert not field.null


def test_history_is_kept_only_of_models_of_the_house() -> None:
    tracked = {event.pgh_tracked_model for event in apps.get_models() if issubclass(event, Event)}
    assert tracked <= set(models())


@pytest.mark.parametrize("app", FLOORS)
def test_an_app_has_only_its_rooms(app: str) -> None:
    allowed = ROOMS | (OF_CORE if app == "core" else set())
    files = [path for path in (ROOT / "safeguarding" / app).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    found = {path.relative_to(ROOT / "safeguarding" / app).parts[0].removesuffix(".py") for path in files}
    assert found - allowed == set()


def test_every_app_stands_on_a_floor() -> None:
    found = {path.name for path in (ROOT / "safeguarding").iterdir() if path.is_dir()} - {"__pycache__"}
    assert found == set(FLOORS)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_no_file_is_too_long_and_none_hides_an_import(source: Source) -> None:
    assert len(source.text.splitlines()) <= MOST_LINES
    if source.name in MAY_HIDE_IMPORTS:
        return
    hidden = [
        node.lineno
        for function in functions(source.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == [], f"{source.name}: imports inside functions"


def test_no_function_is_too_long() -> None:
    long = {}
    for source in sources():
        for function in functions(source.tree):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > AIM_OF_A_FUNCTION:
                long[f"{source.name}:{function.name}"] = length
    assert {name: length for name, length in long.items() if length > MOST_IN_A_FUNCTION} == {}
    assert set(long) == set(LONG_FUNCTIONS), "functions beyond 40 lines are named here with the reason, and no others"
