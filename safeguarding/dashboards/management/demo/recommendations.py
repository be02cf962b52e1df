"""What was recommended because of the founding case, and on its own: how it was answered and whom it has reached.

The founding case brought two local recommendations, which the force accepts and carries out, and a national one that
the body it was for refused with its reasons. Whom they reached is counted from the demo's own acknowledgements, talks
and courses: the official scheme was reached, the adults outside it were not.
"""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.assurance.choices import About, Control
from safeguarding.assurance.models import Requirement
from safeguarding.assurance.services import NewCredential, record_for_person
from safeguarding.assurance.services.catalogue import Figures, NewRequirement, add_requirement
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.guidance.models import PolicyDocument
from safeguarding.people.choices import PlacementRole
from safeguarding.recommendations import services
from safeguarding.recommendations.choices import AddresseeKind, Basis, Channel, Position, Reason, Scope
from safeguarding.recommendations.models import Recommendation, RecommendationAction
from safeguarding.recommendations.services import (
    AudienceDetails,
    Details,
    Draft,
    NewAction,
    NewRecommendation,
    Publication,
    TheirAnswer,
)
from safeguarding.schemes.choices import SchemeKind

LEAD, COORDINATOR, CHIEF, SUPERVISOR = "ruth.adeyemi", "helen.osei", "christine.vale", "diane.whitlock"
IOPC, FORCE = "Independent Office for Police Conduct", "Northshire Police"
SOCIAL, GUIDELINES = "Personal use of social media", "Communication online with young people"
CHIEF_AS = "Assistant Chief Constable"
INPUT = "own_accounts_input"
#: Of the student officers one was away on the day.
HAD_THE_INPUT = ("simon.teague", "karen.boyle")

PERSONAL_ACCOUNTS = Details(
    "Personal social media and people met through work",
    "The force should say in its policies, so that nobody can read it otherwise, that officers and staff "
    "never use their "
    "own social media to be in touch with people they meet through their work. Every officer and member "
    "of staff should "
    "hear it, in an input of its own or in a talk with their line manager.",
    "A member of staff was in touch with a child whom he had met through his work. What the force had "
    "written on social "
    "media did not say that this is not allowed.",
    "2026/LR/1",
)  # fmt: skip
CHANNELS = Details(
    "How adults may be in touch with children, in every scheme",
    "The force should make sure that everybody who works with children, in whatever part, knows the ways in which they "
    "may be in touch with them, and that social media is never one. It should show that this has reached "
    "those who work "
    "outside the official cadet scheme too.",
    "Guidelines had been written for the official scheme. They had not been sent to anybody else.",
    "2026/LR/2",
)  # fmt: skip
STANDARDS = Details(
    "Abuse of position in the standards for police staff",
    "The standards of professional behaviour for police staff should say in so many words that no improper sexual or "
    "emotional relationship is begun or kept up with somebody met through work who may be vulnerable to an abuse of "
    "trust or power.",
    "The standards for police staff do not mention abuse of position for a sexual purpose by name.",
    "2026/NR/1",
)  # fmt: skip


def tell_recommendations(world: World) -> None:
    """Put them on record, each thing on its day."""
    case = Case.objects.get(parties__person=world.people["craig.dunmore"])
    _personal_accounts(world, case)
    _channels(world, case)
    _standards(world, case)
    # Each night it is looked whom they reached by then.
    for days in (36, 7, 1):
        with clock.standing_at(world.noon(days)):
            services.meet_reached(by=world.system)
    _one_register(world)
    _waiting(world)
    _westmoor(world)


