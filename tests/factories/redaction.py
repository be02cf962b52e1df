"""A case whose people are known by everything that somebody can be known by, and how it may be written."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile

from pypdf import PdfReader
from pypdf.generic import StreamObject

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.access import rebuild_access
from safeguarding.communications.choices import AccountKind
from safeguarding.letters import services
from safeguarding.letters.choices import LetterKind
from safeguarding.letters.models import Letter
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Carer, Person, Placement
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, child, staff
from tests.factories.accounts import an_account
from tests.factories.links import in_case
from tests.factories.schemes import proposed
from tests.factories.work import a_case

#: Each way in which somebody of the case may be written, by what it is.
LEAKS: dict[str, tuple[str, ...]] = {
    "name": (
        "Tamsin", "tamsin", "TAMSIN", "Tamsín", "Tamsin’s", "Tamsin's", "Tamsin O'Prendergast", "Tamsin  O'Prendergast",
        "Tamsin\nO’Prendergast", "O'Prendergast-Hollis", "O’Prendergast\u2011Hollis", "OPrendergast Hollis", "Hollis",
        "Zoë", "Zoe", "Edward Cuthbertson", "Cuthbertson, Edward", "Cuth-bertson", "Cuthbert\u00adson", "CUTHBERTSON",
        "C u t h b e r t s o n", "Mr Cuthbertson", "PCSO Cuthbertson’s", "Tammie", "Delphine",
    ),
    "nickname": ("Ned", "Ted Cuthbertson", "Teddy"),
    "initials": (
        "E. Cuthbertson", "E Cuthbertson", "Cuthbertson, E.", "CUTHBERTSON E", "T. Z. Hollis", "Tamsin H.",
        "PC E. Cuthbertson", "Edward R. Cuthbertson",
    ),
    "handle": ("@runs_late_84", "runs_late_84", "RUNS_LATE_84", "runs late 84", "runslate84"),
    "phone": ("07700 900555", "+44 7700 900555", "0044 7700 900 555", "07700-900-555"),
    "email": ("delphine.h@post.example", "DELPHINE.H@POST.EXAMPLE", "delphine.h at post.example"),
    "collar": ("7715", "PC 7715"),
    "birth": ("4 May 2013", "04/05/2013", "2013-05-04", "4th of May, 2013", "May 4, 2013"),
    "address": ("Fenwold", "FENWOLD"),
    "school": ("Larkspur Primary School", "larkspur school", "Larkspur"),
    "scheme": ("Ravensworth Guardians", "Ravensworth  Guardians", "Northshire Ravensworth Guardians"),
}  # fmt: skip
#: What of it may be left nowhere, looked for without the guard.
TRACES = (
    "tamsin", "tammie", "prendergast", "hollis", "zoe", "cuthbert", "edward", "teddy", "delphine", "runslate", "900555",
    "7715", "larkspur", "ravensworth", "fenwold", "4may2013", "may42013", "04052013", "20130504", "4thofmay",
)  # fmt: skip
DIGEST = re.compile("[0-9a-f]{64}")


def known(cast: Cast) -> Case:
    """A child with school, scheme and mother, and a PCSO with a number and an account of his own."""
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    girl = child(cast, "Zoë Tamsin", "O'Prendergast-Hollis", dt.date(2013, 5, 4))
    Person.objects.filter(pk=girl.pk).update(school="Larkspur Primary School", known_as="Tammy")
    scheme = proposed(cast, "Northshire Ravensworth Guardians")
    Scheme.objects.filter(pk=scheme.pk).update(place="Fenwold")
    Placement.objects.create(person=girl, scheme=scheme, role=PlacementRole.YOUNG_PERSON, starts_on=dt.date(2024, 1, 1))
    Carer.objects.create(
        young_person=girl, adult=staff(cast, "Delphine", "Hollis", ""), relationship="mother", contact="may",
        telephone="07700 900555", email="delphine.h@post.example", since=dt.date(2020, 1, 1), recorded_by=cast.lena,
    )  # fmt: skip
    pcso = staff(cast, "Edward", "Cuthbertson", PersonType.PCSO, collar_number="7715")
    an_account(cast.lena, "runs_late_84", person=pcso, kind=AccountKind.PERSONAL_INDIVIDUAL)
    by_the_label(case, girl, "Child A", PartyRole.YOUNG_PERSON)
    by_the_label(case, pcso, "PCSO B", PartyRole.SUBJECT)
    return case


def by_the_label(case: Case, person: Person, label: str, role: str = PartyRole.WITNESS) -> CaseParty:
    """Somebody of the case, who is called so."""
    party = in_case(case, person, role)
    CaseParty.objects.filter(pk=party.pk).update(label=label)
    return CaseParty.objects.get(pk=party.pk)


def all_leaks() -> list[str]:
    return [leak for leaks in LEAKS.values() for leak in leaks]


def issued(case: Case, by: User, body: str, title: str = "A letter") -> Letter:
    """A plain letter that says this."""
    letter = services.begin_letter(case=case, kind=LetterKind.PLAIN, recipient="The panel", by=by)
    letter = services.change_letter(letter=letter, title=title, body=body, by=by)
    return services.issue_letter(letter=letter, by=by)


def traces_in(text: str) -> list[str]:
    """What of them can still be read in a text, whatever stands between the letters. A digest says nothing."""
    bare = unicodedata.normalize("NFKD", DIGEST.sub("", text)).casefold()
    flat = "".join(sign for sign in bare if sign.isalnum())
    return [trace for trace in TRACES if trace in flat]


def everything_in_pdf(pdf: bytes) -> str:
    """What its pages say, what it says of itself, and every stream in it."""
    reader = PdfReader(io.BytesIO(pdf))
    said = [page.extract_text() for page in reader.pages]
    said += [f"{key} {value}" for key, value in (reader.metadata or {}).items()]
    for number in range(len(reader.xref_objStm) + sum(len(one) for one in reader.xref.values()) + 2):
        held = reader.get_object(number) if number else None
        said.append(str(held))
        if isinstance(held, StreamObject):
            said.append(held.get_data().decode("utf-8", "replace"))
    return "\n".join(said)


def everything_in_docx(docx: bytes) -> str:
    """Every part of it: text, headers, footers, styles, and what it says of itself, with and without its marks."""
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        parts = [
            held.read(name).decode("utf-8", "replace") for name in held.namelist() if name.endswith((".xml", ".rels"))
        ]
        return "\n".join([*held.namelist(), *parts, *(re.sub("<[^>]+>", "", part) for part in parts)])
