"""Two subject access requests: of the adult of the founding case, being decided, and of a young person, answered."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.people.models import Person
from safeguarding.subject_access import services
from safeguarding.subject_access.choices import Asker, Exemption, Proof, Status, Verdict, Way
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.services import NewRequest, Ruling

LEAD, SUPERVISOR, AUDITOR = "ruth.adeyemi", "diane.whitlock", "neil.prentice"
SOLICITOR = "Marlowe and Finch, solicitors"
OF_LEADERS = "It is what the unit's leaders had to do, and says nothing of him."
CRIME = "The file is with the prosecutor, and telling it now would show what is being looked into."
#: So often, words that are asked about can bring up the words beside them.
ROUNDS = 5
#: How many days ago each was received, and the other one answered.
DAYS_AGO, ANSWERED_AGO, GIVEN_AGO = 16, 40, 14


def tell_subject_access(world: World) -> None:
    """Recorded through the services, so that clocks, log and document are what the application makes of them."""
    with clock.standing_at(clock.now() - dt.timedelta(days=GIVEN_AGO)):
        _answered(world)
    _being_decided(world)


def _user(world: World, name: str) -> User:
    return User.objects.get(pk=world.users[name].pk)


def _begun(world: World, person: Person, *, by: User, ago: int, asked_by: str = Asker.THEMSELF) -> AccessRequest:
    day = clock.today() - dt.timedelta(days=ago)
    is_theirs = asked_by == Asker.THEMSELF
    made = services.record_request(
        NewRequest(
            person=person, asked_by=asked_by, received_on=day, received_how=Way.EMAIL,
            asker_name="" if is_theirs else SOLICITOR,
            authority="" if is_theirs else "A form of authority that he signed",
            scope="Everything that is held about me." if is_theirs else "All that is held about our client.",
        ),
        by=by,
    )  # fmt: skip
    proved = day + dt.timedelta(days=2)
    services.prove(made, proof=Proof.DOCUMENT, proved_on=proved, by=by, note="Seen by the front desk")
    services.gather(made, by=by)
    services.work_waiting()
    return AccessRequest.objects.get(pk=made.pk)


def _being_decided(world: World) -> None:
    """The adult's solicitor asks. Some is decided; what the prosecutor has is kept back."""
    lead, auditor = _user(world, LEAD), _user(world, AUDITOR)
    person = Person.objects.get(user=_user(world, "craig.dunmore"))
    made = _begun(world, person, by=auditor, ago=DAYS_AGO, asked_by=Asker.SOLICITOR)
    theirs = list(made.items.filter(case=None, concern=None, questions=[]).values_list("pk", flat=True))
    services.decide(made, theirs, Ruling(Verdict.GIVE), by=auditor)
    of_case = made.items.filter(source__in=("concern", "exhibit", "finding")).filter(case__isnull=False)
    readable = list(of_case.visible_to(lead).values_list("pk", flat=True))
    if readable:
        services.decide(made, readable, Ruling(Verdict.WITHHOLD, Exemption.CRIME, CRIME), by=lead)


def _answered(world: World) -> None:
    """A young person asked for his own file and has it: others by label, one law named for what he was not given."""
    lead, auditor = _user(world, LEAD), _user(world, AUDITOR)
    person = world.people["Jaydon Clarke"]
    made = _begun(world, person, by=auditor, ago=ANSWERED_AGO - GIVEN_AGO)
    _answer_words(made, lead)
    for who in (auditor, lead):
        mine = made.items.filter(verdict="").visible_to(who)
        of_others = list(mine.filter(source="task").values_list("pk", flat=True))
        if of_others:
            services.decide(made, of_others, Ruling(Verdict.WITHHOLD, Exemption.NOT_THEIRS, OF_LEADERS), by=who)
        chosen = list(mine.values_list("pk", flat=True))
        if chosen:
            services.decide(made, chosen, Ruling(Verdict.GIVE), by=who)
    services.hand_in(made, by=auditor)
    for who in (lead, _user(world, SUPERVISOR)):
        if AccessRequest.objects.get(pk=made.pk).status == Status.TO_APPROVE:
            services.approve(made, by=who)
    services.work_waiting()
    held = AccessRequest.objects.get(pk=made.pk)
    services.disclose(held, on=clock.today(), how=Way.POST, to=person.name, by=auditor)


def _answer_words(made: AccessRequest, by: User) -> None:
    """All that may be somebody's name goes. What stands beside it may be asked about then."""
    for _ in range(ROUNDS):
        for words in sorted({words for item in made.items.all() for words in item.questions}):
            services.answer_words(made, words=words, stays=False, reason="It may be somebody else's name", by=by)
