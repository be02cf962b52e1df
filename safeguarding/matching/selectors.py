"""Finding people on record who are like somebody: a few look-ups by key, then ranked one by one with the reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.matching import rules
from safeguarding.matching.choices import MergeStatus, PairStatus
from safeguarding.matching.models import LikelyPair, MergeProposal
from safeguarding.matching.policies import MERGERS
from safeguarding.matching.rules import Known, Likeness
from safeguarding.people import selectors as people
from safeguarding.people.models import Person
from safeguarding.people.selectors import Likely, Named

#: How many of those that the keys find are compared one by one, at a time.
MOST_COMPARED = 100
#: Where more people than these have the very same name, the name says little about somebody born on another day.
FEW_NAMESAKES = 2
KEYS = "SELECT matching_keys(%s, %s, %s, %s, %s, true), matching_fold(%s)"
#: Those who share a key, of nearly the same day and the most similar words first. Ids alone: who is seen comes after.
BY_KEYS = """
    SELECT person_id FROM matching_namekeys WHERE keys && %(keys)s::bigint[] AND force_id = %(force)s
    ORDER BY similarity(names, %(names)s) + CASE
        WHEN born = ANY(%(days)s::date[]) THEN 1
        WHEN (date_part('year', born) = date_part('year', %(born)s::date))::int
            + (date_part('month', born) = date_part('month', %(born)s::date))::int
            + (date_part('day', born) = date_part('day', %(born)s::date))::int = 2 THEN 0.8
        ELSE 0 END DESC, person_id
    LIMIT 1000
"""
#: The same for a whole list: of each who is asked about the few most similar, and of one alone what is far off is not
#: compared. What a list leaves out for that, the nightly pass finds.
BY_KEYS_OF_MANY = """
    SELECT asked.at, found.person_id
    FROM unnest(%(at)s::int[], %(given)s::text[], %(family)s::text[], %(known)s::text[], %(born)s::date[])
        AS asked (at, given, family, known, born)
    CROSS JOIN LATERAL (
        SELECT matching_keys(%(force)s, given, family, known, born, true) AS keys,
            matching_fold(given || ' ' || known || ' ' || family) AS names OFFSET 0
    ) AS by
    CROSS JOIN LATERAL (
        SELECT person_id, similarity(n.names, by.names) + (n.born IS NOT DISTINCT FROM asked.born)::int AS near
        FROM matching_namekeys n
        WHERE n.keys && by.keys AND n.force_id = %(force)s
            AND (%(only)s::bigint[] IS NULL OR n.person_id = ANY (%(only)s::bigint[]))
        ORDER BY near DESC, person_id LIMIT 8
    ) AS found
    WHERE near >= 0.25
