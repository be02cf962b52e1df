"""Who writes in the messages of some cases and is found elsewhere too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from safeguarding.cases.models import Concern, HandleWords
from safeguarding.conversations.models import Participant
from safeguarding.links.rules.nodes import Node, identifier, words_for
from safeguarding.links.selectors.reach import Reach

#: A platform with a handle on it.
Handle = tuple[int, str]


def seen_elsewhere(reach: Reach, ids: Sequence[int]) -> QuerySet[Participant]:
    """Of all who write in the messages of some cases those that lead somewhere: an export may name thousands.

    Somebody said who they are, or the same handle is on the register, in messages of another export, or in a concern.
    Each of the three is asked once for all handles together: asked for each handle by itself, in one statement, they
    take seconds where an export names a thousand people. What is found by handle is then asked of what the viewer
    reads: both in one statement, the database went through all cases for each handle.
    """
    of_these = Participant.objects.filter(export__case__in=ids)
    named = of_these.filter(handle_key__gt="").exclude(handle_key__contains=" ")
    rows = list(named.values_list("pk", "platform_id", "handle_key", "export_id"))
    rules = {pk: one.handle_rule for pk, one in reach.platforms.items()}
    keys = sorted({key for _, _, key, _ in rows})
    registered = set(_each(reach.accounts.filter(handle_key__in=keys).values_list("platform_id", "handle_key")))
    exports = _exports(reach, keys)
    told = _told(reach, {node for _, on, key, _ in rows if (node := identifier(rules[on], on, key)) is not None})
    found = [
        pk
        for pk, platform, key, export in rows
        if key in told
        or any(one in registered or exports.get(one, set()) - {export} for one in ((platform, key), _anywhere(key)))
    ]
    known = Q(party__isnull=False) | Q(account__in=reach.accounts.values("pk"))
    return of_these.filter(known | Q(pk__in=found))


def _anywhere(key: str) -> Handle:
    """A telephone number or an address is one on every platform; a handle is another on the next."""
    return (0, key if key.startswith("+") or "@" in key else "")


def _each(handles: Iterable[Handle]) -> Iterable[Handle]:
    for platform, key in handles:
        yield platform, key
        if (anywhere := _anywhere(key))[1]:
            yield anywhere


def _exports(reach: Reach, keys: list[str]) -> dict[Handle, set[int]]:
    """In which exports that the viewer reads each handle stands."""
    there = Participant.objects.filter(handle_key__in=keys).order_by()
    rows = list(there.values_list("platform_id", "handle_key", "export_id", "export__case_id"))
    read = set(reach.of_cases({case for *_, case in rows}))
    found: dict[Handle, set[int]] = defaultdict(set)
    for platform, key, export, case in rows:
        for one in _each([(platform, key)]) if case in read else ():
            found[one].add(export)
    return found


def _told(reach: Reach, nodes: set[Node]) -> set[str]:
    """The texts of those that a concern tells, however it was typed."""
    written = {word: node.text for node in nodes for word in words_for(node)}
    rough = Concern.objects.telling(written).annotate(words=HandleWords("handles")).order_by()
    rows = list(rough.values_list("pk", "words")) if written else []
    read = set(reach.concerns.filter(pk__in=[pk for pk, _ in rows]).values_list("pk", flat=True)) if rows else set()
    return {written[word] for pk, words in rows if pk in read for word in words if word in written}
