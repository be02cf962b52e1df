"""The notice of investigation, made from the facts on record: its parts as data, for the page and for letters."""

from __future__ import annotations

from typing import Any

from safeguarding.core import clock
from safeguarding.investigations.choices import PROCEEDINGS, Finding, Forum, Regime, Severity
from safeguarding.investigations.models import Allegation, Investigation
from safeguarding.investigations.rules import notices, outcomes
from safeguarding.investigations.rules.regimes import notice_regime
from safeguarding.investigations.selectors.facts import latest_severity


def notice_parts(held: Investigation) -> tuple[notices.Part, ...]:
    """What the notice says today; nothing while the severity has not been assessed."""
    severity = latest_severity(held)
    if severity is None:
        return ()
    facts = notices.NoticeFacts(
        notice_regime=notice_regime(held.regime, held.recording), regime=held.regime,
        conduct=tuple(_conduct(one) for one in held.allegations.all()), investigator=held.investigator_words,
        severity=severity.severity, forum=severity.forum, outcomes=_outcomes(held, severity.severity, severity.forum),
    )  # fmt: skip
    return notices.parts(facts)


def as_data(parts: tuple[notices.Part, ...]) -> list[dict[str, Any]]:
    """The parts as they are kept with a notice that was served, and as the API gives them."""
    return [
        {"key": one.key, "heading": one.heading, "paragraphs": list(one.paragraphs), "source": one.source}
        for one in parts
    ]


def _conduct(one: Allegation) -> notices.Conduct:
    when = clock.date_words(one.happened_from)
    if one.happened_to:
        when = f"{when} to {clock.date_words(one.happened_to)}"
    return notices.Conduct(one.what.rstrip("."), when, tuple(one.standard_words), one.get_code_display())


def _outcomes(held: Investigation, severity: str, forum: str) -> tuple[str, ...]:
    """What it may come to, if it is found as it was assessed: those of the regime, the forum and the day."""
    if held.regime == Regime.OWN_EMPLOYER:
        forum = Forum.NO_ACTION
    finding = Finding.GROSS if severity == Severity.GROSS else Finding.MISCONDUCT
    if forum not in PROCEEDINGS:
        finding = Finding.NOT_FOUND
    asked = outcomes.Asked(regime=held.regime, forum=forum, finding=finding, day=clock.today())
    return tuple(str(row.outcome.label) for row in outcomes.allowed(asked))
