"""The rules of the PSD track: whose rules apply, what is asked before what, and which outcome is open on which day."""

from __future__ import annotations

import ast
import datetime as dt
import itertools
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from safeguarding.cases.choices import ReferralCriterion
from safeguarding.investigations.choices import (
    PROCEEDINGS,
    Act,
    Answer,
    Finding,
    Forum,
    NoticeRegime,
    OutcomeCode,
    Regime,
    Severity,
)
from safeguarding.investigations.rules import (
    codes,
    conflicts,
    gates,
    hearings,
    informing,
    notices,
    outcomes,
    referrals,
    regimes,
    severity,
    sources,
    stages,
)
from safeguarding.investigations.rules.ends import end_of, worst_finding
from safeguarding.investigations.services.informing import period_end
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.tracks.rules import chain
from safeguarding.tracks.states import MISCONDUCT

BEFORE, AFTER = dt.date(2025, 5, 27), dt.date(2025, 5, 28)
OFFICER = outcomes.Asked(Regime.OFFICER, Forum.HEARING, Finding.GROSS, AFTER)
STAFF = replace(OFFICER, regime=Regime.STAFF)
Out = OutcomeCode


@dataclass
class Alleged:
    is_abuse_of_position: bool = False
    is_harm: bool = False


# -- whose rules ------------------------------------------------------------------------------------------------------

#: The whole table of the domain: what a person is to the force, and what follows for them.
REGIMES = {
    PersonType.POLICE_OFFICER: (Regime.OFFICER, True, True),
    PersonType.SPECIAL_CONSTABLE: (Regime.OFFICER, True, True),
    PersonType.PCSO: (Regime.STAFF, True, False),
    PersonType.POLICE_STAFF: (Regime.STAFF, True, False),
    PersonType.VOLUNTEER: (Regime.VOLUNTEER, False, False),
    PersonType.TEACHER_PARTNER: (Regime.OWN_EMPLOYER, False, False),
    PersonType.CONTRACTOR: (Regime.OWN_EMPLOYER, False, False),
    PersonType.PARENT_CARER: (Regime.NONE, False, False),
    PersonType.OTHER: (Regime.NONE, False, False),
}


def test_the_regime_comes_from_what_the_person_is() -> None:
    assert set(REGIMES) == set(PersonType)
    for person_type, wanted in REGIMES.items():
        row = regimes.regime_of(PersonKind.ADULT, person_type)
        assert (row.regime, row.serves, row.is_statutory) == wanted, person_type
        assert row.source
    assert regimes.regime_of(PersonKind.ADULT, PersonType.VOLUNTEER, is_designated=True).regime == Regime.DESIGNATED
    assert regimes.regime_of(PersonKind.ADULT, PersonType.PCSO, is_designated=True).regime == Regime.STAFF
    assert regimes.regime_of(PersonKind.YOUNG_PERSON, PersonType.VOLUNTEER).regime == Regime.NONE


def test_officers_have_two_notices_called_regulation_17_and_staff_have_annex_a() -> None:
    found = [regimes.notice_regime(*one) for one in (("officer", "recorded"), ("officer", ""), ("staff", "recorded"))]
    assert found == [NoticeRegime.PCMR_17, NoticeRegime.PCR_17, NoticeRegime.ANNEX_A]


# -- the test of referral ---------------------------------------------------------------------------------------------


def test_abuse_of_position_is_serious_corruption_whatever_can_be_shown() -> None:
    asked = {"is_abuse_of_position": True, "serves": True}
    assert referrals.test_refusal(referrals.NOT_MET, **asked) == referrals.ABUSE_IS_CORRUPTION
    assert not referrals.test_refusal(ReferralCriterion.SERIOUS_CORRUPTION, **asked)
    assert referrals.test_refusal(ReferralCriterion.SERIOUS_CORRUPTION, is_abuse_of_position=False, serves=False)


# -- severity and reflective practice ---------------------------------------------------------------------------------


def assessed(**more: Any) -> str:
    given = {
        "severity": Severity.GROSS, "forum": Forum.HEARING, "regime": Regime.OFFICER, "day": AFTER,
        "is_crown_court_conviction": False, "is_revision": False, "consulted": False, "allegations": [Alleged()],
    }  # fmt: skip
    return severity.severity_refusal(**{**given, **more})


