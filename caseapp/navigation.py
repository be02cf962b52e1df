"""The service navigation of each role: its own pages, then logging a concern, which is for every role."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.activities.policies import has_part
from safeguarding.recommendations.policies import has_board

#: The widest role has nine pages of its own: with these two the row still fits beside each other on a laptop.
MOST_ENTRIES = 11

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

#: The first role held in this order decides; what other roles add follows as far as there is room.
BY_ROLE: dict[str, tuple[tuple[str, str], ...]] = {
    # Supervisors find subject access on the overview: their row is full.
    Role.SUPERVISOR: (MY_WORK, TRIAGE, CASES, PEOPLE, SCHEMES, CONTACT, OVERVIEW, LEARNING, LETTERS),
    Role.LEAD: (MY_WORK, TRIAGE, CASES, PEOPLE, SCHEMES, CONTACT, LEARNING, LETTERS, SUBJECT_ACCESS),
    Role.PSD_SUPERVISOR: (MY_WORK, TRIAGE, CASES, OVERVIEW, LEARNING, LETTERS, SUBJECT_ACCESS),
    Role.PSD_INVESTIGATOR: (MY_WORK, CASES, LEARNING, SUBJECT_ACCESS),
    Role.COORDINATOR: (MY_WORK, SCHEMES, SESSIONS, PEOPLE, ACCOUNTS, CONTACT, RISK, POLICIES, LEARNING),
    Role.MANAGER: (OVERVIEW, CASES, SCHEMES, SESSIONS, ACCOUNTS, RISK, POLICIES, LEARNING),
    Role.AUDITOR: (ACTIVITY, SUBJECT_ACCESS, LEARNING),
    Role.ADMINISTRATOR: (("Administration", "admin:index"), STAFF),
}
LEARNING_TABS = (("Learning reports", "learning:report_list"), ("Bulletins", "learning:bulletin_list"))
RECOMMENDATIONS = ("Recommendations", "recommendations:board")
EVERY_ROLE = (LOG, MY_CONCERNS)
#: Pages that belong to an entry though their address does not begin with its own.
UNDER = {"/recommendations/": LEARNING[0], "/tracks/": CASES[0]}
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
    """The navigation for a user on a page; the longest matching address is the current one."""
    known = [(text, href) for text, name in wanted(user) if (href := address(name))][:MOST_ENTRIES]
    under = next((text for start, text in UNDER.items() if path.startswith(start)), "")
    current = max(
        ((href, text) for text, href in known if path.startswith(href)),
        key=lambda one: len(one[0]),
        default=("", under),
    )[1]
    return [Entry(text, href, text == current) for text, href in known]


def learning_tabs(user: User, path: str) -> list[Entry]:
    """Reports and bulletins beside each other, and recommendations for whoever sees them or has one in hand."""
    tabs = (*LEARNING_TABS, RECOMMENDATIONS) if has_board(user) else LEARNING_TABS
    return [Entry(text, address(name), path == address(name)) for text, name in tabs]
