"""Allegations one by one, the test of referral on each as it was made, and how grave they are if proved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.choices import ReferralCriterion, ReferralKind, ReferralStatus
from safeguarding.cases.services import referrals as case_referrals
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.investigations.choices import Act, Category, Decider, Forum, Recording, Severity, Standard
from safeguarding.investigations.models import Allegation, Investigation, SeverityAssessment
from safeguarding.investigations.rules.codes import code_refusal
from safeguarding.investigations.rules.referrals import NOT_MET, is_compulsory, test_refusal
from safeguarding.investigations.rules.regimes import severity_basis
from safeguarding.investigations.rules.severity import severity_refusal, who_refusal
from safeguarding.investigations.services.taking import finish, past, since, take_for, walk_if

WAITS_OR_WENT = (ReferralStatus.TO_SEND, ReferralStatus.SENT, ReferralStatus.ANSWERED, ReferralStatus.CONCLUDED)


@transaction.atomic
def allege(
    *,
    investigation: Investigation,
    what: str,
    happened_from: dt.date,
    category: str,
    standards: list[str],
    code: str,
    criterion: str,
    test_reasons: str,
    by: User,
    happened_to: dt.date | None = None,
    is_abuse_of_position: bool = False,
    is_harm: bool = False,
    first_clear_at: dt.datetime | None = None,
    version: int | None = None,
) -> Investigation:
    """Put an allegation on record as it was made, with the answer to the test of referral. Whether it is proven is not
    asked: where the test is met, the IOPC's clock starts (PRA 2002 Sch 3 para 4; PCMR 2020 reg 4)."""
    held = take_for(investigation, Act.ALLEGE, by=by, version=version)
    what = required(what, field="what", message="Enter what is alleged, as it was made.")
    _check_named(category, standards)
    past(happened_from, "happened_from")
    if happened_to is not None:
        since(past(happened_to, "happened_to"), happened_from, "happened_to", "It began")
    _check_code(held, code, happened_from, happened_to or happened_from)
    reasons = required(test_reasons, field="test_reasons", message="Say why the test is met, or is not.")
    _check_test(held, criterion, is_abuse_of_position)
    allegation = Allegation.objects.create(
        investigation=held, number=held.allegations.count() + 1, what=what, happened_from=happened_from,
        happened_to=happened_to, category=category, standards=list(dict.fromkeys(standards)), code=code,
        is_abuse_of_position=is_abuse_of_position, is_harm=is_harm,
        criterion="" if criterion == NOT_MET else criterion, test_reasons=reasons,
    )  # fmt: skip
    return finish(held, Act.ALLEGE, by=by, **_refer_if_met(held, allegation, reasons, first_clear_at, by=by))


@transaction.atomic
def classify(
    *,
    investigation: Investigation,
    allegation: Allegation,
    category: str,
    standards: list[str],
    code: str,
    criterion: str,
    test_reasons: str,
    by: User,
    is_abuse_of_position: bool = False,
    is_harm: bool = False,
    first_clear_at: dt.datetime | None = None,
    version: int | None = None,
) -> Investigation:
    """Change how an allegation is classified; what was alleged stays as it was made.

    Where later facts meet the test of referral, the IOPC's clock starts then (IOPC statutory guidance para 9.4).
    """
    held = take_for(investigation, Act.CLASSIFY, by=by, version=version)
    one = Allegation.objects.select_for_update(no_key=True).get(pk=allegation.pk, investigation=held)
    _check_named(category, standards)
    _check_code(held, code, one.happened_from, one.happened_to or one.happened_from)
    reasons = required(test_reasons, field="test_reasons", message="Say why the test is met, or is not.")
    _check_test(held, criterion, is_abuse_of_position)
    save_fields(
        one, category=category, standards=list(dict.fromkeys(standards)), code=code,
        is_abuse_of_position=is_abuse_of_position, is_harm=is_harm,
        criterion="" if criterion == NOT_MET else criterion, test_reasons=reasons,
    )  # fmt: skip
    return finish(held, Act.CLASSIFY, by=by, **_refer_if_met(held, one, reasons, first_clear_at, by=by))


