"""The policies of the force, and whom each reached.

The guidelines for communication with young people were sent to the adults of the official scheme. Nobody sent them to
the founding scheme, to school partners or to school officers, who meet young people every day.
"""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.guidance import services
from safeguarding.guidance.choices import AudienceKind, MeetsRequirement, Tag
from safeguarding.guidance.models import PolicyDocument, PolicyVersion
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.services import (
    CampaignDetails,
    DocumentDetails,
    Paper,
    Publication,
    VersionDetails,
)

KEEPER, CHIEF = "helen.osei", "christine.vale"
APPROVED_BY = "Assistant chief constable"

SOCIAL_FIRST = """# What this is about

How officers, staff and volunteers use their own accounts.

# The rules

- Think before you post.
- Do not bring the force into disrepute.
"""
SOCIAL_SECOND = """# What this is about

How officers, staff, special constables, volunteers, apprentices and partners use social media, on duty and off it.

# Young people

- Nobody who works with young people for the force, in any scheme, is in contact with a child on a personal account.
- There is no exception for rank, for good intentions or for a child who writes first.
- If a young person writes to your own account, do not answer there. Tell your supervisor the same day.

# People met through work

- Your own accounts are never used to reach a victim, a witness or anybody else you met through work.

# If you see it

Log a concern. You do not have to be sure.
"""
GUIDELINES = """# Where we talk

- Only on the accounts of the official scheme that the central team has approved.
- In the open: a page, a group, a message to a group. Never one to one.
- A second member of staff is told of every message to a group, and looks at it.

# What for

- Each message has a purpose, such as an event or information. It is not a chat.
- Mind the time of day.

# If a young person writes to you

Answer in the open or in another way, tell your supervisor and the central team, and put it on the risk register.
"""
APPRENTICES = """# Before you start

You meet young people from your first week. Read the policy on social media and the guidelines for communication first.
"""
QUESTION = "A young person you met at a school writes to your own account. What do you do?"
ANSWERS = (
    "Answer, and keep it short",
    "Do not answer there, and tell your supervisor the same day",
    "Block the account and leave it at that",
)
#: Who signs in and has acknowledged the revised policy on social media, by how many days ago.
SOCIAL_READ = {
    "christine.vale": 33, "helen.osei": 33, "ruth.adeyemi": 32, "diane.whitlock": 32, "martin.keane": 30,
    "neil.prentice": 30, "sandra.kaur": 29, "stephen.rowe": 29, "joel.fenwick": 27, "amara.obi": 26,
    "farah.siddiqui": 25, "owen.bryce": 19, "yusuf.demir": 12, "tom.ashby": 5,
}  # fmt: skip
SOCIAL_PAPER = {"dean.whitcombe": 20, "trevor.halloran": 18}
GUIDELINES_READ = {"priya.nair": 300, "kasia.nowak": 290}
GUIDELINES_PAPER = {
    "dean.whitcombe": 298, "adrian.stokes": 298, "trevor.halloran": 285, "lucy.amberley": 285,
}  # fmt: skip
#: With whom a supervisor talked about it, and who has not acknowledged it.
TALKED_WITH = ("gareth.loxley", "leon.marchetti")
GROUPS = {
    "tom.ashby": Tag.SCHOOL_OFFICER, "gareth.loxley": Tag.SCHOOL_OFFICER, "leon.marchetti": Tag.APPRENTICE,
    "simon.teague": Tag.STUDENT_OFFICER, "vikram.chadha": Tag.STUDENT_OFFICER, "karen.boyle": Tag.NEW_SERGEANT,
}  # fmt: skip


def tell_guidance(world: World) -> None:
    """Put the policies on record, each thing on its day."""
    for key, tag in GROUPS.items():
        with clock.standing_at(world.noon(340)):
            services.join_group(world.people[key], tag=tag, starts_on=world.day(340), by=_user(world, KEEPER))
    _social_media(world)
    _guidelines(world)
    _apprentices(world)
    _talked(world)