def _personal_accounts(world: World, case: Case) -> None:
    held = _ours(world, case, PERSONAL_ACCOUNTS, 40)
    with clock.standing_at(world.noon(38)):
        by = _user(world, COORDINATOR)
        revised = _action(world, held, "Revise the policy on social media", COORDINATOR, 34)
        day_three = _action(world, held, "Give student officers an input on the third day of training", COORDINATOR, 20)
        _action(world, held, "Have newly promoted sergeants pass it on in briefings and talks", SUPERVISOR, -14)
        _action(world, held, "Write a plan of how the force tells what it has learned", CHIEF, 4)
        _whom_personal_accounts_reach(world, held, by)
    with clock.standing_at(world.noon(34)):
        services.finish_action(
            revised, evidence="Version 2 of the policy is in force since then.", version=None,
            by=_user(world, COORDINATOR),
        )  # fmt: skip
    _answered(
        world, held, 30,
        "The force has revised its policy on social media. It says that own accounts are never used with victims, "
        "witnesses, children or anybody else met through work. Student officers hear it on their third day; newly "
        "promoted sergeants hear it and pass it on. A plan for how the force tells what it has learned is "
        "being written.",
    )  # fmt: skip
    with clock.standing_at(world.noon(20)):
        for key in HAD_THE_INPUT:
            new = NewCredential(world.day(20), "List of who was there, kept by the training school")
            record_for_person(_input(world), new, person=world.people[key], by=world.system)
    with clock.standing_at(world.noon(19)):
        services.finish_action(
            day_three, evidence="Timetable of the intake of this autumn, kept by the training school.", version=None,
            by=_user(world, COORDINATOR),
        )  # fmt: skip
    with clock.standing_at(world.noon(9)):
        briefings = held.disseminations.get(channel=Channel.BRIEFING)
        services.tell_audience(
            briefings, told_on=world.day(9), proof="The briefing of the week, kept by learning.", version=None,
            by=_user(world, COORDINATOR),
        )  # fmt: skip


def _whom_personal_accounts_reach(world: World, held: Recommendation, by: User) -> None:
    for audience, channel, words, target, due in (
        ("all_staff", Channel.POLICY, "Personal accounts are never used with people met through work", 90, -10),
        ("tag-new_sergeant", Channel.LINE_MANAGER_TALK, "What to tell the team, and how to ask", 100, -21),
    ):
        _audience(world, held, audience, channel, words, SOCIAL, target, due, by=by)
    for audience, words in (
        ("tag-student_officer", "The third day: why, and what to do instead"),
        ("tag-new_sergeant", "The course for sergeants: what to pass on in briefings and talks"),
    ):
        details = AudienceDetails(audience, Channel.TRAINING, words, world.day(-10), training=_input(world))
        services.add_audience(held, details, by=by)
    _unmeasured(
        world, held, "all_staff", Channel.BRIEFING, "Nobody writes down who stood in which briefing.",
        "Sergeants pass on what is new, and ask whether it is understood", due=5, by=by,
    )  # fmt: skip


def _channels(world: World, case: Case) -> None:
    held = _ours(world, case, CHANNELS, 40)
    with clock.standing_at(world.noon(37)):
        by = _user(world, COORDINATOR)
        _action(world, held, "Send the guidelines to the adults of every scheme, official or not", COORDINATOR, -7)
        _action(world, held, "Write a safeguarding policy for apprentices", COORDINATOR, -30)
        network = _action(world, held, "Meet the officers who work in schools, and keep in touch with them", LEAD, 15)
        for audience, channel, words, policy, target, due in (
            ("outside_official", Channel.POLICY, "The guidelines hold for every scheme", GUIDELINES, 100, 5),
            ("official", Channel.POLICY, "Only approved accounts, in the open, for a purpose", GUIDELINES, 100, 20),
            ("tag-school_officer", Channel.NETWORK, "What to do when a child writes to you", GUIDELINES, 100, -7),
            ("tag-apprentice", Channel.LINE_MANAGER_TALK, "Before you meet young people", SOCIAL, 100, -30),
        ):
            _audience(world, held, audience, channel, words, policy, target, due, by=by)
        leaders = Requirement.objects.get(key="safeguarding_training")
        words = "How adults and young people are in touch, in the training for leaders"
        details = AudienceDetails("outside_official", Channel.TRAINING, words, world.day(-14), training=leaders)
        services.add_audience(held, details, by=by)
        _unmeasured(
            world, held, "official", Channel.NEWSLETTER, "Who reads the newsletter is not on record anywhere.",
            "What changed, and where to read it", due=10, by=by,
        )  # fmt: skip
    with clock.standing_at(world.noon(15)):
        newsletter = held.disseminations.get(channel=Channel.NEWSLETTER)
        services.tell_audience(
            newsletter, told_on=world.day(15), proof="The autumn issue, kept by the coordinator.", version=None,
            by=_user(world, COORDINATOR),
        )  # fmt: skip
    _answered(
        world, held, 29,
        "Guidelines for contact with young people are in force. They are being sent to the adults of every scheme, and "
        "to officers who work in schools. Apprentices get a policy of their own. Whom they reached is counted by "
        "audience, those outside the official scheme first.",
    )  # fmt: skip
    with clock.standing_at(world.noon(16)):
        services.finish_action(
            network, evidence="First meeting held; the list of who came is kept by the lead.", version=None,
            by=_user(world, LEAD),
        )  # fmt: skip


