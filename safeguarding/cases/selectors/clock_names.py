"""What a clock is for, in the words of what started it: content, so only for who may read the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from safeguarding.access.models import User
from safeguarding.cases.models import Case, ProtectiveMeasure, Task
from safeguarding.cases.rules.work import clock_title, measure_title
from safeguarding.deadlines.models import Deadline

Named = Callable[[User, Iterable[Deadline]], dict[int, str]]
_MORE: list[Named] = []


def register_names(named: Named) -> None:
    """An app above says what its own clocks are about: words by clock, of what the user may see."""
    _MORE.append(named)


def names_above(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """What the clocks of the apps above are about, in words for who may see it."""
    found = list(clocks)
    return {pk: words for more in _MORE for pk, words in more(user, found).items()}


def named(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, what is to be done or looked at: a task's title, a measure's kind and whom it is about."""
    found = list(clocks)
    readable = Case.objects.fully_visible_to(user)
    tasks = Task.objects.filter(pk__in=_sources(found, "task"), case__in=readable)
    held = ProtectiveMeasure.objects.filter(pk__in=_sources(found, "protectivemeasure"), case__in=readable)
    words = {("task", pk): title for pk, title in tasks.values_list("pk", "title")}
    for measure in held.select_related("party"):
        label = measure.party.label if measure.party else ""
        words["protectivemeasure", measure.pk] = measure_title(measure.get_kind_display(), label)
    said = {clock.pk: words.get((clock.source_type, clock.source_id or 0), "") for clock in found}
    return {pk: what for pk, what in said.items() if what}


def titles(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, how to call it in front of this reader."""
    found = list(clocks)
    whats = named(user, found)
    return {clock.pk: clock_title(clock.rule.title, clock.source_type, whats.get(clock.pk, "")) for clock in found}


def _sources(clocks: list[Deadline], kind: str) -> set[int]:
    return {clock.source_id or 0 for clock in clocks if clock.source_type == kind}
