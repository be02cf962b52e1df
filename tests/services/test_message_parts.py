"""Who wrote in which conversation: counted when an export has been read, and the same when it is counted again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.cases.models import Case
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import Conversation, Part
from safeguarding.conversations.services import passes
from safeguarding.conversations.services.groups import note_groups
from safeguarding.conversations.services.parts import count_hours_waiting, count_parts
from tests.cast import Cast, fresh
from tests.factories.casework import opened
from tests.factories.exports import read, whatsapp
from tests.factories.messages import FIRST, a_thread, an_export, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def parts() -> dict[str, tuple[int, int]]:
    found = Part.objects.values_list("participant__name", "messages_count", "deleted_count")
    return {name: (count, deleted) for name, count, deleted in found}


def test_an_export_that_was_read_says_who_wrote_how_much_in_it(
    cast: Cast, case: Case, settings: object, tmp_path: object
) -> None:
    settings.FILES_DIR, settings.CLAMD_ADDRESS = str(tmp_path), ""  # type: ignore[attr-defined]  # of pytest-django
    read(case, fresh(cast.lena), whatsapp(5))
    assert parts() == {"Carl": (3, 0), "Ann": (2, 0)}
    carl = Part.objects.get(participant__name="Carl")
    assert carl.last_at - carl.first_at == dt.timedelta(minutes=28)


def test_reactions_requests_and_lines_of_the_program_are_nobodys_messages(cast: Cast, case: Case) -> None:
    export = an_export(cast, case)
    one = somebody(export, "one", "instagram")
    kinds = [MessageKind.REACTION, MessageKind.REQUEST, MessageKind.SYSTEM, MessageKind.DELETED, MessageKind.CALL]
    a_thread(export, "instagram", [(one, FIRST, "x", kind) for kind in kinds])
    assert parts() == {"one": (2, 1)}
    count_parts(export=export)
    assert parts() == {"one": (2, 1)}


def test_a_large_conversation_is_counted_by_the_hour_once_even_when_nothing_in_it_counts(
    cast: Cast, case: Case
) -> None:
    export = an_export(cast, case)
    thread = a_thread(export, "instagram", [(None, FIRST, "line of the program", MessageKind.SYSTEM)] * 3)
    Conversation.objects.filter(pk=thread.pk).update(messages_count=3, first_at=FIRST)
    assert count_hours_waiting(large=3, seconds=-1) == 0
    assert count_hours_waiting(large=3) == 1
    assert count_hours_waiting(large=3) == 0


def test_when_conversations_begin_and_which_are_groups_takes_as_many_queries_for_one_as_for_many(
    cast: Cast, case: Case
) -> None:
    export = an_export(cast, case)
    people = [somebody(export, name, "instagram") for name in ("one", "two", "three")]
    for at in range(20):
        said = [(one, FIRST + dt.timedelta(days=at), "hi") for one in people[: 2 + at % 2]]
        a_thread(export, "instagram", [*said, (people[0], None, "no time")], is_group=None)
    with CaptureQueriesContext(connection) as ran:
        passes._set_ends(export)
        assert note_groups(export) == 10
    assert len(ran) == 2
    assert Conversation.objects.filter(export=export, is_group=True).count() == 10
    days = list(Conversation.objects.filter(export=export).order_by("pk").values_list("first_at", "last_at"))
    assert days == [(FIRST + dt.timedelta(days=at),) * 2 for at in range(20)]


def test_whoever_a_conversation_is_named_after_has_a_part_in_it_without_a_word(cast: Cast, case: Case) -> None:
    export = an_export(cast, case)
    one, _silent = somebody(export, "one", "instagram"), somebody(export, "two", "instagram")
    a_thread(export, "instagram", [(one, FIRST, "hello?")], key="inbox/two")
    assert parts() == {"one": (1, 0), "two": (0, 0)}