def _standards(world: World, case: Case) -> None:
    with clock.standing_at(world.noon(40)):
        held = services.record_recommendation(
            NewRecommendation(
                STANDARDS, Basis.GENERAL_S10, Scope.NATIONAL, IOPC, "Police Staff Council", AddresseeKind.POLICING,
                world.day(41), case=case,
            ),
            by=_user(world, LEAD),
        )  # fmt: skip
        services.release(held, version=None, by=_user(world, LEAD))
    with clock.standing_at(world.noon(12)):
        answer = TheirAnswer(
            Position.NOT_ACCEPTED,
            "The council does not change the standards. It holds that they applied to this case as they are.",
            (Reason.NOT_SHOWN, Reason.EXISTING_RULES, Reason.ANOTHER_DOCUMENT),
            "It was not shown that the case was harder to decide because the standards lack these words. Honesty and "
            "integrity, authority, respect and courtesy, and discreditable conduct would each have applied. The "
            "code of "
            "ethics of the service already says it.",
            answered_on=world.day(13),
        )  # fmt: skip
        services.record_answer(held, answer, version=None, by=_user(world, LEAD))


def _one_register(world: World) -> None:
    """An inspectorate's, carried out, verified by somebody who had no part in it, and closed."""
    said = Details(
        "One register of all schemes with young people",
        "The force should keep one register of every scheme in which its officers and staff work with young people, "
        "official or not, with who answers for each.",
    )  # fmt: skip
    with clock.standing_at(world.noon(300)):
        held = services.record_recommendation(
            NewRecommendation(
                said, Basis.INSPECTORATE, Scope.LOCAL, "Inspectorate of constabulary", FORCE, AddresseeKind.THIS_FORCE,
                world.day(301), answer_by=world.day(240),
            ),
            by=_user(world, SUPERVISOR),
        )  # fmt: skip
        services.assign(held, owner=_user(world, COORDINATOR), version=None, by=_user(world, SUPERVISOR))
        action = _action(world, held, "Put every scheme on the register", COORDINATOR, 200)
    _answered(world, held, 270, "Every scheme stands on one register, with who decided about it.")
    with clock.standing_at(world.noon(210)):
        by = _user(world, COORDINATOR)
        services.finish_action(action, evidence="The register of schemes.", version=None, by=by)
        services.evidence(held, evidence="The register, beside the list of each unit's schemes.", version=None, by=by)
    with clock.standing_at(world.noon(190)):
        by = _user(world, LEAD)
        services.verify(held, verified_how="Compared the register with what three schools said.", version=None, by=by)
        services.close(held, reason="Carried out and verified.", version=None, by=by)


def _waiting(world: World) -> None:
    """One whose 56 days run, with more time asked for; nobody has approved an answer yet."""
    said = Details(
        "A second adult in every group of messages",
        "The force should make sure that a second adult reads along in every group in which adults and young people of "
        "its schemes write to each other, and that this is looked at from time to time.",
    )  # fmt: skip
    with clock.standing_at(world.noon(33)):
        held = services.record_recommendation(
            NewRecommendation(
                said, Basis.PARA_28A, Scope.LOCAL, IOPC, FORCE, AddresseeKind.THIS_FORCE, world.day(36)
            ),
            by=_user(world, LEAD),
        )  # fmt: skip
        services.assign(held, owner=_user(world, COORDINATOR), version=None, by=_user(world, LEAD))
    with clock.standing_at(world.noon(20)):
        _action(world, held, "Look at the groups of three schemes", COORDINATOR, -12)
        answer = Draft(Position.ACCEPTED, "The rules ask for a second adult already. Three schemes will be looked at.")
        services.draft(held, answer, version=None, by=_user(world, COORDINATOR))