@transaction.atomic
def assess(
    *,
    investigation: Investigation,
    severity: str,
    forum: str,
    reasons: str,
    assessed_on: dt.date,
    by: User,
    assessed_for: str = Decider.FORCE,
    was_authority_consulted: bool = False,
    is_crown_court_conviction: bool = False,
    has_live_final_warning: bool = False,
    version: int | None = None,
) -> Investigation:
    """Assess how grave the conduct is if proved, and which form of proceedings is likely; or revise it.

    Of officers and specials by law (PRA 2002 Sch 3 para 19A; PCMR 2020 reg 16), of staff by policy.
    """
    held = take_for(investigation, Act.SEVERITY, by=by, version=version)
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    earlier = held.severities.order_by("-pk").first()
    _check_assessed(severity, forum, assessed_for)
    before, words = (earlier.assessed_on, "It was assessed") if earlier else (held.came_on, "It came in")
    since(past(assessed_on, "assessed_on"), before, "assessed_on", words)
    mode = held.modes.order_by("-pk").values_list("mode", flat=True).first() or ""
    refused = who_refusal(regime=held.regime, mode=mode, assessed_for=assessed_for) or severity_refusal(
        severity=severity, forum=forum, regime=held.regime, day=assessed_on,
        is_crown_court_conviction=is_crown_court_conviction, is_revision=earlier is not None,
        consulted=was_authority_consulted, allegations=held.allegations.all(),
    )  # fmt: skip
    if refused:
        raise Conflict(refused)
    SeverityAssessment.objects.create(
        investigation=held, severity=severity, forum=forum, basis=severity_basis(held.regime), assessed_on=assessed_on,
        assessed_for=assessed_for, reasons=reasons, was_authority_consulted=was_authority_consulted,
        is_crown_court_conviction=is_crown_court_conviction, has_live_final_warning=has_live_final_warning, by=by,
    )  # fmt: skip
    walk_if(held, "assess_severity", by=by, on=assessed_on)
    return finish(held, Act.SEVERITY, by=by)


def _check_assessed(severity: str, forum: str, assessed_for: str) -> None:
    require(severity in Severity.values, "severity", "Choose how grave it is, if proved.")
    require(forum in Forum.values, "forum", "Choose the likely form of proceedings.")
    require(assessed_for in Decider.values, "assessed_for", "Choose who assessed it.")


def _check_named(category: str, standards: list[str]) -> None:
    require(category in Category.values, "category", "Choose the national category.")
    require(bool(standards), "standards", "Choose the standards it would fall below.")
    require(all(one in Standard.values for one in standards), "standards", "Choose standards from the list.")


def _check_code(held: Investigation, code: str, first: dt.date, last: dt.date) -> None:
    """The edition that stood when it is said to have happened, of a code that this person is held against."""
    refused = code_refusal(code, held.regime, held.regime_row.rules, first, last)
    if refused:
        raise Invalid({"code": [refused]})


def _check_test(held: Investigation, criterion: str, is_abuse_of_position: bool) -> None:
    require(criterion in (*ReferralCriterion.values, NOT_MET), "criterion", "Answer the test of referral.")
    serves = held.regime_row.serves
    refused = test_refusal(criterion, is_abuse_of_position=is_abuse_of_position, serves=serves)
    if refused:
        raise Invalid({"criterion": [refused]})


def _refer_if_met(
    held: Investigation, allegation: Allegation, reasons: str, first_clear_at: dt.datetime | None, *, by: User
) -> dict[str, Any]:
    """The referral where the test is met; that it is not recorded does not stand then, and is decided again."""
    if not is_compulsory(allegation.criterion):
        return {}
    _refer(held, allegation, reasons, first_clear_at, by=by)
    return {"recording": "", "recorded_on": None} if held.recording == Recording.OUTSIDE else {}


def _refer(
    held: Investigation, allegation: Allegation, reasons: str, first_clear_at: dt.datetime | None, *, by: User
) -> None:
    """The referral to the IOPC with its clock, once for the case: a further allegation goes with one that waits."""
    asked = held.case.referrals.filter(kind=ReferralKind.IOPC, status__in=WAITS_OR_WENT)
    if asked.exists():
        return
    case_referrals.add(
        case=held.case, kind=ReferralKind.IOPC, why=f"Allegation {allegation.number}.\n\n{reasons}", by=by,
        agency="IOPC", criterion=allegation.criterion, first_clear_at=first_clear_at or clock.now(),
    )  # fmt: skip
