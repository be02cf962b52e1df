"""Whom a route of policies names."""

from __future__ import annotations

from safeguarding.core.api.views import ScopedViewSet
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person


def someone(view: ScopedViewSet, pk: int) -> Person:
    """Somebody on record whom the caller may see."""
    person = Person.objects.visible_to(view.request.user).filter(pk=pk).select_related("user").first()
    if person is None:
        raise Invalid({"person": ["Choose somebody on record with your own force"]})
    return person
