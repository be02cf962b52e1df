"""The API at /api/v1/: each app's routes, put together."""

from django.http import Http404
from django.urls import include, path, re_path
from rest_framework.request import Request
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from caseapp.api_docs import docs
from caseapp.api_schema import SchemaView
from safeguarding.access.api.views import ColleagueViewSet, MeView, UnitViewSet
from safeguarding.activities.api.ratios import RatioBandViewSet
from safeguarding.activities.api.views import SessionViewSet
from safeguarding.assurance.api.catalogue import RequirementViewSet
from safeguarding.assurance.api.records import ClearanceViewSet, CredentialViewSet
from safeguarding.assurance.api.reports import ComplianceMatrixViewSet, SchemeGapsViewSet
from safeguarding.cases.api import work
from safeguarding.cases.api.case_access import ConflictViewSet, GrantViewSet
from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.cases.api.case_record import ChronologyViewSet, DecisionViewSet, LinkViewSet, PartyViewSet
from safeguarding.cases.api.cases import CaseViewSet
from safeguarding.cases.api.concerns import DraftViewSet, MyConcernViewSet
from safeguarding.cases.api.triage import ConcernViewSet, PatternViewSet
from safeguarding.communications.api.accounts import AccountViewSet, PlatformViewSet
from safeguarding.communications.api.authorisations import ContactAuthorisationViewSet
from safeguarding.communications.api.contacts import ContactReportViewSet, ContactViewSet
from safeguarding.communications.api.guidelines import (
    CommunicationRuleView,
    OneCommunicationRuleView,
    ThresholdView,
)
from safeguarding.conversations import api as conversations
from safeguarding.evidence import api as evidence
from safeguarding.exchange.api.views import ImportViewSet
from safeguarding.guidance.api.campaigns import CampaignViewSet, GroupViewSet
from safeguarding.guidance.api.policies import PolicyViewSet
from safeguarding.guidance.api.reading import MyAcknowledgementViewSet, PolicyTalkViewSet
from safeguarding.guidance.api.versions import PolicyVersionViewSet
from safeguarding.investigations import api as investigations
from safeguarding.learning.api.files import ReplyFileViewSet
from safeguarding.learning.api.views import BulletinViewSet, LearningReportViewSet, SelfAssessmentViewSet
from safeguarding.letters import api as letters
from safeguarding.links.api.views import ToldLinkViewSet
from safeguarding.matching.api.views import LikelyPairViewSet, MergeViewSet
from safeguarding.notices.api.views import NoticeViewSet
from safeguarding.people.api import parts
from safeguarding.people.api.staff import StaffViewSet
from safeguarding.people.api.views import PersonViewSet
from safeguarding.recommendations.api.views import RecommendationViewSet
from safeguarding.records.api.views import (
    DisposalViewSet,
    LegalHoldViewSet,
    RetentionReviewViewSet,
    RetentionRuleViewSet,
)
from safeguarding.risk.api.assessments import RiskAssessmentViewSet, VenueViewSet
from safeguarding.risk.api.register import RiskEntryViewSet
from safeguarding.schemes.api.views import SchemeViewSet
from safeguarding.subject_access.api.views import AccessRequestViewSet
from safeguarding.tracks import api as tracks


class NoSuchRoute(APIView):
    """Whatever is not a route answers like a record that is not there, whatever the method."""

    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


