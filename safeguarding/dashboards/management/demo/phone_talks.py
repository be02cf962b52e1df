"""What was written with the phone of the founding case, in the demo's own words. All names in it are made up.

A line is: how many days before the demo is loaded, at what time, who, and what. "he" is whose phone it is.
"""

from __future__ import annotations

from collections.abc import Iterator

Line = tuple[int, str, str, str]
HE = "he"
#: What is no text stands so.
TAKEN_BACK, PICTURE, SNAP, RANG = "(taken back)", "(picture)", "(snap, opened and gone)", "(call)"

INSTAGRAM, SNAPCHAT = "c.dunmore.runs", "cd_runs84"
ELLIE, TAMSIN = "ellie_marsden_x", "tamsin.oko"
ELLIE_SNAP, HORSE, LOWER = "elliem_snaps", "horse.mad.lass", "jaydoesntcap"
MATE = "Marco F"

_ASKS = (
    "how was school", "you home yet", "what you up to tonight", "busy?", "hows the netball", "did you get the bus ok",
    "you never message first", "cold today wasnt it", "still up?", "what lesson did you have last",
)  # fmt: skip
_ANSWERS = ("fine", "yeah", "homework", "k", "nothing", "idk", "at my nans", "ok", "gtg tea", "maths, it was boring")
_LATER = ("oh ok", "cool", "speak tomorrow", "you went quiet", "hello")


def _evenings(who: str, first: int, last: int, every: int, at: str = "19:5") -> Iterator[Line]:
    """A question, a short answer and one line more on every so many evenings."""
    for turn, day in enumerate(range(first, last, -every)):
        yield day, f"{at}{turn % 10}", HE, _ASKS[turn % len(_ASKS)]
        yield day, f"20:{10 + turn % 40}", who, _ANSWERS[turn % len(_ANSWERS)]
        if turn % 3:
            yield day, f"20:{51 + turn % 8}", HE, _LATER[turn % len(_LATER)]


def _without_an_answer(first: int, last: int, every: int) -> Iterator[Line]:
    """She does not write back any more."""
    for turn, day in enumerate(range(first, last, -every)):
        yield day, "18:40", HE, ("you ok?", "have i done something", "just checking in", "you there")[turn % 4]
        yield day, "20:15", HE, ("hello", "??", "ok then", "i know youre reading these")[turn % 4]
        yield day, "21:20", HE, TAKEN_BACK if turn % 2 else "night then"