def test_what_is_gross_is_heard_and_a_revision_is_consulted_on() -> None:
    assert assessed() == ""
    assert assessed(forum=Forum.MEETING).startswith(severity.GROSS_IS_HEARD)
    less = {"severity": Severity.MISCONDUCT, "forum": Forum.MEETING}
    assert assessed(**less, is_revision=True).startswith(severity.CONSULT)
    assert assessed(**less, is_revision=True, consulted=True) == ""
    assert assessed(**less, is_crown_court_conviction=True) == severity.ALWAYS_GROSS
    assert assessed(**less, is_crown_court_conviction=True, day=BEFORE) == ""


@pytest.mark.parametrize(
    ("regime", "mode", "wanted"),
    [
        ("officer", "local", "force"), ("officer", "returned", "force"), ("officer", "", "force"),
        ("officer", "directed", "iopc"), ("officer", "independent", "iopc"),
    ],
)  # fmt: skip
def test_who_assesses_follows_the_mode_for_officers_alone(regime: str, mode: str, wanted: str) -> None:
    found = {who: severity.who_refusal(regime=regime, mode=mode, assessed_for=who) for who in ("force", "iopc")}
    assert [who for who, said in found.items() if not said] == [wanted]
    assert severity.who_refusal(regime="staff", mode=mode, assessed_for="force") == ""


@pytest.mark.parametrize("alleged", [Alleged(is_abuse_of_position=True), Alleged(is_harm=True)])
def test_reflective_practice_is_never_for_abuse_of_position_or_harm(alleged: Alleged) -> None:
    assert severity.answer_refusal(Answer.REFLECTIVE, "staff", alleged).startswith(severity.NEVER_REFLECTIVE)
    told: dict[str, Any] = {"forum": Forum.REFLECTIVE, "regime": "officer", "answers": ["rprp"]}
    assert severity.forum_refusal(**told, allegations=[Alleged(), alleged]).startswith(severity.NEVER_REFLECTIVE)
    assert severity.forum_refusal(**told, allegations=[Alleged()]) == ""


def test_the_answers_lead_to_the_forum() -> None:
    def refused(forum: str, *answers: str) -> str:
        return severity.forum_refusal(forum=forum, regime="staff", answers=answers, allegations=[])

    assert refused(Forum.MEETING, Answer.GROSS, Answer.NO_CASE).startswith(severity.NEVER_MEETING)
    assert refused(Forum.HEARING, Answer.GROSS) == ""
    assert refused(Forum.ACCELERATED, Answer.MISCONDUCT).startswith(severity.ONLY_GROSS)
    assert refused(Forum.HEARING, Answer.NO_CASE).startswith(severity.NO_CASE)
    assert "case to answer" in refused(Forum.NO_ACTION, Answer.MISCONDUCT)


# -- outcomes ---------------------------------------------------------------------------------------------------------


def open_to(asked: outcomes.Asked) -> set[str]:
    return {row.outcome.value for row in outcomes.allowed(asked)}


def test_dismissal_is_presumed_since_28_may_2025() -> None:
    all_three = {Out.FINAL_WARNING, Out.REDUCTION, Out.DISMISSAL}
    assert open_to(OFFICER) == open_to(replace(OFFICER, day=BEFORE)) == all_three
    assert not outcomes.departs_from_presumption(Out.FINAL_WARNING, replace(OFFICER, day=BEFORE))
    assert "SI 2025/558" in outcomes.departs_from_presumption(Out.FINAL_WARNING, OFFICER)
    assert not outcomes.departs_from_presumption(Out.DISMISSAL, OFFICER)


def test_dismissal_for_misconduct_asks_for_a_live_warning_or_several_incidents() -> None:
    less = replace(OFFICER, finding=Finding.MISCONDUCT)
    assert "reg 42" in outcomes.refusal(Out.DISMISSAL, less)
    assert outcomes.refusal(Out.DISMISSAL, replace(less, live_final_warning=True)) == ""
    assert outcomes.refusal(Out.DISMISSAL, replace(less, several_incidents=True)) == ""
    assert "reg 42" in outcomes.refusal(Out.DISMISSAL, replace(less, forum=Forum.MEETING))


