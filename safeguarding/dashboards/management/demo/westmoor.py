"""Cases of Westmoor: PSD tracks and others, from two years ago to this month."""

from __future__ import annotations

from safeguarding.cases.choices import (
    EntryKind,
    InDanger,
    Indicator,
    LadoFinding,
    LearnedHow,
    MeasureKind,
    ReferralKind,
    Route,
)
from safeguarding.dashboards.management.demo.story import Entry, Job, Measure, Story, Work
from safeguarding.dashboards.management.demo.told import (
    Online,
    Told,
    Verdict,
    around,
    child,
    known,
    on,
    over,
    parent,
    somebody,
)

WITH_PSD = (
    Story(
        Told(
            by="hamid.rahimi", ago=602, at="19:40", how=LearnedHow.ONLINE, when=over(50, 1),
            text="Marcus follows at least four of our cadets on Instagram from the account on which he posts his "
                "weekends. "
            "He likes their pictures and has written to two of them one to one.",
            who=(known("marcus.tindall"), known("Ruby Oyelaran"), known("Hana Sato")), online=Online("Instagram"),
            signs=(Indicator.BEFRIENDS_PERSONAL, Indicator.OTHERS), did="Took no pictures of it.", knows="Our "
                "coordinator.",
        ),
        verdict=Verdict("joyce.mensah", 15, Route.CASE_PSD, "Personal account, several cadets, one to one."),
        work=Work(
            "A PCSO followed and wrote to cadets from his own account. He has taken the follows back.",
            "He takes no part in the unit. Parents of all four know.",
            entries=(
                Entry(4, "Child B asks whether she did anything wrong. She was told that she did not.", EntryKind.CALL),
                Entry(25, "The two conversations were read in full: sport and school, one late "
                    "evening.", EntryKind.EVENT),
            ),
            measures=(Measure(0.3, MeasureKind.REMOVED_FROM_ROLE, "Off the cadet unit.", 28, 100),),
            stages={"assess": 1, "activate": 7, "await_outcome": 60, "close": 104},
            closing="Learning for him and for the unit: one approved account, two adults on it. He does not return.",
            finding=LadoFinding.UNFOUNDED,
        ),
    ),
    Story(
        Told(
            by="colin.teale", ago=303, at="09:50", how=LearnedHow.OTHER_TOLD, when=over(20, 2),
            text="A girl who had come to the front desk about a stolen bike had texts the same evening from the man "
                "who "
            "took her details. He wrote that she has a lovely smile and asked not to mention it.",
            who=(child("Sadie Whitlam", 14, "Calder High School"), known("keith.orrell"), parent("Tracey Whitlam")),
            online=Online("Text messages"), signs=(Indicator.COMPLIMENTS, Indicator.ASKS_SECRECY, Indicator.DUTY_TIME),
        ),
        verdict=Verdict("anil.sharma", 2, Route.CASE_PSD, "A child's details were taken from a record to write to "
            "her."),
        work=Work(
            "A member of staff used a child's details from a report to write to her. A second girl is known.",
            "He is suspended. The girl's family has one person to ring.",
            entries=(
                Entry(1, "System audit: her record was opened four times that week, twice without a "
                    "task.", EntryKind.EVENT),
                Entry(70, "Second girl interviewed. The messages are alike.", EntryKind.CALL),
            ),
            jobs=(Job(3, "Ask for the audit of all records he opened", 20, 21, "Eleven records without a task."),
                  Job(200, "Prepare the papers for the hearing", 120)),
            measures=(Measure(0.3, MeasureKind.SUSPENDED, "Suspended; pass and laptop handed in.", 28),),
            stages={"assess": 1, "activate": 5, "await_outcome": 150},
            unconcluded=(ReferralKind.PSD, ReferralKind.LADO),
        ),
        key="front desk",
    ),
    Story(
        Told(
            by="beth.lowther", ago=121, at="15:00", when=on(2),
            text="A boy of fifteen, held overnight as a witness, told his teacher that the detention officer kept "
                "coming to "
            "talk about his looks and brought him a drink with a phone number on the cup.",
            who=(child("Tyrone Addison", 15, "Calder High School"), known("jason.whybrow")),
            signs=(Indicator.COMPLIMENTS, Indicator.DUTY_TIME), place="Calder custody suite",
        ),
        verdict=Verdict("joyce.mensah", 19, Route.CASE_PSD, "Remarks and an attempt at contact while he was in our "
            "care."),
        work=Work(
            "Remarks and a phone number given to a boy in custody. Camera recordings support his account.",
            "The adult works where no detained person is. An appropriate adult sits with every child.",
            entries=(Entry(3, "Recordings kept for the night in question, with sound.", EntryKind.EVENT),),
            jobs=(Job(4, "Ask who else was on duty", 10, 9, "Two statements taken."), Job(60, "Chase the IOPC's "
                "reply", 20)),
            measures=(Measure(1, MeasureKind.RESTRICTED, "No work in custody.", 28),),
            stages={"assess": 1, "activate": 10}, reviewed_until=80, unconcluded=tuple(ReferralKind),
            unanswered=(ReferralKind.IOPC,),
        ),
    ),
    Story(
        Told(
            by="hamid.rahimi", ago=9, at="18:20", how=LearnedHow.CHILD_TOLD, when=over(14, 1), danger=InDanger.YES,
            danger_detail="She says that he wants to meet her tonight after the workshop closes.",
            text="Tilly told me that Nathan from the bike workshop writes to her on Snapchat, where messages vanish, "
                "and "
            "that she is to come by herself this evening.",
            words="“He said it's our secret project.”", online=Online("Snapchat", visible="no"),
            who=(known("Tilly Grange"), known("nathan.pyle")), did="Kept her with me until her mother came.",
            signs=(Indicator.ASKS_SECRECY, Indicator.BEFRIENDS_PERSONAL, Indicator.MOVES_PLATFORM),
            scheme="Calder Bike Workshop",
        ),
        verdict=Verdict("anil.sharma", 1, Route.CASE_PSD, "A meeting in secret was planned for tonight."),
        work=Work(
            "A secret meeting between a PCSO and a girl of the workshop was stopped. It came out the same evening.",
            "She is with her mother. The workshop is shut. He was told nothing.",
            entries=(Entry(1, "Child A's phone is with investigators with her mother's agreement.", EntryKind.EVENT),),
            jobs=(Job(1, "Find every young person who came to the workshop", 4), Job(2, "Ask the council for its "
                "sheets", 3)),
            measures=(Measure(0.1, MeasureKind.SUSPENDED, "Suspended by his superintendent the same night.", 28),),
            stages={"assess": 1}, duty_day=None, unconcluded=tuple(ReferralKind), unsent=(ReferralKind.IOPC,),
            unanswered=(ReferralKind.PSD,), reviewed_until=1,
        ),
        key="workshop",
    ),
)  # fmt: skip

