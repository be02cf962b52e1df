"""Whether a page leads on to sessions."""

from django import template

from safeguarding.access.models import User
from safeguarding.activities.policies import oversees

register = template.Library()


@register.filter
def sees_sessions(user: User) -> bool:
    """Whether the user sees the sessions of every scheme of the force."""
    return oversees(user)
