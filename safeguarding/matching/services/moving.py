"""Moving everything that points at one record to another, found in the models themselves, so no app is forgotten.

Each value that changes is written down. A row that the kept record has already is left where it is, and what hangs on
it moves to the one that is kept. History is not touched: it says what was so at the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import DateField, DateTimeField, ForeignKey, Model, UniqueConstraint
from pghistory.models import Event

from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.matching.choices import MoveKind
from safeguarding.matching.models import MergeMove, MergeProposal
from safeguarding.people.models import Person

#: The app's own rows say what was merged, and stay as they are; so does the mark on the merged record.
OWN_APP = "matching"
MARK = "merged_into"
EQUAL = RangeOperators.EQUAL
#: Of these a person has one, taken over only where the kept record has none.
ONE_EACH = ("user", "line_manager")
UNMOVABLE = "Something recorded of both cannot stand on one record: {}. Put that right first, then merge."


@dataclass(frozen=True)
class Link:
    """A foreign key of some model."""

    model: type[Model]
    field: str


def links_to(target: type[Model]) -> list[Link]:
    """Every foreign key that points at the model, of all apps, but for history and what is said of merging."""
    return [
        Link(model, field.name)
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Event) and model._meta.app_label != OWN_APP
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is target and field.name != MARK
    ]


def move_all(proposal: MergeProposal, *, kind: str = MoveKind.MOVED) -> int:
    """Point everything at the record that is kept; returns how many links were moved."""
    before = proposal.moves.exclude(kind=MoveKind.LEFT).count()
    _Mover(proposal, kind).move(Person, proposal.merged_id, proposal.kept_id)
    return proposal.moves.exclude(kind=MoveKind.LEFT).count() - before


def take_over(proposal: MergeProposal) -> None:
    """The sign-in and the manager of the merged record, where the kept one has none: conflicts hang on them."""
    kept, merged = proposal.kept, proposal.merged
    for name in ONE_EACH:
        field = f"{name}_id"
        theirs = getattr(merged, field)
        if theirs is None or getattr(kept, field) is not None:
            continue
        if name == "user":
            _change(proposal, merged, name, None)
        _change(proposal, kept, name, theirs)


def put_back(proposal: MergeProposal) -> int:
    """Give each value back what it was, if it still is what the merge made it; returns how many were."""
    done = 0
    for move in proposal.moves.exclude(kind=MoveKind.LEFT).order_by("-pk"):
        model = apps.get_model(move.model)
        rows = model._base_manager.filter(pk=move.row, **{f"{move.field}_id": move.became})
        try:
            with transaction.atomic():
                stood = rows.update(**{f"{move.field}_id": move.was})
        except IntegrityError:
            # Something else stands in its place since; it stays with the record that was kept.
            continue
        if stood:
            move.put_back_at = clock.now()
            move.save(update_fields=["put_back_at"])
            done += 1
    return done


def _change(proposal: MergeProposal, person: Person, field: str, value: int | None) -> None:
    was = getattr(person, f"{field}_id")
    Person.objects.filter(pk=person.pk).update(**{f"{field}_id": value})
    setattr(person, f"{field}_id", value)
    _write_down(proposal, MoveKind.MOVED, person, field, was, value)


def _write_down(
    proposal: MergeProposal, kind: str, row: Model, field: str, was: int | None, became: int | None
) -> None:
    MergeMove.objects.create(
        proposal=proposal, kind=kind, model=row._meta.label, row=row.pk, field=field, was=was, became=became
    )


class _Mover:
    def __init__(self, proposal: MergeProposal, kind: str) -> None:
        self.proposal, self.kind = proposal, kind

    def move(self, target: type[Model], source: int, to: int) -> None:
        """Everything that points at one row of a table, to another row of it."""
        for link in links_to(target):
            for row in link.model._base_manager.filter(**{f"{link.field}_id": source}).order_by("pk"):
                self._move_row(row, link.field, source, to)

    def _move_row(self, row: Model, field: str, source: int, to: int) -> None:
        rows = type(row)._base_manager.filter(pk=row.pk)
        try:
            with transaction.atomic():
                rows.update(**{f"{field}_id": to})
        except IntegrityError as clash:
            self._keep_one(row, field, source, to, clash)
        else:
            _write_down(self.proposal, self.kind, row, field, source, to)

    def _keep_one(self, row: Model, field: str, source: int, to: int, clash: IntegrityError) -> None:
        """The kept record has the same row: this one stays, and what points at it goes to that one."""
        twin = _twin(row, field, to, clash)
        if twin is None:
            raise Conflict(UNMOVABLE.format(row._meta.verbose_name)) from clash
        if self.proposal.moves.filter(kind=MoveKind.LEFT, model=row._meta.label, row=row.pk, field=field).exists():
            return
        _write_down(self.proposal, MoveKind.LEFT, row, field, source, source)
        self.move(type(row), row.pk, twin.pk)


def _twin(row: Model, field: str, to: int, clash: IntegrityError) -> Model | None:
    """The row of the kept record that is the same by the rule that was broken; None when no such rule names one."""
    name = getattr(getattr(clash.__cause__, "diag", None), "constraint_name", "")
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.name == name:
            same = {one: to if one == field else getattr(row, one) for one in _attnames(row, constraint.fields, field)}
            found = type(row)._base_manager.filter(**same).exclude(pk=row.pk)
            if constraint.condition is not None:
                found = found.filter(constraint.condition)
            return found.first()
        if isinstance(constraint, ExclusionConstraint) and constraint.name == name:
            return _same_days(row, field, to, constraint)
    return None


def _same_days(row: Model, field: str, to: int, constraint: ExclusionConstraint) -> Model | None:
    """The kept record's row for the very same days. One that only overlaps says something else, and is not left out."""
    equal = [one for one, operator in constraint.expressions if isinstance(one, str) and operator == EQUAL]
    fields = row._meta.concrete_fields
    dates = [one.name for one in fields if isinstance(one, DateField) and not isinstance(one, DateTimeField)]
    same = {one: getattr(row, one) for one in _attnames(row, [*equal, *dates], "") if one != f"{field}_id"}
    found = type(row)._base_manager.filter(**{**same, field: to}).exclude(pk=row.pk)
    return (found if constraint.condition is None else found.filter(constraint.condition)).first()


def _attnames(row: Model, fields: Iterable[str], moved: str) -> Iterator[str]:
    for name in fields:
        try:
            yield moved if name == moved else row._meta.get_field(name).attname  # type: ignore[union-attr]  # ours all are columns
        except FieldDoesNotExist:
            continue
