"""Cases of Northshire in which PSD has a track."""

from __future__ import annotations

from safeguarding.cases.choices import (
    EntryKind,
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
    child,
    known,
    on,
    over,
    young_somebody,
)

STORIES = (
    Story(
        Told(
            by="priya.nair", ago=690, at="19:05", how=LearnedHow.SAW_IT, when=over(60),
            text="Adrian drives one of our cadets home most weeks, alone, although we agreed on two adults. She "
                "showed me "
            "messages from his own WhatsApp about when he picks her up, and lately about her day at school.",
            opinion="He may mean it kindly. She has begun to sit at the back when he comes in.",
            who=(known("adrian.stokes"), known("Freya Lindqvist")), online=Online("WhatsApp"),
            signs=(Indicator.BEFRIENDS_PERSONAL, Indicator.DISENGAGES, Indicator.TRUSTED_POSITION),
            did="Asked her mother to fetch her from now on.", knows="Her mother and I.",
        ),
        verdict=Verdict(
            "ruth.adeyemi", 15, Route.CASE_PSD,
            "A special constable writes to a cadet from his own telephone and is alone with her in a car. Threshold "
            "met.",
        ),
        work=Work(
            "Lifts alone and messages from a personal phone over two months. No other cadet is known to be affected.",
            "Child B is fetched by her mother. The adult stays away from the unit until the enquiry ends.",
            entries=(
                Entry(3, "Child B's mother says that she knew of the lifts and not of the messages.", EntryKind.CALL),
                Entry(9, "The phone was handed over without being asked for. 112 messages, none at night."),
                Entry(40, "He accepts that he broke the rule on personal phones.", EntryKind.OBSERVATION),
            ),
            jobs=(Job(2, "Speak to the other leaders of the unit", 7, 8, "Two knew of the lifts. Both were "
                "reminded."),),
            measures=(Measure(0.2, MeasureKind.REMOVED_FROM_ROLE, "Not to attend the unit.", 28, 118),),
            stages={"assess": 1, "activate": 6, "await_outcome": 70, "close": 122},
            closing="Case to answer for misconduct; warning. He does not go back to the cadets. The family agrees.",
            finding=LadoFinding.SUBSTANTIATED,
        ),
        key="lifts",
    ),
    Story(
        Told(
            by="gwen.hartley", ago=560, at="12:40", when=over(40, 3),
            text="A girl in the sixth form asked whether it is normal that the officer who ran the exam-stress talks "
            "texts her most evenings. The last ones say that he misses their talks.",
            words="“He is nice but I don't know what to say back.”",
            who=(child("Nadia Sokolova", 16, "Millbrook School"), known("leon.marchetti")), online=Online("Text "
                "messages"),
            signs=(Indicator.AFFECTION, Indicator.WELLBEING_OPENER, Indicator.TRUSTED_POSITION),
            did="Told her she did nothing wrong. Copied nothing.", knows="The head teacher.",
        ),
        verdict=Verdict("martin.keane", 4, Route.CASE_PSD, "Affection expressed to a child met through his work."),
        work=Work(
            "Evening texts to a sixth-former after school talks. A second young person came forward much later.",
            "The officer does no school work. Child A has a counsellor at school.",
            entries=(
                Entry(5, "Child A does not want her parents told. Agreed with the school how and when that is done."),
                Entry(30, "The messages read in order show more from him than from her.", EntryKind.OBSERVATION, True),
                Entry(524, "Another pupil, now 18, says that she had texts too.", EntryKind.CALL),
            ),
            measures=(Measure(0.3, MeasureKind.RESTRICTED, "No visits to schools.", 28, 140),),
            stages={"assess": 1, "activate": 8, "await_outcome": 90, "close": 145, "reopen": 519},
            closing="Unsubstantiated with the LADO; reflective practice for the officer. Child A is settled.",
            reopening="A second pupil from the same talks gave an account. The first enquiry did not have it.",
        ),
        key="texts",
    ),
    Story(
        Told(
            by="kasia.nowak", ago=212, at="10:10", how=LearnedHow.ONLINE, when=over(90, 4),
            text="Three of our young people play on a game server that Simon, a response officer, set up under a "
                "nickname. "
            "There is a private channel with only him and the boys in it, open late at night on school days.",
            who=(
                known("simon.teague"), known("Bilal Hussain"), known("Ethan Mbeki"),
                young_somebody("A third boy, known by a nickname only"),
            ),
            online=Online("Discord", "si_bolt"), did="Left the server after writing down its name.", knows="My "
                "manager.",
            signs=(Indicator.BEFRIENDS_PERSONAL, Indicator.OTHERS, Indicator.UNIDENTIFIED),
        ),
        verdict=Verdict("farah.siddiqui", 20, Route.CASE_PSD, "Private contact with several boys on a personal "
            "account."),
        work=Work(
            "A private game channel run by an officer for boys from the unit. The log of the channel is being read.",
            "Parents know. The boys left the channel; the officer is on restricted duties.",
            entries=(
                Entry(2, "All three sets of parents were told in person on one evening.", EntryKind.CALL),
                Entry(60, "The platform sent the log of the channel: 4,100 messages, most of them about the game."),
            ),
            jobs=(Job(5, "Find out who the third boy is", 14, 30, "A cousin of one of the others, aged 14. Parents "
                "told."),),
            measures=(Measure(0.4, MeasureKind.RESTRICTED, "No contact with young people on or off duty.", 28),),
            stages={"assess": 2, "activate": 10, "await_outcome": 95},
            unconcluded=(ReferralKind.PSD, ReferralKind.LADO),
        ),
        key="server",
    ),
    Story(
        Told(
            by="gwen.hartley", ago=33, at="15:25", when=on(1),
            text="On work experience at the station Marie was told by PC Chadha that she brightens up the office and "
                "should "
            "think about modelling. He asked for her number, for advice on careers.",
            words="“It made me feel weird, I pretended I'd lost my phone.”",
            who=(child("Marie Delacroix", 15, "Millbrook School"), known("vikram.chadha")),
            signs=(Indicator.COMPLIMENTS, Indicator.DISENGAGES, Indicator.DUTY_TIME), place="Millbrook police station",
            did="Moved her placement to the library.", knows="Her form tutor and the careers lead.",
        ),
        verdict=Verdict("martin.keane", 30, Route.CASE_PSD, "Remarks on a child's appearance by an officer on duty."),
        work=Work(
            "Remarks about looks and a request for a number, made to a 15-year-old on work experience.",
            "Placement moved. Work experience at the station is paused.",
            entries=(Entry(4, "Child A gave the same account to her form tutor on the day.", EntryKind.CALL),),
            jobs=(
                Job(1, "Ask who else was in the office that day", 5),
                Job(6, "Write to the school about placements", 40),
            ),
            stages={"assess": 2}, send_after={ReferralKind.LADO: 50, ReferralKind.IOPC: 40},
            unconcluded=tuple(ReferralKind),
            reviewed_until=1, measures=(Measure(1, MeasureKind.RESTRICTED, "Works away from the front office.", 21),),
        ),
        key="placement",
    ),
)  # fmt: skip
