"""The words of concerns and cases."""

from django.db import models


class ConcernStatus(models.TextChoices):
    NEW = "new", "New"
    WAITING = "waiting", "Waiting for information"
    DECIDED = "decided", "Decided"


class ReporterState(models.TextChoices):
    """All that a reporter is told of a concern."""

    RECEIVED = "received", "Received"
    LOOKED_AT = "looked_at", "Being looked at"
    DECIDED = "decided", "Decided"


class InDanger(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "I do not know"


class WhenKind(models.TextChoices):
    EXACT = "exact", "On a day I know"
    ABOUT = "about", "Around a day"
    PERIOD = "period", "Over a period"
    UNKNOWN = "unknown", "I do not know"


class LogStep(models.TextChoices):
    """The pages on which a concern is logged, in order; the last is the check of all answers."""

    DANGER = "danger", "Is anyone in immediate danger?"
    WHAT = "what-happened", "What happened?"
    WHEN = "when-where", "When and where did it happen?"
    WHO = "who", "Who is involved?"
    HOW = "how", "How did it happen or come out?"
    INDICATORS = "indicators", "Have you seen any of these?"
    DONE = "done", "What have you done already, and who knows?"


# The page after all questions, on which every answer is checked and sent.
CHECK = "check"
# Where the answers of a draft say which pages were sent, not only typed on.
SENT_PAGES = "sent_pages"
# Where they say out of which case a concern was begun. It goes into no concern, and no page shows it.
FROM_CASE = "from_case"


class LearnedHow(models.TextChoices):
    SAW_IT = "saw_it", "I saw or heard it myself"
    CHILD_TOLD = "child_told", "The child told me"
    PARENT_TOLD = "parent_told", "A parent or carer told me"
    COLLEAGUE_TOLD = "colleague_told", "A colleague told me"
    OTHER_TOLD = "other_told", "Somebody else told me"
    ONLINE = "online", "I came across it online"
    RECORD = "record", "From a record or a report"
    OTHER = "other", "Another way"


class ConcernPartyRole(models.TextChoices):
    YOUNG_PERSON = "young_person", "Young person"
    ADULT_OF_CONCERN = "adult_of_concern", "Adult of concern"
    WITNESS = "witness", "Witness"
    TOLD_YOU = "told_you", "Told you"
    OTHER = "other", "Somebody else"


class StillVisible(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No, it was deleted or has disappeared"
    UNKNOWN = "unknown", "I do not know"


class ConcernNoteKind(models.TextChoices):
    ADDITION = "addition", "Added by the reporter"
    QUESTION = "question", "Question to the reporter"
    ANSWER = "answer", "Answer of the reporter"


class Indicator(models.TextChoices):
    """Behaviour to look for, from the founding case (domain: behaviour indicators)."""

    BEFRIENDS_PERSONAL = "befriends_on_personal_account", "Befriends or follows a young person on a personal account"
    UNFOLLOW_REFOLLOW = "unfollow_and_refollow", "Unfriends or unfollows and then adds again"
    WELLBEING_OPENER = (
        "unsolicited_wellbeing_opener",
        "Opens by asking, unprompted, whether the young person is all right",
    )
    DELETES_MESSAGES = "messages_deleted_by_adult", "Deletes their own messages"
    ASKS_TO_DELETE = "asks_child_to_delete", "Asks the young person to delete messages"
    ASKS_SECRECY = "asks_for_secrecy", "Asks the young person to keep it secret"
    CHECKS_KNOWN = "checks_whether_others_know", "Checks whether anybody else knows"
    COMPLIMENTS = "compliments_appearance", "Compliments the young person's appearance"
    AFFECTION = "expresses_affection", "Expresses affection"
    MOVES_PLATFORM = "moves_across_platforms", "Moves from one platform to another"
    PRESENCE = "repeated_presence_near_route_or_home", "Is often near the young person's home or way home"
    DISENGAGES = "child_disengages_or_blunt_replies", "The young person pulls back or answers shortly"
    FEAR = "child_reports_fear", "The young person is afraid or worried"
    OTHERS = "similar_contact_with_other_young_people", "Is in similar contact with other young people"
    EXPLICIT_MEDIA = "explicit_media_on_device", "Explicit pictures or videos on a device"
    UNIDENTIFIED = "unidentifiable_contacts", "Contacts who cannot be identified"
    TRUSTED_POSITION = "prior_trusted_position_with_child", "Knew the young person through a position of trust"
    DUTY_TIME = "uses_duty_time_or_vehicle", "Uses duty time or a police vehicle"


class HarmTest(models.TextChoices):
    """The four tests of the harm threshold; any one is enough (Working Together; KCSIE Part 4)."""

    HARMED = "harmed_or_may_have_harmed_a_child", "Has harmed or may have harmed a child"
    OFFENCE = (
        "possible_criminal_offence_against_or_related_to_a_child",
        "May have committed an offence against or related to a child",
    )
    RISK = "may_pose_a_risk_of_harm_to_children", "May pose a risk of harm to children"
    SUITABILITY = "may_not_be_suitable_to_work_with_children", "May not be suitable to work with children"


class TestAnswer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Threshold(models.TextChoices):
    """What the proposal says about the harm threshold."""

    MET = "met", "Harm threshold met"
    LOW_LEVEL = "low_level", "Low-level concern"
    UNCLEAR = "unclear", "Unclear"


class Route(models.TextChoices):
    """What a triage decision does with a concern."""

    NO_FURTHER_ACTION = "nfa", "No further action"
    LOW_LEVEL = "low_level", "Low-level concern"
    CASE = "case", "Safeguarding case"
    CASE_PSD = "case_psd", "Safeguarding case with a PSD referral"
    JOINED = "joined", "Joined to an open case"


class Stage(models.TextChoices):
    OPEN = "open", "Open"
    ASSESSING = "assessing", "Assessing"
    ACTIVE = "active", "Active"
    AWAITING_OUTCOME = "awaiting_outcome", "Awaiting outcome"
    CLOSED = "closed", "Closed"


class PartyRole(models.TextChoices):
    YOUNG_PERSON = "young_person", "Young person"
    SUBJECT = "subject", "Subject"
    WITNESS = "witness", "Witness"
    COMPLAINANT = "complainant", "Complainant"
    ASSOCIATE = "associate", "Associate"
    UNIDENTIFIED = "unidentified", "Unidentified"


class EntryKind(models.TextChoices):
    CONTACT = "contact", "Contact"
    EVENT = "event", "Event"
    CALL = "call", "Call or meeting"
    MESSAGE = "message", "Message"
    OBSERVATION = "observation", "Observation"
    SYSTEM = "system", "Recorded by the system"


class TimePrecision(models.TextChoices):
    EXACT = "exact", "Exact"
    ABOUT = "about", "About"
    DAY = "day", "That day"
    UNKNOWN = "unknown", "Not known"


class ReferralKind(models.TextChoices):
    LADO = "lado", "LADO"
    CHILDRENS_SOCIAL_CARE = "mash", "MASH or children's social care"
    IOPC = "iopc", "IOPC"
    PSD = "psd", "Professional standards (PSD)"
    DBS = "dbs", "DBS"
    POLICE_CRIME_REPORT = "crime_report", "Police crime report"
    SCHOOL = "school", "School"


class ReferralStatus(models.TextChoices):
    TO_SEND = "to_send", "To be sent"
    SENT = "sent", "Sent"
    ANSWERED = "answered", "Answered"
    CONCLUDED = "concluded", "Outcome recorded"
    NOT_NEEDED = "not_needed", "Not made, with a reason"


class MeasureKind(models.TextChoices):
    REMOVED_FROM_ROLE = "removed_from_role", "Removed from a role with children"
    RESTRICTED = "restricted", "Restricted duties"
    SUSPENDED = "suspended", "Suspended"
    DEVICE_HELD = "device_held", "Device held"
    OTHER = "other", "Another measure"


class TaskStatus(models.TextChoices):
    OPEN = "open", "To do"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


class GrantKind(models.TextChoices):
    """A named person's way into one case; stored as a guardian permission on the case."""

    LEAD = "lead_case", "Leads the case"
    INVESTIGATE = "investigate_case", "Investigates"
    SUPERVISE = "supervise_case", "Supervises"
    ACCESS = "access_case", "Named access"
    IDENTIFY = "identify_case", "Sees identities, for a reason"
    BREAK_GLASS = "break_glass_case", "Emergency access"


class AccessLevel(models.TextChoices):
    FULL = "full", "Everything"
    HEADER = "header", "Numbers and headers, identities masked"


class ConflictKind(models.TextChoices):
    PARTY = "party", "Is a person in this matter"
    LINE_MANAGER = "line_manager", "Manages the subject"
    DECLARED = "declared", "Declared a conflict"
    FOLLOWS = "follows", "Is in conflict with a concern that it was opened on"


class DutyDecision(models.TextChoices):
    REFER = "refer", "Refer to the DBS"
    DO_NOT_REFER = "do_not_refer", "Do not refer"


class ReferralCriterion(models.TextChoices):
    """When a matter is, or may be, referred to the IOPC (PRA 2002 Sch 3 para 4; PCMR 2020 regs 4 and 7).

    Each is a test on the allegation as it was made, not on what can be shown.
    """

    DEATH_SERIOUS_INJURY = "death_serious_injury", "Conduct alleged to have resulted in death or serious injury"
    SERIOUS_ASSAULT = "serious_assault", "Serious assault"
    SERIOUS_SEXUAL_OFFENCE = "serious_sexual_offence", "Serious sexual offence"
    SERIOUS_CORRUPTION = (
        "serious_corruption",
        "Serious corruption, including abuse of position for a sexual purpose or an improper emotional relationship",
    )
    DISCRIMINATION_AGGRAVATED = (
        "discrimination_aggravated",
        "A crime or disciplinary matter aggravated by discrimination",
    )
    RELEVANT_OFFENCE = "relevant_offence", "An offence that can carry seven years or more in prison"
    SAME_INCIDENT = "same_incident", "Arises from the same incident as one of these"
    CHIEF_OFFICER = "chief_officer", "Concerns a chief officer"
    CALLED_IN = "called_in", "The IOPC requires the referral"
    VOLUNTARY_GRAVITY = "voluntary_gravity", "Not compulsory: the gravity of the subject matter"
    VOLUNTARY_EXCEPTIONAL = "voluntary_exceptional", "Not compulsory: exceptional circumstances"
    LOCAL_POLICING_BODY = "lpb_referral", "The local policing body asks for it"


class LadoFinding(models.TextChoices):
    """How an allegation ends with the LADO. The list differs between England and Wales."""

    SUBSTANTIATED = "substantiated", "Substantiated"
    UNSUBSTANTIATED = "unsubstantiated", "Unsubstantiated"
    UNFOUNDED = "unfounded", "Unfounded"
    FALSE = "false", "False"
    MALICIOUS = "malicious", "Malicious"
    INVENTED_OR_MALICIOUS = "deliberately_invented_or_malicious", "Deliberately invented or malicious"


class Nearness(models.TextChoices):
    """How near a clock is, for a list of one's own work."""

    LATE = "late", "Late"
    TODAY = "today", "Today"
    NEAR = "week", "In the next 7 days"
    LATER = "later", "Later"


class Queue(models.TextChoices):
    """Where a concern stands in triage."""

    URGENT = "urgent", "Urgent"
    NEW = "new", "New"
    WAITING = "waiting", "Waiting for information"
    DECIDED = "decided", "Decided this week"
    PATTERNS = "patterns", "Patterns"


class WaitingClock(models.TextChoices):
    """How near the clock of a waiting concern is."""

    LATE = "late", "Late"
    TODAY = "today", "Late or due today"