router = SimpleRouter()
router.register("units", UnitViewSet, basename="unit")
router.register("users", ColleagueViewSet, basename="user")
router.register("people", PersonViewSet, basename="person")
router.register("staff", StaffViewSet, basename="staff")
router.register("duplicates", LikelyPairViewSet, basename="duplicate")
router.register("merges", MergeViewSet, basename="merge")
router.register("schemes", SchemeViewSet, basename="scheme")
router.register("venues", VenueViewSet, basename="venue")
router.register("risk-assessments", RiskAssessmentViewSet, basename="risk-assessment")
router.register("risk-entries", RiskEntryViewSet, basename="risk-entry")
router.register("contacts", ContactViewSet, basename="contact")
router.register("contact-reports", ContactReportViewSet, basename="contact-report")
router.register("contact-authorisations", ContactAuthorisationViewSet, basename="contact-authorisation")
router.register("requirements", RequirementViewSet, basename="requirement")
router.register("credentials", CredentialViewSet, basename="credential")
router.register("clearances", ClearanceViewSet, basename="clearance")
router.register("scheme-gaps", SchemeGapsViewSet, basename="scheme-gaps")
router.register("compliance-matrix", ComplianceMatrixViewSet, basename="compliance-matrix")
router.register("platforms", PlatformViewSet, basename="platform")
router.register("accounts", AccountViewSet, basename="account")
router.register("imports", ImportViewSet, basename="import")
router.register("sessions", SessionViewSet, basename="session")
router.register("ratios", RatioBandViewSet, basename="ratio")
router.register("policies", PolicyViewSet, basename="policy")
router.register("policy-versions", PolicyVersionViewSet, basename="policy-version")
router.register("policy-campaigns", CampaignViewSet, basename="policy-campaign")
router.register("policy-talks", PolicyTalkViewSet, basename="policy-talk")
router.register("my-acknowledgements", MyAcknowledgementViewSet, basename="my-acknowledgement")
router.register("audience-groups", GroupViewSet, basename="audience-group")
router.register("concerns", ConcernViewSet, basename="concern")
router.register("patterns", PatternViewSet, basename="pattern")
router.register("concern-drafts", DraftViewSet, basename="concern-draft")
router.register("my-concerns", MyConcernViewSet, basename="my-concern")
router.register("cases", CaseViewSet, basename="case")
router.register(UNDER_CASE + "parties", PartyViewSet, basename="case-party")
router.register(UNDER_CASE + "chronology", ChronologyViewSet, basename="case-chronology")
router.register(UNDER_CASE + "decisions", DecisionViewSet, basename="case-decision")
router.register(UNDER_CASE + "links", LinkViewSet, basename="case-link")
router.register(UNDER_CASE + "access", GrantViewSet, basename="case-access")
router.register(UNDER_CASE + "conflicts", ConflictViewSet, basename="case-conflict")
for address, viewset, name in work.ROUTES:
    router.register(address, viewset, basename=name)
CASE_ROUTES = (*tracks.ROUTES, *evidence.ROUTES, *conversations.ROUTES, *letters.ROUTES, *investigations.ROUTES)
for under, of_case, basename in CASE_ROUTES:
    router.register(under, of_case, basename=basename)
for under, of_person, basename in parts.ROUTES:
    router.register(under, of_person, basename=basename)
router.register("learning-reports", LearningReportViewSet, basename="learning-report")
router.register("bulletins", BulletinViewSet, basename="bulletin")
router.register("retention-reviews", RetentionReviewViewSet, basename="retention-review")
router.register("legal-holds", LegalHoldViewSet, basename="legal-hold")
router.register("disposals", DisposalViewSet, basename="disposal")
router.register("retention-rules", RetentionRuleViewSet, basename="retention-rule")
router.register("self-assessments", SelfAssessmentViewSet, basename="self-assessment")
router.register(
    r"self-assessments/(?P<assessment>[0-9]{1,18})/replies/(?P<reply>[0-9]{1,18})/files", ReplyFileViewSet,
    basename="self-assessment-file",
)  # fmt: skip
router.register("subject-access", AccessRequestViewSet, basename="subject-access")
router.register("recommendations", RecommendationViewSet, basename="recommendation")
router.register("links/told", ToldLinkViewSet, basename="told-link")
router.register("notices", NoticeViewSet, basename="notice")

app_name = "api"
urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    *work.PATHS,
    path("thresholds/", ThresholdView.as_view(), name="thresholds"),
    path("communication-rules/", CommunicationRuleView.as_view(), name="communication-rules"),
    path("communication-rules/<slug:name>/", OneCommunicationRuleView.as_view(), name="communication-rule"),
    path("message-lexicon/", conversations.LexiconView.as_view(), name="message-lexicon"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("", include("safeguarding.dashboards.api.urls")),
    path("", include("safeguarding.links.api.urls")),
    path("", include(router.urls)),
    re_path(r"", NoSuchRoute.as_view(), name="no-such-route"),
]
