"""What a row about a DBS check, a vetting decision or a course would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from safeguarding.access.models import User
from safeguarding.assurance.choices import About, DbsLevel, VettingStatus, Workforce
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.services import Dbs, NewCredential, Vetting, credential_errors
from safeguarding.core import clock
from safeguarding.exchange.choices import ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.selectors.deciding import Decided, Only, Unsure, about, decides, people_of, wrong
from safeguarding.people.choices import PersonKind

WITHOUT_A_NAME = {ImportKind.DBS: "dbs", ImportKind.VETTING: "vetting", ImportKind.TRAINING: "safeguarding_training"}
Requirements = dict[str, Requirement]


@decides(ImportKind.DBS, ImportKind.VETTING, ImportKind.TRAINING)
def decide_credentials(run: Import, rows: Sequence[ImportRow], by: User, only: Only) -> list[Decided]:
    """New, or on record already for this day."""
    known, wanted = people_of(run, rows, by=by, only=only), requirements()
    there = Credential.objects.visible_to(by).filter(person__in=known.people, withdrawn_on__isnull=True)
    held = {(one.person_id, one.requirement_id, one.achieved_on): one for one in there}
    found = []
    for row in rows:
        try:
            person = about(row, known, by=by)
        except Unsure as unsure:
            found.append(unsure.decided)
            continue
        requirement = wanted.get(_name(run, row))
        if requirement is None:
            said = f"“{row.cleaned['course'][:60]}” is nothing that is asked of adults. Use the name of a requirement"
            found.append(wrong("course", said))
        elif person.kind != PersonKind.ADULT:
            found.append(wrong("given_name", "This is a young person: nothing of the kind is recorded of them"))
        else:
            before = held.get((person.pk, requirement.pk, dt.date.fromisoformat(row.cleaned["achieved_on"])))
            found.append(_decide(run, row, requirement, person.pk, before))
    return found


def _decide(
    run: Import, row: ImportRow, requirement: Requirement, person_id: int, before: Credential | None
) -> Decided:
    new = new_credential(run, row)
    if before is None:
        errors = credential_errors(requirement, new)
        return Decided(Verdict.WRONG if errors else Verdict.NEW, errors, person_id)
    if new.expires_on in (None, before.expires_on):
        return Decided(Verdict.SAME, person_id=person_id)
    runs_out = f"on {clock.date_words(before.expires_on)}" if before.expires_on else "never"
    said = f"It is on record with this day, and runs out {runs_out}. Withdraw it there first, or leave the row out"
    return Decided(Verdict.WRONG, {"expires_on": [said]}, person_id)


def requirements() -> Requirements:
    """What is asked of adults, by key and by title in small letters."""
    asked = Requirement.objects.filter(about=About.PERSON, ended_on__isnull=True)
    return {name: one for one in asked for name in (one.key, one.title.lower())}


def _name(run: Import, row: ImportRow) -> str:
    return row.cleaned.get("course", "").lower() or WITHOUT_A_NAME[ImportKind(run.kind)]


def requirement_of(run: Import, row: ImportRow, wanted: Requirements) -> Requirement:
    return wanted[_name(run, row)]


def new_credential(run: Import, row: ImportRow) -> NewCredential:
    """What somebody has, as the service takes it. Of a certificate no number is brought in."""
    says = row.cleaned
    expires = says.get("expires_on")
    dbs = vetting = None
    if run.kind == ImportKind.DBS:
        dbs = Dbs(
            level=says["dbs_level"], workforce=says.get("workforce", Workforce.CHILD.value),
            barred_list_checked=says["dbs_level"] == DbsLevel.ENHANCED_BARRED,
            on_update_service=says.get("on_update_service") == "yes",
        )  # fmt: skip
    if run.kind == ImportKind.VETTING:
        vetting = Vetting(level=says["vetting_level"], status=says.get("vetting_status", VettingStatus.GRANTED.value))
    return NewCredential(
        achieved_on=dt.date.fromisoformat(says["achieved_on"]), evidence=evidence(run, row),
        expires_on=dt.date.fromisoformat(expires) if expires else None, dbs=dbs, vetting=vetting,
    )  # fmt: skip


def evidence(run: Import, row: ImportRow) -> str:
    """How it is known: what the row says, else where the file came from and when."""
    said: str = row.cleaned.get("evidence", "")
    return said or f"{run.source}, brought in on {clock.date_words(clock.london_date(run.uploaded_at))}"
