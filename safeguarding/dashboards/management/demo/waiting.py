"""Concerns that still wait (new, late, urgent, for an answer), and those that joined a case or were split."""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.cases.choices import ConcernPartyRole, InDanger, Indicator, LearnedHow, Route
from safeguarding.cases.models import Concern
from safeguarding.cases.services import enquiries, triage
from safeguarding.dashboards.management.demo.phone_talks import SNAPCHAT
from safeguarding.dashboards.management.demo.story import Asked, Story, Telling
from safeguarding.dashboards.management.demo.told import (
    OF_CONCERN,
    Online,
    Told,
    Verdict,
    adult,
    around,
    child,
    known,
    on,
    over,
    parent,
    somebody,
    young_somebody,
)
from safeguarding.dashboards.management.demo.when import Scene, ago

WAITING = (
    Story(
        Told(by="owen.bryce", ago=7, at="09:50", how=LearnedHow.OTHER_TOLD, when=around(10),
             text="A shopkeeper says that a man in his thirties buys drinks for two school-age girls every Friday.",
             who=(somebody("Man in his thirties, white van"), young_somebody("Two girls in green blazers")),
             signs=(Indicator.OTHERS,)),
        asked=Asked("martin.keane", 4, "Which shop is it, and would the shopkeeper speak to us?"),
    ),
    Story(
        Told(by="hamid.rahimi", ago=2, at="18:40", how=LearnedHow.CHILD_TOLD, when=on(1),
             text="A cadet asked whether leaders are allowed to have Snapchat. She did not say why.",
             who=(known("Tilly Grange"), somebody("A leader, not named"))),
        asked=Asked("joyce.mensah", 15, "Did she say anything else when you saw her next?"),
    ),
    Story(
        Told(by="gwen.hartley", ago=5, at="14:20", how=LearnedHow.CHILD_TOLD, when=over(14, 1),
             text="A pupil says that a man from the gym walks with her to the tram and talks about her sport.",
             who=(child("Leila Haddad", 14, "Millbrook School"), somebody("Man from the gym, about 40")),
             words="“I take the long way now.”", signs=(Indicator.PRESENCE, Indicator.DISENGAGES)),
        asked=Asked("ruth.adeyemi", 3, "Does she know which gym, or what he is called?", 22,
                    "She thinks that it is the one by the canal. Others call him Coach Dee."),
    ),
    Story(
        Told(by="tom.ashby", ago=9, at="16:30", how=LearnedHow.PARENT_TOLD, when=over(20, 2),
             text="A father says that the officer who came about a burglary has sent his daughter friend requests "
                 "since.",
             who=(known("leon.marchetti"), child("Poppy Lyle", 15, "Millbrook School"), parent("Andrew Lyle")),
             online=Online("Facebook"), signs=(Indicator.BEFRIENDS_PERSONAL,)),
    ),
    Story(
        Told(by="colin.teale", ago=8, at="13:00", how=LearnedHow.RECORD, when=around(30),
             text="In an old notebook I found that a youth worker's lift home of a boy was never passed on.",
             who=(adult("Ian Bassett", "Youth worker, council"), young_somebody("Boy, then 15"))),
    ),
    Story(
        Told(by="tom.ashby", ago=1, at="15:05", how=LearnedHow.CHILD_TOLD, when=on(1),
             online=Online("Snapchat", SNAPCHAT),
             text="A pupil asked me whether a PCSO may have young people on his private Snapchat. She would not say "
                 "who.",
             who=(young_somebody("Girl in year 8"), somebody("A PCSO, not named", person_type="pcso")),
             signs=(Indicator.BEFRIENDS_PERSONAL,)),
    ),
    Story(
        Told(by="yusuf.demir", ago=1, at="10:15", how=LearnedHow.SAW_IT, when=on(0, "08:20"),
             text="A girl I see every morning had no coat and wet shoes for the third day. She says that it is lost.",
             who=(child("Keziah Boateng", 8, "Easthaven Primary School"),)),
    ),
    Story(
        Told(by="beth.lowther", ago=1, at="11:45", how=LearnedHow.PARENT_TOLD, when=over(30, 1),
             text="A mother thinks that her son's coach in the council's scheme writes to him at night.",
             who=(somebody("Coach, called Baz"), child("Harvey Munro", 13, "Calder High School"), parent("Fiona "
                 "Munro")),
             online=Online("WhatsApp"), signs=(Indicator.WELLBEING_OPENER, Indicator.MOVES_PLATFORM)),
    ),
    Story(
        Told(by="colin.teale", ago=1, at="07:50", how=LearnedHow.SAW_IT, when=on(0, "07:10"), danger=InDanger.YES,
             danger_detail="The father left before we came and has a key.",
             text="Called to shouting. A girl of ten had locked herself in the bathroom. Her lip was cut.",
             words="“Don't make me go with him on Saturday.”",
             who=(child("Orla Finnegan", 10, "Calder Primary School"),
                  parent("Sean Finnegan", role=OF_CONCERN)),
             signs=(Indicator.FEAR,), did="Mother and girl are with her sister."),
    ),
    Story(
        Told(by="owen.bryce", minutes=50, how=LearnedHow.CHILD_TOLD, when=on(0), danger=InDanger.YES,
             danger_detail="He is to be met later today by somebody whom he knows only from a game.",
             text="A boy at the youth club showed me a chat. Somebody he has never seen wants to pick him up in a car.",
             who=(child("Toby Eastwood", 12, "Millbrook School"), somebody("Unknown, uses the name Rex")),
             online=Online("A game chat", "rex__0"), signs=(Indicator.ASKS_SECRECY, Indicator.UNIDENTIFIED),
             did="He is with me and his mother is on her way."),
    ),
    Story(
        Told(by="priya.nair", minutes=200, how=LearnedHow.SAW_IT, when=on(0),
             text="One of our cadets flinched when a leader reached past her. She says that it is nothing.",
             who=(known("Amina Yusuf"),), signs=(Indicator.DISENGAGES,)),
    ),
)  # fmt: skip

