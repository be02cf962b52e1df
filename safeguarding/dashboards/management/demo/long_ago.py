"""Four cases of long ago, about adults at the cadet unit's door: their years are over. No young person is in them."""

from __future__ import annotations

from safeguarding.cases.choices import InDanger, LearnedHow, Route
from safeguarding.dashboards.management.demo.story import Entry, Story, Work
from safeguarding.dashboards.management.demo.told import OF_CONCERN, Told, Verdict, on, over, parent

#: In days. What is added is the weeks that the work took, and how long ago the six years were over.
SIX_YEARS = 2192
DISPOSED, KEPT, PROPOSED, DUE = "door", "calls", "stall", "minibus"
WHY = "Nobody is in danger now, but volunteers are afraid to open the unit alone."

STORIES = (
    Story(
        Told(by="priya.nair", ago=SIX_YEARS + 210, at="21:05", how=LearnedHow.SAW_IT, when=on(0),
             danger=InDanger.UNKNOWN, who=(parent("Desmond Krall", role=OF_CONCERN),),
             text="A father whose daughter left the cadets last year stood at the door for an hour and shouted at us."),
        verdict=Verdict("ruth.adeyemi", 14, Route.CASE, WHY),
        work=Work(
            "A father comes to the unit in anger. His own child left it a year before.",
            "Two volunteers open together. He is seen at the station and not at the unit.",
            entries=(Entry(9, "He was spoken to at the station and said that he was sorry."),),
            stages={"assess": 1, "activate": 4, "close": 60},
            closing="He has kept away and the unit opens as before.",
        ),
        key=DISPOSED,
    ),
    Story(
        Told(by="helen.osei", ago=SIX_YEARS + 170, at="11:20", how=LearnedHow.OTHER_TOLD, when=over(20, 1),
             danger=InDanger.UNKNOWN, who=(parent("Yvette Sorley", role=OF_CONCERN),),
             text="A volunteer is rung at night by a mother who says that her son was left out on purpose."),
        verdict=Verdict("ruth.adeyemi", 20, Route.CASE, WHY),
        work=Work(
            "A mother rings a volunteer at night. The volunteer has changed their number twice.",
            "Calls go to the coordinator alone. The volunteer keeps a list of them.",
            entries=(Entry(12, "A letter went to her. No call since."),),
            stages={"assess": 1, "activate": 4, "close": 55},
            closing="The calls have stopped. The volunteer wants it to stay on record.",
        ),
        key=KEPT,
    ),
    Story(
        Told(by="owen.bryce", ago=SIX_YEARS + 75, at="15:40", how=LearnedHow.SAW_IT, when=on(2),
             danger=InDanger.UNKNOWN, who=(parent("Gilbert Noakes", role=OF_CONCERN),),
             text="At the summer fair a man pushed over the cadets' stall and said that he would be back."),
        verdict=Verdict("ruth.adeyemi", 18, Route.CASE, WHY),
        work=Work(
            "A man upset the stall of the unit at the fair. Nobody was hurt.",
            "Officers stand by when the unit is out in public.",
            entries=(Entry(6, "He was given a fixed penalty and has paid it."),),
            stages={"assess": 1, "activate": 4, "close": 50},
            closing="Two fairs went by without him.",
        ),
        key=PROPOSED,
    ),
    Story(
        Told(by="helen.osei", ago=SIX_YEARS + 56, at="10:10", how=LearnedHow.OTHER_TOLD, when=over(14, 1),
             danger=InDanger.UNKNOWN, who=(parent("Rhona Pike", role=OF_CONCERN),),
             text="A mother has followed the empty minibus twice and photographed the driver."),
        verdict=Verdict("ruth.adeyemi", 16, Route.CASE, WHY),
        work=Work(
            "Somebody follows the minibus when it is empty.", "The minibus is kept behind the gate.",
            entries=(Entry(8, "She took it for another one. She was told whose it is."),),
            stages={"assess": 1, "activate": 4, "close": 45},
            closing="It was a mistake and has not happened again.",
        ),
        key=DUE,
    ),
)  # fmt: skip
