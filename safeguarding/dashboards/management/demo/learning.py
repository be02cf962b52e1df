"""The learning report of the founding case: every section that such reports have, guarded, approved, naming nobody."""

from __future__ import annotations

import io

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.files import services as files
from safeguarding.learning import services
from safeguarding.learning.models import LearningReport, SchemeReply
from safeguarding.learning.policies import OF_ONE_SIDE, may_reply
from safeguarding.learning.selectors.guarding import guarded
from safeguarding.learning.services.writing import P

LEAD, SUPERVISOR, OF_PSD = "ruth.adeyemi", "diane.whitlock", "stephen.rowe"
TITLE = "An unofficial cadet scheme, and messages to a child on personal accounts"
EARLY = "Schemes outside the official one run now. What was learned cannot wait until the last track has ended."
SECTIONS = {
    "issues": "Schemes for young people that run outside the official cadet scheme\n\n"
    "Personal social media used to reach people met through work\n\n"
    "How adults communicate with young people",
    "areas": "Professional standards\n\nWork with children and young people",
    "overview": "Child A was in her early teens. While she was at primary school she had belonged to a scheme that two "
    "PCSOs ran there and that was no part of the official cadet scheme. PCSO B had known her for years, because he "
    "worked at the school.\n\n"
    "When she had moved on to secondary school she met PCSO B on her way home, often several times a week, and talked "
    "with him. He then followed her on Instagram and wrote to her, and later on Snapchat too. She answered shortly, so "
    "that it would end. He unfollowed her and followed her again, deleted most of what he had written, asked her to do "
    "the same, and told her to tell nobody. What he wrote went from asking how she was to compliments about how she "
    "looked and to saying that he liked her. A friend said that Child A was afraid of the way home.\n\n"
    "Child A told her parents, and they told the force. Messages of the same kind to other people were found on one of "
    "the platforms. The phone of PCSO B held many more contacts, and pictures that had been sent, and it could not be "
    "established who those people were or how old.\n\n"
    "Senior leaders had been worried that the scheme had no such training, vetting and risk assessment as the official "
    "one. They let it go on under three conditions: no trips arranged by the force, a teacher always present, and the "
    "word cadet not used. They offered support; the two PCSOs were given time for a course on child protection, and "
    "checks were made with the Disclosure and Barring Service.",
    "investigation": "An independent investigation by the Independent Office for Police Conduct.",
    "local_recommendations": "The force should say in its policy, so that nobody can read it otherwise, that personal "
    "social media is not used to reach people met through work. Everybody should hear it, where needed from their line "
    "manager. What was written before did not say so.\n\n"
    "Everybody who works with children in whatever part should know the ways in which they may communicate, and that "
    "social media is never one for contact with a child. The force should show that this reaches those outside the "
    "official cadet scheme: work on it had begun after another investigation, for the official scheme alone.",
    "national_recommendations": "The standards of professional behaviour for police staff should name abuse of "
    "position for a sexual purpose: that no improper sexual or emotional relationship is begun with somebody "
    "met through work who may be vulnerable to an abuse of trust or power. They did not say it clearly.",
    "local_responses": "Accepted. The policy on social media was revised: a victim or a witness is never contacted "
    "through an own account, whether it is used for work or not, and it says why. Student officers hear it early in "
    "their training, and newly promoted sergeants pass it on in briefings and talks. There is a plan for how the force "
    "tells what it has learned.\n\n"
    "Accepted. Rules hold for every account of the official scheme: only accounts that the central team approved, a "
    "list of who may use them, no friend requests to young people, open forums with a second adult aware, a purpose, "
    "and no private messages to one person. No contact runs through personal accounts; if a young person tries to, it "
    "is reported to a supervisor and the central team and stands on the risk register. A new safeguarding policy takes "
    "this to those outside the official scheme, to school officers and to apprentices.",
    "national_responses": "Not accepted. The body said that the lack of such words had not been shown to weaken the "
    "case, that the standards on honesty, on authority, respect and courtesy and on discreditable conduct would have "
    "applied, and that the code of ethics says it already.",
    "staff_outcomes": "PCSO B had a case to answer for gross misconduct for inappropriate contact with a child through "
    "social media.\n\nAfter a gross misconduct hearing PCSO B was dismissed without notice.",
    "criminal_outcome": "Misconduct in public office and sexual communication with a child were considered. The Crown "
    "Prosecution Service decided that there was not enough evidence to charge.",
    "policy_questions": "Does your force say clearly how personal social media may be used, and that it is not used to "
    "reach members of the public?",
    "manager_questions": "What has your force done so that every scheme with young people has proper vetting, risk "
    "assessment and safeguarding?",
}  # fmt: skip
#: Why what the guard asks about may stay.
MAY_STAY = "Said of a post and not of a person; it is so in every force."
NOTICE = (
    "What every helper signs.\n\nI write to young people over the accounts of the unit alone, and a second adult "
    "sees it.\n"
    "If a young person writes to me privately, I tell the coordinator the same day.\n"
)
COORDINATOR = "helen.osei"
SECOND_TITLE = "Lifts home, and messages from a personal phone"
SECOND = {
    "issues": "Lifts given by one adult alone\n\nMessages from a personal phone",
    "areas": "Work with children and young people",
    "overview": "An officer who helped with cadets gave Child A lifts home by himself, over two months, and wrote to "
    "them from his own phone. He said that it was kindness, and that there was no other way home. Other adults knew of "
    "the lifts. Nobody asked, because nobody thought that it was theirs to ask.",
    "investigation": "An investigation by the force, after the local authority designated officer was told.",
    "local_recommendations": "",
    "staff_outcomes": "A case to answer for misconduct, and a written warning. He does not go back to cadets.",
    "criminal_outcome": "",
    "policy_questions": "Does every adult know whom to tell of a lift that one of them gave alone?",
    "manager_questions": "How would you hear of contact that runs over a phone of an adult's own?",
}  # fmt: skip
BULLETIN_TITLE = "Kindness that nobody else could see"
BULLETIN = {
    "introduction": "Two cases, two kinds of scheme, one way in: an adult whom everybody trusted moved the contact to "
    "where nobody else could see it.",
    "first": "An adult who had run a scheme at a school followed a child on social media and wrote to her there. He "
    "asked her to tell nobody. The scheme was not the official one, and had none of its training, vetting and checks.",
    "second": "An adult drove a child home alone, again and again, and wrote from his own phone. Others knew of the "
    "lifts and thought it kind.",
    "lessons": "Contact with a child runs over approved accounts alone, with a second adult who sees it.\n\n"
    "A lift is given by two adults, or it is told to somebody the same day.\n\n"
    "Whoever sees something that only one adult could see tells the safeguarding lead. It need not be certain.",
}  # fmt: skip
#: How the first schemes answered: to what policy makers are asked, and to what managers are asked.
ANSWERS = (
    (
        services.Reply("yes", "Everybody signed the guidelines this autumn.", "Acknowledgements of the guidelines"),
        services.Reply("partly", "Two helpers still wait for their vetting.", "Readiness of the scheme, vetting"),
    ),
    (
        services.Reply("no", "The adults are told in person; nothing is written for them."),
        services.Reply("yes", "Risk assessment and checks are in date.", "Register of risk assessments"),
    ),
)


