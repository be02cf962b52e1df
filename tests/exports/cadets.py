# ruff: noqa: E501, RUF100
"""The group chat of a cadet unit over a year: leaders who organise, young people who answer and joke.

Written without a look at the lexicon, in many small parts that are put together by chance, so that what is benign has a
fair chance of being taken for something else: compliments to the group, "don't forget", "delete the old rota", secrets
of recipes, lifts, parked cars, phones, birthdays, hugs, hearts, late evenings, people who are asked whether they are ok.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from tests.exports.made import K, Made

LEADERS = ("Sgt Ash Doyle", "Sam (cadet leader)", "Bernie Larch")
YOUNG = (
    "Maya", "Tyler B", "Jonas 🎸", "Aisha K", "Connor", "Zofia", "Dev", "Ellie-Mae", "Harrison", "Ife", "Ruby R", "Noah P",
    "Kasper", "Leila 🌸", "Ollie", "Priti", "Sorcha", "Theo", "Wren", "يوسف",
)  # fmt: skip
BEGIN = dt.datetime(2025, 9, 1, 17, 0)  # noqa: DTZ001 - as a phone writes it

PARTS = {
    "what": ("drill", "first aid", "the quiz", "camp", "the fun run", "remembrance parade", "swimming", "the bake sale", "band", "litter pick", "the award evening", "kayaking", "road safety day", "the open evening", "bag packing at the supermarket", "the summer fete", "map reading"),
    "place": ("the hall", "the scout hut", "the leisure centre", "Mill Street", "the station yard", "the car park behind the library", "school", "the park gates", "the fire station", "the town hall steps"),
    "kit": ("black shoes", "your beret", "a packed lunch", "waterproofs", "a torch", "your logbook", "white shirt", "gloves", "swimming stuff", "a water bottle", "a bin bag for wet stuff", "sun cream", "your consent form", "a pen"),
    "day": ("Monday", "Tuesday", "Thursday", "Saturday", "Sunday", "tomorrow", "next week", "this Thursday"),
    "time": ("6pm", "half 5", "7.15", "18:30", "quarter to 7", "9 in the morning", "7 sharp", "five"),
    "adult": ("Sam", "Ash", "Bernie", "Sgt Doyle", "the caretaker", "Mrs Patel from the hall"),
    "exam": ("maths mock", "french speaking", "biology", "GCSE art", "physics paper 2", "english lit", "driving theory"),
    "food": ("pizza", "brownies", "cheese toasties", "samosas", "hot chocolate", "flapjack", "crisps"),
    "team": ("Southbank", "the fire cadets", "Easthaven", "the scouts", "B team", "the leaders"),
    "carer": ("my mum", "my dad", "my nan", "my brother", "my stepdad", "my foster carer", "my auntie"),
}  # fmt: skip

#: What leaders write. None of it is written to one young person alone.
FROM_LEADERS = (
    "Evening all. {what} on {day} starts at {time}, meet at {place}", "Reminder: {kit} and {kit} for {what} please",
    "Don't forget {kit} on {day}!", "Please delete the old rota, the new one is pinned at the top",
    "Can you all delete the photos from the training folder that are blurry, it is nearly full",
    "Ignore my last message, wrong time. It is {time} not {time}", "Sorry, deleted that, it had the wrong date in it",
    "You were all brilliant today, so proud of this lot", "You all looked really smart on parade, well done everyone",
    "What a gorgeous day for {what}", "Lovely turnout tonight, thank you", "Amazing effort at {what} team 👏👏",
    "That was the best {what} we have ever done and I mean that", "Great photo of you lot in the paper, you look fab",
    "Parents can collect from {place} at {time}", "I'll be parked by {place} with the minibus from {time}",
    "If you need a lift ask your parents to message me or {adult} on the official number, not here",
    "Nobody goes home alone tonight please, wait inside until you are picked up",
    "Let me know if anyone is struggling with the uniform order, no need to say why in the group",
    "Has everyone told their parents about the new time?", "Does anyone know who has the key to the kit cupboard?",
    "Did anybody see who left a blue coat at {place}?", "Someone has left their phone in the minibus, it keeps ringing",
    "Phones away during {what} please, I will be checking", "If your phone was lost at camp please see {adult}",
    "Is everyone ok after the coach broke down? We have let parents know", "Are you all ok for {kit}?",
    "Good luck to everyone with {exam} this week, you will smash it", "Happy birthday {young}! 🎂", "Happy birthday {young} from all of us 🎉",
    "Congratulations to {young} and {young}, first aid badge passed ❤️", "Massive well done to {young} for stepping up at {what}",
    "{young} your certificate is in the office, ask {adult}", "We are a leader short on {day} so {what} is off, sorry",
    "{what} is cancelled, ice on the yard. Stay safe and stay in", "Hall is locked on {day}, we will be at {place} instead",
    "Minutes of the cadet council are on the board at {place}", "Please vote by {day}: {food} or {food} for the social",
    "Nothing in this group is private, parents are welcome to read it", "This group is for unit news. For anything personal come and find {adult} at {place} or tell an adult you trust",
    "If anything in a chat worries you tell us, your parents or school. You will never be in trouble for telling",
    "Photos of {what} go on the official page on {day}. If you do not want to be in them tell {adult}",
    "Nobody has to stay late, we finish at {time}", "Home time everybody, see you {day}", "Sleep well all, early start",
    "I miss the old hall, this one is freezing", "I love how you all looked after the new ones tonight",
    "Special thanks to the band, you made the evening", "Which of you special people left {food} in the staff fridge 😂",
    "My number for camp emergencies is on the kit list", "Message {adult} on the unit phone if the coach is late",
    "The link moved to the official Instagram page, go and follow that for the pictures", "New form is on the website, not on WhatsApp any more",
    "Will be in touch about the bus when I know", "Walk in pairs from {place} please, it gets dark at {time} now",
    "Saw lots of you at the match on {day}, good to see you out in the sun", "We drive past {place} at {time}, be on the pavement",
    "Age groups for the run: under 14 and over 14. Age matters for insurance I am afraid", "Feeling poorly? Stay home and get better, we will keep your place",
)  # fmt: skip
#: What young people write, to the leaders and to each other.
FROM_YOUNG = (
    "ok", "okk", "k", "kk thanks", "yeah", "yep", "no sorry", "cant make it", "im in", "me", "same", "what time again", "lol", "😂😂", "👍", "🙏", "❤️", "🔥🔥",
    "what do we need for {what}", "do we need {kit}", "is it {time} or {time}", "where is {place}", "which gate at {place}",
    "i cant come on {day} ive got {exam}", "{carer} says i can come", "{carer} is working so might be late", "{carer} is picking me up at {time}",
    "can someone give me and {young} a lift from {place}, {carer} has the car", "my mums parked round the corner if anyone wants a lift",
    "im outside", "im at {place} where is everyone", "running late the bus didnt come", "just saw you all walk past the shop 😂",
    "anyone know if {what} is still on", "does anyone know what page the homework was", "does anybody have a spare {kit}",
    "has anyone seen my beret", "who has my other glove", "i left {kit} at {place} can someone grab it", "omg i forgot {kit}",
    "happy birthday {young}!! 🎂🎂", "hbd {young} hope you have the best day ❤️", "thank you everyone 🥰", "miss you all already, camp was the best",
    "love this group", "love you guys ❤️", "i love {what}", "i really like the new badge", "that was so good today", "best {what} ever",
    "you all did so well", "{young} your speech was so good", "{young} you were hilarious tonight", "those photos are so cute the dog 🐶", "my hair looks terrible in that pic 😭",
    "sir can you delete that photo of me falling over 😭", "delete that one pls i look like a potato", "haha too late i saved it", "who keeps sending {food} memes",
    "i got a 7 in {exam}!!!", "failed {exam} gonna cry", "revision is killing me", "good luck tomorrow everyone", "anyone want to revise {exam} at {place}",
    "nobody told me it was fancy dress 💀", "no one told us about the time change", "why does nobody ever tell me anything", "dont tell me the score im watching it later",
    "dont say it was {team} again", "{team} won again 🙄", "we smashed {team} 3-1", "are we playing {team} on {day}", "rematch vs {team} when",
    "secret to good {food} is butter fyi", "secret santa names when??", "who got who for secret santa no spoilers", "whats the wifi password at {place}",
    "my phone died sorry", "new phone who dis", "new number btw its {young}", "my snap streak died at camp 😭", "someone post the vids on the official insta pls",
    "can we have the group on telegram instead my storage is full", "whatsapp is so slow", "the link doesnt open", "i cant see the poll",
    "are you ok {young} that looked sore", "hope your ankle gets better {young}", "you ok?? saw the ambulance at {place}", "all good just a sprain", "get well soon {young}",
    "im so tired", "im scared of the high ropes ngl", "not scared of heights just scared of falling", "the dark bit of the woods creeped me out", "its weird without {young} here",
    "stop sending gifs at midnight {young}", "pls stop im trying to sleep", "who is even awake", "night all", "goodnight everyone", "morning", "mornin campers",
    "can {carer} come and watch", "do parents need to sign it", "is it ok if my mum drops me at {time}", "my mum checks the group so hi mum 👋", "dad says thanks for today",
    "{young} wait for me at the corner by {place}", "meet me at {place} {young} ill be 5 mins", "walking now", "on my way with {young}", "we are by the bus stop",
    "who wants {food}", "bring {food}", "i made {food} for everyone", "i would die for {adult}s {food}", "you had me at {food}", "{young} owes me {food}",
    "you guys are the best", "so proud of us", "we looked so smart", "the new uniform looks sick", "those boots are fit for the bin", "that coat is lush where from", "your dog is gorgeous {young}",
    "is there {what} on {day}", "what are we doing {day}", "tell {adult} im ill pls", "tell your mum thanks for the {food}", "can someone tell {adult} the door is locked",
    "u coming {young}?", "yeah are u", "only if {young} goes", "ok ill ask", "she said yes", "he said no lol", "who else is going", "just us then", "its just me and {young} so far", "me and you both {young}",
    "hug for {young} 🫂", "group hug", "crying at the leaving video", "we will miss you {adult}", "you made cadets fun {adult} thank you ❤️",
)  # fmt: skip
#: Of another unit: each line is built around words that the lexicon looks for, to see where it gives way.
OF_LEADERS_ELSEWHERE = (
    "Right you lot, bag drop by {time}. Lovely evening for it", "Coxswain for {day} is {young}, second boat {young}", "Nobody is to leave the pontoon without a life jacket, no exceptions",
    "I would rather you told me you were late than ran across the road", "Keep this thread for boats please, chat in the other one", "Keep quiet in the museum please, other people are trying to read",
    "If you want your old messages gone clear the cache, the app is slow otherwise", "We will wipe the whiteboard after {day}, copy it down first", "Please do not share the door code with anybody outside the unit",
    "Who has been telling the parents we finish at {time}? We do not", "Do your parents know you are on the overnight? Forms by {day}", "Have you told your dad the coach is earlier {young}? He asked me twice",
    "Looking forward to seeing you all in uniform, it suits you as a unit", "You look like a proper crew at last", "Beautiful rowing {young} and crew", "Your hair has to be tied back on the water, all of you, me included",
    "Send me pics of the finished knots for the display please", "Send your kit photos to the unit email by {day}", "Love the enthusiasm, less love for the mud in my van", "I do love a cadet who reads the kit list 😄",
    "Thinking of you all in exam week", "Thinking about a trip to the maritime museum, hands up", "You mean a lot to this town, the mayor said so", "My favourite part was the singing on the bus",
    "Sorry all, phone was on silent", "I am always around before parade if you want to talk about anything, so is {adult}", "Anyone feeling low after last week, the school counsellor is in on {day}", "How are we all doing after the 10k?",
    "Can somebody pick {young} up from the front gate, dad is stuck", "I can pick up the trophies from town", "I know where the spare oars live", "Watching you all go past from the bridge was the best bit", "Meet me and {adult} at the boathouse {time}",
    "Add your name on the sheet on the door", "The chat moves to the official page next month, details to follow", "What is your number on the start list {young}", "My mobile is off on the water, ring the boathouse", "Text the unit phone if you cannot find us",
)  # fmt: skip
OF_YOUNG_ELSEWHERE = (
    "sir its freezing", "who stole my oar 😭", "u look like a penguin in that lifejacket lol", "{young} u legend", "ur such a good cox {young}", "miss u guys", "love u all 😂", "love that for us",
    "i hate {day}s", "that capsize was so funny", "you looked so done {young}", "pretty sure it was your fault", "cute boat", "hot chocolate pls im dying", "its so hot on the water", "fit check for the gala 👗", "that dinghy is fit for nothing",
    "dont tell {adult} we broke the cleat 😬", "dont let {adult} see the mud", "shh its a surprise for {adult}", "what happens on the boat stays on the boat 😂", "our secret handshake is elite", "secret ingredient is mustard", "between us we have 3 pounds",
    "delete this group name its cursed", "who deleted the playlist", "did you delete the video", "clear the decks", "screenshot that for the year book", "dont save me a seat im walking", "my snap map says youre in the sea", "add me on the mario kart thing",
    "msg me on here when you leave", "whats the insta of the unit", "does your mum know we broke the fence", "does anyone know we won", "did anyone see that", "hope nobody saw me fall in", "is your dad bringing the trailer", "are you alone in the boat or with {young}",
    "im here", "im by the corner shop", "waiting outside", "saw you on the news!!", "i walked past your school today its massive", "i know where you live, next to the chippy, bring chips", "wait for me after school", "scared of the weir ngl", "please stop singing", "that was weird", "ur weird {young}",
    "night", "night x", "ty x", "sorry x", "morning x", "thanks hun x", "hiya", "u ok hun", "you good?", "how was it", "im always here for snacks", "wish i could come", "wanna hug that dog", "i want a hug its cold", "together we are unstoppable", "age 13 and a half actually", "age is on the form",
)  # fmt: skip
SUFFIX = ("", "", "", "", "", " x", " 😂", " pls", "!!", " 🙏", " lol", "...", " thanks", " ❤️", " 😭")
ANSWERS = (
    "ok",
    "thanks",
    "thank you",
    "will do",
    "👍",
    "got it",
    "yes sir",
    "ok thanks {adult}",
    "im in",
    "cant sorry",
    "me and {young} are coming",
    "ok see you there",
)


Said = tuple[tuple[str, ...], tuple[str, ...]]
HERE: Said = (FROM_LEADERS, FROM_YOUNG)
ELSEWHERE: Said = (OF_LEADERS_ELSEWHERE, OF_YOUNG_ELSEWHERE)


def group_chat(number: int, seed: int, said: Said = HERE) -> Iterator[Made]:
    """So many messages of a group. Leaders write outside the quiet hours, the last of them just before they begin."""
    made = random.Random(seed)
    at = BEGIN
    yield Made("", "Messages and calls are end-to-end encrypted.", K.SYSTEM, at=at)
    yield Made("", f"{LEADERS[0]} created group “Millbrook Cadets official”", K.SYSTEM, at=at)
    sent = 2
    while sent < number:
        at = _next_talk(at, made)
        for message in _talk(at, made, said):
            yield message
            at = message.at
            sent += 1
            if sent == number:
                return


def _next_talk(at: dt.datetime, made: random.Random) -> dt.datetime:
    """Some hours on, at a time of day when a leader may write: from eight to nine in the evening."""
    later = at + dt.timedelta(hours=made.choice((3, 9, 20, 26)))
    hour, minute = made.choice(((8, 0), (8, 5), (12, 40), (16, 20), (17, 55), (19, 30), (20, 41), (20, 58)))
    return max(later.replace(hour=hour, minute=minute, second=0), at + dt.timedelta(minutes=1))


def _talk(at: dt.datetime, made: random.Random, said: Said) -> Iterator[Made]:
    if 8 <= at.hour < 21:
        yield Made(made.choice(LEADERS), _filled(made.choice(said[0]), made), at=at)
        for _ in range(made.randint(0, 4)):
            at += dt.timedelta(minutes=made.choice((0, 1, 1, 2)))
            yield Made(made.choice(YOUNG), _filled(made.choice(ANSWERS), made), at=at)
    for _ in range(made.randint(2, 14)):
        at += dt.timedelta(minutes=made.choice((0, 0, 1, 2, 5, 25)))
        yield _from_young(at, made, said[1])


def _from_young(at: dt.datetime, made: random.Random, texts: tuple[str, ...]) -> Made:
    sender, draw = made.choice(YOUNG), made.random()
    if draw < 0.04:
        return Made(sender, "", K.MEDIA, at=at)
    if draw < 0.05:
        return Made(sender, "This message was deleted", K.DELETED, at=at)
    text = _filled(made.choice(texts), made) + made.choice(SUFFIX)
    return Made(sender, text.upper() if draw > 0.97 else text, at=at, edited=draw > 0.96)


def _filled(text: str, made: random.Random) -> str:
    """Each place gets a word of its own."""
    for name, words in {**PARTS, "young": [each.split()[0] for each in YOUNG]}.items():
        while f"{{{name}}}" in text:
            text = text.replace(f"{{{name}}}", made.choice(words), 1)
    return text