JOINED = (
    Story(
        Told(by="priya.nair", ago=121, at="19:20", how=LearnedHow.SAW_IT, when=on(0),
             text="The former volunteer was by the car park again and called one of the girls over by name.",
             who=(known("Amina Yusuf"), somebody("The former volunteer in the grey van")), signs=(Indicator.PRESENCE,)),
        verdict=Verdict("ruth.adeyemi", 14, Route.JOINED, "The same man at the same place.", joins="car park"),
    ),
    Story(
        Told(by="beth.lowther", ago=231, at="12:00", how=LearnedHow.CHILD_TOLD, when=over(300, 250),
             text="A second pupil says that the man at the police front desk texted her after she reported a lost "
                 "phone.",
             who=(child("Bethan Rowlands", 15, "Calder High School"), known("keith.orrell")),
             online=Online("Text messages"), signs=(Indicator.COMPLIMENTS,)),
        verdict=Verdict("anil.sharma", 3, Route.JOINED, "The same member of staff, the same way.", joins="front desk"),
    ),
)  # fmt: skip

SPLIT = Story(
    Told(
        by="kasia.nowak", ago=111, at="16:00", how=LearnedHow.COLLEAGUE_TOLD, when=around(7),
        text="After the school fair two things were said to me. One leader is said to have shouted at a child who "
            "would "
        "not pack up. And a man with a stall asked several children for their full names for a prize draw.",
        who=(known("lucy.amberley"), somebody("Man with a stall, prize draw"), young_somebody("Boy of about "
            "ten", "9_12")),
        signs=(Indicator.TRUSTED_POSITION,),
    ),
)  # fmt: skip


class SplitTelling(Telling):
    """One concern about two adults becomes two, each with a decision of its own."""

    def scenes(self) -> Iterator[Scene]:
        yield Scene(self.begins, self.log)
        yield Scene(ago(self.world.now, 108, "10:00"), self.split)
        yield Scene(ago(self.world.now, 108, "15:00"), self.decide_both)

    def split(self) -> None:
        concern = self.concern
        stall = concern.parties.filter(role=ConcernPartyRole.ADULT_OF_CONCERN, person__isnull=True)
        enquiries.split(
            concern=concern, parties=stall, by=self.world.users["farah.siddiqui"],
            about="A man with a stall at the school fair asked children for their full names for a prize draw.",
        )  # fmt: skip

    def decide_both(self) -> None:
        farah = self.world.users["farah.siddiqui"]
        triage.decide(
            self.concern,
            triage.Verdict(
                route=Route.LOW_LEVEL,
                rationale="Shouting at a child is outside the code. Her coordinator speaks to her.",
            ),
            version=None,
            by=farah,
        )
        triage.decide(
            Concern.objects.get(split_from_id=self.concern_id),
            triage.Verdict(
                route=Route.NO_FURTHER_ACTION,
                rationale="The prize draw was the fair's own; the organisers hold the list.",
                disagreement="The man is known to the organisers and kept to what they had agreed.",
            ),
            version=None,
            by=farah,
        )


STORIES = (*WAITING, *JOINED)
