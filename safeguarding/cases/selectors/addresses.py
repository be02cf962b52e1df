"""Where what a clock belongs to is found."""

from __future__ import annotations

from django.urls import reverse

from safeguarding.deadlines.models import Deadline

#: The page by its name, and whether its address begins with what the clock is labelled by: the reference of a case.
_MORE: dict[str, tuple[str, bool]] = {"credential": ("assurance:credential", False)}


def register_address(subject_type: str, name: str, *, under_label: bool = False) -> None:
    """An app above says on which page what a clock of its own belongs to is found, by its number."""
    _MORE[subject_type] = name, under_label


def address_of(deadline: Deadline) -> str:
    """The page of the case, concern, pattern, scheme, account, leave or risk that a clock belongs to."""
    match deadline.subject_type:
        case "case":
            return reverse("cases:case", args=[deadline.subject_label])
        case "concern":
            return reverse("cases:concern", args=[deadline.subject_label])
        case "pattern":
            return reverse("cases:pattern", args=[deadline.subject_id])
        case "scheme":
            return reverse("schemes:scheme", args=[deadline.subject_id])
        case "account":
            return reverse("communications:account", args=[deadline.subject_id])
        case "contactauthorisation":
            return reverse("communications:authorisation", args=[deadline.subject_id])
        case "riskassessment":
            return reverse("risk:assessment", args=[deadline.subject_id])
        case "riskregisterentry":
            return reverse("risk:entry", args=[deadline.subject_id])
    return _address_above(deadline)


def _address_above(deadline: Deadline) -> str:
    name, under_label = _MORE.get(deadline.subject_type, ("", False))
    if not name:
        return ""
    return reverse(name, args=[*([deadline.subject_label] if under_label else []), deadline.subject_id])
