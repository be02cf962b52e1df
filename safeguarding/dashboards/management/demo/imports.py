"""Two files of the coordinator's: the cadets of a new unit, on record since; and a list of leaders with problems."""

from __future__ import annotations

import io
from typing import cast

from safeguarding.access.models import Unit
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.when import ago
from safeguarding.exchange import services
from safeguarding.exchange.choices import ImportKind
from safeguarding.exchange.models import Import

BY = "helen.osei"
CADETS = """Cadet ID,Forename,Surname,DOB,School
VPC-0412,Amelia,Farrow,13/05/2012,Millbrook Academy
VPC-0413,Jonas,Whitlock,02/11/2011,Millbrook Academy
VPC-0417,Safiya,Rahmani,28/01/2012,St Brannoc's School
"""
LEADERS = """Number,Name,Type,Role
71,Dean Whitcombe,Volunteer,Cadet leader
72,"Larch, Bernadette",Volunteer,Cadet leader
73,Odell Fenwick,Scout leader,Cadet leader
74,,Volunteer,Cadet leader
"""


def tell_imports(world: World) -> None:
    """One import that is on record, and one that waits for its coordinator."""
    with clock.standing_at(ago(world.now, 9, "10:00")):
        run = _checked(world, CADETS, ImportKind.YOUNG_PEOPLE, "Cadet platform", "cadets-millbrook.csv")
        services.confirm(run, version=run.version, by=run.uploaded_by)
        services.work()
    with clock.standing_at(ago(world.now, 1, "15:00")):
        _checked(world, LEADERS, ImportKind.STAFF, "Volunteer list", "cadet-leaders.csv")


def _checked(world: World, text: str, kind: str, source: str, name: str) -> Import:
    helen = world.users[BY]
    unit = cast(Unit, helen.home_unit)
    run = services.upload(kind=kind, unit=unit, source=source, file=io.BytesIO(text.encode()), file_name=name, by=helen)
    services.work()
    run = Import.objects.get(pk=run.pk)
    services.map_columns(run, mapping=run.mapping, version=run.version, by=helen)
    services.work()
    return Import.objects.select_related("uploaded_by").get(pk=run.pk)