OTHERS = (
    Story(
        Told(
            by="hamid.rahimi", ago=513, at="20:00", how=LearnedHow.SAW_IT, when=over(28, 1),
            text="The football coach who helps in the holidays takes one boy to the changing room by himself for "
                "what he "
            "calls extra coaching. The door was locked when I came by.",
            who=(known("errol.dacosta"), known("Kai Bennington")), signs=(Indicator.ASKS_SECRECY, Indicator.DISENGAGES),
        ),
        verdict=Verdict("anil.sharma", 14, Route.CASE, "Time alone behind a locked door, and the boy was told to say "
            "nothing."),
        work=Work(
            "Extra coaching alone with one boy. The coach's own club was told by the LADO.",
            "No coaching alone anywhere. The boy's father comes along.",
            entries=(Entry(8, "Child B says that the coach shouted and then asked him to keep it "
                "quiet.", EntryKind.CALL),),
            measures=(Measure(0.5, MeasureKind.REMOVED_FROM_ROLE, "No longer a volunteer for the force.", 28, 70),),
            stages={"assess": 1, "activate": 6, "close": 75}, preserved=False,
            closing="Two clubs have changed how coaching is done. The boy plays again.",
            finding=LadoFinding.SUBSTANTIATED,
            duty_reasons="Harm was caused by shouting; a referral was considered with the LADO and is not called for.",
        ),
    ),
    Story(
        Told(
            by="beth.lowther", ago=262, at="13:10", when=over(60, 5), how=LearnedHow.PARENT_TOLD,
            text="Two parents say that a teacher who runs our joint lessons mocks a boy for his stammer in front of "
                "the "
            "class and makes him stand up to read.",
            who=(known("patrick.enright"), child("Jonah Petrie", 12, "Calder High School"), parent("Aileen Petrie")),
            signs=(Indicator.FEAR,),
        ),
        verdict=Verdict("joyce.mensah", 21, Route.CASE, "A child is humiliated again and again."),
        work=Work(
            "A teacher is said to humiliate a boy in joint lessons. The school's own enquiry did not bear it out.",
            "Joint lessons paused. A speech therapist sees the boy.",
            entries=(Entry(14, "Nine pupils were heard by the school. None had seen it.", EntryKind.CALL),),
            stages={"assess": 1, "activate": 8, "close": 68}, preserved=False, finding=LadoFinding.UNFOUNDED,
            closing="Unfounded. The boy changed class at his own wish. Both parents were told in person.",
        ),
    ),
    Story(
        Told(
            by="hamid.rahimi", ago=96, at="19:15", how=LearnedHow.SAW_IT, when=around(1), danger=InDanger.YES,
            danger_detail="He says he will not go home tonight and will not say where he will sleep.",
            text="Dylan came after two weeks away with a bruise on his jaw. He has fallen out with his brother, who "
                "is back "
            "from prison and stays at the flat.",
            who=(known("Dylan Farrow"), somebody("Older brother, about 25")), signs=(Indicator.FEAR,),
        ),
        verdict=Verdict("joyce.mensah", 1.2, Route.CASE, "Hurt, afraid to go home, no place to sleep."),
        work=Work(
            "A boy of 16 hurt by his brother and without a place to stay. He is with a foster carer now.",
            "Address kept from the family. School runs in a taxi.",
            entries=(Entry(2, "Settled with the carer. He asked for his drum sticks.", EntryKind.CALL),),
            jobs=(Job(20, "Speak to probation about the brother", 10, 29, "Recalled for another matter."),
                  Job(80, "Plan with social care for after the holidays", 45)),
            stages={"assess": 1, "activate": 3}, preserved=False, calm_day=6,
            unconcluded=(ReferralKind.CHILDRENS_SOCIAL_CARE,),
        ),
    ),
    Story(
        Told(
            by="beth.lowther", ago=16, at="10:40", when=over(10, 1), how=LearnedHow.PARENT_TOLD,
            text="Ruby's father found chats with somebody who says he is a football scout and wants her to move to "
                "another "
            "app and tell nobody.",
            who=(known("Ruby Oyelaran"), parent("Tunde Oyelaran"), somebody("Says he is a scout called Mr Lane")),
            online=Online("TikTok, Telegram", "scout_lane"), signs=(Indicator.MOVES_PLATFORM, Indicator.ASKS_SECRECY),
        ),
        verdict=Verdict("anil.sharma", 6, Route.CASE, "A stranger moves a child to a private app and asks for "
            "secrecy."),
        work=Work(
            "An unknown adult who says he is a scout. Online investigators have the account.",
            "Her father keeps the tablet as it is. She knows why.",
            jobs=(Job(1, "Warn the other clubs without naming anybody", 5, 4, "Done by the county football "
                "association."),
                  Job(6, "Ask the online team what it found", 7)),
            stages={}, unconcluded=tuple(ReferralKind), reviewed_until=1,
        ),
    ),
)  # fmt: skip

STORIES = (*WITH_PSD, *OTHERS)