def test_each_regime_has_its_own_and_a_refusal_names_its_source() -> None:
    assert outcomes.refusal(Out.DISMISSAL, STAFF) == ""
    assert "section 16" in outcomes.refusal(Out.REDUCTION, STAFF)
    assert open_to(replace(STAFF, has_left=True)) == {Out.WOULD_HAVE_BEEN}
    assert open_to(replace(OFFICER, has_left=True)) == {Out.WOULD_HAVE_BEEN, Out.NO_ACTION}
    volunteer = replace(STAFF, regime=Regime.VOLUNTEER)
    assert open_to(volunteer) == {Out.REMOVED}
    assert "1 February 2020" in outcomes.refusal(Out.DISMISSAL, replace(OFFICER, day=dt.date(2020, 1, 31)))


#: Every set of answers that the allegations of one person can have.
ANSWERS = [set(some) for many in range(1, len(Answer) + 1) for some in itertools.combinations(Answer, many)]
#: Who is ever investigated: whoever has no regime is not.
REGIMES_HEARD = [one for one in Regime if one != Regime.NONE]


@pytest.mark.parametrize("alleged", [Alleged(), Alleged(is_abuse_of_position=True), Alleged(is_harm=True)])
@pytest.mark.parametrize("regime", REGIMES_HEARD)
def test_whatever_it_was_referred_to_and_whatever_was_found_it_can_end(regime: Regime, alleged: Alleged) -> None:
    """Also for who leaves after it was referred: a track whose every outcome is refused would be open for ever."""
    asked = 0
    for forum in Forum:
        refused = [
            severity.forum_refusal(forum=forum, regime=regime, answers=some, allegations=[alleged]) for some in ANSWERS
        ]
        if "" not in refused:
            continue
        for finding, left, day in itertools.product(outcomes.findings_in(forum), (False, True), (BEFORE, AFTER)):
            rows = outcomes.allowed(outcomes.Asked(regime, forum, finding, day, has_left=left))
            rows = [row for row in rows if not severity.outcome_refusal(row.outcome, regime, [alleged])]
            assert rows, (regime, forum, finding, left, day)
            assert all(row.source for row in rows)
            asked += 1
        facts = replace(
            HEARD, regime=regime, forum=forum, has_chair=True, starts_on=AFTER, to_find=2,
            found=2 if forum in PROCEEDINGS else 0,
        )  # fmt: skip
        assert gates.why_not(Act.OUTCOME, facts) == ""
    assert asked >= (4 if regime == Regime.OWN_EMPLOYER else 24)


def test_what_a_forum_cannot_find_or_take_is_refused() -> None:
    for regime in REGIMES_HEARD:
        assert severity.finding_refusal(Finding.GROSS, Forum.MEETING, regime)
        assert not severity.finding_refusal(Finding.GROSS, Forum.HEARING, regime)
    for regime in (Regime.VOLUNTEER, Regime.DESIGNATED):
        told: dict[str, Any] = {"forum": Forum.ACCELERATED, "regime": regime, "allegations": []}
        assert severity.forum_refusal(**told, answers=[Answer.GROSS]).startswith(severity.NOT_ACCELERATED)
        assert assessed(forum=Forum.ACCELERATED, regime=regime).startswith(severity.NOT_ACCELERATED)
    told = {"forum": Forum.REFLECTIVE, "regime": Regime.OWN_EMPLOYER, "allegations": []}
    assert severity.forum_refusal(**told, answers=[Answer.NO_CASE]) == severity.THEIR_EMPLOYER


@pytest.mark.parametrize("forum", Forum.values)
def test_once_it_was_referred_nothing_is_added_that_could_not_be_answered(forum: str) -> None:
    for act in (Act.ALLEGE, Act.CLASSIFY, Act.ANSWER):
        assert gates.why_not(act, replace(REPORTED, answered=2)) == ""
        assert gates.why_not(act, replace(REPORTED, answered=2, forum=forum)), act


def test_how_long_a_warning_stands() -> None:
    told = [("written_warning", 18), ("final_written_warning", 24), ("final_written_warning", 60)]
    assert [outcomes.warning_refusal(code, "officer", months) for code, months in told] == ["", "", ""]
    for code, months in (("written_warning", 12), ("final_written_warning", 61), ("written_warning", None)):
        assert outcomes.warning_refusal(code, "officer", months)
    assert outcomes.warning_refusal("dismissed", "officer", 12)


