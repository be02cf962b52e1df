"""The service navigation of each role: the pages it uses most, logging a concern, and the rest behind one entry."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.activities.policies import has_part
from safeguarding.recommendations.policies import has_board

#: A row that is taken in at a glance. Whoever has more pages finds the others, each with what it is for, behind "More".
MOST_ENTRIES = 8
#: Logging a concern and "More" are two of them.
MOST_OF_ONES_OWN = MOST_ENTRIES - 2

LOG = ("Log a concern", "cases:log_start")
MY_CONCERNS = ("My concerns", "cases:my_concerns")
MY_WORK = ("My work", "cases:my_work")
TRIAGE = ("Triage", "cases:triage_queue")
CASES = ("Cases", "cases:case_list")
PEOPLE = ("People", "people:person_list")
SCHEMES = ("Schemes", "schemes:scheme_list")
CONTACT = ("Contact", "communications:contact_list")
RISK = ("Risk", "risk:entry_list")
ACCOUNTS = ("Accounts", "communications:account_list")
POLICIES = ("Policies", "guidance:document_list")
#: Reports and recommendations are two tabs of one page: what was learned, and what came of it.
LEARNING = ("Learning", "learning:report_list")
#: What the force writes in its letters: for who keeps the templates.
LETTERS = ("Letters", "letters:templates")
OVERVIEW = ("Overview", "dashboards:overview")
STAFF = ("Staff", "people:staff_list")
IMPORTS = ("Imports", "exchange:imports")
ACTIVITY = ("Activity", "access:activity")
SUBJECT_ACCESS = ("Subject access", "subject_access:list")
SESSIONS = ("Sessions", "activities:session_list")
RETENTION = ("Retention", "records:queue")
ADMINISTRATION = ("Administration", "admin:index")
MORE = ("More", "more")

#: What each page is for, in the words of whoever looks for it.
FOR_WHAT: dict[tuple[str, str], str] = {
    LOG: "Say that you are worried about a child, or about how somebody behaves.",
    MY_CONCERNS: "What you sent, and what happens with it next.",
    MY_WORK: "Your clocks, tasks and reviews, the most urgent first.",
    TRIAGE: "Concerns that wait for a decision.",
    CASES: "Cases, and the tracks they run on.",
    PEOPLE: "Young people, staff, volunteers and partners.",
    SCHEMES: "Youth schemes, and what each of them lacks.",
    CONTACT: "Contact between adults and young people, online and off.",
    RISK: "The risk register and risk assessments.",
    ACCOUNTS: "Accounts on social media and messaging: whose, for what, approved until when.",
    POLICIES: "Policies and guidance, and who has read them.",
    LEARNING: "Learning reports, bulletins, and recommendations with what came of them.",
    LETTERS: "The templates of letters and notices.",
    OVERVIEW: "What is late, where schemes fall short, how the force responds.",
    STAFF: "Which account is whose, and who manages whom.",
    IMPORTS: "Lists of people and schemes brought in from other systems.",
    ACTIVITY: "Who looked at what, and why.",
    SUBJECT_ACCESS: "People who ask what is held about them.",
    RETENTION: "Cases due for review, legal holds, disposals, and how long each record is kept.",
    SESSIONS: "Sessions of schemes, with registers and who was there.",
    ADMINISTRATION: "Accounts, roles, units, clocks and reference data.",
}

#: The first role held in this order decides; what other roles add follows as far as there is room.
BY_ROLE: dict[str, tuple[tuple[str, str], ...]] = {
    Role.SUPERVISOR: (MY_WORK, TRIAGE, CASES, PEOPLE, SCHEMES, OVERVIEW, CONTACT, LEARNING, LETTERS, SUBJECT_ACCESS),
    Role.LEAD: (MY_WORK, TRIAGE, CASES, PEOPLE, SCHEMES, CONTACT, LEARNING, LETTERS, SUBJECT_ACCESS),
    Role.PSD_SUPERVISOR: (MY_WORK, TRIAGE, CASES, OVERVIEW, LEARNING, LETTERS, SUBJECT_ACCESS),
    Role.PSD_INVESTIGATOR: (MY_WORK, CASES, LEARNING, SUBJECT_ACCESS),
    Role.COORDINATOR: (MY_WORK, SCHEMES, SESSIONS, PEOPLE, ACCOUNTS, CONTACT, RISK, POLICIES, LEARNING),
    Role.MANAGER: (OVERVIEW, CASES, SCHEMES, LEARNING, RISK, POLICIES, SESSIONS, ACCOUNTS),
    Role.AUDITOR: (ACTIVITY, RETENTION, SUBJECT_ACCESS, LEARNING),
    Role.ADMINISTRATOR: (ADMINISTRATION, STAFF),
}
LEARNING_TABS = (("Learning reports", "learning:report_list"), ("Bulletins", "learning:bulletin_list"))
ANSWERS = ("Self-assessments", "learning:reply_list")
RECOMMENDATIONS = ("Recommendations", "recommendations:board")
EVERY_ROLE = (LOG, MY_CONCERNS)
#: Pages that belong to an entry though their address does not begin with its own.
UNDER = {"/recommendations/": LEARNING[0], "/self-assessments/": LEARNING[0], "/tracks/": CASES[0]}
#: A practitioner begins with what they came for; what they have themselves of accounts and contacts stands after it.
OF_PRACTITIONERS = (CONTACT, ACCOUNTS, MY_WORK, LEARNING)


@dataclass(frozen=True)
class Entry:
    text: str
    href: str
    is_current: bool


def address(name: str) -> str:
    """The address of a page, or nothing while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def wanted(user: User) -> list[tuple[str, str]]:
    """What the user's roles bring, the weightiest role first, each page once; logging a concern is for every role."""
    held = {role for _, role in user.live_roles}
    found = [entry for role, entries in BY_ROLE.items() if role in held for entry in entries]
    # Who leads a scheme or helps in one is known by their part in it, not by a role.
    led = (SESSIONS, RISK) if Role.PRACTITIONER in held and has_part(user) else ()
    own = OF_PRACTITIONERS if Role.PRACTITIONER in held else ()
    return list(dict.fromkeys([*found, *led, *(EVERY_ROLE if held else ()), *own]))


