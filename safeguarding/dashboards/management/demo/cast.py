"""Who works in the two forces. All of them are made up, and so are the places."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.access.choices import Role, UnitKind
from safeguarding.people.choices import PersonType

HUB, WEST, PSD, CADETS, LOCAL = "hub", "west", "psd", "cadets", "local"
ALL = (HUB, WEST, PSD, CADETS, LOCAL)

FORCES = {
    "northshire": (
        "Northshire Police",
        {
            HUB: ("Safeguarding Hub", UnitKind.SAFEGUARDING),
            WEST: ("Safeguarding West", UnitKind.SAFEGUARDING),
            PSD: ("Professional Standards", UnitKind.PSD),
            CADETS: ("Cadets and Schools", UnitKind.CADETS),
            LOCAL: ("Millbrook Neighbourhood Policing", UnitKind.LOCAL_POLICING),
        },
    ),
    "westmoor": (
        "Westmoor Police",
        {
            HUB: ("Public Protection", UnitKind.SAFEGUARDING),
            PSD: ("Professional Standards", UnitKind.PSD),
            CADETS: ("Youth Engagement", UnitKind.CADETS),
        },
    ),
}  # fmt: skip

OFFICER, PCSO, STAFF = PersonType.POLICE_OFFICER, PersonType.PCSO, PersonType.POLICE_STAFF
VOLUNTEER, TEACHER, SPECIAL = PersonType.VOLUNTEER, PersonType.TEACHER_PARTNER, PersonType.SPECIAL_CONSTABLE


@dataclass(frozen=True)
class Member:
    """Somebody on the staff directory; with a role, somebody who signs in. `key` is the address before the @."""

    force: str
    key: str
    unit: str
    person_type: str
    does: str
    roles: tuple[tuple[str, str], ...] = ()
    manager: str = ""
    look: str = ""

    @property
    def given_name(self) -> str:
        return self.key.split(".")[0].capitalize()

    @property
    def family_name(self) -> str:
        return SPELT.get(self.key, self.key.split(".")[1].capitalize())

    @property
    def email(self) -> str:
        return f"{self.key}@{self.force}.example"


SPELT = {"iain.mcallister": "McAllister"}


def _in(unit: str, role: str) -> tuple[tuple[str, str], ...]:
    return ((unit, role),)


N, W = "northshire", "westmoor"

SIGN_INS = (
    Member(N, "tom.ashby", CADETS, OFFICER, "Schools officer", _in(CADETS, Role.PRACTITIONER), "helen.osei",
           "Logs concerns; My concerns has some in every state"),
    Member(N, "ruth.adeyemi", HUB, STAFF, "Safeguarding lead", _in(HUB, Role.LEAD), "diane.whitlock",
           "Triage, and the case that the service was made for"),
    Member(N, "martin.keane", HUB, OFFICER, "Safeguarding lead", _in(HUB, Role.LEAD), "diane.whitlock",
           "Triage and a full desk of cases, some with late clocks"),
    Member(N, "farah.siddiqui", WEST, STAFF, "Safeguarding lead", _in(WEST, Role.LEAD), "iain.mcallister",
           "Another unit: none of the Hub's work"),
    Member(N, "diane.whitlock", HUB, OFFICER, "Detective inspector", _in(HUB, Role.SUPERVISOR), "christine.vale",
           "Reviews that are due, clocks that came up the line"),
    Member(N, "iain.mcallister", WEST, OFFICER, "Detective inspector", _in(WEST, Role.SUPERVISOR), "christine.vale",
           "Reviews in Safeguarding West"),
    Member(N, "joel.fenwick", PSD, OFFICER, "Investigator", _in(PSD, Role.PSD_INVESTIGATOR), "stephen.rowe",
           "Cases with a PSD track, one of them restricted"),
    Member(N, "amara.obi", PSD, STAFF, "Investigator", _in(PSD, Role.PSD_INVESTIGATOR), "stephen.rowe",
           "PSD cases, but not the restricted one"),
    Member(N, "stephen.rowe", PSD, OFFICER, "Detective chief inspector", _in(PSD, Role.PSD_SUPERVISOR),
           "christine.vale", "PSD's cases and their reviews"),
    Member(N, "christine.vale", HUB, OFFICER, "Assistant chief constable",
           tuple((unit, Role.MANAGER) for unit in ALL), "", "Overview; cases with identities masked"),
    Member(N, "helen.osei", CADETS, STAFF, "Youth schemes coordinator", _in(CADETS, Role.COORDINATOR),
           "alan.prior", "The schemes and the people in them; no investigation"),
    Member(N, "craig.dunmore", LOCAL, PCSO, "PCSO, school links", _in(LOCAL, Role.PRACTITIONER), "karen.boyle",
           "The subject of the restricted case: finds no trace of it"),
    Member(N, "karen.boyle", LOCAL, OFFICER, "Sergeant", _in(LOCAL, Role.PRACTITIONER), "alan.prior",
           "Manages the subject: finds no trace either"),
    Member(N, "neil.prentice", HUB, STAFF, "Data protection officer", _in(HUB, Role.AUDITOR), "christine.vale",
           "Activity: who did and looked at what"),
    Member(N, "sandra.kaur", HUB, STAFF, "Systems administrator", _in(HUB, Role.ADMINISTRATOR), "christine.vale",
           "Users, units and roles; no case. Sign-in asks for an authenticator app"),
    Member(N, "priya.nair", CADETS, VOLUNTEER, "Cadet leader, Millbrook", _in(CADETS, Role.PRACTITIONER), "helen.osei",
           "A leader who knows her own cadets and logs concerns"),
    Member(N, "owen.bryce", LOCAL, OFFICER, "Neighbourhood officer", _in(LOCAL, Role.PRACTITIONER), "karen.boyle",
           "A question from the team waits for an answer"),
    Member(N, "gwen.hartley", CADETS, TEACHER, "Deputy head", _in(CADETS, Role.PRACTITIONER), "",
           "A school partner who logs concerns"),
    Member(N, "yusuf.demir", WEST, PCSO, "PCSO, Easthaven", _in(WEST, Role.PRACTITIONER), "iain.mcallister",
           "Logs concerns that go to Safeguarding West"),
    Member(N, "kasia.nowak", WEST, STAFF, "Youth worker", _in(WEST, Role.PRACTITIONER), "iain.mcallister",
           "Logs concerns that go to Safeguarding West"),
    Member(W, "beth.lowther", CADETS, OFFICER, "Schools officer", _in(CADETS, Role.PRACTITIONER), "megan.pugh",
           "Logs concerns in the other force"),
    Member(W, "hamid.rahimi", CADETS, VOLUNTEER, "Cadet leader, Calder", _in(CADETS, Role.PRACTITIONER), "megan.pugh",
           "A cadet leader in the other force"),
    Member(W, "colin.teale", HUB, OFFICER, "Response officer", _in(HUB, Role.PRACTITIONER), "robert.skene",
           "Logs concerns in the other force"),
    Member(W, "anil.sharma", HUB, STAFF, "Safeguarding lead", _in(HUB, Role.LEAD), "robert.skene",
           "The other force's triage: nothing of Northshire"),
    Member(W, "joyce.mensah", HUB, OFFICER, "Safeguarding lead", _in(HUB, Role.LEAD), "robert.skene",
           "The other force's cases"),
    Member(W, "robert.skene", HUB, OFFICER, "Detective inspector", _in(HUB, Role.SUPERVISOR), "lorna.baptiste",
           "Reviews in the other force"),
    Member(W, "tessa.draycott", PSD, STAFF, "Investigator", _in(PSD, Role.PSD_INVESTIGATOR), "graham.ince",
           "PSD in the other force"),
    Member(W, "graham.ince", PSD, OFFICER, "Detective chief inspector", _in(PSD, Role.PSD_SUPERVISOR),
           "lorna.baptiste", "PSD in the other force"),
    Member(W, "lorna.baptiste", HUB, OFFICER, "Assistant chief constable",
           tuple((unit, Role.MANAGER) for unit in (HUB, PSD, CADETS)), "", "The other force's overview"),
    Member(W, "megan.pugh", CADETS, STAFF, "Youth engagement coordinator", _in(CADETS, Role.COORDINATOR),
           "moira.lessing", "The other force's schemes"),
    Member(W, "dominic.hale", HUB, STAFF, "Data protection officer", _in(HUB, Role.AUDITOR), "lorna.baptiste",
           "Activity in the other force"),
    Member(W, "wendy.cho", HUB, STAFF, "Systems administrator", _in(HUB, Role.ADMINISTRATOR), "lorna.baptiste",
           "Users, units and roles of the other force"),
)  # fmt: skip

INFORMATION_OWNERS = {N: "neil.prentice", W: "dominic.hale"}

# On the staff directory, without a sign-in.
STAFF_ONLY = (
    Member(N, "alan.prior", LOCAL, OFFICER, "Chief inspector, neighbourhoods"),
    Member(W, "moira.lessing", CADETS, OFFICER, "Chief inspector, Calder"),
    Member(N, "shelley.pryce", LOCAL, PCSO, "PCSO, school links", manager="karen.boyle"),
    Member(N, "dean.whitcombe", CADETS, VOLUNTEER, "Cadet leader, Millbrook", manager="helen.osei"),
    Member(N, "gareth.loxley", WEST, OFFICER, "Schools officer, Easthaven", manager="alan.prior"),
    Member(N, "trevor.halloran", CADETS, VOLUNTEER, "Cadet leader, Easthaven", manager="helen.osei"),
    Member(N, "adrian.stokes", CADETS, SPECIAL, "Special constable, cadet leader", manager="helen.osei"),
    Member(N, "leon.marchetti", LOCAL, OFFICER, "Neighbourhood officer", manager="karen.boyle"),
    Member(N, "simon.teague", WEST, OFFICER, "Response officer", manager="alan.prior"),
    Member(N, "paula.renshaw", CADETS, TEACHER, "Teacher in attendance, Thornbeck Primary School"),
    Member(N, "vikram.chadha", LOCAL, OFFICER, "Neighbourhood officer", manager="karen.boyle"),
    Member(N, "ray.colgan", CADETS, PersonType.CONTRACTOR, "Minibus driver"),
    Member(N, "lucy.amberley", CADETS, VOLUNTEER, "Cadet leader, Easthaven", manager="helen.osei"),
    Member(W, "sonia.beckett", CADETS, STAFF, "Youth engagement officer", manager="megan.pugh"),
    Member(W, "marcus.tindall", CADETS, PCSO, "PCSO, cadet leader", manager="megan.pugh"),
    Member(W, "keith.orrell", HUB, STAFF, "Station enquiry officer", manager="moira.lessing"),
    Member(W, "jason.whybrow", HUB, STAFF, "Detention officer", manager="moira.lessing"),
    Member(W, "patrick.enright", CADETS, TEACHER, "Teacher, Calder High School"),
    Member(W, "errol.dacosta", CADETS, VOLUNTEER, "Football coach", manager="megan.pugh"),
    Member(W, "nathan.pyle", CADETS, PCSO, "PCSO, Calder", manager="megan.pugh"),
)

STAFF_BY_KEY = {member.key: member for member in (*SIGN_INS, *STAFF_ONLY)}
