"""Concerns that no case came of: no further action, and low-level ones that may add up to a pattern."""

from __future__ import annotations

from safeguarding.cases.choices import Indicator, LearnedHow, Route
from safeguarding.dashboards.management.demo.story import Asked, Story
from safeguarding.dashboards.management.demo.told import (
    OTHER,
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

NFA, LOW = Route.NO_FURTHER_ACTION, Route.LOW_LEVEL
LOOKED = "I read it with the school. It has a plain reason and nobody was at risk."

NO_FURTHER_ACTION = (
    Story(
        Told(by="gwen.hartley", ago=702, at="10:00", how=LearnedHow.SAW_IT, when=on(1), who=(somebody("Tall man, "
            "hi-vis"),),
             text="A man in a high-visibility jacket photographed the school fence at home time."),
        verdict=Verdict("ruth.adeyemi", 5, NFA, "The council's surveyor; his visit was in the school diary.",
                        "He is identified and had a reason to be there: there is nothing to keep on an adult."),
    ),
    Story(
        Told(by="beth.lowther", ago=583, at="11:20", how=LearnedHow.COLLEAGUE_TOLD, who=(known("patrick.enright"),),
             text="A colleague heard that a teacher had been seen at a pub with pupils."),
        verdict=Verdict("anil.sharma", 23, NFA, "It was a leavers' lunch with parents, agreed with the head teacher.",
                        "Nothing was outside the code of conduct, so there is nothing to keep."),
    ),
    Story(
        Told(by="owen.bryce", ago=461, at="16:10", when=on(0, "15:30"), how=LearnedHow.OTHER_TOLD,
             text="A resident says that a teenager sleeps in the bus shelter by the green.",
             who=(young_somebody("Teenage girl with a blue rucksack"),)),
        verdict=Verdict("martin.keane", 3, NFA, "Found: she is 19 and waits there for the first bus to work.",
                        "She is an adult, and she is well."),
    ),
    Story(
        Told(by="yusuf.demir", ago=352, at="09:30", how=LearnedHow.RECORD, when=around(20), who=(known("ray.colgan"),),
             text="The minibus company's sheet shows one journey without a second adult."),
        verdict=Verdict("farah.siddiqui", 8, NFA, "A clerical slip: the second adult signed the next line.",
                        "There was a second adult on the bus. It is corrected in the sheet."),
    ),
    Story(
        Told(by="colin.teale", ago=241, at="20:20", who=(child("Archie Lomax", 9, "Calder Primary School"),),
             text="A boy of nine told me that his dad locks the kitchen at night."),
        verdict=Verdict("joyce.mensah", 16, NFA, "His sister has a condition that makes her eat without end. Social "
            "care "
                        "knows the family well and advised it.", "Social care has the facts and needs nothing from "
                        "us."),
    ),
    Story(
        Told(by="tom.ashby", ago=162, at="14:30", when=on(2), how=LearnedHow.PARENT_TOLD,
             text="A mother saw that a PCSO is on her son's list of friends in a running app.",
             who=(known("shelley.pryce"), child("Felix Ambrose", 12, "Thornbeck Academy"), parent("Ros Ambrose")),
             signs=(Indicator.BEFRIENDS_PERSONAL,)),
        verdict=Verdict(
            "ruth.adeyemi", 26, NFA, "It is a club account of a running group in which his father and the PCSO both "
            "run.",
            "The account is the club's and not hers. She cannot write through it and no message was ever sent.",
            "Duty LADO, by telephone. They agree that it does not meet the threshold and want no referral.",
        ),
    ),
    Story(
        Told(by="priya.nair", ago=89, at="21:00", how=LearnedHow.SAW_IT, when=on(0), who=(known("Callum Reddy"),),
             text="A cadet fell asleep twice this evening and said that he is up late."),
        asked=Asked("martin.keane", 13, "Did he say what keeps him up?", 20, "Yes: a new baby in the house."),
        verdict=Verdict("martin.keane", 23, NFA, "A new baby at home. His form tutor keeps an eye on him.",
                        "No adult is named and the child has what he needs."),
    ),
    Story(
        Told(by="beth.lowther", ago=41, at="12:15", how=LearnedHow.COLLEAGUE_TOLD, when=around(6),
             text="A pupil said that an officer swore in a lesson about knife crime.", who=(somebody("An officer"),)),
        verdict=Verdict("anil.sharma", 5, NFA, "He read a rap lyric aloud as agreed with the teacher.",
                        "It was part of the lesson plan."),
    ),
    Story(
        Told(by="tom.ashby", ago=3, at="09:40", how=LearnedHow.OTHER_TOLD, when=on(1), who=(somebody("A man with a "
            "dog"),),
             text="A lollipop man says that the same man walks his dog past the gate every morning."),
        verdict=Verdict("martin.keane", 4, NFA, "He lives four doors from the school. " + LOOKED,
                        "There is nothing that an adult did."),
    ),
)  # fmt: skip

LOW_LEVEL = (
    Story(
        Told(by="kasia.nowak", ago=432, at="17:50", how=LearnedHow.SAW_IT, when=on(1), who=(known("gareth.loxley"),),
             text="Gareth calls one pupil “trouble” in front of everybody and she laughs along.",
             signs=(Indicator.TRUSTED_POSITION,)),
        verdict=Verdict("farah.siddiqui", 16, LOW, "Not kind and not harm. Spoken to by his sergeant."),
    ),
    Story(
        Told(by="yusuf.demir", ago=331, at="15:40", how=LearnedHow.COLLEAGUE_TOLD, when=around(3),
             text="Gareth gave a pupil a lift to the station in the rain without telling anybody.",
             who=(known("gareth.loxley"), young_somebody("A pupil in year 10", role=OTHER)),
             signs=(Indicator.DUTY_TIME,)),
        verdict=Verdict("farah.siddiqui", 18, LOW, "One lift, told of by himself the next day."),
        key="loxley",
    ),
    Story(
        Told(by="priya.nair", ago=271, at="20:45", how=LearnedHow.SAW_IT, when=on(0), who=(known("trevor.halloran"),),
             text="Trevor stays behind with one or two cadets to tidy up after the other adults have gone.",
             signs=(Indicator.TRUSTED_POSITION,)),
        verdict=Verdict("ruth.adeyemi", 13, LOW, "Outside the rule of two adults. He was reminded."),
    ),
    Story(
        Told(by="tom.ashby", ago=191, at="09:05", how=LearnedHow.PARENT_TOLD, when=around(5),
             text="A mother asks why Trevor gave her daughter a birthday present when nobody else had one.",
             who=(known("trevor.halloran"), known("Chloe Partridge", role=OTHER)),
             signs=(Indicator.WELLBEING_OPENER,)),
        verdict=Verdict("ruth.adeyemi", 9, LOW, "A favourite, and the second concern within the year."),
        key="halloran",
    ),
    Story(
        Told(by="priya.nair", ago=201, at="18:30", how=LearnedHow.SAW_IT, when=on(1), who=(known("dean.whitcombe"),),
             text="Dean has nicknames for his favourites and saves them places in the front row.",
             signs=(Indicator.TRUSTED_POSITION,)),
        verdict=Verdict("martin.keane", 17, LOW, "Favourites. The coordinator speaks to him."),
    ),
    Story(
        Told(by="helen.osei", ago=4, at="11:00", how=LearnedHow.COLLEAGUE_TOLD, when=on(3),
             text="Dean drove two cadets to the parade by himself; the form says that there were two adults.",
             who=(known("dean.whitcombe"), known("Amina Yusuf", role=OTHER)), signs=(Indicator.DUTY_TIME,)),
        verdict=Verdict("martin.keane", 20, LOW, "Against the rule on transport, and the form was not right."),
        key="whitcombe",
    ),
    Story(
        Told(by="hamid.rahimi", ago=152, at="19:30", how=LearnedHow.SAW_IT, when=on(0), who=(known("sonia.beckett"),),
             text="Sonia sat in the store room with a cadet who was upset, with the door shut.",
             signs=(Indicator.TRUSTED_POSITION,)),
        verdict=Verdict("anil.sharma", 15, LOW, "Kindly meant. A door stays open."),
    ),
    Story(
        Told(by="beth.lowther", ago=5, at="10:30", how=LearnedHow.SAW_IT, when=on(1),
             text="Sonia told two cadets about her divorce and asked what they would do.",
             who=(known("sonia.beckett"), known("Hana Sato", role=OTHER)), signs=(Indicator.TRUSTED_POSITION,)),
        verdict=Verdict("anil.sharma", 5, LOW, "Too personal for young people. The second within the year."),
    ),
    Story(
        Told(by="colin.teale", ago=76, at="08:50", how=LearnedHow.RECORD, when=over(10, 3),
             who=(known("errol.dacosta"),),
             text="The sign-in sheet shows a former coach in the sports hall on three evenings.",
             signs=(Indicator.PRESENCE,)),
        verdict=Verdict("joyce.mensah", 28, LOW, "He fetched his nephew. He was asked to wait outside."),
    ),
    Story(
        Told(by="gwen.hartley", ago=49, at="15:10", how=LearnedHow.CHILD_TOLD, when=on(1),
             text="A visitor to assembly gave pupils his own card with a mobile number.",
             who=(adult("Ross Kettering", "Speaker from a charity"),), signs=(Indicator.TRUSTED_POSITION,)),
        verdict=Verdict("martin.keane", 44, LOW, "Told the charity. The cards were collected."),
    ),
)  # fmt: skip

STORIES = (*NO_FURTHER_ACTION, *LOW_LEVEL)
