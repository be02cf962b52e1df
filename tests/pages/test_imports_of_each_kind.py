"""Each kind of file in the browser: sent, named, checked, put right, put on record; and once more, for nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safeguarding.assurance.models import Credential
from safeguarding.audit.models import AuditEvent
from safeguarding.exchange.choices import COLUMNS
from safeguarding.exchange.models import ExternalId, Import, ImportRow
from safeguarding.exchange.rules.rows import said
from safeguarding.guidance.models import Acknowledgement
from safeguarding.people.models import Person, Placement
from tests.cast import Cast, child
from tests.factories.exchange import STAFF, YOUNG, a_csv, worked
from tests.factories.guidance import in_force, policy
from tests.factories.schemes import days_ago, proposed

pytestmark = pytest.mark.django_db
ISSUED = f"{days_ago(40):%d/%m/%Y}"
CADETS = ("Member ID", "Forenames", "Surname", "D.O.B.", "Detachment", "Rank", "Joining date", "T-shirt size")


@dataclass
class Told:
    """A file of a kind: its second row is wrong in one cell, which is put right."""

    kind: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], tuple[str, ...]]
    column: str
    right: str
    why: str
    count: Callable[[], int]
    delimiter: str = ","
    encoding: str = "utf-8"

    def content(self, wrong: bool = True) -> bytes:
        rows = list(self.rows)
        if not wrong:
            at = self.cell
            rows[1] = (*rows[1][:at], self.right, *rows[1][at + 1 :])
        return a_csv(self.headings, *rows, delimiter=self.delimiter, encoding=self.encoding)

    @property
    def cell(self) -> int:
        """Where the wrong cell stands."""
        wrong = self.why.partition("“")[2].partition("”")[0] or "Sociable"
        return self.rows[1].index(wrong)


def people(*names: str) -> Callable[[], int]:
    return lambda: Person.objects.filter(family_name__in=names).count()


def abroad(column: str, wrong: str, right: str, why: str, kind: str, count: Callable[[], int]) -> Told:
    """What another platform for cadets gives out: its own headings, columns that are no business here, semicolons."""
    rows = (
        ("AC-1", "Zoë", "Quill", "3 Feb 2012", "Oakfield club", "Cadet", "1/9/2025", "M"),
        ("AC-2", "Yusuf", "Quarry", "14/05/2011", "Oakfield club", "Cadet", "1/9/2025", "S"),
    )
    second = tuple(wrong if one == right else one for one in rows[1])
    return Told(kind, CADETS, (rows[0], second), column, right, why, count, delimiter=";", encoding="cp1252")


TOLD = {
    "staff": Told(
        "staff", STAFF, (("7", "Ned", "North", "PC", "Response"), ("8", "Una", "Upton", "Wizard", "")), "person_type",
        "PCSO", "“Wizard” is no kind of staff here", people("North", "Upton"),
    ),
    "young people": Told(
        "young_people", YOUNG,
        (("C8", "Sally", "Slate", "13/05/2012", "Oakfield"), ("C9", "Tom", "Tarn", "31/02/2011", "")), "date_of_birth",
        "28/02/2011", "“31/02/2011” is no day", people("Slate", "Tarn"),
    ),
    "placements": Told(
        "placements", ("Number", "Scheme", "Part", "From"),
        (("C1", "Oakfield club", "Cadet", "1/9/2025"), ("C2", "Oakfeld", "Cadet", "1/9/2025")), "scheme",
        "Oakfield club", "“Oakfeld” is no scheme on the register", Placement.objects.count,
    ),
    "DBS": Told(
        "dbs", ("Name", "Issued on", "Level"), (("Carl Cooper", ISSUED, "Enhanced"), ("Nora Nash", ISSUED, "Magic")),
        "dbs_level", "Enhanced", "“Magic” is no level of a DBS check", Credential.objects.count,
    ),
    "vetting": Told(
        "vetting", ("Name", "Granted on", "Level"), (("Carl Cooper", ISSUED, "RV"), ("Nora Nash", ISSUED, "XV")),
        "vetting_level", "NPPV 3", "“XV” is no level of vetting", Credential.objects.count,
    ),
    "training": Told(
        "training", ("Name", "Course", "Finished on"), (("Carl Cooper", "", ISSUED), ("Nora Nash", "Juggling", ISSUED)),
        "course", "Safeguarding training for leaders", "“Juggling” is nothing that is asked of adults",
        Credential.objects.count,
    ),
    "acknowledgements": Told(
        "acknowledgements", ("Name", "Policy", "Signed on"),
        (("Nora Nash", "Social media", ISSUED), ("Olga Oak", "Sociable", ISSUED)), "policy", "Social media",
        "No policy of this title has this version here", Acknowledgement.objects.count,
    ),
    "people of another platform": abroad(
        "date_of_birth", "14/15/2011", "14/05/2011", "“14/15/2011” is no day", "young_people",
        people("Quill", "Quarry"),
    ),
    "placements of another platform": abroad(
        "role", "Wizard", "Cadet", "“Wizard” is no part in a scheme here", "placements", Placement.objects.count
    ),
}  # fmt: skip


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    """The coordinator, where there is on record what the files are about."""
    proposed(cast, "Oakfield club")
    in_force(cast, policy(cast, "Social media"), since=days_ago(60))
    for number, (given, family) in enumerate((("Sal", "Stone"), ("Tess", "Thorn")), start=1):
        one = child(cast, given, family, dt.date(2012, 5, 13))
        Person.objects.filter(pk=one.pk).update(unit=cast.cadets)
        ExternalId.objects.create(force=cast.force, source="cadet platform", value=f"r:c{number}", person=one)
    for given, family in (("Nora", "Nash"), ("Olga", "Oak")):
        Person.objects.create(
            force=cast.force, unit=cast.cadets, kind="adult", person_type="volunteer", given_name=given,
            family_name=family, created_by=cast.adam,
        )  # fmt: skip
    client.force_login(cast.cora)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(cora: Client, cast: Cast, told: Told, *, wrong: bool = True) -> Import:
    """Uploaded, read, its columns as they were recognised, every row checked."""
    file = SimpleUploadedFile("list.csv", told.content(wrong))
    given = {"kind": told.kind, "source": "Cadet platform", "unit": cast.cadets.pk, "file": file}
    answer = cora.post("/imports/add/", given)
    assert answer.status_code == 302, text(answer)
    run = worked(Import.objects.latest("pk"))
    page = run.get_absolute_url()
    assert cora.get(f"{page}columns/").status_code == 200
    named = {name: str(at) for name, at in run.mapping.items()}
    assert cora.post(f"{page}columns/", {"version": run.version, **named}).status_code == 302
    return worked(run)


def put_right(cora: Client, run: Import, told: Told) -> None:
    """The wrong cell typed over, everything else as the page shows it."""
    row = ImportRow.objects.get(run=run, number=3)
    columns = [column for column in COLUMNS[run.kind] if column.name in run.mapping]
    cells = {f"cell_{one.name}": said(one, run.mapping, row.raw, row.fixed) for one in columns}
    cells[f"cell_{told.column}"] = told.right
    answer = cora.post(f"{run.get_absolute_url()}rows/3/", {"version": run.version, "choice": "", **cells}, follow=True)
    assert "Nothing stands in the way of 2 rows" in text(answer), text(answer)


def acts() -> int:
    """Everything that was done but bringing files in."""
    return AuditEvent.objects.exclude(verb__startswith="import.").count()


@pytest.mark.parametrize("name", TOLD)
def test_a_file_of_each_kind_comes_on_record_and_a_second_time_changes_nothing(
    cast: Cast, cora: Client, name: str
) -> None:
    told = TOLD[name]
    if name == "placements of another platform":
        first = sent(cora, cast, TOLD["people of another platform"], wrong=False)
        cora.post(f"{first.get_absolute_url()}apply/", {"version": first.version})
        assert worked(first).status == "applied"
    before = told.count()
    run = sent(cora, cast, told)
    assert run.counts == {"new": 1, "wrong": 1}, list(ImportRow.objects.filter(run=run).values("verdict", "reasons"))
    assert told.why in text(cora.get(run.get_absolute_url()))
    assert told.count() == before
    put_right(cora, run, told)
    run.refresh_from_db()
    cora.post(f"{run.get_absolute_url()}apply/", {"version": run.version})
    run = worked(run)
    assert "2 new records" in text(cora.get(run.get_absolute_url())), run.problem
    assert told.count() == before + 2
    done = acts()
    again = sent(cora, cast, told, wrong=False)
    assert again.counts == {"same": 2}
    assert "All of it is on record already" in text(cora.get(again.get_absolute_url()))
    assert cora.post(f"{again.get_absolute_url()}apply/", {"version": again.version}).status_code == 409
    assert (told.count(), acts()) == (before + 2, done)
