"""python -m bench --only tracks: the pages of one case with eight tracks, forty allegations and five thousand entries of
chronology, as its investigator's browser gets them, beside SQL that reads what they show."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import asdict
from typing import Any

from django.db import transaction

from bench.measure import Figure, compare

ALLEGATIONS, ENTRIES = 40, 5_000
#: In fifty lines of chronology.
PAGE_OF_CHRONOLOGY = """
    SELECT e.id, e.kind, e.happened_at, e.text, u.email FROM cases_chronologyentry e JOIN access_user u ON u.id = e.author_id
    WHERE e.case_id = %(case)s ORDER BY e.happened_at DESC, e.id DESC LIMIT 50
"""
TRACKS = """
    SELECT t.id, t.kind, t.stage, t.opened_at, p.label, u.email FROM tracks_track t
    LEFT JOIN cases_caseparty p ON p.id = t.party_id LEFT JOIN access_user u ON u.id = t.owner_id WHERE t.case_id = %(case)s
"""
CLOCKS = """
    SELECT d.due_at, d.source_id FROM deadlines_deadline d JOIN tracks_track t ON d.source_type = 'track' AND d.source_id = t.id
    WHERE t.case_id = %(case)s AND d.met_at IS NULL AND d.cancelled_at IS NULL
"""
ALLEGED = "SELECT a.* FROM investigations_allegation a JOIN investigations_investigation i ON i.id = a.investigation_id WHERE i.case_id = %(case)s"


def figures(rounds: int) -> dict[str, Any]:
    """Medians of each page, in milliseconds by the clock."""
    from bench.arms import client_of, get, sql
    from safeguarding.cases.models import Case
    from safeguarding.investigations.models import Investigation

    case = Case.objects.filter(title="bench: eight tracks").first() or _case()
    client, where = client_of(case.tracks.get(kind="misconduct").owner), {"case": case.pk}
    held = Investigation.objects.select_related("track").get(case=case)
    url, lane = f"/cases/{case.reference}/", f"/cases/{case.reference}/misconduct/{held.track_id}/"
    rows = [
        compare("the case", get(client, url), sql(TRACKS, CLOCKS, PAGE_OF_CHRONOLOGY, **where), rounds=rounds),
        compare("its tracks", get(client, f"{url}tracks/"), sql(TRACKS, CLOCKS, **where), rounds=rounds),
        compare("its chronology", get(client, f"{url}chronology/"), sql(PAGE_OF_CHRONOLOGY, **where), rounds=rounds),
        compare("its investigation", get(client, lane), sql(TRACKS, CLOCKS, ALLEGED, **where), rounds=rounds),
        compare("its allegations", get(client, f"{lane}allegations/"), sql(ALLEGED, **where), rounds=rounds),
    ]
    return {"rows": [asdict(row) for row in rows], "load": os.getloadavg()[0]}


@transaction.atomic
def _case() -> Any:
    """The case, by the services as far as they are what is looked at; its chronology by itself."""
    from safeguarding.cases.models import Case, ChronologyEntry
    from safeguarding.core import clock
    from safeguarding.investigations.choices import Act
    from safeguarding.tracks.choices import TrackKind
    from safeguarding.tracks.models import Track
    from safeguarding.tracks.states import TABLES
    from tests import cast as cast_module
    from tests.factories.investigations import an_allegation, begun, do
    from tests.factories.work import a_case, the_child, the_pcso

    cast = cast_module.build()
    case: Case = a_case(cast, psd_unit=cast.psd, title="bench: eight tracks")
    party = the_pcso(cast, case)
    the_child(cast, case)
    held = begun(cast.ivy, case, party)
    for number in range(ALLEGATIONS):
        held = do(held, Act.ALLEGE, cast.ivy, **an_allegation(what=f"He wrote to a child by night, number {number}"))
    others = [kind for kind in TrackKind if kind not in case.tracks.values_list("kind", flat=True)][:7]
    Track.objects.bulk_create(
        Track(
            case=case, party=party, kind=kind, stage=TABLES[kind].first, owner=cast.lena, opened_by=cast.lena,
            opened_because="One set of facts",
        )
        for kind in others
    )  # fmt: skip
    now = clock.now()
    ChronologyEntry.objects.bulk_create(
        ChronologyEntry(
            case=case, kind="event", text=f"A talk with the school, number {number}", author=cast.lena,
            happened_at=now - dt.timedelta(hours=number),
        )
        for number in range(ENTRIES)
    )  # fmt: skip
    return case


def show(found: dict[str, Any]) -> None:
    print(f"\na case with 8 tracks, {ALLEGATIONS} allegations, {ENTRIES:,} entries, load {found['load']:.1f}\n")
    print("{:<26}{:>9}{:>9}{:>8}{:>9}{:>8}".format("", "ours ms", "SQL ms", "ratio", "queries", "KB"))
    for row in (Figure(**row) for row in found["rows"]):
        print(
            f"{row.name:<26}{row.ours:>9.1f}{row.bare:>9.2f}{row.ratio:>8.1f}{row.queries:>9}{row.bytes / 1024:>8.1f}"
        )
