"""What one person has to see to, across every clock of theirs: late, today, in the next days, later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.assurance.selectors import register_names
from safeguarding.cases.choices import Nearness
from safeguarding.cases.models import Case
from safeguarding.cases.rules.work import clock_title, is_review_clock, nearness
from safeguarding.cases.selectors.addresses import address_of
from safeguarding.cases.selectors.clock_names import named, names_above
from safeguarding.communications.selectors.waiting import Waits
from safeguarding.communications.selectors.waiting import clock_names as account_names
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline, DeadlineQuerySet
from safeguarding.notices.choices import Step
from safeguarding.notices.models import Notice

#: Where a clock is met, by what started it.
PAGES = {
    "task": "cases:case_tasks",
    "referral": "cases:case_referrals",
    "protectivemeasure": "cases:case_measures",
    "dbsduty": "cases:case_measures",
}
ESCALATED = (Step.SUPERVISOR, Step.MANAGER)
#: A page is no place for more than this; the rest comes up as these are done.
MOST_SHOWN = 150
_WAITS: list[Callable[[User], list[Waits]]] = []


def register_waits(waits: Callable[[User], list[Waits]]) -> None:
    """Let an app above say what waits for a person, such as the removal of a file. Called once."""
    if waits not in _WAITS:
        _WAITS.append(waits)


def waits_above(user: User) -> list[Waits]:
    """What the apps above have waiting for this person."""
    return [one for waits in _WAITS for one in waits(user)]


@dataclass(frozen=True)
class Entry:
    """One clock with what it is for, what it belongs to, where it is met, and whether it came up the line."""

    deadline: Deadline
    what: str
    about: str
    url: str
    is_escalated: bool

    @property
    def title(self) -> str:
        return clock_title(self.deadline.rule.title, self.deadline.source_type, self.what)

    @property
    def has_no_reference(self) -> bool:
        """It is known by a name, such as a scheme or a requirement, and its number would say nothing to anybody."""
        return self.deadline.subject_type != "case" and bool(self.about)

    @property
    def where(self) -> str:
        """What it belongs to: a reference, or a name where there is none."""
        return self.about if self.has_no_reference else self.deadline.subject_label

    @property
    def nearness(self) -> Nearness:
        return nearness(self.deadline.due_at, clock.now())


@dataclass(frozen=True)
class Group:
    """The entries that are equally near."""

    nearness: Nearness
    entries: list[Entry]

    @property
    def key(self) -> str:
        return self.nearness.value

    @property
    def label(self) -> str:
        return str(self.nearness.label)


def clocks_of(user: User) -> DeadlineQuerySet:
    """The running clocks the user owns, and those that were passed up to them; never of what they may not see."""
    passed_up = Notice.objects.filter(recipient=user, step__in=ESCALATED, deadline__isnull=False)
    mine = Q(owner=user) | Q(pk__in=passed_up.values("deadline_id"))
    visible = Deadline.objects.visible_to(user).running().filter(mine)
    return visible.select_related("rule", "owner").order_by("due_at", "pk")


def my_work(user: User) -> list[Entry]:
    """Every entry, the nearest first."""
    return entries_of(user, clocks_of(user)[:MOST_SHOWN])


def entries_of(user: User, deadlines: Iterable[Deadline]) -> list[Entry]:
    """Clocks dressed for a list: at most six queries, however many there are."""
    found = list(deadlines)
    titles, readable = _case_titles(user, found), _readable(user, found)
    names = {**register_names(user, found), **account_names(user, found), **names_above(user, found)}
    whats = named(user, found)
    return [
        Entry(
            deadline=held,
            what=whats.get(held.pk, ""),
            about=titles.get(held.subject_id, "") if held.subject_type == "case" else names.get(held.pk, ""),
            url=act_page(held) if held.subject_type != "case" or held.subject_id in readable else clock_page(held),
            is_escalated=held.owner_id != user.pk,
        )
        for held in found
    ]


def grouped(entries: list[Entry]) -> list[Group]:
    """The groups that have something in them, the nearest first."""
    groups = [Group(near, [entry for entry in entries if entry.nearness == near]) for near in Nearness]
    return [group for group in groups if group.entries]


def act_page(held: Deadline) -> str:
    """The page on which the clock is met."""
    if held.subject_type != "case":
        return address_of(held)
    if is_review_clock(held.rule.key):
        return reverse("cases:case_reviews", args=[held.subject_label])
    if held.source_type not in PAGES:
        return clock_page(held)
    page = reverse(PAGES[held.source_type], args=[held.subject_label])
    return f"{page}#{held.source_type}-{held.source_id}"


def clock_page(held: Deadline) -> str:
    """The clock among those of its case, where who sees only the header may go too."""
    return f"{reverse('cases:case_clocks', args=[held.subject_label])}#deadline-{held.pk}"


def _case_titles(user: User, found: Iterable[Deadline]) -> dict[int, str]:
    ids = {held.subject_id for held in found if held.subject_type == "case"}
    return dict(Case.objects.visible_to(user).filter(pk__in=ids).values_list("pk", "title"))


def _readable(user: User, found: list[Deadline]) -> set[int]:
    """The cases of which the user may read more than the header."""
    ids = {held.subject_id for held in found if held.subject_type == "case"}
    return set(Case.objects.fully_visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
