"""Letters of the founding case, and the templates of the force: one in force, one that waits for another person.

The referral to the LADO went out and stands among what was disclosed; the one to the DBS was issued by the supervisor;
the notice of the misconduct track and its referral to the IOPC, filled with its facts, are there for professional
standards alone.
"""

from __future__ import annotations

from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.letters import services
from safeguarding.letters.choices import Gateway, LetterKind, Way
from safeguarding.letters.models import Letter
from safeguarding.letters.rules.standard import STANDARD
from safeguarding.letters.selectors.hearing import offered
from safeguarding.letters.services import making
from safeguarding.tracks.choices import TrackKind

LEAD, SUPERVISOR = "ruth.adeyemi", "diane.whitlock"
INVESTIGATOR, PSD_SUPERVISOR = "joel.fenwick", "stephen.rowe"
CONTACT = "\n\n# How to reach us\nSafeguarding, Northshire Police, every day from 8 in the morning to 8 in the evening"


def tell_letters(world: World) -> None:
    """Write them, each on its day."""
    case = Case.objects.get(parties__person=world.people["craig.dunmore"])
    _templates(world)
    _lado(world, case)
    _dbs(world, case)
    _conduct(world, case)
    _hearing(world, case)


def _conduct(world: World, case: Case) -> None:
    """The notice of the misconduct track as a letter, issued by the supervisor; the 12 months letter is begun."""
    track = case.tracks.get(kind=TrackKind.MISCONDUCT)
    joel, stephen = world.users[INVESTIGATOR], world.users[PSD_SUPERVISOR]
    with clock.standing_at(world.noon(34)):
        notice = services.begin_letter(
            case=case, kind=LetterKind.NOTICE, recipient="PCSO Craig Dunmore", track=track, by=joel
        )
        services.issue_letter(letter=notice, by=stephen)
        referral = services.begin_letter(
            case=case, kind=LetterKind.IOPC, recipient="IOPC, assessment unit", track=track, by=joel
        )
        services.issue_letter(letter=_whole(referral, world, INVESTIGATOR), by=stephen)
    with clock.standing_at(world.noon(3)):
        services.begin_letter(
            case=case, kind=LetterKind.TIMELINESS_12, recipient="The local policing body", track=track, by=joel
        )


def _hearing(world: World, case: Case) -> None:
    """The bundle for the hearing: every letter of the track, what is on record of messages, and the lists."""
    joel, track = world.users[INVESTIGATOR], case.tracks.get(kind=TrackKind.MISCONDUCT)
    with clock.standing_at(world.noon(9)):
        bundle = services.begin_hearing_bundle(
            case=case, track=track, title="Bundle for the hearing of PCSO B", by=joel
        )
        keys = [one.key for one in offered(bundle, joel) if not one.key.startswith("file-")]
        services.fill_hearing_bundle(bundle=bundle, documents=keys, by=joel)
        services.ask_for_hearing_version(bundle=bundle, by=joel)
        making.make_waiting()


def _templates(world: World) -> None:
    standard = STANDARD[LetterKind.LADO]
    with clock.standing_at(world.noon(200)):
        made = services.write_template(
            kind=LetterKind.LADO, title=standard.title, body=standard.text + CONTACT, effective_from=world.day(199),
            by=world.users[LEAD],
        )  # fmt: skip
        services.approve_template(template=made, by=world.users[SUPERVISOR])
    with clock.standing_at(world.noon(6)):
        services.write_template(
            kind=LetterKind.UPDATE, title="What we have done since we wrote last",
            body=STANDARD[LetterKind.UPDATE].text + CONTACT, effective_from=world.day(-14), by=world.users[LEAD],
        )  # fmt: skip


def _lado(world: World, case: Case) -> None:
    lead = world.users[LEAD]
    with clock.standing_at(world.noon(40)):
        letter = services.begin_letter(
            case=case, kind=LetterKind.LADO, recipient="The designated officer", by=lead,
            track=case.tracks.get(kind=TrackKind.LADO),
            address="Northshire Council\nCounty Hall\nNorthshire",
        )  # fmt: skip
        issued = services.issue_letter(letter=_whole(letter, world, LEAD), by=lead)
        services.send_letter(
            letter=issued, recipient="The designated officer, Northshire Council", gateway=Gateway.SAFEGUARDING,
            purpose="To consider the allegation and say who does what", way=Way.SECURE_EMAIL, given_on=world.day(40),
            by=lead,
        )  # fmt: skip


def _dbs(world: World, case: Case) -> None:
    with clock.standing_at(world.noon(35)):
        letter = services.begin_letter(
            case=case, kind=LetterKind.DBS, recipient="Disclosure and Barring Service", by=world.users[LEAD],
            track=case.tracks.get(kind=TrackKind.DBS),
            address="Barring\nDarlington",
        )  # fmt: skip
        services.issue_letter(letter=_whole(letter, world, LEAD), by=world.users[SUPERVISOR])


def _whole(letter: Letter, world: World, by: str) -> Letter:
    """What the record has no words for is written in by hand."""
    body = letter.body
    for name, words in (
        ("subject.date_of_birth", "on a day that his personal file says"),
        ("subject.collar_number", "as his personal file says"),
    ):
        body = body.replace(f"{{{{ {name} }}}}", words)
    return services.change_letter(letter=letter, body=body, by=world.users[by])