ELLIE_ON_INSTAGRAM: tuple[Line, ...] = (
    (197, "15:52", HE, "hiya its craig from the guardians, are you ok?"),
    (197, "16:10", ELLIE, "yeah thanks"),
    (197, "16:11", HE, "saw you walking home past the park with your mate"),
    (197, "16:30", ELLIE, "oh right"),
    (195, "20:20", HE, "you can always talk to me you know, not just at the group"),
    (195, "20:45", ELLIE, "ok"),
    *_evenings(ELLIE, 193, 150, 3),
    (176, "21:35", HE, "sorry if that was weird, added you back"),
    (176, "21:50", ELLIE, "its fine"),
    (160, "21:40", HE, TAKEN_BACK), (160, "21:48", HE, TAKEN_BACK), (160, "22:05", ELLIE, "what did it say"),
    (160, "22:06", HE, "nothing, dont worry about it"),
    (149, "21:12", HE, "that new picture, you look so pretty"), (149, "21:30", ELLIE, "thx"),
    (149, "21:31", HE, "does anyone know we talk?"), (149, "21:44", ELLIE, "no"),
    (149, "21:45", HE, "good. dont tell anyone i message you, theyd get the wrong idea"),
    (149, "21:46", HE, "and delete our messages yeah, i do"), (149, "22:02", ELLIE, "ok"),
    (140, "16:20", HE, "was that you in the blue coat, we were in the van by the park"), (140, "16:41", ELLIE, "yeah"),
    (133, "19:30", HE, PICTURE), (133, "19:52", ELLIE, "is that the police dog"), (133, "19:53", HE, "yep, called Rex"),
    (124, "20:33", HE, "add me on snap, its easier on there"), (124, "20:58", ELLIE, "dont really use it"),
    (124, "20:59", HE, "go on, whats your snap"), (124, "21:15", ELLIE, "elliem_snaps"),
)  # fmt: skip
ELLIE_ON_SNAPCHAT: tuple[Line, ...] = (
    (123, "17:05", HE, "found you"), (123, "17:30", ELLIE_SNAP, "hi"),
    *_evenings(ELLIE_SNAP, 121, 76, 2, at="20:0"),
    (118, "21:15", HE, SNAP), (118, "21:22", HE, SNAP), (117, "21:02", HE, SNAP),
    (110, "21:36", HE, "you know i really like you ellie"), (110, "22:01", ELLIE_SNAP, "ok"),
    (104, "16:02", HE, "im parked round the corner from yours"), (104, "16:20", ELLIE_SNAP, "why"),
    (104, "16:21", HE, "just on patrol, thought id say hi"), (104, "16:40", ELLIE_SNAP, "im not home"),
    (97, "22:14", HE, "cant stop thinking about you"), (97, "22:15", HE, TAKEN_BACK),
    (97, "22:40", ELLIE_SNAP, "going to sleep"),
    (88, "21:05", HE, RANG), (88, "21:20", ELLIE_SNAP, "please stop messaging me so late"),
    (88, "21:21", HE, "sorry. you wont say anything to your mum will you"), (88, "21:40", ELLIE_SNAP, "no"),
    *_without_an_answer(74, 51, 3),
)  # fmt: skip
TAMSIN_ON_SNAPCHAT: tuple[Line, ...] = (
    (230, "18:12", HE, "hi tamsin its craig, pcso from school. hows year 9"), (230, "18:40", TAMSIN, "good ta"),
    *_evenings(TAMSIN, 226, 205, 3),
    (207, "21:17", HE, "you looked lovely in the show"), (207, "21:30", TAMSIN, "thanks"),
    (203, "21:25", HE, "keep this between us ok, people get funny about it"), (203, "21:50", TAMSIN, "about what"),
    (203, "21:51", HE, TAKEN_BACK), (200, "19:10", TAMSIN, "my mum says i shouldnt talk to you on here"),
    (200, "19:12", HE, "no worries, delete the chat then"),
)  # fmt: skip
HORSE_ON_SNAPCHAT: tuple[Line, ...] = (
    (168, "20:41", HE, "are you the one with the grey pony"), (168, "20:55", HORSE, "who is this"),
    (168, "20:56", HE, "saw you at the show, you were brilliant"), (168, "21:10", HORSE, "ok thanks"),
    (166, "19:33", HE, "hows the pony"), (166, "19:50", HORSE, "good"), (163, "21:20", HE, SNAP),
    (163, "21:25", HE, "what school you at"), (162, "17:01", HORSE, "not telling u lol"),
)  # fmt: skip
LOWER_ON_SNAPCHAT: tuple[Line, ...] = (
    (92, "22:31", HE, "you up"), (92, "22:33", LOWER, "ya"), (92, "22:34", HE, "ur gorgeous you know that"),
    (92, "22:50", LOWER, "lol"), (90, "23:02", HE, TAKEN_BACK), (90, "23:03", LOWER, "seen it"),
)  # fmt: skip
#: Between two adults who run together: some of it reads like what is looked for, and is not.
MATE_ON_INSTAGRAM: tuple[Line, ...] = (
    (190, "12:01", MATE, "sunday long run? 9 from the car park"), (190, "12:20", HE, "yep see you there"),
    (172, "18:30", MATE, "dont tell anyone but im doing the marathon, its a surprise for Jo"),
    (172, "18:41", HE, "no way, nice one"), (171, "07:15", MATE, "keep it quiet yeah 🤫"),
    (155, "19:00", HE, "shin splints, out for two weeks"), (155, "19:20", MATE, "gutted. miss you out there mate"),
    (141, "11:31", MATE, "you coming saturday or what"), (141, "11:40", HE, "working, lates all week"),
    (120, "20:10", MATE, PICTURE), (120, "20:11", MATE, "new shoes, what you reckon"), (120, "20:30", HE, "smart"),
    (99, "09:02", MATE, "pb!! 1:41"), (99, "09:15", HE, "legend, love you mate 😂"),
    (77, "18:00", MATE, "pub after training thursday"), (77, "18:22", HE, "im in"),
)  # fmt: skip
