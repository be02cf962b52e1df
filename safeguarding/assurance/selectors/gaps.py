"""The comparison, row by row: what is expected officially, and what a scheme has. Made from what was read already."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from safeguarding.assurance.choices import GOOD_ENOUGH, About, Control, Standing
from safeguarding.assurance.rules import verdict, worst
from safeguarding.assurance.selectors.governed import Decided
from safeguarding.assurance.selectors.known import Known, Part
from safeguarding.assurance.selectors.shapes import Adult, Cell, Comparison, Gap, OfControl, Readiness, Stands, stands
from safeguarding.core.clock import date_words
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import ConditionState, SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.rules import condition_state, may_answer_for, review_is_overdue

FEWEST_ADULTS = 2


def readiness_from(scheme: Scheme, known: Known, day: dt.date) -> Readiness:
    """With everybody in it, each with what they have and why it is enough or not."""
    adults = tuple(_adult(placement, scheme, known, day) for placement in known.placements[scheme.pk])
    stood = [stands(one.placement.role, ((cell.requirement, cell.standing) for cell in one.cells)) for one in adults]
    found, cells = _compared(scheme, stood, known, day)
    return Readiness(found.scheme, found.status, found.gaps, adults, cells)


def comparison_from(scheme: Scheme, known: Known, day: dt.date) -> Comparison:
    """The rows of the comparison alone. Of those who stand alike one is kept: a force has thousands."""
    stood = [_stands(part, scheme, known, day) for part in known.parts[scheme.pk]]
    return _compared(scheme, stood, known, day)[0]


def _stands(part: Part, scheme: Scheme, known: Known, day: dt.date) -> Stands:
    asked = known.asked_of(scheme.kind, part.role)
    has, nothing = known.of_people, ()
    standings = tuple([
        verdict(has.get((part.person_id, one.pk), nothing), day=day, warn_days=one.warn_days).standing for one in asked
    ])  # fmt: skip
    alike = (scheme.kind, part.role, standings)
    if alike not in known.alike:
        known.alike[alike] = stands(part.role, zip(asked, standings, strict=True))
    return known.alike[alike]


def _compared(
    scheme: Scheme, adults: Sequence[Stands], known: Known, day: dt.date
) -> tuple[Comparison, tuple[Cell, ...]]:
    cells = tuple(
        Cell(wanted, verdict(known.of_schemes[scheme.pk, wanted.pk], day=day, warn_days=wanted.warn_days))
        for wanted in known.asked_of(scheme.kind)
    )
    decision = known.decisions.get(scheme.pk)
    status = SchemeStatus(decision.outcome) if decision else SchemeStatus.PROPOSED
    gaps = (
        _governance(decision, status, cells, day),
        *(_of_people(control, adults, known) for control in (Control.TRAINING, Control.VETTING, Control.POLICY)),
        *(_of_scheme(control, cells) for control in (Control.RISK, Control.INSURANCE)),
        _supervision(adults),
        _conditions(scheme, status, known, day),
    )
    return Comparison(scheme, status, tuple(gap for gap in gaps if gap is not None)), cells


def _adult(placement: Placement, scheme: Scheme, known: Known, day: dt.date) -> Adult:
    cells = tuple(
        Cell(wanted, verdict(known.of_people[placement.person_id, wanted.pk], day=day, warn_days=wanted.warn_days))
        for wanted in known.asked_of(scheme.kind, placement.role)
    )
    return Adult(placement, cells, known.clearances.get(placement.pk))


#: What is expected of every scheme, official or not.
GOVERNED = (
    "A decision by a chief officer, or by whom a chief officer named for it, with a day on which it is looked at again"
)


def _governance(decision: Decided | None, status: SchemeStatus, cells: tuple[Cell, ...], day: dt.date) -> Gap:
    if decision is None:
        return Gap(Control.GOVERNANCE, GOVERNED, "Nothing was decided about it", Standing.MISSING)
    lacking = [cell for cell in cells if cell.requirement.control == Control.GOVERNANCE and cell.blocks]
    wrong = [
        *_who_decided(decision),
        *_review(decision, status, day),
        *((cell.standing, _cell_told(cell)) for cell in lacking),
    ]
    has = f"{status.label}, decided by {decision.decided_by}"
    said = "; ".join([has, *(words for _, words in wrong)])
    return Gap(Control.GOVERNANCE, GOVERNED, said, worst(standing for standing, _ in wrong) if wrong else Standing.MET)


def _who_decided(decision: Decided) -> list[tuple[Standing, str]]:
    """What is wrong about who decided: somebody who does not answer for it, or nobody knows of which rank."""
    answers = may_answer_for(decision.decided_as)
    if answers is None:
        return [(Standing.NOT_KNOWN, "of which rank or post was not recorded")]
    return [] if answers else [(Standing.MISSING, "no chief officer, and not recorded as named by one")]


def _review(decision: Decided, status: SchemeStatus, day: dt.date) -> list[tuple[Standing, str]]:
    """What is wrong about the day on which it is looked at again."""
    if not review_is_overdue(status, decision.review_on, today=day):
        return []
    on = decision.review_on
    return [(Standing.EXPIRED, f"the review was due on {date_words(on)}" if on else "no review is set")]


def _of_people(control: Control, adults: Sequence[Stands], known: Known) -> Gap | None:
    """What is needed of every adult of the scheme, and how many lack it."""
    titles = [one.title for one in known.requirements if one.about == About.PERSON and one.control == control]
    expected = f"Every adult, before starting: {'; '.join(titles)}"
    asked = [one.by_control[control] for one in adults if control in one.by_control]
    if not asked:
        said = "No adult is recorded in the scheme" if not adults else "Of nobody who is in it"
        return Gap(control, expected, said, Standing.MISSING if not adults else Standing.NOT_NEEDED)
    short = [one.lacks for one in asked if one.lacks]
    if short:
        said = f"{len(short)} of {len(asked)} lack something"
        return Gap(control, expected, said, worst(short))
    soon = any(one.is_due_soon for one in asked)
    return Gap(control, expected, _who_has_it(asked), Standing.DUE_SOON if soon else Standing.MET)


def _who_has_it(asked: Sequence[OfControl]) -> str:
    """When nobody is kept from taking part: everybody has everything, or somebody lacks what keeps nobody from it."""
    short = sum(one.lacks_more for one in asked)
    if short:
        return f"{short} of {len(asked)} lack something that keeps nobody from taking part"
    return "The only one has it" if len(asked) == 1 else f"All {len(asked)} have it"


def _of_scheme(control: Control, cells: tuple[Cell, ...]) -> Gap | None:
    own = [cell for cell in cells if cell.requirement.control == control]
    if not own:
        return None
    expected = "; ".join(
        cell.requirement.title
        if cell.requirement.valid_months is None
        else f"{cell.requirement.title}, every {cell.requirement.valid_months} months"
        for cell in own
    )
    lacking = [cell for cell in own if cell.standing not in GOOD_ENOUGH]
    until = min((cell.verdict.until for cell in own if cell.verdict.until), default=None)
    has = _told(lacking) if lacking else f"In place until {date_words(until)}" if until else "In place"
    notes = dict.fromkeys(f"{cell.requirement.title}: {cell.verdict.note}" for cell in own if cell.verdict.note)
    return Gap(control, expected, ". ".join((has, *notes)), worst(cell.standing for cell in own))


def _supervision(adults: Sequence[Stands]) -> Gap:
    expected = "Two adults at least who have everything that is needed"
    counted = sum(adult.is_compliant and adult.role != PlacementRole.TEACHER for adult in adults)
    standing = Standing.MET if counted >= FEWEST_ADULTS else Standing.MISSING
    return Gap(Control.SUPERVISION, expected, f"{counted} of {len(adults)} have everything", standing)


def _conditions(scheme: Scheme, status: SchemeStatus, known: Known, day: dt.date) -> Gap | None:
    conditions = known.conditions[scheme.pk]
    if not conditions:
        return None
    standings: list[Standing] = []
    states: dict[ConditionState, int] = defaultdict(int)
    for condition in conditions:
        state = condition_state(
            ended_on=None, last_kept=condition.is_kept, review_on=condition.review_on, today=day,
            last_checked=condition.checked_on,
        )  # fmt: skip
        states[state] += 1
        standings.append(CONDITION_STANDING[state])
    told = ", ".join(f"{count} {state.label.lower()}" for state, count in states.items())
    return Gap(Control.CONDITIONS, "Each condition it runs on is checked and kept", told, worst(standings))


#: What the state of a condition says in the comparison.
CONDITION_STANDING = {
    ConditionState.BROKEN: Standing.MISSING,
    ConditionState.NEVER_CHECKED: Standing.MISSING,
    ConditionState.CHECK_DUE: Standing.EXPIRED,
    ConditionState.KEPT: Standing.MET,
}


def _told(cells: Iterable[Cell]) -> str:
    return "; ".join(_cell_told(cell) for cell in cells)


def _cell_told(cell: Cell) -> str:
    """What is wrong and why; a requirement that is called what its row is called is not named twice."""
    if cell.requirement.title == cell.requirement.get_control_display():
        return cell.verdict.reason
    return f"{cell.requirement.title}: {cell.verdict.reason[0].lower()}{cell.verdict.reason[1:]}"
