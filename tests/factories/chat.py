"""Made-up messages: a benign group of a cadet unit, and the contact of the founding case. Our own words."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

START = dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)

_WHAT = ("parade", "band practice", "drill", "first aid", "the litter pick", "the fun run", "camp", "the quiz night")
_KIT = ("white shirt and black shoes", "waterproofs", "a packed lunch", "your logbook", "trainers", "a torch", "gloves")
_PLACE = ("the hall", "the scout hut", "the leisure centre", "Mill Street", "the school gate", "the station yard")
_SENTENCES = (
    "Reminder: {what} starts at {hour}pm on {day}, meet at {place}",
    "Kit list for {what}: {kit}", "Please bring {kit} for {what}", "Well done everyone at {what}, you were brilliant",
    "Love this photo of the band", "Great effort today all, thank you", "Can somebody tell me what time {what} ends?",
    "It ends at {hour}pm, parents can pick up at {place}", "The coach leaves {place} at {hour}pm sharp",
    "Has everybody handed in the form for {what}?", "Mine is with my section leader", "👍", "Thanks!", "Ok",
    "Will we need {kit}?", "Yes please, and {kit}", "{what} on {day} is off because of the weather",
    "New photos of {what} are on the notice board", "Who can help set up chairs at {place}?", "I can help",
    "Happy birthday! 🎂", "Can't make {what} this week sorry", "No problem, see you next {day}",
    "You all looked smart on parade", "The badge for {what} has come, lovely design", "Are you all ok for lifts home?",
    "Does anyone know the way to {place}?", "Good luck with your exams everyone", "Remember sun cream and a hat",
    "We have a match against Southbank on {day}", "Results: we came second, amazing team work",
    "Please don't leave bags by the door at {place}", "Tell your parents the new time is {hour}pm",
    "Hope everybody had a good holiday", "I love the new banner", "The hall is locked, Sam has it", "Lost: one glove",
    "Found it, it's at {place}", "Count me in for {what}", "Thanks for having us at {place}", "❤ the band",
    "Don't forget to delete the old timetable, the new one is on the board", "Message me or Sam about {what} here",
    "Is your mum able to help at {what}?", "Please keep it tidy at {place}", "You were great today, keep it up",
)  # fmt: skip


def benign(number: int, seed: int = 4) -> Iterator[tuple[str, dt.datetime, str]]:
    """Who, when and what, in the official group of a unit: two leaders and twenty young people."""
    made = random.Random(seed)
    at = START
    for _ in range(number):
        at += dt.timedelta(minutes=made.choice((1, 3, 9, 40, 300)))
        text = made.choice(_SENTENCES).format(
            what=made.choice(_WHAT), kit=made.choice(_KIT), place=made.choice(_PLACE), hour=made.randint(4, 8),
            day=made.choice(("Tuesday", "Thursday", "Saturday", "Sunday")),
        )  # fmt: skip
        yield made.choice(("Leader Sam", "Leader Ash", *(f"Cadet {n}" for n in range(1, 21)))), at, text
