"""The parts pages are built of. In force in every template without loading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeguarding.core.forms.bound import GovBoundField

register = template.Library()


@register.simple_tag
def field(bound: Any, size: str = "", heading: bool = False, hint: str | None = None) -> SafeString:
    """One question of a form. `heading=True` when it is the page's only question: its label becomes the h1."""
    if not isinstance(bound, GovBoundField):
        bound = adopted(bound)
    bound.size, bound.heading = size, heading
    if hint is not None:
        bound.help_text = hint
    if bound.is_hidden:
        return bound.as_widget()
    return SafeString(render_to_string(bound.template_name, {"field": bound}))


def adopted(bound: Any) -> GovBoundField:
    """A field of another package's form, drawn like all others: a label says what it is, not a grey word in the box."""
    bound.field.widget.attrs.pop("placeholder", None)
    return GovBoundField(bound.form, bound.field, bound.name)


def links(form: Any, name: str) -> Iterator[dict[str, str]]:
    """Each message of a field with where it points; what concerns the whole form points nowhere."""
    target = ""
    if name in form.fields and not form[name].is_hidden:
        target = f"#{GovBoundField(form, form.fields[name], name).error_target}"
    for message in form.errors[name]:
        yield {"text": str(message), "href": target}


def in_page_order(form: Any) -> list[dict[str, str]]:
    """Messages for the whole form first, then field by field as they stand on the page."""
    order = {name: position for position, name in enumerate(form.fields)}
    names = sorted(form.errors, key=lambda name: order.get(name, -1))
    return [link for name in names for link in links(form, name)]


def forms_in(item: Any) -> Iterator[Any]:
    if isinstance(item, forms.BaseForm):
        yield item
    elif isinstance(item, Iterable) and not isinstance(item, (str, ErrorList)):
        yield from (form for form in item if isinstance(form, forms.BaseForm))


@register.inclusion_tag("components/error_summary.html")
def error_summary(*items: Any) -> dict[str, Any]:
    """What is wrong with these forms and formsets, each message a link to its field. Nothing when all is well."""
    found = [link for item in items for form in forms_in(item) if form.is_bound for link in in_page_order(form)]
    for item in items:
        whole = getattr(item, "non_form_errors", None)
        found = [{"text": str(message), "href": ""} for message in whole()] + found if whole else found
    return {"links": found}


@register.simple_tag
def url_if_any(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page, or nothing when there is no such page."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's own query string with some values changed; None takes one away: `?{% query page=2 %}`."""
    request = context.get("request")
    values = request.GET if request else QueryDict()
    kept = {key: values.getlist(key) for key in values if key not in changes}
    kept.update({key: [value] for key, value in changes.items() if value is not None})
    return urlencode(kept, doseq=True)


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, name: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A table heading that sorts: by `name`, and by `-name` when pressed again. The page reads it from ?sort=."""
    request = context.get("request")
    current = request.GET.get("sort", "") if request else ""
    state = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
    target = f"-{name}" if state == "ascending" else name
    return {
        "label": label,
        "state": state,
        "numeric": numeric,
        "query": query(context, sort=target, page=None, cursor=None),
    }


@register.simple_block_tag
def why(content: SafeString, summary: str = "Why?", source: str = "") -> SafeString:
    """Opens the reason for something computed, and its source."""
    return part("why", content, summary=summary, source=source)


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: SafeString) -> SafeString:
    """Something with serious consequences, said before it is done."""
    return part("warning", content)


@register.simple_block_tag
def danger(content: SafeString, title: str = "Somebody may be in danger") -> SafeString:
    """What to do at once when somebody is in danger."""
    return part("danger", content, title=title)


@register.simple_block_tag
def panel(content: SafeString, title: str) -> SafeString:
    """The thing was done: its title, and what to keep (a reference)."""
    return part("panel", content, title=title)


@register.simple_block_tag
def card(
    content: SafeString, title: str, link: str = "", level: int = 2, action: str = "", href: str = ""
) -> SafeString:
    """A box about one thing. `link` leads from its title; `action` and `href` make a link at its right."""
    return part("card", content, title=title, link=link, level=level, action=action, href=href)


@register.simple_block_tag
def empty(content: SafeString, title: str, href: str = "", action: str = "") -> SafeString:
    """Nothing here yet: what would be here, and the one thing to do."""
    return part("empty", content, title=title, href=href, action=action)


@register.simple_block_tag
def chart(content: SafeString, title: str, url: str = "", finding: str = "", kind: str = "") -> SafeString:
    """A chart drawn from the API, its finding as title, with the table that says the same between the tags.

    Without an address it is drawn from that table: from the columns whose headings are marked `data-series`.
    """
    return part("chart", content, url=url, title=title, finding=finding, kind=kind)


def part(name: str, content: SafeString, **values: Any) -> SafeString:
    return SafeString(render_to_string(f"components/{name}.html", {"content": content, **values}))


@register.filter
def page_numbers(paginator: Any, number: int) -> list[int]:
    """The pages to offer around the current one; 0 stands for a gap."""
    pages = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return [page if isinstance(page, int) else 0 for page in pages]