def _westmoor(world: World) -> None:
    said = Details(
        "Leave for contact ends", "The force should see to it that leave to be in contact always has an end."
    )
    with clock.standing_at(world.noon(25)):
        services.record_recommendation(
            NewRecommendation(
                said, Basis.FORCE, Scope.LOCAL, "Westmoor Police", "Westmoor Police", AddresseeKind.THIS_FORCE,
                world.day(25), answer_by=world.day(-20),
            ),
            by=_user(world, "robert.skene"),
        )  # fmt: skip


def _ours(world: World, case: Case, said: Details, days: int) -> Recommendation:
    """One of paragraph 28A from the founding case, on the board of the force and in the coordinator's hands."""
    with clock.standing_at(world.noon(days)):
        lead = _user(world, LEAD)
        new = NewRecommendation(
            said, Basis.PARA_28A, Scope.LOCAL, IOPC, FORCE, AddresseeKind.THIS_FORCE, world.day(days + 1), case=case
        )
        held = services.record_recommendation(new, by=lead)
        services.release(held, version=None, by=lead)
        return services.assign(held, owner=_user(world, COORDINATOR), version=None, by=lead)


def _answered(world: World, held: Recommendation, days: int, text: str) -> None:
    """Written, approved by a chief officer, sent, published and begun."""
    with clock.standing_at(world.noon(days + 2)):
        answer = Draft(Position.ACCEPTED, text)
        services.draft(held, answer, version=None, by=_user(world, COORDINATOR))
    with clock.standing_at(world.noon(days + 1)):
        services.approve(held, approved_as=CHIEF_AS, version=None, by=_user(world, CHIEF))
    with clock.standing_at(world.noon(days)):
        by = _user(world, SUPERVISOR)
        services.send(held, sent_on=world.day(days), version=None, by=by)
    with clock.standing_at(world.noon(days - 8)):
        published = Publication(world.day(days - 8), "https://www.northshire.example/recommendations")
        services.publish(held, published, version=None, by=_user(world, SUPERVISOR))
        services.begin(held, version=None, by=_user(world, SUPERVISOR))


def _action(world: World, held: Recommendation, what: str, owner: str, due: int) -> RecommendationAction:
    new = NewAction(what, _user(world, owner), world.day(due))
    # Of one that came from a case, who reads the case gives something to others.
    by = LEAD if held.case_id is not None and owner != COORDINATOR else COORDINATOR
    return services.add_action(held, new, by=_user(world, by))


def _audience(
    world: World, held: Recommendation, audience: str, channel: str, words: str, policy: str, target: int, due: int, *,
    by: User,
) -> None:  # fmt: skip
    document = PolicyDocument.objects.get(title=policy, force=held.force)
    details = AudienceDetails(audience, channel, words, world.day(due), policy=document, target=target)
    services.add_audience(held, details, by=by)


def _unmeasured(
    world: World, held: Recommendation, audience: str, channel: str, why: str, words: str, *, due: int, by: User
) -> None:  # fmt: skip
    details = AudienceDetails(audience, channel, words, world.day(due), unmeasured_because=why)
    services.add_audience(held, details, by=by)


def _input(world: World) -> Requirement:
    """The input of the training school on own accounts: asked of who works in schools, given to new officers."""
    found = Requirement.objects.filter(key=INPUT).first()
    if found is not None:
        return found
    new = NewRequirement(
        INPUT, "Input on own accounts and people met through work", About.PERSON, Control.TRAINING,
        "House policy, after a recommendation", Figures(valid_months=None, warn_days=0, is_blocking=False),
        roles=(PlacementRole.ORGANISER, PlacementRole.LEADER), scheme_kinds=(SchemeKind.SCHOOL_PARTNERSHIP,),
        evidence="List of who was there",
    )  # fmt: skip
    return add_requirement(new, by=_user(world, CHIEF))


def _user(world: World, key: str) -> User:
    """The user as they would be loaded that day: nothing remembered about roles."""
    return User.objects.get(pk=world.users[key].pk)
