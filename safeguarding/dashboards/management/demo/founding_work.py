"""The work on the founding case, from the day it was opened: referrals, enquiries, measures, reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from safeguarding.cases.choices import (
    EntryKind,
    GrantKind,
    MeasureKind,
    PartyRole,
    ReferralKind,
    TimePrecision,
)
from safeguarding.cases.rules.first_steps import PRESERVE
from safeguarding.core import clock
from safeguarding.dashboards.management.demo import conduct, tracks
from safeguarding.dashboards.management.demo.contacts import name_his_own_account
from safeguarding.dashboards.management.demo.evidence import hand_in_the_phone, hand_it_on, offer_it_back
from safeguarding.dashboards.management.demo.founding import SAFETY_PLAN, SITUATION, SITUATION_NOW
from safeguarding.dashboards.management.demo.ground import place
from safeguarding.dashboards.management.demo.phone import (
    ask_the_rules,
    bundle_what_was_agreed,
    say_what_it_shows,
    say_who_they_are,
    say_whose_it_was,
    take_in_the_downloads,
)
from safeguarding.dashboards.management.demo.phone_talks import ELLIE, ELLIE_SNAP, TAMSIN
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.dashboards.management.demo.story import Telling
from safeguarding.dashboards.management.demo.when import Scene, ago, at_a_desk
from safeguarding.people.choices import AgeBand, PersonKind, PlacementRole
from safeguarding.people.models import Person


class Founding(Telling):
    """The scenes of the founding case after it was decided."""

    def scenes(self) -> Iterator[Scene]:
        yield Scene(ago(self.world.now, 940), lambda: name_his_own_account(self.world))
        yield from super().scenes()
        yield from self._first_days()
        yield from self._enquiries()
        yield from self._later()
        yield from conduct.scenes(self.casework, self._on)
        yield from tracks.scenes(self.casework, self._on)

    def _on(self, day: int, at: str) -> dt.datetime:
        """That time on a day of the case; a weekend moves it to the Monday."""
        date = clock.london_date(self.begins) + dt.timedelta(days=day)
        return at_a_desk(dt.datetime.combine(date, dt.time.fromisoformat(at), tzinfo=clock.LONDON))

    def _first_days(self) -> Iterator[Scene]:
        do = self.casework
        yield Scene(self._on(0, "13:10"), lambda: do.restrict("The subject has many friends in the building."))
        yield Scene(self._on(0, "13:15"), self._let_psd_in)
        yield Scene(
            self._on(0, "13:40"),
            lambda: do.send(
                ReferralKind.POLICE_CRIME_REPORT, "Northshire Police, crime recording", their_reference="NS/CR/8841"
            ),
        )
        yield Scene(
            self._on(0, "14:05"),
            lambda: do.send(ReferralKind.CHILDRENS_SOCIAL_CARE, "Northshire Children's Services, front door"),
        )
        yield Scene(
            self._on(0, "14:30"),
            lambda: do.send(
                ReferralKind.LADO, "Northshire Council, LADO", contact="Duty LADO", their_reference="LADO 2291"
            ),
        )
        yield Scene(self._on(0, "15:00"), lambda: do.send(ReferralKind.PSD, "Professional Standards"))
        yield Scene(self._on(0, "15:45"), lambda: do.header(situation=SITUATION, safety_plan=SAFETY_PLAN))
        yield Scene(
            self._on(0, "16:20"),
            lambda: do.send(ReferralKind.IOPC, "IOPC, assessment unit", their_reference="IOPC-DEMO-5107"),
        )
        yield Scene(
            self._on(0, "17:10"),
            lambda: do.measure(
                MeasureKind.REMOVED_FROM_ROLE,
                "Taken off the school links and every scheme by his inspector.",
                review=28,
            ),
        )
        yield Scene(
            self._on(0, "17:20"),
            lambda: do.measure(
                MeasureKind.DEVICE_HELD,
                "Personal phone handed over and sealed. Force laptop and airwave log kept.",
                review=28,
            ),
        )
        yield Scene(self._on(0, "17:30"), lambda: hand_in_the_phone(do))
        yield Scene(
            self._on(0, "17:40"),
            lambda: do.done(
                PRESERVE, "Pictures taken of the few messages left on the girl's phone. Letters to both platforms sent."
            ),
        )
        yield Scene(self._on(1, "09:10"), lambda: do.step("assess"))

    def _let_psd_in(self) -> None:
        do = self.casework
        do.let_in("joel.fenwick", GrantKind.INVESTIGATE, "Investigates for PSD")
        do.let_in("stephen.rowe", GrantKind.SUPERVISE, "Supervises the PSD track")

    def _enquiries(self) -> Iterator[Scene]:
        do = self.casework
        yield Scene(
            self._on(1, "09:40"),
            lambda: do.decision(
                "Is the scheme at the primary school to go on meanwhile?",
                "Let it run with another adult; suspend it; close it.",
                "Suspended until it is known what happened there.",
                "It was let run on conditions that nobody has checked for a year. Its two organisers are in this case.",
            ),
        )
        yield Scene(
            self._on(1, "11:30"),
            lambda: do.answer(
                ReferralKind.CHILDRENS_SOCIAL_CARE,
                "Accepted. Strategy discussion the same afternoon, without his command.",
            ),
        )
        yield Scene(
            self._on(1, "16:00"),
            lambda: do.call(
                "Strategy discussion: social care, health, the school and this team. The police attendee is from "
                "another "
                "command. Agreed: the girl is interviewed by trained officers; the adult is told nothing before that."
            ),
        )
        yield Scene(
            self._on(2, "10:30"),
            lambda: do.answer(
                ReferralKind.LADO, "Threshold agreed. First meeting next week. They ask which other settings he visits."
            ),
        )
        yield Scene(self._on(2, "14:10"), lambda: hand_it_on(do))
        yield Scene(self._on(3, "15:00"), lambda: offer_it_back(do))
        yield Scene(
            self._on(3, "15:30"),
            lambda: do.entry(
                EntryKind.OBSERVATION,
                "Child A says that the messages come most evenings and that she stopped answering a month ago. She "
                "looks "
                "for the car before she turns into her road.",
            ),
        )
        yield Scene(
            self._on(4, "11:00"),
            lambda: do.call(
                "Child E, the friend, remembers being told of a car around the corner from the house, and that Child "
                "A did "
                "not want to walk alone.",
                by="joel.fenwick",
            ),
        )
        yield Scene(
            self._on(5, "12:00"),
            lambda: do.decide_duty(
                "Permission was withdrawn because a child may have been harmed. He would be removed for good if the "
                "account "
                "is right. A referral is made now and added to later.",
                "refer",
            ),
        )
        yield Scene(self._on(5, "16:10"), lambda: do.send(ReferralKind.DBS, "Disclosure and Barring Service"))
        yield Scene(self._on(6, "09:30"), self._scheme_record)
        yield Scene(self._on(7, "14:00"), lambda: do.answer(ReferralKind.PSD, "Investigator appointed: J Fenwick."))

    def _scheme_record(self) -> None:
        """From the school's own register: she was in the scheme, years ago."""
        girl = Person.objects.get(given_name="Ellie", family_name="Marsden")
        place(self.world, girl, self.world.schemes[GUARDIANS], PlacementRole.YOUNG_PERSON, 900, 620)
        self.casework.entry(
            EntryKind.EVENT, "The school's register shows Child A in the scheme for about nine months.",
            back=dt.timedelta(days=700), precision=TimePrecision.ABOUT,
        )  # fmt: skip

    def _later(self) -> Iterator[Scene]:
        do = self.casework
        yield Scene(self._on(12, "10:00"), lambda: do.step("activate"))
        yield Scene(
            self._on(12, "10:40"),
            lambda: do.task("Ask the school for the register and visitor log of the scheme", due=10),
        )
        yield Scene(self._on(13, "14:10"), lambda: take_in_the_downloads(do))
        yield Scene(self._on(13, "14:50"), lambda: say_whose_it_was(do))
        yield Scene(self._on(13, "15:00"), lambda: ask_the_rules(do, {ELLIE: "Ellie", ELLIE_SNAP: "Ellie"}))
        yield Scene(
            self._on(13, "15:20"),
            lambda: do.entry(
                EntryKind.MESSAGE,
                "First part of the phone examined: six messaging apps. Contact with many accounts; for "
                "most of them neither name nor age can be found.",
                by="joel.fenwick",
            ),
        )
        yield Scene(self._on(14, "09:20"), self._others)
        yield Scene(self._on(14, "10:00"), lambda: say_who_they_are(do, {TAMSIN: "Tamsin"}))
        yield Scene(self._on(15, "11:30"), lambda: say_what_it_shows(do))
        yield Scene(self._on(15, "12:10"), lambda: bundle_what_was_agreed(do))
        yield Scene(
            self._on(16, "11:15"),
            lambda: do.entry(
                EntryKind.OBSERVATION,
                "The way he writes to the second girl is so like what Child A described that it looks like a habit.",
                is_opinion=True,
                by="joel.fenwick",
            ),
        )
        yield Scene(
            self._on(19, "13:00"),
            lambda: do.done(
                "Ask the school for the register and visitor log of the scheme",
                "Received. A teacher signed in at 31 of 40 sessions; for nine there is no signature.",
            ),
        )
        yield Scene(
            self._on(19, "13:20"),
            lambda: do.decision(
                "Are the families of all children of the scheme told?",
                "Tell all now; tell after the interviews; tell none.",
                "All are told in one letter from school and force after the last interview.",
                "Telling them now could colour what children say. Waiting longer leaves them without help.",
            ),
        )
        yield Scene(
            self._on(6, "08:40"),
            lambda: do.answer(ReferralKind.IOPC, "The IOPC investigates it independently."),
        )
        yield from self._after_the_interviews()

    def _after_the_interviews(self) -> Iterator[Scene]:
        do = self.casework
        yield Scene(
            self._on(25, "09:30"),
            lambda: do.review(
                "Referrals are all out; the DBS has not answered. The girl is met after school every day.",
                "Second phone report. Interviews of two more young people. Letter to families drafted.",
            ),
        )
        yield Scene(
            self._on(25, "10:15"),
            lambda: do.review_measures("The examination is not finished. Both measures stay.", review=28),
        )
        yield Scene(
            self._on(29, "16:00"),
            lambda: do.correct(
                "Child E, the friend",
                "Child E, the friend, remembers being told of a car around the corner from the house, and that Child "
                "A did "
                "not want to walk alone after that. She was told this before the holidays, not after.",
                "The month was missing; she gave it when her account was read back.",
            ),
        )
        yield Scene(self._on(33, "11:00"), lambda: do.task("Agree the letter to families with the school", due=9))
        yield Scene(
            self._on(36, "10:00"),
            lambda: do.task("Second phone report from the laboratory", due=16, owner="joel.fenwick"),
        )
        yield Scene(self._on(44, "10:30"), lambda: do.header(situation=SITUATION_NOW, safety_plan=SAFETY_PLAN))
        yield Scene(
            self._on(45, "12:10"),
            lambda: do.call(
                "Mrs Marsden rang. Her daughter slept through for the first time. They ask when they hear more."
            ),
        )

    def _others(self) -> None:
        """More young people, one by name and two nobody can name."""
        do = self.casework
        girl = Person.objects.create(
            force=self.world.forces["northshire"], unit=self.concern.unit, kind=PersonKind.YOUNG_PERSON,
            given_name="Tamsin", family_name="Okoro", age_band=AgeBand.FROM_13_TO_15, created_by=do.case.owner,
        )  # fmt: skip
        self.world.people["Tamsin Okoro"] = girl
        do.party(PartyRole.YOUNG_PERSON, person="Tamsin Okoro")
        for account in ("An account with a horse as its picture", "An account without a picture, name in lower case"):
            do.party(PartyRole.UNIDENTIFIED, description=f"{account}; age not known", kind=PersonKind.YOUNG_PERSON)