"""
COLUMNS = ("pk", "given_name", "family_name", "known_as", "date_of_birth", "kind")


def likely(user: User, new: Named, most: int = people.MOST_LIKELY) -> list[Likely]:
    """People the user may see who may be the one about to be added, the likeliest first, each with the reasons.

    Whom they may not see is left out without a word: that there is somebody would tell too.
    """
    if user.force_id is None:
        return []
    known = known_of(new)
    if not has_permission(user, Permission.SEE_PEOPLE):
        # Who may not read when somebody was born does not learn it from what is offered, nor from why.
        known = replace(known, born=None)
    ranked = ranked_among(Person.objects.visible_to(user), known, force_id=user.force_id)[:most]
    found = Person.objects.select_related("unit").in_bulk([pk for pk, _ in ranked])
    return [Likely(found[pk], likeness.words) for pk, likeness in ranked]


def ranked_among(
    among: QuerySet[Person], known: Known, *, force_id: int, least: float = rules.OFFERED
) -> list[tuple[int, Likeness]]:
    """Those of the people who are at least this like somebody, the likeliest first."""
    found: list[tuple[int, Likeness]] = []
    sharing = _sharing_a_key(known, force_id)
    for start in range(0, len(sharing), MOST_COMPARED):
        rows = list(among.filter(pk__in=sharing[start : start + MOST_COMPARED]).order_by().values_list(*COLUMNS))
        compared = ((pk, rules.likeness(known, Known(*rest))) for pk, *rest in rows)
        found += [(pk, alike) for pk, alike in compared if alike.score >= least]
        if len(rows) * 2 >= MOST_COMPARED:
            # The likeliest come first. Only for who sees few of them it is worth looking further down.
            break
    return _in_order(found)


def likely_for_many(
    user: User, new: Sequence[Known], among: QuerySet[Person], *, only: Collection[int] | None = None
) -> list[list[int]]:
    """For each of many about to be added, those of the people who may be them, the likeliest first, in two queries.

    `among` starts from what the user may see. `only` looks among some of them alone, such as who came on record since.
    """
    if user.force_id is None or not new or (only is not None and not only):
        return [[] for _ in new]
    if not has_permission(user, Permission.SEE_PEOPLE):
        new = [replace(known, born=None) for known in new]
    with connection.cursor() as cursor:
        cursor.execute(BY_KEYS_OF_MANY, {
            "at": list(range(len(new))), "given": [one.given_name for one in new], "force": user.force_id,
            "family": [one.family_name for one in new], "known": [one.known_as for one in new],
            "born": [one.born for one in new], "only": None if only is None else list(only),
        })  # fmt: skip
        pairs = cursor.fetchall()
    rows = among.filter(pk__in={pk for _, pk in pairs}).order_by().values_list(*COLUMNS)
    there = {pk: Known(*rest) for pk, *rest in rows}
    found: list[list[tuple[int, Likeness]]] = [[] for _ in new]
    for at, pk in pairs:
        if pk in there and (alike := rules.likeness(new[at], there[pk])).score >= rules.OFFERED:
            found[at].append((pk, alike))
    return [[pk for pk, _ in _in_order(one)[: people.MOST_LIKELY]] for one in found]


def _in_order(found: list[tuple[int, Likeness]]) -> list[tuple[int, Likeness]]:
    """The likeliest first; of a common name, nobody who is like somebody by that alone."""
    by_name_alone = [one for one in found if one[1].is_by_name_alone]
    if len(by_name_alone) > FEW_NAMESAKES:
        found = [one for one in found if not one[1].is_by_name_alone]
    return sorted(found, key=lambda one: (-one[1].score, one[0]))


def known_of(person: Named) -> Known:
    """What is known of somebody, on record or about to be."""
    return Known(person.given_name, person.family_name, person.known_as, person.date_of_birth, person.kind)


def likeness_of(one: Person, other: Person) -> Likeness:
    """How alike two people on record are, and why."""
    return rules.likeness(known_of(one), known_of(other))


#: Somebody who looks for another record of one person is shown more than who adds one is asked about.
WORTH_A_LOOK = 45.0


def others_like(user: User, person: Person, *, most: int = people.MOST_FOUND) -> list[Likely]:
    """Records of the same kind whom the user may see and who may be this person, the likeliest first."""
    others = Person.objects.visible_to(user).filter(kind=person.kind).exclude(pk=person.pk).exclude(user_id=user.pk)
    ranked = ranked_among(others, known_of(person), force_id=person.force_id, least=WORTH_A_LOOK)[:most]
    found = Person.objects.select_related("unit").in_bulk([pk for pk, _ in ranked])
    return [Likely(found[pk], likeness.words) for pk, likeness in ranked]


def others_named(user: User, person: Person, words: str) -> list[Likely]:
    """Records of the same kind whom the user may see, by name, each with how it is like this person."""
    named = people.people_list(user, words=words, kind=person.kind).exclude(pk=person.pk).exclude(user_id=user.pk)
    return [Likely(one, likeness_of(person, one).words) for one in named[: people.MOST_FOUND]]


def _sharing_a_key(known: Known, force_id: int) -> list[int]:
    """The ids of everybody in the force who shares a key, the most similar first. Nobody is shown these."""
    names = f"{known.given_name} {known.known_as} {known.family_name}"
    days = [day for day in (known.born, rules.swapped(known.born) if known.born else None) if day]
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [force_id, known.given_name, known.family_name, known.known_as, known.born, names])
        keys, folded = cursor.fetchone()
        if not keys:
            return []
        cursor.execute(BY_KEYS, {"keys": keys, "force": force_id, "names": folded, "days": days, "born": known.born})
        return [row[0] for row in cursor.fetchall()]


# -- looking through what was found -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One of two records, as they are shown beside each other."""

    person: Person
    few_words: str
    links: int


def waiting_pairs(user: User) -> QuerySet[LikelyPair]:
    """Pairs the user may look at that nobody has settled and no proposal is about, the likeliest first."""
    settled = MergeProposal.objects.filter(status__in=(MergeStatus.PROPOSED, MergeStatus.APPROVED))
    proposed = settled.filter(
        Q(kept=OuterRef("first"), merged=OuterRef("second")) | Q(kept=OuterRef("second"), merged=OuterRef("first"))
    )
    pairs = LikelyPair.objects.visible_to(user).filter(status=PairStatus.WAITING).exclude(Exists(proposed))
    return pairs.select_related("first__unit", "second__unit").order_by("-score", "pk")


def merges(user: User) -> QuerySet[MergeProposal]:
    """Merges the user may see: those to be decided first, then the newest."""
    seen = MergeProposal.objects.visible_to(user)
    waits = Case(When(status=MergeStatus.PROPOSED, then=Value(0)), default=Value(1))
    joined = seen.select_related("kept__unit", "merged__unit", "proposed_by", "decided_by", "undone_by")
    return joined.order_by(waits, "-proposed_at", "-pk")


def deciders(proposal: MergeProposal) -> list[User]:
    """Who may decide about it: those who merge and see it, but for who proposed it."""
    units = list(unit_ids_of(proposal.force_id))
    merging = User.objects.none()
    for role in sorted(MERGERS):
        merging |= users_in_role(role, unit_ids=units)
    others = merging.exclude(pk=proposal.proposed_by_id).order_by("pk")
    return [one for one in others if MergeProposal.objects.visible_to(one).filter(pk=proposal.pk).exists()]


def sides(one: Person, other: Person) -> tuple[Side, Side]:
    """Both records, ready to be compared."""
    return _side(one), _side(other)


def _side(person: Person) -> Side:
    return Side(person, people.in_a_few_words(person), person.placements.count())
