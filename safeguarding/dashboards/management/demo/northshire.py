"""Cases of Northshire: from two years ago to this month."""

from __future__ import annotations

from safeguarding.cases.choices import (
    EntryKind,
    InDanger,
    Indicator,
    LearnedHow,
    ReferralKind,
    Route,
)
from safeguarding.dashboards.management.demo.story import Entry, Job, Story, Work
from safeguarding.dashboards.management.demo.told import (
    OF_CONCERN,
    OTHER,
    TOLD_US,
    WITNESS,
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
)

STORIES = (
    Story(
        Told(
            by="priya.nair", ago=655, at="20:10", when=over(30, 1), danger=InDanger.UNKNOWN,
            text="Jaydon would not take his jacket off. When he did there were marks on his arm. He says that his "
                "mother's "
            "partner gets angry about chores.",
            words="“It's only when I'm slow. It's fine.”", who=(known("Jaydon Clarke"),
            adult("Lee Hurst", "Mother's partner", person_type="parent_carer")),
            signs=(Indicator.FEAR,), did="Rang his aunt with his agreement; he stays there tonight.", knows="His aunt.",
        ),
        verdict=Verdict("ruth.adeyemi", 14, Route.CASE, "A child has marks and is afraid of an adult at home."),
        work=Work(
            "Marks on a child's arm, said to come from an adult in the home. Social care leads.",
            "Child A stays with his aunt while social care assesses.",
            entries=(Entry(1, "Seen by a paediatrician. Photographs are with social care.", EntryKind.EVENT),),
            jobs=(Job(3, "Tell the unit's leaders what they need to know", 4, 5, "Told. Nothing in writing."),),
            stages={"assess": 1, "activate": 4, "close": 80}, preserved=False,
            closing="Social care has a plan that the family keeps to. He is back home and well in himself.",
        ),
    ),
    Story(
        Told(
            by="tom.ashby", ago=421, at="14:00", when=over(21, 2), how=LearnedHow.CHILD_TOLD,
            text="A pupil told me that a man she met in a music app wants her to send pictures and to keep quiet. "
                "She sent "
            "none and is scared that he will come to the school.",
            words="“He knows which bus I get.”", online=Online("A music app, Snapchat", "beatz.kieran"),
            who=(child("Imogen Farrell", 13, "Thornbeck Academy"), somebody("Says he is 19 and called Kieran")),
            signs=(Indicator.ASKS_SECRECY, Indicator.FEAR, Indicator.MOVES_PLATFORM, Indicator.UNIDENTIFIED),
            did="Told her not to block or delete.", knows="Her head of year.",
        ),
        verdict=Verdict("martin.keane", 3, Route.CASE, "A stranger asks a child for pictures and secrecy."),
        work=Work(
            "An unknown adult asks a child for pictures. Online investigators have the account.",
            "Taken to and from the bus. Phone with the investigators.",
            entries=(Entry(12, "The account leads to an address in another county. Passed on.", EntryKind.EVENT),),
            jobs=(Job(1, "Arrange support with the school nurse", 3, 2, "First talk on Thursday."),),
            stages={"assess": 1, "activate": 3, "close": 66}, preserved=True,
            closing="The other force has charged a man. Child A has support and wants no more visits.",
        ),
    ),
    Story(
        Told(
            by="yusuf.demir", ago=381, at="11:30", how=LearnedHow.SAW_IT, when=over(45, 1),
            text="Reece has new trainers and two phones, misses sessions and is dropped off by an older lad in a "
                "hire car. "
            "He has cuts on his knuckles and laughs it off.",
            who=(child("Reece Holloway", 16, "Easthaven College"), somebody("Older lad, early twenties, grey hire "
                "car")),
            signs=(Indicator.DISENGAGES, Indicator.UNIDENTIFIED, Indicator.PRESENCE), knows="His mother is worried "
                "too.",
        ),
        verdict=Verdict("farah.siddiqui", 22, Route.CASE, "Signs that he is being used to carry drugs."),
        work=Work(
            "A boy of 16 with signs of criminal exploitation. He left the county for a week not long ago.",
            "Missing-person plan agreed with his mother. One worker whom he trusts.",
            entries=(
                Entry(7, "Youth justice has the same names from another boy.", EntryKind.CALL),
                Entry(305, "Found at a railway station 60 miles away with cash.", EntryKind.EVENT),
            ),
            stages={"assess": 2, "activate": 9, "close": 160, "reopen": 301}, preserved=False,
            closing="At college, no missing episodes for eight weeks, older lad in prison.",
            reopening="Found far from home with cash. It looks as if it began again.",
        ),
    ),
    Story(
        Told(
            by="priya.nair", ago=182, at="18:50", how=LearnedHow.COLLEAGUE_TOLD, when=over(60, 2),
            text="A former volunteer, asked to leave last year, stands by the car park when sessions end and talks "
                "to the "
            "younger ones. He offered Oskar a job washing his van.",
            who=(adult("Clive Danby", "Left the unit as a volunteer last year"), known("Oskar Wisniewski")),
            signs=(Indicator.PRESENCE, Indicator.TRUSTED_POSITION, Indicator.OTHERS), place="Millbrook Community "
                "Centre",
        ),
        verdict=Verdict("ruth.adeyemi", 16, Route.CASE, "A pattern of approaching children of the unit."),
        work=Work(
            "A former volunteer waits for children after sessions. The LADO of his present employer is involved.",
            "Two adults see everybody off. He has a letter not to come near the centre.",
            entries=(Entry(20, "Seen once more, on the far side of the road. He drove off.", EntryKind.OBSERVATION),),
            jobs=(
                Job(100, "Ask the centre for camera pictures of the car park", 10, 109, "Kept for 30 days only."),
                Job(150, "Ask the LADO for the outcome in writing", 20),
            ),
            stages={"assess": 1, "activate": 7, "await_outcome": 120}, preserved=False,
            unconcluded=(ReferralKind.LADO,),
        ),
        key="car park",
    ),
    Story(
        Told(
            by="priya.nair", ago=141, at="20:30", when=around(4),
            text="An embarrassing picture of Molly was passed round a cadet group chat by two others. She has not come "
            "since and her mother says that she is not eating.",
            who=(known("Molly Tranter"), known("Callum Reddy", role=OTHER), parent("Denise Tranter")),
            online=Online("A group chat of cadets"), signs=(Indicator.FEAR,), how=LearnedHow.PARENT_TOLD,
        ),
        verdict=Verdict("martin.keane", 14, Route.CASE, "A child is being harmed by other children of the unit."),
        work=Work(
            "A picture shared between cadets without agreement. All involved are children and are treated as such.",
            "Separate sessions. Each has an adult to talk to. School and both families know.",
            entries=(
                Entry(3, "The group chat was closed by its owner in front of a leader.", EntryKind.EVENT),
                Entry(50, "Child A came back for the first aid evening.", EntryKind.OBSERVATION),
            ),
            jobs=(
                Job(4, "Session about sharing pictures, all units", 60, 58, "Held in both units. 31 came."),
                Job(125, "Meeting of both families", 25),
            ),
            stages={"assess": 1, "activate": 5}, unconcluded=(ReferralKind.CHILDRENS_SOCIAL_CARE,),
        ),
        key="picture",
    ),
    Story(
        Told(
            by="kasia.nowak", ago=61, at="21:15", how=LearnedHow.OTHER_TOLD, when=over(30, 1),
            text="The minibus driver takes the same girl home last every time, though she does not live furthest "
                "away. The "
            "route sheet says otherwise.",
            who=(known("ray.colgan"), known("Grace Tolley"), adult("Sheila Marsh", "Lives opposite", role=TOLD_US)),
            signs=(Indicator.PRESENCE, Indicator.DUTY_TIME, Indicator.DISENGAGES),
        ),
        verdict=Verdict("farah.siddiqui", 13, Route.CASE, "Time alone with one child that nobody planned."),
        work=Work(
            "A contractor's driver brings one child home last. The company has put another driver on the route.",
            "A leader rides along. The girl's parents know.",
            entries=(Entry(6, "Tracker data: between four and eleven minutes alone each time.", EntryKind.EVENT),),
            jobs=(Job(30, "Read the company's own enquiry", 14, 41, "It agrees with ours."),),
            stages={"assess": 1, "activate": 11}, preserved=False, unconcluded=(ReferralKind.LADO,),
        ),
    ),
    Story(
        Told(
            by="tom.ashby", ago=24, at="16:45", how=LearnedHow.PARENT_TOLD, when=on(3),
            text="A father rang. A cadet leader asked three of the older ones to a games evening at her house, without "
            "their parents, and wrote to them about it from her own account.",
            who=(known("lucy.amberley"), known("Chloe Partridge"), parent("Gavin Partridge")),
            online=Online("Instagram"),
            signs=(Indicator.BEFRIENDS_PERSONAL,),
        ),
        verdict=Verdict("martin.keane", 18, Route.CASE, "Contact from a personal account and an invitation home."),
        work=Work(
            "A leader asked cadets to her home from a personal account. The evening did not take place.",
            "She takes no sessions until the LADO has met. Parents of all three know.",
            entries=(Entry(2, "She rang, upset: she meant it as a treat after exams.", EntryKind.CALL),),
            jobs=(Job(2, "Read the messages with one of the families", 6, 5, "Six messages, all about the evening."),
                  Job(8, "Ask which adults are in the cadets' chats", 21)),
            stages={"assess": 1}, unconcluded=(ReferralKind.LADO,),
        ),
    ),
    Story(
        Told(
            by="owen.bryce", ago=6, at="13:30", how=LearnedHow.SAW_IT, when=on(0, "11:50"),
            text="At a neighbour dispute I met Sam, eleven, who had let himself in after school every day this "
                "month. No "
            "food in the house. His mother's new partner says that the boy is old enough.",
            words="“I do the beans myself.”",
            who=(child("Sam Prosser", 11, "St Brannoc's Primary School"),
                 adult("Craig Tolland", "Mother's partner", person_type="parent_carer", role=OF_CONCERN),
                 somebody("Neighbour who rang", role=WITNESS)),
            signs=(Indicator.FEAR,), did="Stayed until his grandmother came.", knows="His grandmother.",
        ),
        verdict=Verdict("ruth.adeyemi", 2.5, Route.CASE, "A child alone and without food for weeks."),
        work=Work(
            "A boy of eleven alone after school for about a month. His grandmother has stepped in.",
            "Grandmother collects him. Social care visits this week.",
            jobs=(Job(1, "Ask the school what it has seen", 3), Job(1, "Tell the officer who found him what "
                "happens", 9)),
            preserved=False, unconcluded=tuple(ReferralKind),
            unanswered=(ReferralKind.POLICE_CRIME_REPORT,),
        ),
    ),
)  # fmt: skip
