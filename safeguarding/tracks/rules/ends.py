"""Which ends ask for which: an end never closes another track, but it can leave something to be decided."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.people.choices import PersonType
from safeguarding.tracks.choices import CollegeList, Duty, Leaving, TrackKind

#: Ends of a misconduct track by which somebody is out, or would be had they stayed.
DISMISSALS = ("dismissed", "dismissed_with_notice", "would_have_been_dismissed")
#: A volunteer's designation ends, or a role does: out of regulated activity, though nobody was dismissed.
REMOVALS = ("designation_withdrawn", "removed_from_role")

#: Whom the College's lists can hold: officers, specials and the employees of a police force (Police Act 1996 s.88A).
EMPLOYED = (
    PersonType.POLICE_OFFICER, PersonType.SPECIAL_CONSTABLE, PersonType.PCSO, PersonType.POLICE_STAFF,
)  # fmt: skip
SVGA = "Safeguarding Vulnerable Groups Act 2006 s.35"
BARRED = "Police Act 1996 s.88A; SI 2017/1135 reg 3(1)"
ADVISORY = "Police Act 1996 s.88I; SI 2017/1135 reg 12"


@dataclass(frozen=True)
class Follow:
    """One row of the rule: these ends ask for this duty, of these people, on this authority."""

    ends: tuple[str, ...]
    duty: str
    says: str
    source: str
    person_types: tuple[str, ...] = ()

    def applies(self, end: str, person_type: str) -> bool:
        return end in self.ends and (not self.person_types or person_type in self.person_types)


LEAVINGS = tuple(Leaving.values)
#: In the order in which it is told. What is not here asks for nothing: no further action in the criminal track, say.
FOLLOWS: tuple[Follow, ...] = (
    Follow(
        (*DISMISSALS, *REMOVALS), Duty.DBS,
        "Whoever is dismissed, or taken out of work with children, is considered for a referral to the DBS", SVGA,
    ),
    Follow(
        LEAVINGS, Duty.DBS,
        "Whoever leaves and might have been taken out of work with children is considered for a referral to the DBS",
        SVGA,
    ),
    Follow(
        DISMISSALS, Duty.COLLEGE_BARRED, "A dismissal is reported to the College of Policing", BARRED, EMPLOYED
    ),
    Follow(
        LEAVINGS, Duty.COLLEGE_ADVISORY,
        "Leaving before proceedings about a relevant allegation end is reported to the College of Policing", ADVISORY,
        (*EMPLOYED, PersonType.VOLUNTEER),
    ),
    Follow(
        ("designation_withdrawn",), Duty.COLLEGE_ADVISORY,
        "The end of a volunteer's designation is reported to the College of Policing", ADVISORY,
        (PersonType.VOLUNTEER,),
    ),
)  # fmt: skip

LIST_OF: dict[str, str] = {Duty.COLLEGE_BARRED: CollegeList.BARRED, Duty.COLLEGE_ADVISORY: CollegeList.ADVISORY}


def follows(kind: str, end: str, person_type: str) -> tuple[Follow, ...]:
    """What an end of a track, or a leaving, asks for about somebody of this type. Only discipline asks for anything."""
    if kind != TrackKind.MISCONDUCT:
        return ()
    return tuple(row for row in FOLLOWS if row.applies(end, person_type))
