"""Whether a page leads somebody to what is linked with what it shows."""

from __future__ import annotations

from django import template

from safeguarding.access.models import User
from safeguarding.links.policies import may_look

register = template.Library()


@register.filter
def looks_at_links(user: User) -> bool:
    """Whether a role of the user's works with people or on cases."""
    return may_look(user)
