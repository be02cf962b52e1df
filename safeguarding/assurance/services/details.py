"""What more is recorded of a DBS check or a vetting decision. Never what was found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.assurance import rules
from safeguarding.assurance.choices import DbsLevel, Details, VettingLevel, VettingStatus, Workforce
from safeguarding.assurance.models import Credential, DbsCheck, Requirement, VettingDecision
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.sealed import seal, seal_again

Errors = dict[str, list[str]]
A_STATEMENT = 1_000
NUMBER = re.compile(r"[0-9]{12}")


@dataclass(frozen=True)
class Dbs:
    """A DBS certificate that was seen. The day of issue is the credential's; of the number only four digits show."""

    level: str
    workforce: str
    barred_list_checked: bool = False
    certificate_number: str = ""
    seen_on: dt.date | None = None
    seen_by: str = ""
    on_update_service: bool = False
    last_status_check_on: dt.date | None = None
    result_reviewed_by: str = ""


@dataclass(frozen=True)
class Vetting:
    """A decision of force vetting. Without `status_since` it stands as it does since the credential's day."""

    level: str
    status: str = VettingStatus.GRANTED.value
    status_since: dt.date | None = None
    decided_by: str = ""
    review_due_on: dt.date | None = None


def details_errors(requirement: Requirement, dbs: Dbs | None, vetting: Vetting | None, *, since: dt.date) -> Errors:
    """What is missing or impossible, by field."""
    if requirement.details == Details.DBS:
        return _dbs_errors(dbs, since)
    if requirement.details == Details.VETTING:
        return _vetting_errors(vetting, since)
    return {"requirement": ["This requirement has no level"]} if dbs or vetting else {}


def put_details(made: Sequence[tuple[Credential, Dbs | None, Vetting | None]]) -> None:
    """Keep them beside the credentials, which are saved; the number only sealed."""
    checks = [_check(credential, dbs) for credential, dbs, _ in made if dbs]
    decisions = [_decision(credential, vetting) for credential, _, vetting in made if vetting]
    DbsCheck.objects.bulk_create(checks, batch_size=A_STATEMENT)
    VettingDecision.objects.bulk_create(decisions, batch_size=A_STATEMENT)


def _check(credential: Credential, dbs: Dbs) -> DbsCheck:
    values = asdict(dbs)
    number = _digits(values.pop("certificate_number"))
    sealed = seal(number) if number else ""
    return DbsCheck(credential=credential, **values, sealed_number=sealed, last_four=number[-4:])


def _decision(credential: Credential, vetting: Vetting) -> VettingDecision:
    values = asdict(vetting)
    values["status_since"] = vetting.status_since or credential.achieved_on
    return VettingDecision(credential=credential, **values)


@transaction.atomic
def seal_numbers_again(*, by: User) -> int:
    """Seal every certificate number with the newest key, so that an older one can be taken away."""
    count = 0
    for check in DbsCheck.objects.exclude(sealed_number="").select_for_update(of=("self",)).order_by("pk").iterator():
        check.sealed_number = seal_again(check.sealed_number)
        check.save(update_fields=["sealed_number"])
        count += 1
    record("certificate_numbers.sealed", by=by, data={"count": count})
    return count


def falls_short(requirement: Requirement, dbs: Dbs | None, vetting: Vetting | None, *, person_type: str) -> bool:
    """Whether what is recorded does not meet the requirement: then nothing is renewed by it."""
    levels = requirement.levels_for(person_type)
    if dbs:
        return bool(
            rules.dbs_falls_short(
                levels, level=dbs.level, workforce=dbs.workforce, barred_list_checked=dbs.barred_list_checked
            )
        )
    if vetting:
        stopped = vetting.status != VettingStatus.GRANTED
        return stopped or bool(rules.vetting_falls_short(levels, level=vetting.level, status=vetting.status))
    return False


def _dbs_errors(dbs: Dbs | None, issued_on: dt.date) -> Errors:
    if dbs is None:
        return {"dbs_level": ["Select the level of the check"]}
    errors: Errors = {}
    if dbs.level not in DbsLevel:
        errors["dbs_level"] = ["Select the level of the check"]
    if dbs.workforce not in Workforce:
        errors["workforce"] = ["Select for which work the check was asked"]
    if dbs.barred_list_checked and dbs.level != DbsLevel.ENHANCED_BARRED:
        errors["barred_list_checked"] = ["Only an enhanced check with the children's barred list includes that list"]
    if dbs.certificate_number.strip() and not NUMBER.fullmatch(_digits(dbs.certificate_number)):
        errors["certificate_number"] = ["A certificate number has 12 digits"]
    if dbs.last_status_check_on and not dbs.on_update_service:
        errors["last_status_check_on"] = ["Only a certificate on the update service can be checked there"]
    if (dbs.seen_on is None) != (not dbs.seen_by.strip()):
        errors["seen_by"] = ["Say who saw the certificate and when, or neither"]
    for name, day in (("seen_on", dbs.seen_on), ("last_status_check_on", dbs.last_status_check_on)):
        if day and (day > clock.today() or day < issued_on):
            errors[name] = ["The day must lie between the day of issue and today"]
    return errors


def _vetting_errors(vetting: Vetting | None, decided_on: dt.date) -> Errors:
    if vetting is None:
        return {"vetting_level": ["Select the level of vetting"]}
    errors: Errors = {}
    if vetting.level not in VettingLevel:
        errors["vetting_level"] = ["Select the level of vetting"]
    if vetting.status not in VettingStatus:
        errors["vetting_status"] = ["Select where vetting stands"]
    if vetting.status_since and not decided_on <= vetting.status_since <= clock.today():
        errors["status_since"] = ["The day must lie between the decision and today"]
    if vetting.review_due_on and vetting.review_due_on < decided_on:
        errors["review_due_on"] = ["The review cannot be due before the decision"]
    return errors


def _digits(number: str) -> str:
    return re.sub(r"[\s-]", "", number)
