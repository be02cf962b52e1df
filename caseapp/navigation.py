"""The service navigation of each role: its own pages, then logging a concern, which is for every role."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.activities.policies import has_part

#: The widest role has eight pages of its own: with these two the row still fits beside each other on a laptop.
MOST_ENTRIES = 10

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
RECOMMENDATIONS = ("Recommendations", "recommendations:board")
LEARNING = ("Learning", "learning:report_list")
OVERVIEW = ("Overview", "dashboards:overview")
STAFF = ("Staff", "people:staff_list")
IMPORTS = ("Imports", "exchange:imports")
ACTIVITY = ("Activity", "access:activity")
SESSIONS = ("Sessions", "activities:session_list")

#: The first role held in this order decides; what other roles add follows as far as there is room.
BY_ROLE: dict[str, tuple[tuple[str, str], ...]] = {
    Role.SUPERVISOR: (MY_WORK, TRIAGE, CASES, PEOPLE, SCHEMES, CONTACT, OVERVIEW, RECOMMENDATIONS, LEARNING),
    Role.LEAD: (MY_WORK, TRIAGE, CASES, PEOPLE, SCHEMES, CONTACT, RECOMMENDATIONS, LEARNING),
    Role.PSD_SUPERVISOR: (MY_WORK, TRIAGE, CASES, OVERVIEW, RECOMMENDATIONS, LEARNING),
    Role.PSD_INVESTIGATOR: (MY_WORK, CASES, RECOMMENDATIONS, LEARNING),
    Role.COORDINATOR: (MY_WORK, SCHEMES, SESSIONS, PEOPLE, ACCOUNTS, CONTACT, RISK, POLICIES, LEARNING),
    Role.MANAGER: (OVERVIEW, CASES, SCHEMES, SESSIONS, ACCOUNTS, RISK, POLICIES, RECOMMENDATIONS, LEARNING),
    Role.AUDITOR: (ACTIVITY, RECOMMENDATIONS, LEARNING),
    Role.ADMINISTRATOR: (("Administration", "admin:index"), STAFF),
    Role.PRACTITIONER: (LEARNING,),
}
EVERY_ROLE = (LOG, MY_CONCERNS)
#: A practitioner begins with what they came for; what they have themselves of accounts and contacts stands after it.
OF_PRACTITIONERS = (CONTACT, ACCOUNTS, MY_WORK)


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
    current = max((href for _, href in known if path.startswith(href)), key=len, default="")
    return [Entry(text, href, href == current) for text, href in known]