# -- the notice -------------------------------------------------------------------------------------------------------


def parts(regime: str, notice_regime: str) -> dict[str, str]:
    conduct = (notices.Conduct("Messages", "2026", ("Honesty and integrity",), "2008"),)
    facts = notices.NoticeFacts(notice_regime, regime, conduct, "J F", "gross_misconduct", "hearing", ("Dismissal",))
    return {part.key: " ".join(part.paragraphs) for part in notices.parts(facts)}


def test_a_notice_holds_what_its_regime_asks_for_and_no_other() -> None:
    officer, staff = parts("officer", "PCMR_reg17"), parts("staff", "PSC_P3_annexA")
    volunteer = parts("volunteer", "agreement")
    assert "five years" in officer["barred_list"]
    assert "not published" in staff["barred_list"]
    assert "barred_list" not in volunteer
    assert "police friend" in officer["advice"]
    assert "trade union" in staff["advice"]
    assert "held against you" in officer["representations"]
    assert "held against you" not in staff["representations"]


@pytest.mark.parametrize(
    ("method", "day"), [("in_person", 24), ("friend", 24), ("email", 29), ("post", 30)]
)  # Christmas, Boxing Day and its substitute are no working days
def test_the_deemed_day(method: str, day: int) -> None:
    assert notices.deemed_on(method, dt.date(2026, 12, 24)) == dt.date(2026, 12, day)


def test_officers_are_given_notices_by_email_since_2025_only() -> None:
    assert "SI 2025/558" in notices.service_refusal("email", BEFORE, "officer")
    assert notices.service_refusal("email", AFTER, "officer") == ""
    assert notices.service_refusal("email", BEFORE, "staff") == ""


# -- what comes before what -------------------------------------------------------------------------------------------

ASSESSED = gates.Facts(
    has_investigator=True, has_supervisor=True, allegations=2, recording="recorded", severity="gross_misconduct"
)
REPORTED = replace(ASSESSED, has_terms=True, notice="served", terms_given=True, report_on=dt.date(2026, 6, 1))
HEARD = replace(REPORTED, answered=2, forum="hearing")


def test_every_act_has_its_gates_and_an_ended_track_takes_none() -> None:
    assert set(gates.NEEDS) == set(Act.values)
    assert gates.possible(gates.Facts(is_open=False)) == []