def _social_media(world: World) -> None:
    """A policy on social media, revised once it had been seen what the first did not say."""
    document = _document(world, 1100, DocumentDetails("Personal use of social media", "Head of communications"))
    _published(world, document, 1100, VersionDetails("The force's first policy on social media", text=SOCIAL_FIRST))
    words = VersionDetails(
        "It now says in so many words that personal accounts are never used with young people, whoever asks.",
        text=SOCIAL_SECOND, question=QUESTION, choices=ANSWERS, right_answer=2,
    )  # fmt: skip
    version = _published(world, document, 35, words)
    _campaign(world, version, 34, Audience(AudienceKind.ALL_STAFF), due=-3)
    with clock.standing_at(world.noon(20)):
        # Not everybody knows it at the first try.
        services.acknowledge(version, choice=1, by=_user(world, "owen.bryce"))
    _read(world, version, SOCIAL_READ, choice=2)
    _on_paper(world, version, SOCIAL_PAPER)


def _guidelines(world: World) -> None:
    """The guidelines for youth schemes, sent to the official scheme and to nobody else."""
    details = DocumentDetails(
        "Communication online with young people", "Coordinator of youth schemes",
        audience_note="Every adult who works with young people for the force, in any scheme",
        meets=MeetsRequirement.COMMUNICATION,
    )  # fmt: skip
    document = _document(world, 330, details)
    words = VersionDetails("Where and how adults and young people of our schemes talk online", text=GUIDELINES)
    version = _published(world, document, 325, words)
    _campaign(world, version, 320, Audience(AudienceKind.OFFICIAL), due=280, closed=275)
    _read(world, version, GUIDELINES_READ)
    _on_paper(world, version, GUIDELINES_PAPER)
    _read(world, version, {"tom.ashby": 20})


def _talked(world: World) -> None:
    """After what came to light supervisors were asked to talk with their own about personal accounts."""
    version = PolicyVersion.objects.in_force().get(
        document__title="Personal use of social media", document__force=world.people[TALKED_WITH[0]].force
    )
    for key, days_ago in zip(TALKED_WITH, (9, 8), strict=True):
        person = world.people[key]
        with clock.standing_at(world.noon(days_ago)):
            talk = services.Talk(
                person.line_manager or world.people[CHIEF], world.day(days_ago),
                "Asked what to do when a child writes. Said: not answer there, tell me the same day.",
            )  # fmt: skip
            services.record_talk(version, talk, person=person, by=_user(world, KEEPER))


def _apprentices(world: World) -> None:
    """A policy that is being written."""
    document = _document(world, 9, DocumentDetails("Apprentices and work with young people", "Head of learning"))
    with clock.standing_at(world.noon(8)):
        words = VersionDetails("What apprentices have to know before they meet young people", text=APPRENTICES)
        services.draft_version(document, words, by=_user(world, KEEPER))


def _user(world: World, key: str) -> User:
    """The user as they would be loaded that day: nothing remembered about roles."""
    return User.objects.get(pk=world.users[key].pk)


def _document(world: World, days_ago: int, details: DocumentDetails) -> PolicyDocument:
    with clock.standing_at(world.noon(days_ago)):
        return services.add_document(details, by=_user(world, KEEPER))


def _published(world: World, document: PolicyDocument, days_ago: int, words: VersionDetails) -> PolicyVersion:
    with clock.standing_at(world.noon(days_ago)):
        draft = services.draft_version(document, words, by=_user(world, KEEPER))
        publication = Publication(effective_from=world.day(days_ago), approved_by=APPROVED_BY)
        return services.publish(draft, publication, version=None, by=_user(world, CHIEF))


def _campaign(
    world: World, version: PolicyVersion, days_ago: int, audience: Audience, *, due: int, closed: int | None = None
) -> None:  # fmt: skip
    with clock.standing_at(world.noon(days_ago)):
        details = CampaignDetails((audience,), due_on=world.day(due), remind_days=7)
        made = services.prepare_campaign(version, details, by=_user(world, KEEPER))
        services.open_campaign(made, version=None, by=_user(world, KEEPER))
    if closed is not None:
        with clock.standing_at(world.noon(closed)):
            services.close_campaign(made, version=None, by=_user(world, KEEPER))


def _read(world: World, version: PolicyVersion, days: dict[str, int], *, choice: int | None = None) -> None:
    for key, days_ago in days.items():
        with clock.standing_at(world.noon(days_ago)):
            services.acknowledge(version, choice=choice, by=_user(world, key))


def _on_paper(world: World, version: PolicyVersion, days: dict[str, int]) -> None:
    for key, days_ago in days.items():
        with clock.standing_at(world.noon(days_ago)):
            paper = Paper(world.day(days_ago), "Signed at the leaders' evening, kept in the unit's file")
            services.record_on_paper(version, paper, person=world.people[key], by=_user(world, KEEPER))
