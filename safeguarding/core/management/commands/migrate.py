"""`migrate`, without drawing every model again for each step.

Django draws a model anew when it changes, and with it every model that relates to it, which here is all of them: for
some two thousand steps on an empty database that is minutes. What a step does in the database needs the model itself
and the names and keys of those it points at, and those do not change when a model, a field, a constraint, an index or a
trigger is added. So these draw the one model alone. Whatever changes or takes away what others point at draws as Django
does, and before code of ours runs on drawn models Django draws all of them anew, because it is told that some are out
of date.

Schema and rows were compared with those that Django's own way makes: they are the same.
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


def _draw_alone(state: Any, app_label: str, model_name: str, *, delay: bool = False) -> None:
    """The one model anew; the state remembers that models around it still know the older drawing."""
    if "apps" not in vars(state):
        return
    state.is_delayed = True
    if model_name in state.apps.all_models[app_label]:
        state.apps.unregister_model(app_label, model_name)
    state.apps.render_multiple([state.models[app_label, model_name]])


@contextlib.contextmanager
def what_is_added_is_drawn_alone() -> Iterator[None]:
    """While it lasts, a step that nothing else points at, or that only adds, draws no model but its own."""
    state: Any = ProjectState
    reload_model, adds = state.reload_model, {name: getattr(state, name) for name in ("add_model", "add_field")}

    def reload(self: Any, app_label: str, model_name: str, delay: bool = False) -> None:
        # Django says `delay` where no other model can need to know.
        draw = _draw_alone if delay else reload_model
        draw(self, app_label, model_name, delay=delay)

    def adding(plain: Callable[..., None]) -> Callable[..., None]:
        def add(self: Any, *args: Any, **kwargs: Any) -> None:
            self.reload_model = lambda *key, **more: _draw_alone(self, *key)
            try:
                plain(self, *args, **kwargs)
            finally:
                del self.reload_model

        return add

    state.reload_model = reload
    for name, plain in adds.items():
        setattr(state, name, adding(plain))
    try:
        yield
    finally:
        state.reload_model = reload_model
        for name, plain in adds.items():
            setattr(state, name, plain)


class Command(migrate.Command):
    """As Django's, sooner done."""

    def handle(self, *args: Any, **options: Any) -> None:
        with triggers_draw_nothing(), what_is_added_is_drawn_alone():
            super().handle(*args, **options)
