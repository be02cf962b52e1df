"""Reads over the risk register. Each starts from what the user may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.core import clock
from safeguarding.people.models import Placement
from safeguarding.risk.choices import EntryStatus, Likelihood, Source
from safeguarding.risk.models import RiskAssessment, RiskRegisterEntry
from safeguarding.risk.policies import my_schemes
from safeguarding.risk.rules import STEPS, Rating
from safeguarding.risk.selectors.words import having
from safeguarding.schemes.models import Scheme

LIVE, ALL = "live", "all"
SEARCHED_OF_ENTRIES = ("reference", "title", "description", "closed_because", "actions__what")


@dataclass(frozen=True)
class Wanted:
    """Which risks a list holds."""

    status: str = LIVE
    band: str = ""
    scheme: Scheme | None = None
    owner: User | None = None
    overdue: bool = False
    likelihood: int | None = None
    impact: int | None = None
    words: str = ""


def entry_list(user: User, wanted: Wanted) -> QuerySet[RiskRegisterEntry]:
    """The risks the user may see, the largest first."""
    found = RiskRegisterEntry.objects.visible_to(user)
    if wanted.status == LIVE:
        found = found.live()
    elif wanted.status in EntryStatus.values:
        found = found.filter(status=wanted.status)
    found = having(found, wanted.words, SEARCHED_OF_ENTRIES)
    if wanted.band:
        found = found.in_band(wanted.band)
    if wanted.overdue:
        found = found.overdue()
    exact = {
        "scheme": wanted.scheme, "owner": wanted.owner, "likelihood": wanted.likelihood, "impact": wanted.impact,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return by_size(found.select_related("scheme", "owner", "raised_by"))


def by_size(entries: QuerySet[RiskRegisterEntry]) -> QuerySet[RiskRegisterEntry]:
    """The largest first; of those as large, the one that is looked at soonest."""
    return entries.alias(score=F("likelihood") * F("impact")).order_by("-score", "review_on", "pk")


@dataclass(frozen=True)
class MapCell:
    """One cell of the map: how many risks of this size are live."""

    rating: Rating
    count: int


def risk_map(user: User, *, scheme: Scheme | None = None) -> list[tuple[str, list[MapCell]]]:
    """How many live risks there are of each likelihood and impact, the most likely on top, in one query."""
    found = RiskRegisterEntry.objects.visible_to(user).live()
    if scheme:
        found = found.filter(scheme=scheme)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for row in found.order_by().values("likelihood", "impact").annotate(count=Count("pk")):
        counts[row["likelihood"], row["impact"]] = row["count"]
    return [
        (str(likely.label), [MapCell(Rating(likely, impact), counts[likely, impact]) for impact in STEPS])
        for likely in sorted(Likelihood, reverse=True)
    ]


def schemes_to_raise_for(user: User) -> QuerySet[Scheme]:
    """Of which schemes the user may raise a risk: any of the force, or those in which they have a part."""
    schemes: QuerySet[Scheme] = Scheme.objects.visible_to(user)
    if not has_permission(user, Permission.SEE_SCHEMES):
        schemes = schemes.filter(pk__in=my_schemes(user))
    return schemes.order_by("name", "pk")


def owners_of(user: User) -> QuerySet[User]:
    """Who owns one of the risks the user may see."""
    owned = RiskRegisterEntry.objects.visible_to(user).filter(owner__isnull=False)
    return User.objects.filter(pk__in=owned.values("owner_id")).order_by("last_name", "first_name", "pk")


def possible_owners(entry: RiskRegisterEntry) -> QuerySet[User]:
    """Who may be given a risk or something to do about it: who sees the register, and who runs its scheme.

    A report of contact may be about those who run it: it is given to none of them.
    """
    keepers = users_with(Permission.SEE_SCHEMES, unit_ids=unit_ids_of(entry.force_id))
    adults = Placement.objects.live_on(clock.today()).of_adults().filter(scheme=entry.scheme_id or 0)
    wanted = Q(pk__in=keepers.values("pk")) | Q(person__in=adults.values("person_id")) | Q(pk=entry.owner_id or 0)
    found = User.objects.filter(wanted, is_active=True).exclude(pk__in=entry.kept_from)
    if entry.source == Source.CONTACT_REPORT:
        found = found.exclude(person__in=adults.values("person_id"))
    return found.order_by("last_name", "first_name", "pk")


def risk_names(user: User, subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What the clocks of risk are about, in words for who may see it; a read for each kind that is asked for."""
    asked: dict[str, set[int]] = defaultdict(set)
    for kind, pk in subjects:
        asked[kind].add(pk)
    names: dict[tuple[str, int], str] = {}
    for kind, model in (("riskassessment", RiskAssessment), ("riskregisterentry", RiskRegisterEntry)):
        if asked[kind]:
            rows = model._default_manager.visible_to(user).filter(pk__in=asked[kind])
            names |= {(kind, pk): title for pk, title in rows.values_list("pk", "title")}
    return names
