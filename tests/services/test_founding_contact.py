"""The founding case's contact from its files: taken in as evidence, read, matched by a person, found and judged."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.cases.choices import Indicator, PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.choices import AccountKind, AccountStatus, Severity
from safeguarding.communications.models import Account
from safeguarding.conversations import services
from safeguarding.conversations.choices import ExportStatus, MessageKind
from safeguarding.conversations.models import Finding, Message, MessageExport, Participant
from safeguarding.conversations.selectors.exports import name_of, suggestions
from safeguarding.conversations.services import looking
from safeguarding.conversations.services.known import OWNER
from safeguarding.core import clock
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind
from safeguarding.evidence.models import Exhibit
from safeguarding.evidence.services import add_exhibit, put_file
from safeguarding.files import services as files
from tests.cast import Cast, fresh
from tests.exports import founding as made
from tests.factories.accounts import an_account
from tests.factories.casework import opened
from tests.factories.judged import asked, rules_of, texts

pytestmark = pytest.mark.django_db
BANS = ("COM-05", "COM-13", "COM-15", "COM-20", "COM-21")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def lena(cast: Cast) -> User:
    return fresh(cast.lena)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Of lena's, about ann (Child A) and carl (PCSO B), of whom two personal accounts are known."""
    case = opened(cast)
    known = {"person": cast.people["carl"], "kind": AccountKind.PERSONAL_INDIVIDUAL, "status": AccountStatus.KNOWN}
    an_account(cast.cora, made.HE, on="instagram", **known)
    an_account(cast.cora, made.HE_SNAP, on="snapchat", **known)
    return case


def taken_in(case: Case, by: User, name: str, data: bytes) -> MessageExport:
    """A file of the phone, as evidence, and what the engine reads from it."""
    phone = Exhibit.objects.filter(case=case).first() or add_exhibit(
        case=case, by=by, reference="LH/1", kind=ExhibitKind.PHONE, description="Black phone", seized_where="Station",
        seized_at=clock.now() - dt.timedelta(days=1), seized_by="PC 4471", analysis=AnalysisStatus.WAITING,
    )  # fmt: skip
    held = put_file(exhibit=phone, stored=files.store(io.BytesIO(data), name=name, by=by), by=by)
    export, is_new = services.add_export(case=case, file=held, by=by)
    services.read_waiting()
    export.refresh_from_db()
    assert is_new
    assert export.status == ExportStatus.READ
    return export


@pytest.fixture
def insta(case: Case, lena: User) -> MessageExport:
    return taken_in(case, lena, "instagram.zip", made.instagram_zip())


@pytest.fixture
def snap(case: Case, lena: User) -> MessageExport:
    return taken_in(case, lena, "mydata.zip", made.snapchat_zip())


def match_everybody(case: Case, by: User) -> None:
    """As a person does it, one after the other; the account only where it is suggested."""
    adult, child = (case.parties.get(role=role) for role in (PartyRole.SUBJECT, PartyRole.YOUNG_PERSON))
    who: dict[str, CaseParty] = {
        made.HE: adult, made.HE_SNAP: adult, OWNER: adult, made.SHE: child, made.SHE_SNAP: child,
    }  # fmt: skip
    for one in Participant.objects.filter(export__case=case).select_related("export__case", "platform"):
        if one.name not in who:
            continue
        account: Account | None = next((each["account"] for each in suggestions(one, by) if "account" in each), None)
        if one.name == OWNER:
            account = Account.objects.get(person=adult.person, platform=one.platform)
        services.match(one, party=who[one.name], account=account, version=one.version, by=by)


def found(export: MessageExport) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for one in Finding.objects.filter(export=export).select_related("message").order_by("message__sent_at", "pk"):
        rows.setdefault(one.indicator, []).append(one.message.text or one.message.kind)
    return rows


def test_what_went_into_the_files_stands_in_the_case_message_by_message(
    insta: MessageExport, snap: MessageExport
) -> None:
    for export, messages in (
        (insta, made.INSTAGRAM), (snap, [*made.SNAPCHAT[made.SHE_SNAP], *made.SNAPCHAT[made.OTHER_SNAP]]),
    ):  # fmt: skip
        rows = Message.objects.filter(export=export).exclude(kind__in=(MessageKind.REQUEST, MessageKind.REACTION))
        told = sorted(rows.values_list("sender__name", "sent_at", "kind", "text"), key=lambda row: row[1])
        assert told == sorted(((m.sender, m.at, m.kind, m.text) for m in messages), key=lambda row: row[1])
    reaction = Message.objects.get(export=insta, kind=MessageKind.REACTION)
    assert (reaction.sender.name, reaction.text) == (made.SHE, "😐")
    assert insta.counts == {"text": 18, "deleted": 1, "media": 1, "reaction": 1, "request": 2}
    assert snap.counts == {"text": 6, "deleted": 1, "call": 1, "request": 1}
    assert {one.platform.slug for one in insta.conversations.all()} == {"instagram"}


