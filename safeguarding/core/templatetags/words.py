"""How days, times and words are said on every page. In force in every template without loading."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from safeguarding.core import clock

register = template.Library()

# Marks that turn the direction of the text after them: they can make a name or a file name read as another.
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")

# Control characters, but for the tab and the ends of lines: they have no shape.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

REFERENCE = re.compile(r"\b[A-Z]{1,3}-\d{4}-\d{6}\b")


def london(value: dt.datetime) -> dt.datetime:
    return value.astimezone(clock.LONDON) if value.tzinfo else value


def as_day(value: Any) -> dt.date | None:
    """The London day of a date or an instant."""
    if isinstance(value, dt.datetime):
        return london(value).date()
    return value if isinstance(value, dt.date) else None


@register.filter
def day(value: Any) -> str:
    """22 November 2026"""
    found = as_day(value)
    return clock.date_words(found) if found else ""


@register.filter
def weekday(value: Any) -> str:
    """Sunday 22 November 2026"""
    found = as_day(value)
    return f"{found:%A} {day(found)}" if found else ""


@register.filter
def clock_time(value: Any) -> str:
    """14:05"""
    if isinstance(value, dt.datetime):
        return f"{london(value):%H:%M}"
    return f"{value:%H:%M}" if isinstance(value, dt.time) else ""


@register.filter
def moment(value: Any) -> str:
    """22 November 2026 at 14:05"""
    if isinstance(value, dt.datetime):
        return f"{day(value)} at {clock_time(value)}"
    return day(value)


@register.filter
def weekday_moment(value: Any) -> str:
    """Sunday 22 November 2026 at 14:05"""
    if isinstance(value, dt.datetime):
        return f"{weekday(value)} at {clock_time(value)}"
    return weekday(value)


@register.filter
def short_day(value: Any) -> str:
    """22 Nov 2026, for narrow table columns"""
    found = as_day(value)
    return f"{found.day} {found:%b %Y}" if found else ""


@register.filter
def age_on(born: Any, on: Any = None) -> str:
    """How old somebody born then was on that day, in whole years: what matters is the age at the time."""
    birth, then = as_day(born), as_day(on) or clock.today()
    if birth is None:
        return ""
    years = then.year - birth.year - ((then.month, then.day) < (birth.month, birth.day))
    return str(years) if years >= 0 else ""


@register.filter
def time_tag(value: Any, spoken: str = "") -> SafeString:
    """The words in a <time> element that programs can read."""
    words = spoken or moment(value)
    stamp = value.isoformat() if hasattr(value, "isoformat") else ""
    return format_html('<time datetime="{}">{}</time>', stamp, words)


@register.filter
def plain_text(value: Any) -> str:
    """Text from people with the marks taken out that would turn its direction around."""
    return DIRECTION_MARKS.sub("", str(value)) if value is not None else ""


@register.filter
def written_out(value: Any) -> str:
    """Text out of a file with each control character as its number, such as [U+0007], so that none is lost unseen."""
    return CONTROL.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", str(value)) if value is not None else ""


@register.filter
def name_text(value: Any) -> SafeString:
    """A name or other words from people, kept apart so that right-to-left writing does not disturb what follows."""
    return format_html("<bdi>{}</bdi>", plain_text(value)) if value not in (None, "") else SafeString("")


@register.filter
def narrative(value: Any) -> SafeString:
    """What somebody wrote, with its own line breaks, never as markup."""
    text = plain_text(value)
    return format_html('<div class="app-narrative" dir="auto">{}</div>', text) if text else SafeString("")


@register.filter
def references(value: Any) -> SafeString:
    """The words, with no reference among them broken at its hyphens."""
    return SafeString(REFERENCE.sub(r'<span class="app-reference">\g<0></span>', conditional_escape(value)))


@register.filter
def or_dash(value: Any) -> Any:
    """The value, or words that say there is none."""
    if value not in (None, "", [], ()):
        return value
    return mark_safe('<span class="app-none">Not recorded</span>')


@register.filter
def plural(count: Any, words: str) -> str:
    """1 concern · 2 concerns: `{{ n|plural:"concern,concerns" }}`"""
    one, many = [*words.split(","), f"{words}s"][:2]
    return f"{count:,} {one if count == 1 else many}" if isinstance(count, int) else ""


@register.filter
def label_of(value: Any, choices: Any) -> str:
    """The words of a choice, from its TextChoices class or list of pairs; never the stored code."""
    pairs = getattr(choices, "choices", choices) or ()
    return str(dict(pairs).get(value, ""))


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """The value a mapping has under a key that is itself a variable."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.filter
def display(obj: Any, field: str) -> Any:
    """The words of a model's choice field: `{{ case|display:"stage" }}`."""
    shown = getattr(obj, f"get_{field}_display", None)
    return conditional_escape(shown()) if shown else ""


@register.filter
def in_sentence(words: Any) -> str:
    """A choice in the middle of a sentence: its first letter small, unless it begins an abbreviation such as PSD."""
    text = str(words)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@register.filter
def field_words(name: Any) -> str:
    """A field's name as words: what_happened becomes What happened."""
    text = str(name).replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:]
