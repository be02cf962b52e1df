"""Which words are words of the language as well as names, and which say nothing about whose name they stand in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: Names that are words too. Found as a word by itself, one is a warning for a person to answer, and never an alarm.
WORDS_THAT_ARE_NAMES = frozenset(
    """
    alma amber amity april art ash aspen august autumn banks baker barber bay bell best bill birch bird bishop black
    bloom blue booth bond bright brook brooks brown bush butcher butler carpenter carter case chance chase christian
    church clay cliff cole cook cooper coral cross crystal daisy dale dawn day dean destiny dew dill dove drew dusty
    duke earl east eden ember english eve faith farmer fern field fields fisher fleet flint flora ford forest foster
    fox frank freeman french friend frost gale gardener gardner gay gene ginger glass glen gold good grace grant graves
    gray green grey guy hale hall hand hardy harmony hart hazel head heath heather heaven hill hills holly homes hood
    hope house hunt hunter iris iron ivory ivy jack jade jasmine jasper jay jewel jones joy jet june justice justin kay
    kent king kit kitty knight lake lamb lane lark law lee light lily little long lord love luck major mark marsh
    martin mason matt max may mead melody mercy mercer miles mill miller mills mint misty moon moor moore moss myrtle
    myth nick nettle noble north norm nova oak olive opal page parish park parks parker patience pat pearl peace penny
    pepper piper poe poet pope poppy porter pound power precious price pride prince prudence queen rain raven ray read
    reed reeve reeves rich rice ring rivers rob robin rock rod rose rosemary rosie rowan royal ruby rue russet rusty
    saffron sage sand sandy savannah scarlet serenity shaw shepherd short silver skip sky slate small smart smith snow
    sorrel sparrow spring star stark steel stern stone stones story street strong sue summer summers sunny swan swift
    taylor temple terrace thorn thyme tiger todd tower town true trinity truth tucker tuesday turner vale valentine
    van venus verity victor victory viola violet wade walker wall ward warden warren waters way wednesday weaver webb
    welch welcome wells west white wild wilder will willow winter wise wolf wood woods worth wren wright young
    """.split()  # noqa: SIM905  # as a list it would take three hundred lines
)
#: What many schools, schemes and forces have in their names: by itself it names none of them.
GENERIC = frozenset(
    """
    a academy after air all and at association avenue boys cadet cadets centre children church city close club college
    community constabulary cop cops council county court crescent drive fire first flat for gardens girls grammar grove
    group high house hub in infant infants junior juniors lane local network nursery of officer on our outreach park
    place police primary programme project road saint scheme school schools scout scouts secondary senior service social
    square st station street team terrace the town training unit upper village volunteer volunteers way youth young
    """.split()  # noqa: SIM905
)
#: What stands before somebody's name.
TITLES = frozenset(
    """
    mr mrs miss ms mx dr sir pc pcso pcsos sgt dc ds di dci dcs dcc cc acc insp supt sergeant inspector constable
    superintendent
    """.split()  # noqa: SIM905
)


@cache
def ordinary() -> frozenset[str]:
    """Words that reports are written in, in small letters, with the names that are words."""
    kept = Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8")
    return frozenset(kept.split()) | WORDS_THAT_ARE_NAMES
