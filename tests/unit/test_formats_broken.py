# ruff: noqa: E501, DTZ001, RUF100
"""Files that were cut off, damaged or made to do harm: no reader raises, and none loses a message before the cut."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguarding.conversations.rules.formats import READERS, recognise
from safeguarding.conversations.rules.pieces import How, Piece, Said, Unread
from safeguarding.conversations.rules.zips import OneFile
from tests.exports.large import FILES, TALK, write_large
from tests.exports.made import BEGIN, Made, pieces, source, unread
from tests.exports.whatsapp import android


def walk(which: str, data: bytes, order: str = ""):
    name, whole = FILES[which]
    reader = READERS[which.split(maxsplit=1)[0]]
    order = order or reader.days(source(name, whole)).order
    file = OneFile(name, lambda: io.BytesIO(data))
    reader.days(file)
    recognise(file, data[:65536])
    return list(reader.read(file, How(order, "Me")))


def texts(found) -> list[tuple]:
    return [(p.text, p.sent, p.kind) for p in found if isinstance(p, Piece)]


@pytest.mark.parametrize("which", FILES)
def test_cut_off_at_every_fiftieth_byte(which):
    data = FILES[which][1]
    whole = walk(which, data)
    ends, at = [], 0
    for each in pieces(whole) if which in ("meta", "snapchat", "telegram") else []:
        at = data.index(each.raw.encode(), at) + len(each.raw.encode())
        ends.append(at)
    for length in range(0, len(data), 50):
        found = walk(which, data[:length])
        complete = sum(end <= length for end in ends)
        given_back = texts(found)
        assert len(given_back) >= complete, f"at {length} bytes"
        # All but the last, which the cut may have shortened, is as it was.
        assert given_back[:-1] == texts(whole)[: max(len(given_back) - 1, 0)]


@pytest.mark.parametrize("which", FILES)
def test_every_letter_of_a_cut_file_is_in_a_message_or_listed(which):
    data = FILES[which][1]
    for length in range(len(data) // 2, len(data), 333):
        found = walk(which, data[:length])
        kept = sum(len(each.raw) for each in found if not isinstance(each, Said))
        assert kept or length < 300
        if which in ("meta", "snapchat", "telegram", "sms_backup"):
            assert unread(found)


@pytest.mark.parametrize("which", FILES)
@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_anywhere_raises_nothing_and_gives_only_what_can_be_kept(which, data):
    raw = FILES[which][1]
    at = data.draw(st.integers(0, len(raw)))
    noise = data.draw(
        st.binary(max_size=60)
        | st.sampled_from([b"\x00", b'"', b"<", b"{[", b"]}", b"\n", b"\\", b"\xff\xfe", b"NaN", b"1e999"])
    )
    gone = data.draw(st.integers(0, 80))
    found = walk(which, raw[:at] + noise + raw[at + gone :])
    for each in found:
        if isinstance(each, Piece):
            assert "\x00" not in each.text + each.raw + each.sender
            (each.text + each.raw + each.sender + each.thread + each.media_name).encode()
            assert max(map(len, (each.place, each.thread, each.sender, each.media_name, each.thread_title))) <= 300
            assert len(each.sent_text) <= 60
        elif isinstance(each, Unread):
            assert each.why
            assert len(each.why) <= 200
            assert len(each.raw) <= 2_000
            assert len(each.place) <= 300


#: What a field may hold that no program wrote.
ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)
)


@pytest.mark.parametrize("which", ["meta", "snapchat", "telegram"])
@given(st.data())
@settings(max_examples=80, deadline=None)
def test_wrong_types_in_every_field_raise_nothing(which, data):
    raw = FILES[which][1]
    whole = json.loads(raw)

    def spoilt(value, depth=0):
        if depth > 1 and data.draw(st.integers(0, 12)) == 0:
            return data.draw(ODD)
        if isinstance(value, dict):
            return {key: spoilt(each, depth + 1) for key, each in value.items()}
        return [spoilt(each, depth + 1) for each in value[:4]] if isinstance(value, list) else value

    walk(which, json.dumps(spoilt(whole)).encode())


@pytest.mark.parametrize("which", FILES)
def test_twice_the_same(which):
    data = FILES[which][1]
    assert walk(which, data[: len(data) * 2 // 3]) == walk(which, data[: len(data) * 2 // 3])


@pytest.mark.parametrize("which", ["whatsapp", "generic", "leapp"])
def test_a_line_without_end_is_cut_and_that_is_said(which):
    data = FILES[which][1]
    found = walk(which, data + b"x" * 3_000_000)
    assert texts(found)[:10] == texts(walk(which, data))[:10]
    assert any("million letters" in each.why for each in unread(found))
    assert sum(len(each.raw) for each in found if not isinstance(each, Said)) < 1_200_000


def test_a_message_of_too_many_lines_goes_on_as_lines_that_are_listed():
    found = walk("whatsapp", FILES["whatsapp"][1] + b"13/03/2025, 21:15 - Bo: go\n" + b"on and on\n" * 150_000)
    assert len(pieces(found)) == len(TALK) + 1
    assert len(unread(found)) > 10_000


def test_all_on_one_day():
    made = [
        Made("Bo" if n % 2 else "Me", f"number {n}", at=BEGIN + dt.timedelta(seconds=n % 3600)) for n in range(200_000)
    ]
    found = walk("whatsapp", android(made, "en-GB"), order="day_first")
    assert [p.text for p in pieces(found)] == [m.text for m in made]


MEASURE = """
import os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from safeguarding.conversations.rules.formats import READERS
from safeguarding.conversations.rules.pieces import How
from safeguarding.conversations.rules.zips import source_of
which, path = sys.argv[1:]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
source = source_of(os.path.basename(path), lambda: open(path, "rb"))
reader = READERS[which]
reader.days(source)
count = sum(1 for _ in reader.read(source, How("day_first", "Me")))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, before // 1024, after // 1024)
"""


@pytest.mark.parametrize("which", [each for each in FILES if each != "whatsapp ios"])
def test_memory_does_not_grow_with_the_file(which, tmp_path):
    write_large(tmp_path, which, 100_000)
    program = [sys.executable, "-c", MEASURE, which, str(tmp_path / FILES[which][0])]
    said = subprocess.run(
        program, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ).stdout
    count, before, after = map(int, said.split())
    assert count > 99_000
    assert after - before < 120
