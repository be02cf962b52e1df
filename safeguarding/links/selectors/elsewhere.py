"""Who writes in the messages of some cases and is found elsewhere too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from safeguarding.cases.models import HandleWords
from safeguarding.conversations.models import Participant
from safeguarding.links.selectors.reach import Reach

#: A platform with a handle on it.
Handle = tuple[int, str]


def seen_elsewhere(reach: Reach, ids: Sequence[int]) -> QuerySet[Participant]:
    """Of all who write in the messages of some cases those that lead somewhere: an export may name thousands.

    Somebody said who they are, or the same handle is on the register, in messages of another export, or in a concern.
    Each of the three is asked once for all handles together: asked for each handle by itself, in one statement, they
    take seconds where an export names a thousand people.
    """
    of_these = Participant.objects.filter(export__case__in=ids)
    named = of_these.filter(handle_key__gt="").exclude(handle_key__contains=" ")
    rows = list(named.values_list("pk", "platform_id", "handle_key", "export_id"))
    keys = sorted({key for _, _, key, _ in rows})
    registered = set(_each(reach.accounts.filter(handle_key__in=keys).values_list("platform_id", "handle_key")))
    exports = _exports(reach, keys)
    told = _told(reach, keys)
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
    there = Participant.objects.filter(handle_key__in=keys, export__case__in=reach.cases)
    found: dict[Handle, set[int]] = defaultdict(set)
    for platform, key, export in there.values_list("platform_id", "handle_key", "export_id"):
        for one in _each([(platform, key)]):
            found[one].add(export)
    return found


def _told(reach: Reach, keys: list[str]) -> set[str]:
    """The handles that a concern tells, with or without the sign before them."""
    written = {word: key for key in keys for word in (key, f"@{key}")}
    concerns = reach.concerns.exclude(handles="").annotate(words=HandleWords("handles"))
    concerns = concerns.filter(words__overlap=list(written))
    return {written[word] for words in concerns.values_list("words", flat=True) for word in words if word in written}
