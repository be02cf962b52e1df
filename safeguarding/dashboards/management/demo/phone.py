"""What the phone of the founding case shows: two downloads taken in, read, matched to people, and looked at."""

from __future__ import annotations

import io

from safeguarding.cases.models import CaseParty
from safeguarding.conversations import services
from safeguarding.conversations.choices import ExportStatus, FindingStatus
from safeguarding.conversations.models import Finding, Message, MessageExport, Participant
from safeguarding.conversations.selectors.exports import accounts_on
from safeguarding.conversations.services import bundles, deciding, judging, looking, making, noting
from safeguarding.conversations.services.known import OWNER
from safeguarding.core import clock
from safeguarding.dashboards.management.demo import phone_files, phone_talks
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.evidence import PHONE
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.evidence.services import put_file
from safeguarding.files import services as files

AGREED, DISMISSED = FindingStatus.AGREED, FindingStatus.DISMISSED
#: The words of a message, what was said of it, and why. The rest nobody has looked at yet.
SAID = (
    ("that new picture, you look so pretty", AGREED, "From an adult to a child, about her picture."),
    ("good. dont tell anyone i message you, theyd get the wrong idea", AGREED, "He tells her to say nothing."),
    ("and delete our messages yeah, i do", AGREED, "She is asked to delete, and he says that he does."),
    ("does anyone know we talk?", AGREED, "As Child A told it to her parents."),
    ("you know i really like you ellie", AGREED, "He says it by her name."),
    ("im parked round the corner from yours", AGREED, "Fits what Child E was told about the car."),
    ("add me on snap, its easier on there", AGREED, "The contact goes on at Snapchat the next day."),
    ("keep this between us ok, people get funny about it", AGREED, "The same to the second girl."),
    ("keep it quiet yeah 🤫", DISMISSED, "Two adults about a run that one of them keeps as a surprise."),
    ("dont tell anyone but im doing the marathon, its a surprise for Jo", DISMISSED, "About a marathon."),
    ("legend, love you mate 😂", DISMISSED, "Between two adult friends who run together."),
)
INTO_THE_CHRONOLOGY = (
    "hiya its craig from the guardians, are you ok?", "and delete our messages yeah, i do",
    "im parked round the corner from yours",
)  # fmt: skip


def take_in_the_downloads(do: Casework) -> None:
    """The investigator of the PSD track takes in what the phone's owner's accounts gave out, and has it read."""
    joel, case = do.world.users["joel.fenwick"], do.case
    phone = case.exhibits.get(reference=PHONE)
    for name, data in (
        ("instagram-c.dunmore.runs.zip", phone_files.instagram(do.world)),
        ("snapchat-mydata.zip", phone_files.snapchat(do.world)),
    ):
        stored = files.store(io.BytesIO(data), name=name, by=joel)
        held = put_file(
            exhibit=phone, stored=stored, note="Asked of the site from the phone, by the laboratory", by=joel
        )
        files.scan_waiting(seconds=20)
        held.file.refresh_from_db()
        # With a scanner that is away the files wait, and somebody has them read later.
        if held.file.may_be_opened:
            services.add_export(case=case, file=held, by=joel)
    services.read_waiting()
    looking.look_through_waiting()


def say_who_they_are(do: Casework, names: dict[str, str]) -> None:
    """Name in the file, and the label or first name of who it is in the case."""
    case = do.case
    for one in Participant.objects.filter(export__case=case, name__in=names).select_related("export__case"):
        services.match(one, party=_party(do, names[one.name]), account=None, version=one.version, by=case.owner)


def say_whose_it_was(do: Casework) -> None:
    """His accounts, by the names on the phone, and what the files call only the owner."""
    case, his = do.case, (phone_talks.INSTAGRAM, phone_talks.SNAPCHAT, OWNER)
    rows = Participant.objects.select_related("export__case", "platform")
    # Saying that one is the owner changes another: each is read when its turn comes.
    for pk in rows.filter(export__case=case, name__in=his).values_list("pk", flat=True):
        one = rows.get(pk=pk)
        known = accounts_on(one, case.owner).filter(handle_key=one.handle_key).first()
        one = services.match(one, party=do.subject(), account=known, version=one.version, by=case.owner)
        if one.name != OWNER:
            services.say_owner(one, is_owner=True, version=one.version, by=case.owner)


def ask_the_rules(do: Casework, names: dict[str, str]) -> None:
    """Once who is who is said, the rules are asked about what was read."""
    say_who_they_are(do, names)
    for export in do.case.message_exports.filter(status=ExportStatus.READ).select_related("case"):
        judging.ask_rules(export=export, by=do.case.owner)
    judging.judge_waiting()


def judge_again(world: World) -> None:
    """Reports, leave and numbers came on record since: whoever owns the case asks the rules again, on this day."""
    with clock.standing_at(world.now):
        for export in MessageExport.objects.filter(status=ExportStatus.READ, judgements__isnull=False).distinct():
            judging.ask_rules(export=export, by=export.case.owner)
        judging.judge_waiting()


def say_what_it_shows(do: Casework) -> None:
    """Some of what was found is agreed, some dismissed; the rest waits. Three messages go into the chronology."""
    case = do.case
    joel = do.world.users["joel.fenwick"]
    for text, status, reason in SAID:
        found = Finding.objects.filter(export__case=case, message__text=text, status=FindingStatus.OPEN)
        for finding in found.select_related("export__case", "message"):
            deciding.decide(finding=finding, status=status, reason=reason, version=finding.version, by=joel)
    for text in INTO_THE_CHRONOLOGY:
        message = Message.objects.filter(export__case=case, text=text).first()
        if message is not None:
            noting.to_chronology(case=case, message=message, by=joel)


def bundle_what_was_agreed(do: Casework) -> None:
    """What was agreed to, with what stands around it, as an exhibit of its own."""
    case, joel = do.case, do.world.users["joel.fenwick"]
    agreed = Finding.objects.filter(export__case=case, status=AGREED).order_by("message__order_at", "message")
    bundle = bundles.begin_bundle(
        case=case, reference="NS/JF/1", title="Messages that show secrecy, deleting and other platforms",
        messages=list(dict.fromkeys(agreed.values_list("message", flat=True))), by=joel,
    )  # fmt: skip
    bundles.ask_for_version(bundle=bundle, by=joel)
    making.make_waiting()


def _party(do: Casework, who: str) -> CaseParty:
    parties = do.case.parties.filter(removed_at__isnull=True)
    return parties.get(person__given_name=who)
