"""What other bodies answered and what reviews found, in the few phrasings that such things have."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.cases.choices import ReferralKind


@dataclass(frozen=True)
class Usual:
    """What usually becomes of a referral: sent after so many hours, answered and ended after so many days."""

    agency: str
    hours: float
    answered: int
    ended: int
    answers: tuple[str, ...]
    outcomes: tuple[str, ...]


USUAL: dict[str, Usual] = {
    ReferralKind.POLICE_CRIME_REPORT: Usual(
        "{force} Police, crime recording", 1, 2, 60,
        (
            "Recorded. The investigation is with officers outside the adult's own command.",
            "Recorded as a report without an offence so far. A detective reads the messages before anything is "
            "decided.",
        ),
        (
            "No further police action: the evidence did not reach the test for a charge. This decides nothing about "
            "the safeguarding work.",
            "Ended without a charge after advice. The papers went to those who look at conduct.",
        ),
    ),
    ReferralKind.CHILDRENS_SOCIAL_CARE: Usual(
        "{force} Children's Services, front door", 1.5, 1, 42,
        (
            "Accepted. A social worker visits today and tells us how they found the child.",
            "Accepted for an assessment. A strategy discussion is set for this week.",
        ),
        (
            "Assessment complete. A child in need plan with the family's agreement, reviewed by the school.",
            "Assessment complete. Early help for the family; no further role for social care.",
        ),
    ),
    ReferralKind.LADO: Usual(
        "{force} Council, LADO", 3, 2, 50,
        (
            "The threshold is agreed. A first meeting is called; the adult is not to be told before it.",
            "Agreed that it is for us. They ask what contact with children the adult has outside work.",
            "They agree with the measures taken and ask for a chronology before the meeting.",
        ),
        (
            "Closing meeting held. The employer is to record the finding and keep it on file.",
            "Closing meeting held. Advice on learning was given to the employer.",
        ),
    ),
    ReferralKind.IOPC: Usual(
        "IOPC", 6, 6, 20,
        ("Received. They will decide how it is investigated.", "Received, with a question about the device."),
        (
            "Returned to the force for a local investigation.",
            "Local investigation under the force's own direction; they ask for the report when it is done.",
        ),
    ),
    ReferralKind.PSD: Usual(
        "Professional Standards", 4, 3, 75,
        (
            "Taken on. An investigator is appointed and the severity assessment is under way.",
            "Taken on. They ask that nobody speaks to the adult before the notice is served.",
        ),
        (
            "Case to answer for misconduct. A written warning was given.",
            "No case to answer. Reflective practice with the line manager, recorded.",
        ),
    ),
    ReferralKind.DBS: Usual(
        "Disclosure and Barring Service", 24, 10, 60,
        ("Received. They will write when they have considered it.",), ("Considered. No barring decision was made.",),
    ),
    ReferralKind.SCHOOL: Usual(
        "Designated safeguarding lead of the school", 5, 1, 30,
        ("The school has the facts it needs and keeps an eye on the child.",), ("Nothing further for the school.",),
    ),
}  # fmt: skip

PROGRESS = (
    ("The first steps are done. The child and the family have been seen and know whom to ring.",
     "Read what the other bodies sent. Write the chronology up to date."),
    ("Work goes on as planned. One answer is still out and has been asked for again.",
     "Press for the answer. Look again at whether the measures are still right."),
    ("The picture is clearer than last time. Nothing new came from the school or the family.",
     "Keep to the plan. See the child once more before the next review."),
    ("The child says that things are better at home and at school. The adult keeps to what was agreed.",
     "Think about what would have to be true to close."),
    ("Little moved, for reasons outside this team. The child is safe meanwhile.",
     "Set dates with the other bodies and put them in writing."),
)  # fmt: skip
LAST_REVIEW = ("Everything on the list is done. The child and the family know the outcome.", "Close the case.")
PRESERVED = (
    "Pictures of the messages were secured from the phone that was shown to us. Providers were asked to keep data."
)
ENDED = "The enquiry has ended and the risk that it was for is dealt with."
STANDS = "The reason for it is as it was. It stays until the enquiry ends."
JOINED_OUTCOME = "Dealt with together with what they have on the case already."
