"""What each indicator says about the four harm tests: decides one, supports one, or only adds to others.

A decisive sign answers a test yes on its own, two supporting ones do so together, and a circumstance never does: that
somebody is trusted or on duty is no wrong, but it makes a wrong worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from safeguarding.cases.choices import HarmTest, Indicator

SEED = "Behaviour seen in abuse of position (IOPC, Learning the Lessons 40); a policy default"
KCSIE = "Keeping Children Safe in Education, Part 4"
OFFENCES = "Sexual Offences Act 2003; whether it is an offence is for the police to find out"
PERSONAL_CHANNELS = "IOPC recommendation: contact with a child through personal social media is never appropriate"


class Weight(IntEnum):
    """How much one sign says."""

    CIRCUMSTANCE = 1
    SUPPORTING = 2
    DECISIVE = 3


@dataclass(frozen=True)
class Sign:
    """What one indicator says about one harm test, in a sentence, and on whose authority."""

    test: str
    weight: Weight
    sentence: str
    source: str = SEED


def _decides(test: str, sentence: str, source: str = SEED) -> Sign:
    return Sign(test, Weight.DECISIVE, sentence, source)


def _supports(test: str, sentence: str, source: str = SEED) -> Sign:
    return Sign(test, Weight.SUPPORTING, sentence, source)


def _adds(test: str, sentence: str, source: str = SEED) -> Sign:
    return Sign(test, Weight.CIRCUMSTANCE, sentence, source)


HARMED, OFFENCE, RISK, SUITABLE = HarmTest.HARMED, HarmTest.OFFENCE, HarmTest.RISK, HarmTest.SUITABILITY

SIGNS: dict[str, tuple[Sign, ...]] = {
    Indicator.ASKS_SECRECY: (
        _decides(RISK, "An adult who asks a child to keep contact secret cuts the child off from help."),
        _supports(OFFENCE, "Secrecy is a sign that the contact may be sexual.", OFFENCES),
        _supports(SUITABLE, "Adults who work with children do not keep secrets with them.", KCSIE),
    ),
    Indicator.ASKS_TO_DELETE: (
        _decides(RISK, "Asking a child to delete messages hides what was said and may destroy evidence."),
        _supports(OFFENCE, "Asking for messages to be deleted is a sign that they may show an offence.", OFFENCES),
        _supports(SUITABLE, "Getting a child to hide contact is not open or honest.", KCSIE),
    ),
    Indicator.COMPLIMENTS: (
        _decides(RISK, "Remarks about a child's appearance may be the start of sexualised contact."),
        _supports(OFFENCE, "Remarks about appearance may be sexual communication with a child.", OFFENCES),
        _supports(SUITABLE, "Personal remarks of this kind cross the boundary of the role.", KCSIE),
    ),
    Indicator.AFFECTION: (
        _decides(RISK, "Telling a child that one likes or loves them pursues a relationship that must not be."),
        _supports(OFFENCE, "Expressing affection may be sexual communication with a child.", OFFENCES),
        _supports(SUITABLE, "An emotional relationship with a child crosses the boundary of the role.", KCSIE),
    ),
    Indicator.CHECKS_KNOWN: (
        _decides(RISK, "Checking whether anybody else knows is a way of asking for secrecy."),
        _supports(SUITABLE, "Contact that must not be known of is not within the role.", KCSIE),
    ),
    Indicator.EXPLICIT_MEDIA: (
        _decides(OFFENCE, "Explicit pictures or videos may be of a child, or may have been sent to one.", OFFENCES),
        _decides(RISK, "Explicit material together with access to children may put children at risk."),
        _supports(SUITABLE, "Explicit material raises whether the adult should work with children.", KCSIE),
    ),
    Indicator.OTHERS: (
        _decides(RISK, "The same contact with other young people shows a pattern, not a single lapse."),
        _supports(SUITABLE, "Repeating the contact with others shows that it is not a misunderstanding.", KCSIE),
    ),
    Indicator.FEAR: (
        _decides(HARMED, "A child who is afraid or worried may have been harmed: harm includes emotional harm.", KCSIE),
        _supports(RISK, "The child's fear is a reason to think that the adult may be a risk."),
    ),
    Indicator.BEFRIENDS_PERSONAL: (
        _decides(SUITABLE, "Contact with a child on a personal account is never part of the role.", PERSONAL_CHANNELS),
        _supports(RISK, "A personal account takes the contact out of everybody's sight."),
    ),
    Indicator.DELETES_MESSAGES: (
        _supports(RISK, "Deleting one's own messages hides what was said."),
        _supports(SUITABLE, "Deleting messages to a child is not open or honest.", KCSIE),
    ),
    Indicator.MOVES_PLATFORM: (
        _supports(RISK, "Moving a child from one platform to another is a way to more private contact."),
        _supports(SUITABLE, "Contact that moves between platforms is outside the agreed channels.", KCSIE),
    ),
    Indicator.PRESENCE: (
        _supports(RISK, "Being near the child's home or way home again and again may be a way of watching the child."),
        _supports(HARMED, "A child who is met again and again may feel watched or followed."),
    ),
    Indicator.UNFOLLOW_REFOLLOW: (
        _supports(RISK, "Adding, dropping and adding a child again tests how the child answers."),
    ),
    Indicator.WELLBEING_OPENER: (
        _supports(RISK, "Asking unprompted after a child's wellbeing in private is a common way to begin grooming."),
    ),
    Indicator.DISENGAGES: (_supports(HARMED, "A child who pulls back may be uncomfortable or under pressure."),),
    Indicator.UNIDENTIFIED: (
        _supports(RISK, "Contacts who cannot be identified may be other children: it cannot be ruled out."),
    ),
    Indicator.TRUSTED_POSITION: (
        _adds(RISK, "The adult knows the child through a position of trust, which makes it harder to say no."),
        _adds(SUITABLE, "The contact grew out of a position of trust.", KCSIE),
    ),
    Indicator.DUTY_TIME: (
        _adds(RISK, "Duty time or a police vehicle gives the contact the weight of office."),
        _adds(SUITABLE, "Duty time or a police vehicle was used for it.", KCSIE),
    ),
}

# Any one of these about a child proposes that the threshold is met, whatever else is known.
DECISIVE = frozenset(name for name, signs in SIGNS.items() if any(sign.weight == Weight.DECISIVE for sign in signs))

# Pursuing, or being able to be seen as pursuing, a sexual or improper emotional relationship.
ABUSE_OF_POSITION = frozenset(
    {
        Indicator.ASKS_SECRECY,
        Indicator.ASKS_TO_DELETE,
        Indicator.CHECKS_KNOWN,
        Indicator.COMPLIMENTS,
        Indicator.AFFECTION,
        Indicator.EXPLICIT_MEDIA,
        Indicator.BEFRIENDS_PERSONAL,
    }
)

# Messages are going, have been asked to go, or lie on devices that can be wiped.
MESSAGES_MAY_GO = frozenset({Indicator.DELETES_MESSAGES, Indicator.ASKS_TO_DELETE, Indicator.EXPLICIT_MEDIA})


def said_about(test: str, indicators: frozenset[str]) -> list[Sign]:
    """What the indicators say about one test, the weightiest first."""
    found = [sign for name in Indicator.values if name in indicators for sign in SIGNS[name] if sign.test == test]
    return sorted(found, key=lambda sign: -sign.weight)