def test_nobody_is_anybody_until_a_person_says_so(case: Case, insta: MessageExport, lena: User) -> None:
    judgement = asked(insta, lena)
    assert (judgement.judged, judgement.failed) == (0, 0)
    one = insta.participants.get(name=made.HE)
    assert name_of(one) == f"Unidentified {one.number}"
    assert "The same handle stands in the register of accounts" in [each["why"] for each in suggestions(one, lena)]


def test_the_five_rules_fail_each_with_the_message_that_shows_it(
    case: Case, insta: MessageExport, snap: MessageExport, lena: User
) -> None:
    match_everybody(case, lena)
    of_insta, of_snap = asked(insta, lena), asked(snap, lena)
    for judgement in (of_insta, of_snap):
        for rule in BANS:
            assert rules_of(judgement)[rule].failed, rule
    assert texts(of_insta, "COM-05") == ["Followed"]
    assert texts(of_snap, "COM-05") == ["Asked to be friends: Added by Username"]
    for rule in ("COM-13", "COM-15", "COM-20", "COM-21"):
        assert texts(of_insta, rule)[0] == "hiya are you ok?", rule
        assert texts(of_snap, rule)[-1] in ("i really like you lily", "im parked round the corner from yours", ""), rule
        assert "i really like you lily" in texts(of_snap, rule), rule
    for judgement, rule in ((of_insta, "COM-15"), (of_insta, "COM-20"), (of_snap, "COM-21")):
        assert rules_of(judgement)[rule].severity == Severity.CRITICAL
    # Not a word of hers fails a rule of his, and what he wrote to somebody nobody knows is left out, and counted.
    hers = {message.text for message in made.INSTAGRAM if message.sender == made.SHE}
    assert not hers & set(texts(of_insta, "COM-13"))
    assert rules_of(of_insta)["COM-13"].failed == sum(m.sender == made.HE for m in made.INSTAGRAM)
    assert of_snap.left_out == len(made.SNAPCHAT[made.OTHER_SNAP])


def test_what_it_shows_is_found_each_with_its_message(insta: MessageExport, snap: MessageExport) -> None:
    assert looking.look_through_waiting() == 2
    of_insta, of_snap = found(insta), found(snap)
    assert of_insta[Indicator.DELETES_MESSAGES] == [made.UNSENT]
    assert of_insta[Indicator.ASKS_TO_DELETE] == ["delete our messages, i do"]
    assert of_insta[Indicator.ASKS_SECRECY] == ["good, don’t tell anyone i messaged you"]
    assert of_insta[Indicator.CHECKS_KNOWN] == ["i hope nobody knows we chat"]
    assert of_insta[Indicator.COMPLIMENTS] == ["ur so pretty in that photo"]
    assert of_insta[Indicator.MOVES_PLATFORM] == ["add me on snap instead"]
    assert of_insta[Indicator.PRESENCE] == ["saw you walking home today with your mate"]
    assert of_insta[Indicator.WELLBEING_OPENER] == ["hiya are you ok?"]
    # Her third short answer in a row, each time, and his fourth message that she left without one.
    assert of_insta[Indicator.DISENGAGES] == ["k", "??", "no"]
    assert of_insta[Indicator.UNFOLLOW_REFOLLOW] == of_insta[Indicator.BEFRIENDS_PERSONAL] == ["Followed"]
    assert of_snap[Indicator.AFFECTION] == ["i really like you lily"]
    assert of_snap[Indicator.PRESENCE] == ["im parked round the corner from yours"]
    assert of_snap[Indicator.DELETES_MESSAGES] == [MessageKind.DELETED]
    words = Finding.objects.get(export=insta, indicator=Indicator.ASKS_SECRECY)
    assert words.message.text[words.starts : words.ends] == "don’t tell anyone"
    assert words.message.sender.name == made.HE
    assert words.message.place.endswith("message_1.json, messages[3]")
