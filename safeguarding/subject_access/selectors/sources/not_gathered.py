"""Tables that are not gathered, each with the reason. What is not named here or among the sources fails a wall."""

from __future__ import annotations

RIGHTS = "accounts, roles and keys: what somebody may do here, and not what is held about them"
OWN_FORMS = "what somebody typed and has not handed in yet; it is theirs alone and goes by itself"
REFERENCE = "reference data about nobody"
ABOUT_SCHEMES = "about a scheme or a place, or what a scheme answered, and not about a person"
DRAWN_FROM = "told by label out of what is gathered, and given to nobody before the guard has found no name in it"
OF_WORK = "what is done about a recommendation: about the work of the force and not about a person"
THE_RECORD = "the record of who did and saw what, which is used for four purposes alone (DPA 2018 s.62(4))"
ACCESS = "who sees a matter: it would show who works on it and who is in conflict with it"
PARTS = "it is told with what it belongs to"
WORKED_OUT = "worked out from what is gathered, and worked out anew at any time"
PAPERWORK = "paperwork of those who work on a matter, about the thing and not about the person"
OF_OTHERS = "about those who sit on a panel, chosen for their post"
OWN_APP = "the request itself and its log: the requester has what is in it, and asks for the log by itself"

_BY_REASON: dict[str, str] = {
    RIGHTS: "access.ApiToken access.Force access.IdempotencyKey access.Principal access.RoleAssignment "
    "access.Unit access.User reminders.CalendarFeed",
    OWN_FORMS: "cases.ConcernDraft exchange.Import exchange.ImportFile exchange.ImportRow learning.BulletinDraft "
    "learning.ReportDraft",
    REFERENCE: "activities.ForceRatio activities.RatioBand assurance.EarlierFigures assurance.Requirement "
    "communications.Platform communications.Threshold core.ReferenceCounter deadlines.BankHolidayOverride "
    "deadlines.DeadlineRule exchange.ColumnMapping guidance.Campaign guidance.CampaignAudience "
    "guidance.PolicyDocument guidance.PolicyVersion letters.LetterTemplate links.Round matching.Nickname",
    ABOUT_SCHEMES: "activities.Session activities.SessionBreach activities.TripDecision learning.ReplyFile "
    "learning.SchemeReply risk.EntryReview risk.Hazard "
    "risk.RiskAction risk.RiskAssessment risk.RiskRegisterEntry risk.Venue schemes.ConditionCheck "
    "schemes.GovernanceDecision schemes.Scheme schemes.SchemeCondition",
    DRAWN_FROM: "learning.Bulletin learning.BulletinReport learning.LearningReport learning.SelfAssessment "
    "recommendations.Recommendation",
    OF_WORK: "recommendations.Dissemination recommendations.Extension recommendations.JudicialReview "
    "recommendations.RecommendationAction recommendations.RefusalLook",
    THE_RECORD: "audit.AuditEvent audit.Consultation conversations.BundleOpening deadlines.Deadline "
    "letters.HearingOpening letters.LetterOpening notices.Notice reminders.Reminder",
    ACCESS: "cases.CaseAccess cases.CaseConcern cases.CaseConflict cases.CaseGrant cases.CaseLink "
    "cases.ConcernConflict cases.ConcernSource conversations.BegunConcern links.SetAside links.Told links.ToldLink",
    PARTS: "communications.ContactRecipient conversations.LongWords conversations.Message "
    "conversations.NotedMessage files.StoredFile matching.MergeMove",
    WORKED_OUT: "communications.RequestResult communications.RuleResult conversations.Breach conversations.Hour "
    "conversations.Judgement conversations.Look conversations.Part conversations.RuleSaid "
    "conversations.Verdict matching.LikelyPair matching.NameKeys",
    PAPERWORK: "learning.BulletinAnswer learning.GuardAnswer conversations.Bundle conversations.BundleMessage "
    "conversations.BundleVersion conversations.Conversation conversations.MessageExport conversations.Participant "
    "conversations.UnreadLine evidence.CustodyTransfer evidence.FileRemoval "
    "letters.HearingBundle letters.HearingPart letters.HearingVersion records.Disposal "
    "records.DoomedRow records.LegalHold records.RetentionReview "
    "records.RetentionRule",
    OF_OTHERS: "investigations.PanelMember",
    OWN_APP: "subject_access.AccessRequest subject_access.ClockPause subject_access.FileOpening "
    "subject_access.GatheredItem subject_access.ItemDecision subject_access.WordAnswer",
}
NOT_GATHERED: dict[str, str] = {label: why for why, labels in _BY_REASON.items() for label in labels.split()}
