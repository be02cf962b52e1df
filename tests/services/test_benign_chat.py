"""A benign official group of 5,000 messages, through the files and the engine: nothing critical comes of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.choices import AccountKind
from safeguarding.communications.models import AccountAccess
from safeguarding.conversations import services
from safeguarding.conversations.models import Finding, MessageExport, Participant
from safeguarding.conversations.rules import lexicon
from safeguarding.conversations.services import looking
from safeguarding.people.choices import PersonKind
from tests.cast import Cast, fresh
from tests.exports import cadets
from tests.exports.made import K, zipped
from tests.exports.whatsapp import android, ios
from tests.factories.accounts import an_approved_account
from tests.factories.casework import opened
from tests.factories.exports import read
from tests.factories.judged import asked, rules_of

pytestmark = pytest.mark.django_db
MANY = 5_000
#: Of ordinary talk, so many in a thousand messages may be shown to a person who dismisses them.
MOST_OF_A_THOUSAND = 10


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


def the_group(cast: Cast) -> tuple[Case, MessageExport]:
    """A year of the unit's chat, read from its export, with everybody in it matched by a person."""
    case, lena = opened(cast), fresh(cast.lena)
    data = android(list(cadets.group_chat(MANY, seed=4)), "en-GB")
    export = read(case, lena, data, "WhatsApp Chat with Millbrook Cadets official.txt")
    since = {"approved_on": cadets.BEGIN.date() - dt.timedelta(days=9), "kind": AccountKind.OFFICIAL_CADET}
    accounts = {
        name: an_approved_account(cast.cora, f"+44 7700 90000{number}", on="whatsapp", **since)
        for number, name in enumerate(cadets.LEADERS)
    }
    leader = case.parties.get(role=PartyRole.SUBJECT)
    for account in accounts.values():
        AccountAccess.objects.create(
            account=account,
            person=leader.person,
            since=cadets.BEGIN.replace(tzinfo=dt.UTC) - dt.timedelta(days=9),
            given_by=cast.cora,
        )
    for one in Participant.objects.filter(export=export).select_related("export__case", "platform"):
        party = leader if one.name in cadets.LEADERS else a_young_person(cast, case, one.number)
        services.match(one, party=party, account=accounts.get(one.name), version=one.version, by=lena)
    return case, export


def a_young_person(cast: Cast, case: Case, number: int) -> CaseParty:
    return CaseParty.objects.create(
        case=case, role=PartyRole.WITNESS, label=f"Young person {number}", kind=PersonKind.YOUNG_PERSON,
        description="In the unit", added_by=cast.lena,
    )  # fmt: skip


def test_an_official_group_of_five_thousand_messages_raises_nothing_critical(cast: Cast) -> None:
    _, export = the_group(cast)
    assert sum(export.counts.values()) == MANY
    assert export.conversations.get().is_group
    look = looking.look_through(export=export)
    assert look.messages_count == MANY
    found = Finding.objects.filter(export=export)
    assert list(found.filter(indicator__in=lexicon.CRITICAL).values_list("message__text", flat=True)) == []
    assert found.count() <= MOST_OF_A_THOUSAND * MANY / 1000

    judgement = asked(export, fresh(cast.lena))
    assert judgement.judged > MANY * 0.9
    # The file does not say whether a second adult looked at each message: that cannot be told, and is no pass.
    assert [rule for rule, one in rules_of(judgement).items() if one.failed] == []
    assert rules_of(judgement)["COM-09"].unknown


def test_a_chat_of_two_is_not_taken_for_a_group(cast: Cast) -> None:
    chat = [each for each in cadets.group_chat(400, seed=5) if each.sender in ("", "Maya", cadets.LEADERS[1])]
    data = zipped({"_chat.txt": ios(chat, "en-GB", "Maya")})
    export = read(opened(cast), fresh(cast.lena), data, "WhatsApp Chat - Maya.zip")
    assert export.conversations.get().is_group is None


def test_of_many_other_chats_nothing_critical_is_found_either() -> None:
    for seed in range(10, 16):
        texts = [each.text for each in cadets.group_chat(MANY, seed) if each.kind != K.SYSTEM]
        hits = [(hit.line, text) for text in texts for hit in lexicon.find(text, opens=False, in_group=True)]
        assert [(line.id, text) for line, text in hits if line.indicator in lexicon.CRITICAL] == []
        assert len(hits) <= MOST_OF_A_THOUSAND * MANY / 1000


def test_lines_built_around_the_words_that_are_looked_for_are_found_where_a_person_has_to_look() -> None:
    """Where it gives way is known: two of some ninety are shown as critical, for a person to dismiss."""
    texts = [*cadets.OF_LEADERS_ELSEWHERE, *cadets.OF_YOUNG_ELSEWHERE]
    critical = {
        text for text in texts for hit in lexicon.find(text, opens=False, in_group=True)
        if hit.line.indicator in lexicon.CRITICAL
    }  # fmt: skip
    assert critical == {"did you delete the video", "thanks hun x"}
