"""What one user may see, in the form in which every step of a picture asks it; and how much of it is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from safeguarding.access.models import User
from safeguarding.cases.models import Case, Concern
from safeguarding.communications.models import Account, ContactEvent, ContactReport, Platform
from safeguarding.links import policies
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.people.models import Carer, Person
from safeguarding.schemes.models import Scheme

#: Of one kind of neighbour around one thing so many are shown; of the others it is said how many they are.
MOST_AROUND_FIRST, MOST_AROUND_SECOND = 25, 8


class Reach:
    """Every beginning of a read, scoped to one user. What is not in one of these is in no picture."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.most = MOST_AROUND_FIRST
        #: How many more neighbours there are around a thing than are shown.
        self.more: dict[Node, int] = defaultdict(int)
        self.more_by_text: dict[str, int] = defaultdict(int)

    @property
    def cases(self) -> QuerySet[Any, Any]:
        return Case.objects.fully_visible_to(self.user).values("pk")

    @property
    def concerns(self) -> QuerySet[Concern]:
        return policies.readable_concerns(self.user)

    @property
    def people(self) -> QuerySet[Any, Any]:
        return Person.objects.visible_to(self.user).values("pk")

    @property
    def schemes(self) -> QuerySet[Any, Any]:
        return Scheme.objects.visible_to(self.user).values("pk")

    @property
    def accounts(self) -> QuerySet[Account]:
        return Account.objects.visible_to(self.user)

    @property
    def contacts(self) -> QuerySet[Any, Any]:
        return ContactEvent.objects.visible_to(self.user).values("pk")

    @property
    def reports(self) -> QuerySet[ContactReport]:
        return ContactReport.objects.visible_to(self.user)

    @property
    def carers(self) -> QuerySet[Carer]:
        return Carer.objects.visible_to(self.user)

    @cached_property
    def platforms(self) -> dict[int, Platform]:
        return Platform.objects.in_bulk()

    def of_cases(self, ids: Collection[int]) -> list[int]:
        """The numbers of those of some cases whose content the user reads; nothing is asked when there are none."""
        found = Case.objects.fully_visible_to(self.user).filter(pk__in=ids)
        return list(found.values_list("pk", flat=True)) if ids else []

    def of_people(self, ids: Collection[int]) -> QuerySet[Any, Any]:
        """The numbers of those of some people whom the user may see."""
        return Person.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True)

    def of_schemes(self, ids: Collection[int]) -> QuerySet[Any, Any]:
        return Scheme.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True)

    def near(self, found: QuerySet[Any], around: str, *columns: str, kind: str) -> list[tuple[Any, ...]]:
        """The newest neighbours around each thing, in one query: the number of the thing, then the columns.

        How many more there are is kept beside the thing, a node of `kind`.
        """
        rows = self._newest(found, around, columns)
        for node, of_all in {(Node(NodeKind(kind), row[1]), row[0]) for row in rows}:
            self.more[node] += max(of_all - self.most, 0)
        return [row[1:] for row in rows]

    def near_texts(self, found: QuerySet[Any], around: str, *columns: str) -> list[tuple[Any, ...]]:
        """The same around texts; how many more there are is kept by the text."""
        rows = self._newest(found, around, columns)
        for text, of_all in {(row[1], row[0]) for row in rows}:
            self.more_by_text[text] += max(of_all - self.most, 0)
        return [row[1:] for row in rows]

    def _newest(self, found: QuerySet[Any], around: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        around_it: dict[str, Any] = {"partition_by": [F(around)]}
        cut = (
            found.order_by()
            .annotate(
                neighbours_in_all=Window(Count("pk"), **around_it),
                neighbour_number=Window(RowNumber(), order_by=F("pk").desc(), **around_it),
            )
            .filter(neighbour_number__lte=self.most)
        )
        return list(cut.values_list("neighbours_in_all", around, *columns))


def numbers(nodes: Collection[Node], kind: str) -> list[int]:
    """The numbers of those of one kind."""
    return [node.pk for node in nodes if node.kind == kind]


def texts(nodes: Collection[Node], *kinds: str) -> dict[str, list[Node]]:
    """Those of some kinds by their text: a handle may be on several platforms."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.kind in kinds:
            found[node.text].append(node)
    return found
