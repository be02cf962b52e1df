"""Migrating draws the one model that a step is about, and all of them before code of ours looks at them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from safeguarding.core.management.commands.migrate import what_is_added_is_drawn_alone


def a_state() -> ProjectState:
    """A pupil has a school, a school a town."""
    key = ("id", models.BigAutoField(primary_key=True))

    def points_at(name: str) -> Any:
        return models.ForeignKey(f"made_up.{name}", on_delete=models.CASCADE)

    state = ProjectState()
    state.add_model(ModelState("made_up", "Town", [key]))
    state.add_model(ModelState("made_up", "School", [key, ("town", points_at("Town"))]))
    state.add_model(ModelState("made_up", "Pupil", [key, ("school", points_at("School"))]))
    return state


def test_what_is_added_draws_its_own_model_and_the_rest_before_code_of_ours_runs() -> None:
    state = a_state()
    school = state.apps.get_model("made_up", "School")
    with what_is_added_is_drawn_alone():
        state.add_field("made_up", "town", "name", models.CharField(max_length=10), preserve_default=True)
        assert state.apps.get_model("made_up", "Town")._meta.get_field("name")
        assert state.apps.get_model("made_up", "School") is school, "only the town was drawn"
        state.clear_delayed_apps_cache()
    drawn = state.apps.get_model("made_up", "School")
    assert drawn is not school
    assert drawn._meta.get_field("town").related_model._meta.get_field("name")


def test_a_field_that_others_may_point_at_is_renamed_as_django_does_it() -> None:
    state = a_state()
    pupil = state.apps.get_model("made_up", "Pupil")
    with what_is_added_is_drawn_alone():
        state.add_field("made_up", "school", "code", models.CharField(max_length=10), preserve_default=True)
        state.remove_field("made_up", "school", "town")
    assert state.apps.get_model("made_up", "Pupil") is not pupil
    plain = a_state()
    first = plain.apps.get_model("made_up", "School")
    plain.add_field("made_up", "town", "name", models.CharField(max_length=10), preserve_default=True)
    assert plain.apps.get_model("made_up", "School") is not first, "Django's own way is back afterwards"