@pytest.mark.parametrize(
    ("act", "facts", "then", "words"),
    [
        (Act.SERVE, ASSESSED, {"has_terms": True}, "terms of reference"),
        (Act.TERMS, replace(REPORTED, report_on=None), {"terms_given": False}, "do not change any more"),
        (Act.INTERVIEW, replace(REPORTED, report_on=None, terms_given=False), {"terms_given": True}, "reg 20"),
        (Act.REFER, replace(REPORTED, answered=1), {"answered": 2}, "each allegation"),
        (Act.DATE, HEARD, {"notice_on": dt.date(2026, 7, 1)}, "notice"),
        (
            Act.OUTCOME, replace(HEARD, has_chair=True, starts_on=dt.date(2026, 8, 1), to_find=2, found=1),
            {"found": 2}, "finding",
        ),
        (Act.RECORD, replace(ASSESSED, serves=False), {"serves": True}, "does not serve"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_once_there_it_is_possible(
    act: str, facts: gates.Facts, then: dict[str, Any], words: str
) -> None:
    assert words in gates.why_not(act, facts)
    assert gates.why_not(act, replace(facts, **then)) == ""


def test_a_hearing_is_dated_after_its_notice() -> None:
    notice = dt.date(2026, 7, 1)
    assert gates.date_refusal(notice, notice, "hearing", "officer")
    assert gates.date_refusal(notice + dt.timedelta(days=1), notice, "hearing", "officer") == ""


def test_every_verb_that_is_claimed_is_one_of_the_track() -> None:
    assert {move.verb for move in MISCONDUCT.moves} >= stages.CLAIMED
    ends = {end.code for end in MISCONDUCT.ends}
    assert {end_of(one, Finding.GROSS) for one in OutcomeCode.values} <= ends
    assert end_of(Out.NO_ACTION, Finding.NOT_FOUND) == "not_found"
    assert worst_finding(["", "misconduct", "gross_misconduct"]) == Finding.GROSS


# -- lines and periods ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (conflicts.Lines(1, (2, 3), 1), "is the person"),
        (conflicts.Lines(1, (2, 3), 3), "manages"),
        (conflicts.Lines(1, (2,), 4, (1,)), "is managed"),
        (conflicts.Lines(1, (2,), 4, (2,)), "same line manager"),
        (conflicts.Lines(1, (2,), 4, (5,)), ""),
        (conflicts.Lines(1, (2,), None), ""),
        (conflicts.Lines(1, (2,), 4, (5,), once_over_subject=frozenset({4})), "managed the person"),
        (conflicts.Lines(1, (2,), 4, (5,), once_over_other=frozenset({1})), "was managed by"),
        (conflicts.Lines(1, (2,), 4, (5,), led_together=True), "a scheme together"),
    ],
)
def test_a_line_to_the_subject_is_a_conflict(lines: conflicts.Lines, words: str) -> None:
    found = conflicts.line_words(lines)
    assert bool(found) == bool(words)
    assert words in found


def test_twelve_months_begin_with_the_day_and_then_each_six() -> None:
    came = dt.date(2024, 1, 15)
    told = {
        dt.date(2025, 1, 14): None, dt.date(2025, 1, 15): dt.date(2025, 1, 14),
        dt.date(2025, 7, 14): dt.date(2025, 1, 14),
        dt.date(2025, 7, 15): dt.date(2025, 7, 14), dt.date(2026, 1, 20): dt.date(2026, 1, 14),
    }  # fmt: skip
    assert {on: period_end(came, on) for on in told} == told


def test_a_line_counts_once_it_stood_for_a_day() -> None:
    """An acting manager of a week is one; somebody entered by mistake and put right in an hour is none."""
    at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    week, hour = dt.timedelta(days=7), dt.timedelta(hours=1)
    acting = [(7, at), (8, at + week), (7, at + 2 * week), (None, at + 3 * week)]
    assert chain.stood(acting, at + 4 * week) == {7, 8}
    assert chain.stood([(7, at), (9, at + week), (7, at + week + hour)], at + 2 * week) == {7}
    assert chain.stood([], at) == frozenset()


# -- the codes, and on whose authority --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "regime", "first", "last", "words"),
    [
        ("ethics_2014", "officer", (2023, 5, 1), (2024, 6, 1), ""),
        ("ethics_2014", "officer", (2024, 2, 1), (2024, 6, 1), "stood until 31 January 2024"),
        ("ethics_2024", "officer", (2023, 1, 1), (2023, 12, 31), "did not stand before 1 January 2024"),
        ("ethics_2024", "officer", (2023, 1, 1), (2024, 1, 1), ""),
        ("psc_2008", "staff", (2026, 1, 1), (2026, 2, 1), ""),
        ("psc_2008", "staff", (2008, 1, 1), (2008, 11, 30), "did not stand before 1 December 2008"),
        ("psc_2008", "officer", (2026, 1, 1), (2026, 2, 1), "held against"),
        ("force", "volunteer", (2001, 1, 1), (2001, 2, 1), ""),
    ],
)
def test_the_edition_of_its_own_day_judges_an_act(code: str, regime: str, first: Any, last: Any, words: str) -> None:
    said = codes.code_refusal(code, regime, "Rules", dt.date(*first), dt.date(*last))
    assert bool(said) == bool(words)
    assert words in said


def test_the_conduct_regulations_are_law_for_officers_alone() -> None:
    for regime in Regime:
        for act in Act:
            said = sources.act_source(act, regime)
            assert said
            assert regime == Regime.OFFICER or not said.startswith(sources.PCR), (regime, act)
    assert gates.why_not(Act.SERVE, replace(ASSESSED, regime=Regime.STAFF)).count("Police Staff Council Handbook") == 1


