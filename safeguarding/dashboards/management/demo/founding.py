"""The case that the service was made for, in the demo's own words.

A scheme outside the cadet programme, the two PCSOs who run it, and a girl whom one of them goes on writing to.
"""

from __future__ import annotations

from safeguarding.cases.choices import (
    Indicator,
    LearnedHow,
    Route,
    StillVisible,
)
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.dashboards.management.demo.story import Story
from safeguarding.dashboards.management.demo.told import (
    OTHER,
    WITNESS,
    Online,
    Told,
    Verdict,
    child,
    known,
    over,
    parent,
    young_somebody,
)

AGO = 47
CHILD, FRIEND = "Ellie Marsden", "Zaynab Iqbal"
MOTHER, FATHER = "Joanne Marsden", "Karl Marsden"
SUBJECT = "craig.dunmore"

STORY = Story(
    Told(
        by="tom.ashby", ago=AGO, at="10:20", scheme=GUARDIANS, how=LearnedHow.PARENT_TOLD, when=over(150, 2),
        text=(
            "Mr and Mrs Marsden came to the front desk of the secondary school and asked for me. Their daughter Ellie "
            "told them at the weekend that a PCSO sends her private messages. She knows him from the Junior Guardians, "
            "the after-school group that he and a colleague ran at her primary school. He followed her on Instagram "
            "five months ago, dropped her and followed her again, and then wrote on Snapchat too. It began with asking "
            "whether she was all right. Her answers were short. Lately he has written that she looks nice and that he "
            "likes her. Most of his messages are gone; he takes them down himself. He and others sit in a police car "
            "by the park that she passes on her way home, two or three days a week."
        ),
        words="“He keeps asking does anyone know we talk. He said delete it and don't tell anyone.”",
        opinion="She is frightened of walking home, and I do not think that her parents know how much there was.",
        place="Online, and by the park on the way home from school",
        how_detail="Both parents, in person. I have not spoken to Ellie.",
        online=Online("Instagram, Snapchat", "c.dunmore.runs, cd_runs84", StillVisible.NO),
        did="Wrote down what the parents said while they were here. Asked them to keep the phone as it is.",
        knows="The parents and me. Nobody at the PCSO's station.",
        who=(
            child(CHILD, 13, "Thornbeck Academy"), known(SUBJECT), parent(MOTHER), parent(FATHER),
            child(FRIEND, 13, "Thornbeck Academy", role=WITNESS), known("shelley.pryce", role=OTHER),
            young_somebody("Other young people he is said to write to; the parents know no names"),
        ),
        signs=(
            Indicator.BEFRIENDS_PERSONAL, Indicator.UNFOLLOW_REFOLLOW, Indicator.WELLBEING_OPENER,
            Indicator.DELETES_MESSAGES, Indicator.ASKS_TO_DELETE, Indicator.ASKS_SECRECY, Indicator.CHECKS_KNOWN,
            Indicator.COMPLIMENTS, Indicator.AFFECTION, Indicator.MOVES_PLATFORM, Indicator.PRESENCE,
            Indicator.DISENGAGES, Indicator.FEAR, Indicator.TRUSTED_POSITION, Indicator.DUTY_TIME,
        ),
    ),
    verdict=Verdict(
        "ruth.adeyemi", 2.5, Route.CASE_PSD,
        "Each of the four tests is met on the account as it was given. A police employee writes privately to a child "
        "he "
        "met through his work, asks for secrecy and deletes what he writes. It must go to the LADO, to PSD and to the "
        "IOPC, and be kept from his own team.",
    ),
    key="founding",
)  # fmt: skip

SITUATION = (
    "Child A met PCSO B through a scheme at her primary school that was never part of the cadet programme.\n"
    "He has written to her for about five months from personal accounts, deleted most of it and asked her to say "
    "nothing.\nHe is off duties with children; his phone is held and is being examined.\n"
    "At least two more young people had messages of the same kind. Others cannot be identified yet.\n"
    "LADO and children's social care are involved; the IOPC decides how it is investigated."
)
#: Of the tracks that not everybody reads nothing: whoever works the case reads this.
SITUATION_NOW = (
    "What became of the matter elsewhere stands in the tracks, for whoever keeps them.\n"
    "He has no contact with children through the force and has not come back to the school.\n"
    "Child A is helped at home and at school, and is met on her way home.\n"
    "The LADO keeps the matter open until every place where he met children has been told.\n"
    "What was learned goes to all schemes. The families of the scheme have not had their letter yet."
)
SAFETY_PLAN = (
    "A parent or aunt meets Child A after school. The school has one named person she can go to at any time. PCSO B is "
    "told by his inspector to stay away from the school, the park and every young person from the scheme, on and off "
    "duty. The family rings the case's owner directly, not the station."
)
