"""What a clock of the register is about, in words for who may see it: a scheme's name, or what of whom runs out."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.access.models import User
from safeguarding.assurance.models import Credential
from safeguarding.deadlines.models import Deadline
from safeguarding.risk.selectors import risk_names
from safeguarding.schemes.models import SchemeCondition
from safeguarding.schemes.selectors import register_of


def register_names(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number; five reads at most, and none where no clock is of the register."""
    found = list(clocks)
    schemes = {clock.subject_id for clock in found if clock.subject_type == "scheme"}
    credentials = {clock.subject_id for clock in found if clock.subject_type == "credential"}
    words: dict[tuple[str, int], str] = {}
    if schemes:
        for pk, name in register_of(user).filter(pk__in=schemes).values_list("pk", "name"):
            words["scheme", pk] = name
    if credentials:
        held = Credential.objects.visible_to(user).filter(pk__in=credentials)
        for one in held.select_related("requirement", "person", "scheme"):
            words["credential", one.pk] = f"{one.requirement.title}: {one.subject}"
    words |= risk_names(user, ((clock.subject_type, clock.subject_id) for clock in found))
    said = {clock.pk: words.get((clock.subject_type, clock.subject_id), "") for clock in found}
    texts = _conditions(found)
    for clock in found:
        if said[clock.pk] and clock.pk in texts:
            said[clock.pk] += f": {texts[clock.pk]}"
    return {pk: name for pk, name in said.items() if name}


def _conditions(clocks: list[Deadline]) -> dict[int, str]:
    """By the clock's number, the words of the condition that is to be checked."""
    asked = {clock.source_id or 0: clock.pk for clock in clocks if clock.source_type == "schemecondition"}
    if not asked:
        return {}
    found = SchemeCondition.objects.filter(pk__in=asked).values_list("pk", "text")
    return {asked[pk]: text for pk, text in found}