def everything_refused(regime: str) -> set[str]:
    """Every refusal of the rules for somebody of this regime, whatever was done."""
    said = {gate.says(regime) for needed in gates.NEEDS.values() for gate in needed}
    said |= {gates.date_refusal(AFTER, AFTER, forum, regime) for forum in Forum}
    said |= {gates.alternative_refusal(AFTER, BEFORE, regime)}
    said |= {conflicts.refusal("Somebody", "manages them", regime), severity.not_to_find(regime)}
    said |= {hearings.not_public_words(regime, forum) for forum in Forum}
    told = [Alleged(), Alleged(is_harm=True)]
    for alleged, forum in itertools.product(told, Forum):
        said |= {severity.finding_refusal(one, forum, regime) for one in Finding}
        said |= {severity.answer_refusal(one, regime, alleged) for one in Answer}
        said |= {severity.outcome_refusal(one, regime, [alleged]) for one in Out}
        for some in ANSWERS:
            said.add(severity.forum_refusal(forum=forum, regime=regime, answers=some, allegations=[alleged]))
        for grave, crown, again, asked in itertools.product(Severity, *[(False, True)] * 3):
            said.add(
                severity.severity_refusal(
                    severity=grave, forum=forum, regime=regime, day=AFTER, is_crown_court_conviction=crown,
                    is_revision=again, consulted=asked, allegations=[alleged],
                )
            )  # fmt: skip
    for outcome, forum, finding, left in itertools.product(Out, Forum, Finding, (False, True)):
        said.add(outcomes.refusal(outcome, outcomes.Asked(regime, forum, finding, AFTER, has_left=left)))
    for outcome, months in itertools.product(Out, (None, 0, 12, 61)):
        said.add(outcomes.warning_refusal(outcome, regime, months))
    return said - {""}


@pytest.mark.parametrize("regime", [one for one in Regime if one not in (Regime.OFFICER, Regime.NONE)])
def test_no_refusal_names_the_conduct_regulations_as_law_for_whom_they_are_none(regime: str) -> None:
    """The founding case is of a PCSO: what is refused there is refused by the handbook."""
    said = everything_refused(regime)
    assert len(said) > 100
    for words in said:
        for name in ("Police (Conduct) Regulations", "PCR 2020"):
            at = words.find(name)
            assert at < 0 or "as for officers" in words[:at], words
    assert any("reg 30" in words for words in everything_refused(Regime.OFFICER))


def test_no_service_form_or_page_names_a_conduct_regulation_by_hand() -> None:
    """They take the source from the rules, which know the regime; what is only explained (docstrings) may name it."""
    root = Path(sources.__file__).parents[1]
    found = []
    for room in ("services", "forms", "views", "api", "selectors"):
        for path in (root / room).glob("*.py"):
            tree = ast.parse(path.read_text())
            explained = {
                node.body[0].value for node in ast.walk(tree)
                if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
                and isinstance(node.body[0], ast.Expr)
            }  # fmt: skip
            found += [
                (path.name, node.value) for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in explained
                and re.search(r"PCR 20|Police \(Conduct\)", node.value)
            ]  # fmt: skip
    assert found == []


# -- hearings in public, and who is told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "latest"),
    [
        (dt.date(2026, 11, 30), dt.date(2026, 11, 23)),
        # Over Christmas: 25 December, the 28th in place of the 26th, and the weekends do not count.
        (dt.date(2027, 1, 4), dt.date(2026, 12, 23)),
    ],
)
def test_a_public_notice_comes_five_working_days_before(starts_on: dt.date, latest: dt.date) -> None:
    assert hearings.latest_day(starts_on) == latest
    assert hearings.publication_refusal(latest, starts_on) == ""
    assert "reg 36" in hearings.publication_refusal(latest + dt.timedelta(days=1), starts_on)


def test_hearings_of_officers_alone_are_public() -> None:
    found = {(regime, forum) for regime in Regime for forum in Forum if hearings.is_public(regime, forum)}
    assert found == {(Regime.OFFICER, Forum.HEARING), (Regime.OFFICER, Forum.ACCELERATED)}
    assert all(hearings.not_public_words(r, Forum.MEETING) for r in Regime)


def test_letters_go_where_the_mode_sends_them() -> None:
    assert [str(one) for one in informing.letters_of("staff", "recorded", "local").to] == ["policing_body", "iopc"]
    iopc = informing.letters_of("officer", "recorded", "independent")
    assert (iopc.sender, list(iopc.to)) == ("The IOPC", ["policing_body", "chief_officer"])
    assert list(informing.letters_of("officer", "outside", "").to) == ["policing_body", "subject"]
    assert informing.letters_of("staff", "outside", "").to == ()