def entries(user: User, path: str) -> list[Entry]:
    """The navigation for a user on a page; the longest matching address is the current one.

    A page that stands behind "More" marks that.
    """
    row, behind = divided(user)
    known = {text: href for text, name in (*row, *behind) if (href := address(name))}
    under = next((text for start, text in UNDER.items() if path.startswith(start)), "")
    current = max(
        ((href, text) for text, href in known.items() if path.startswith(href)),
        key=lambda one: len(one[0]),
        default=("", under),
    )[1]
    if current in {text for text, _ in behind}:
        current = MORE[0]
    return [Entry(text, known[text], text == current) for text, _ in row if text in known]


def divided(user: User) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What stands in the row, and what stands behind "More": nothing, where everything fits."""
    found = [entry for entry in wanted(user) if address(entry[1])]
    if len(found) <= MOST_ENTRIES:
        return found, []
    first = [entry for entry in found if entry != LOG][:MOST_OF_ONES_OWN]
    row = [*first, LOG] if found[0] != LOG else [LOG, *first]
    return [*row, MORE], [entry for entry in found if entry not in row]


def behind_more(user: User) -> list[tuple[str, str, str]]:
    """The pages that found no room in the row: what each is called, what it is for, and its address."""
    return [(entry[0], FOR_WHAT[entry], address(entry[1])) for entry in divided(user)[1]]


def learning_tabs(user: User, path: str) -> list[Entry]:
    """Reports and bulletins beside each other; what schemes answered for whoever sees them, and recommendations for
    whoever sees them or has one in hand."""
    more = ((has_permission(user, Permission.SEE_SCHEMES), ANSWERS), (has_board(user), RECOMMENDATIONS))
    tabs = (*LEARNING_TABS, *(tab for is_theirs, tab in more if is_theirs))
    return [Entry(text, address(name), path == address(name)) for text, name in tabs]
