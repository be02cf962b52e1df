"""Whether a page leads on to sessions, and how many adults there are, in words."""

from django import template

from safeguarding.access.models import User
from safeguarding.activities.policies import oversees
from safeguarding.activities.selectors import Ratio

register = template.Library()


@register.filter
def sees_sessions(user: User) -> bool:
    """Whether the user sees the sessions of every scheme of the force."""
    return oversees(user)


@register.filter
def adults_said(ratio: Ratio) -> str:
    """3 adults count, 2 needed. Never "3 of 2"."""
    verb = "adult counts" if ratio.counted == 1 else "adults count"
    return f"{ratio.counted} {verb}, {ratio.need.required} needed"
