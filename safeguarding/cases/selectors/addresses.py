"""Where what a clock belongs to is found."""

from __future__ import annotations

from django.urls import reverse

from safeguarding.deadlines.models import Deadline

_MORE: dict[str, str] = {}


def register_address(subject_type: str, name: str) -> None:
    """An app above says on which page what a clock of its own belongs to is found, by its number."""
    _MORE[subject_type] = name


def address_of(deadline: Deadline) -> str:
    """The page of the case, concern, pattern, scheme, account, leave or risk that a clock belongs to."""
    match deadline.subject_type:
        case "case":
            return reverse("cases:case", args=[deadline.subject_label])
        case "concern":
            return reverse("cases:concern", args=[deadline.subject_label])
        case "pattern":
            return reverse("cases:pattern", args=[deadline.subject_id])
        case "credential":
            return reverse("assurance:credential", args=[deadline.subject_id])
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
    name = _MORE.get(deadline.subject_type)
    return reverse(name, args=[deadline.subject_id]) if name else ""
