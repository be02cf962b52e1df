"""What a row about a policy that somebody acknowledged on paper would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from safeguarding.access.models import User
from safeguarding.exchange.choices import ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.selectors.credentials import evidence
from safeguarding.exchange.selectors.deciding import Decided, Only, Unsure, about, decides, people_of, wrong
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.models import Acknowledgement, PolicyVersion
from safeguarding.guidance.services import Paper
from safeguarding.guidance.services.reading import paper_errors

Versions = dict[tuple[str, str], PolicyVersion]
FIELDS = {"person": "given_name"}


@decides(ImportKind.ACKNOWLEDGEMENTS)
def decide_acknowledgements(run: Import, rows: Sequence[ImportRow], by: User, only: Only) -> list[Decided]:
    """New, or acknowledged already."""
    known, versions = people_of(run, rows, by=by, only=only), versions_by_title(by)
    there = Acknowledgement.objects.visible_to(by).filter(person__in=known.people)
    held = set(there.values_list("person_id", "policy_version_id"))
    found = []
    for row in rows:
        try:
            person = about(row, known, by=by)
        except Unsure as unsure:
            found.append(unsure.decided)
            continue
        version = versions.get(_name(row))
        if version is None:
            found.append(wrong("policy", "No policy of this title has this version here, or none is in force"))
        elif (person.pk, version.pk) in held:
            found.append(Decided(Verdict.SAME, person_id=person.pk))
        else:
            errors = {FIELDS.get(name, name): said for name, said in _errors(run, row, version, person).items()}
            found.append(Decided(Verdict.WRONG if errors else Verdict.NEW, errors, person.pk))
    return found


def _errors(run: Import, row: ImportRow, version: PolicyVersion, person: object) -> dict[str, list[str]]:
    return paper_errors(version, paper_of(run, row), person)  # type: ignore[arg-type]  # it is a person


def _name(row: ImportRow) -> tuple[str, str]:
    number = row.cleaned.get("policy_version", "").lower().removeprefix("v").strip()
    return row.cleaned["policy"].lower(), number.removesuffix(".0")


def versions_by_title(by: User) -> Versions:
    """What was published, by title and number; without a number, what is in force."""
    found: Versions = {}
    for version in PolicyVersion.objects.visible_to(by).select_related("document").exclude(status=VersionStatus.DRAFT):
        title = version.document.title.lower()
        found[title, str(version.number)] = version
        if version.status == VersionStatus.IN_FORCE:
            found[title, ""] = version
    return found


def version_of(row: ImportRow, versions: Versions) -> PolicyVersion:
    return versions[_name(row)]


def paper_of(run: Import, row: ImportRow) -> Paper:
    """The acknowledgement as the service takes it."""
    return Paper(acknowledged_on=dt.date.fromisoformat(row.cleaned["acknowledged_on"]), evidence=evidence(run, row))
