"""Named reads over imports. Each starts from what the user may see."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.db.models import Count, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import unit_ids_where
from safeguarding.exchange.choices import IN_THE_WAY, Verdict
from safeguarding.exchange.models import ColumnMapping, Import, ImportRow

LONGEST_ACT = dt.timedelta(hours=1)


def imports_of(user: User) -> QuerySet[Import]:
    """The user's imports, the newest first."""
    found: QuerySet[Import] = Import.objects.visible_to(user)
    return found.select_related("unit", "uploaded_by").order_by("-pk")


def rows_of(run: Import, verdict: str = "") -> QuerySet[ImportRow]:
    """The rows of an import as the file has them, all or those of one verdict."""
    rows = ImportRow.objects.filter(run=run)
    return (rows.filter(verdict=verdict) if verdict else rows).order_by("number")


def counted(run: Import) -> dict[str, int]:
    """How many rows there are of each verdict, now."""
    found = ImportRow.objects.filter(run=run).order_by().values_list("verdict").annotate(Count("pk"))
    there = dict(found)
    return {verdict: there[verdict] for verdict in Verdict.values if verdict in there}


def in_the_way(run: Import) -> int:
    """How many rows keep the import from being put on record."""
    return sum(run.counts.get(verdict, 0) for verdict in IN_THE_WAY)


def units_to_keep(user: User) -> QuerySet[Unit]:
    """The teams that may keep what the user brings in: those in which they see people."""
    mine = unit_ids_where(user, Permission.SEE_PEOPLE)
    return Unit.objects.visible_to(user).filter(pk__in=mine, is_active=True)


def remembered(run: Import, signature: str) -> dict[str, int]:
    """What columns with these headings held the last time."""
    found = ColumnMapping.objects.filter(force_id=run.force_id, kind=run.kind, signature=signature).first()
    return dict(found.mapping) if found else {}


def changed_since(run: Import) -> set[int]:
    """The ids of everybody of the force who came on record, or was changed, since the file was uploaded.

    History says when an act began, and what it did is seen when it ended: the longest act is taken off.
    """
    history = apps.get_model("people", "PersonEvent")._default_manager
    told = history.filter(pgh_created_at__gte=run.uploaded_at - LONGEST_ACT, force_id=run.force_id)
    return set(told.values_list("pgh_obj_id", flat=True))