def tell_learning(world: World) -> None:
    """Begun from the record, written, approved by somebody who wrote nothing of it; its questions sent to schemes."""
    case = Case.objects.get(parties__person=world.people["craig.dunmore"])
    lead, other, keeper, psd = (
        User.objects.get(pk=world.users[name].pk) for name in (LEAD, SUPERVISOR, COORDINATOR, OF_PSD)
    )
    with clock.standing_at(world.noon(5)):
        report = services.begin(case, title=TITLE, early_because=EARLY, by=lead)
        theirs = {key: text for key, text in SECTIONS.items() if key in OF_ONE_SIDE}
        own = {key: text for key, text in SECTIONS.items() if key not in theirs}
        services.edit(report, services.Text(TITLE, own), version=None, by=lead)
        # What became of the officer is written by professional standards, who hand in the whole.
        report = services.edit(report, services.Text(TITLE, theirs), version=None, by=psd)
        for one in guarded(report).asked:
            services.answer(report, key=one.find.key, reason=MAY_STAY, by=psd)
        services.submit(report, version=None, by=psd)
    with clock.standing_at(world.noon(4)):
        services.approve(report, version=None, by=other)
    with clock.standing_at(world.noon(4)):
        sent = services.send(report, due_on=world.day(1), by=lead)
    with clock.standing_at(world.noon(3)):
        for asked, answers in zip(sent.replies.select_related("scheme"), ANSWERS, strict=False):
            if may_reply(keeper, asked.scheme):
                if answers[0].answer == "yes":
                    _show(asked, keeper)
                services.reply(asked, answers, version=None, by=keeper)
    with clock.standing_at(world.noon(2)):
        _tell_bulletin(report, _second_report(lead, other), lead, other)


def _show(asked: SchemeReply, by: User) -> None:
    """A file that shows what the first scheme answered."""
    stored = files.store(io.BytesIO(NOTICE.encode()), name="notice-to-helpers.txt", by=by)
    services.put_reply_file(asked, question=0, stored=stored, note="What every helper signs", by=by)


def _second_report(lead: User, other: User) -> LearningReport:
    """Of a case that is closed: another adult, another child, the same way in."""
    case = Case.objects.get(situation__startswith="Lifts alone")
    return _through(services.begin(case, title=SECOND_TITLE, by=lead), SECOND_TITLE, SECOND, lead, other)


def _tell_bulletin(first: LearningReport, second: LearningReport, lead: User, other: User) -> None:
    """What both have shown, in one text."""
    made = services.begin_bulletin([first.pk, second.pk], title=BULLETIN_TITLE, by=lead)
    shown = {f"report_{first.pk}": BULLETIN["first"], f"report_{second.pk}": BULLETIN["second"]}
    sections = {"introduction": BULLETIN["introduction"], **shown, "lessons": BULLETIN["lessons"]}
    _through(made, BULLETIN_TITLE, sections, lead, other)


def _through(made: P, title: str, sections: dict[str, str], lead: User, other: User) -> P:
    """Written, what the guard asks answered, handed in, and approved by another."""
    made = services.edit(made, services.Text(title, sections), version=None, by=lead)
    for one in guarded(made).asked:
        services.answer(made, key=one.find.key, reason=MAY_STAY, by=lead)
    services.submit(made, version=None, by=lead)
    return services.approve(made, version=None, by=other)
