"""Their own record, what goes with it, training and checks, sessions, accounts and contact."""

from __future__ import annotations

from safeguarding.subject_access.selectors.sources.base import Source

PERSONS = (
    Source(
        "person", "Record", "people.Person",
        ("given_name", "family_name", "known_as", "date_of_birth", "age_band", "pronoun", "school", "person_type",
         "role_description", "collar_number", "changed_because", "created_at"), person=("pk",), when="created_at",
    ),
    Source(
        "placement", "Part in a scheme", "people.Placement",
        ("scheme__name", "role", "starts_on", "ends_on", "ended_because", "struck_because"), person=("person",),
        when="starts_on",
    ),
    Source(
        "post", "Post", "people.StaffRole", ("title", "unit__name", "starts_on", "ends_on"), person=("person",),
        when="starts_on",
    ),
    Source(
        "carer", "Parent or carer", "people.Carer",
        ("relationship", "contact", "contact_reason", "telephone", "email", "since", "until"),
        person=("young_person", "adult"), when="since", others=("young_person", "adult"),
    ),
    Source(
        "consent", "Consent", "people.Consent",
        ("kind", "answer", "given_by", "given_on", "expires_on", "withdrawn_on", "withdrawn_because", "evidence"),
        person=("young_person",), when="given_on", others=("carer__adult",),
    ),
    Source(
        "need", "Need", "people.Need", ("category", "what", "what_helps", "since", "until"), person=("young_person",),
        when="since",
    ),
    Source(
        "wish", "What they said they want", "people.Wish", ("words", "said_on", "said_to", "done", "done_on"),
        person=("young_person",), when="said_on",
    ),
    Source(
        "merge", "Two records made one", "matching.MergeProposal", ("why", "decision_reason", "undo_reason"),
        person=("kept", "merged"), others=("kept", "merged"),
    ),
    Source(
        "external_id", "Number in another system", "exchange.ExternalId", ("source", "value"), person=("person",),
    ),
    Source(
        "credential", "Training or check", "assurance.Credential",
        ("requirement__title", "achieved_on", "expires_on", "evidence", "withdrawn_on", "withdrawn_because"),
        person=("person",), when="achieved_on",
    ),
    Source(
        "dbs_check", "DBS check", "assurance.DbsCheck",
        ("level", "workforce", "barred_list_checked", "seen_on", "seen_by", "on_update_service",
         "last_status_check_on", "result_reviewed_by"), person=("credential__person",), when="seen_on",
    ),
    Source(
        "vetting", "Vetting decision", "assurance.VettingDecision",
        ("level", "status", "status_since", "decided_by", "review_due_on"), person=("credential__person",),
        when="status_since",
    ),
    Source(
        "clearance", "Let in while something was missing", "assurance.Clearance",
        ("placement__scheme__name", "authorised_by", "reason", "given_on", "until"), person=("placement__person",),
        when="given_on",
    ),
    Source(
        "acknowledgement", "Policy acknowledged", "guidance.Acknowledgement",
        ("policy_version__document__title", "acknowledged_on", "way", "evidence"), person=("person",),
        when="acknowledged_on",
    ),
    Source(
        "policy_answer", "Answer about a policy", "guidance.Answer",
        ("policy_version__document__title", "is_right", "given_at"), person=("person",), when="given_at",
    ),
    Source(
        "policy_talk", "Talk about a policy", "guidance.PolicyTalk",
        ("policy_version__document__title", "talked_on", "answered"), person=("person",), when="talked_on",
    ),
    Source(
        "audience", "Group for policies", "guidance.AudienceTag", ("tag", "starts_on", "ends_on"), person=("person",),
        when="starts_on",
    ),
    Source(
        "attendance", "Attendance", "activities.Attendance",
        ("session__scheme__name", "session__title", "mark", "made_at"), person=("person",), when="made_at",
    ),
    Source(
        "session_adult", "Adult at a session", "activities.SessionAdult",
        ("session__scheme__name", "session__title", "session__starts_at", "part", "presence"), person=("person",),
        when="session__starts_at",
    ),
    Source(
        "trip_consent", "Consent to a trip", "activities.TripConsent",
        ("session__title", "state", "asked_on", "answered_by", "answered_on", "evidence", "is_going"),
        person=("person",), when="asked_on", others=("carer__adult",),
    ),
    Source(
        "account", "Online account", "communications.Account",
        ("platform__name", "handle", "kind", "purpose", "status", "added_at", "decided_because"), person=("person",),
        when="added_at",
    ),
    Source(
        "account_access", "May use an account", "communications.AccountAccess",
        ("account__handle", "since", "ended_at", "ended_because"), person=("person",), when="since",
    ),
    Source(
        "account_request", "What was asked on an account", "communications.AccountRequest",
        ("action", "target_kind", "target_handle", "made_at", "check_method", "checked_at"),
        person=("target_person", "made_by", "checked_by"), when="made_at",
        others=("target_person", "made_by", "checked_by"),
    ),
    Source(
        "contact", "Contact", "communications.ContactEvent",
        ("direction", "channel", "purpose", "purpose_text", "sent_at", "whole_group", "withdrawn_because"),
        person=("sender", "recipients__person", "second_adult"), when="sent_at",
        others=("sender", "recipients__person", "second_adult"),
    ),
    Source(
        "contact_report", "Contact reported", "communications.ContactReport",
        ("description", "channel", "happened_at", "what"), person=("adult", "young_person"), when="happened_at",
        others=("adult", "young_person"),
    ),
    Source(
        "contact_authorisation", "Contact authorised", "communications.ContactAuthorisation",
        ("channel", "reason", "status", "requested_at", "valid_from", "valid_until", "decided_because",
         "ended_because"), person=("adult", "young_person"), when="requested_at", others=("adult", "young_person"),
    ),
)  # fmt: skip
