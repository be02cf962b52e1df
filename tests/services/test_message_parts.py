"""Who wrote in which conversation: counted when an export has been read, and the same when it is counted again."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.cases.models import Case
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import Part
from safeguarding.conversations.services.parts import count_parts
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


def test_whoever_a_conversation_is_named_after_has_a_part_in_it_without_a_word(cast: Cast, case: Case) -> None:
    export = an_export(cast, case)
    one, _silent = somebody(export, "one", "instagram"), somebody(export, "two", "instagram")
    a_thread(export, "instagram", [(one, FIRST, "hello?")], key="inbox/two")
    assert parts() == {"one": (1, 0), "two": (0, 0)}
