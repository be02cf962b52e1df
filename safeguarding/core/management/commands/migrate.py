"""`migrate`, without drawing every model again for each trigger.

A trigger is kept among the options of its model, and changing an option makes Django draw the model and all that relate
to it anew. Nothing in a drawn model comes from its triggers, and this house has some hundreds of them: half of the time
of an empty database went there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


class _Unmoved:
    """A state of the project as a trigger's operation sees it: its models change, nothing is drawn again."""

    def __init__(self, state: ProjectState) -> None:
        self.models = state.models

    def reload_model(self, *args: Any, **kwargs: Any) -> None:
        """Nothing that is drawn has changed."""


@contextlib.contextmanager
def triggers_draw_nothing() -> Iterator[None]:
    """While it lasts, operations on triggers leave the drawn models alone."""
    plain: dict[type[Any], Any] = {kind: kind.state_forwards for kind in (AddTrigger, RemoveTrigger)}

    def without_drawing(kind: type[Any]) -> Callable[[Any, str, ProjectState], None]:
        return lambda operation, app_label, state: plain[kind](operation, app_label, _Unmoved(state))

    for kind in plain:
        kind.state_forwards = without_drawing(kind)
    try:
        yield
    finally:
        for kind, forwards in plain.items():
            kind.state_forwards = forwards


class Command(migrate.Command):
    """As Django's, sooner done."""

    def handle(self, *args: Any, **options: Any) -> None:
        with triggers_draw_nothing():
            super().handle(*args, **options)
