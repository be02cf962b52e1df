"""How the pages of a case say when something happened, who somebody is, and why somebody looked."""

from __future__ import annotations

import datetime as dt

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from safeguarding.audit.choices import Purpose
from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import TimePrecision
from safeguarding.cases.models import CaseParty, ChronologyEntry, Decision
from safeguarding.core.templatetags.words import clock_time, name_text, plain_text, weekday, weekday_moment

register = template.Library()


@register.filter
def happened(entry: ChronologyEntry) -> str:
    """When an entry happened, as exactly as it is known."""
    match entry.precision:
        case TimePrecision.EXACT:
            return weekday_moment(entry.happened_at)
        case TimePrecision.ABOUT:
            return f"About {_about(entry.happened_at)}"
        case TimePrecision.DAY:
            return weekday(entry.happened_at)
    return "When it happened is not known"


def _about(moment: dt.datetime | None) -> str:
    """Midnight stands for a day whose hour nobody gave."""
    hour = clock_time(moment)
    return weekday(moment) if hour in ("", "00:00") else weekday_moment(moment)


@register.filter
def heading(decision: Decision) -> str:
    """A line of the policy log in short: its number and what had to be decided."""
    return f"{decision.number}. {plain_text(decision.question)}"


@register.simple_tag
def party(who: CaseParty, is_full: bool) -> SafeString:
    """Somebody in a case: by label, with the name for who may see it."""
    if not is_full:
        return SafeString(render_to_string("components/masked.html", {"label": who.label}))
    if who.person is None:
        return name_text(who.label)
    return SafeString(f"{name_text(who.label)} ({name_text(who.person.name)})")


@register.filter
def looked_at(row: Consultation) -> str:
    """Which page of the case somebody looked at; a program reads the same under the address of the API."""
    through_api = row.page.startswith("api")
    page = row.page.removeprefix("api: ").removeprefix("case: ").removeprefix("case ")
    return f"{page.capitalize()} (by a program)" if through_api else page.capitalize()


@register.filter
def purpose(row: Consultation) -> str:
    """Why somebody looked, in words."""
    return str(dict(Purpose.choices).get(row.purpose, row.purpose))
