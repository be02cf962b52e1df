"""Clocks of discipline belong to their track from now on, and are seen by whoever reads it."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

HIDDEN = ("misconduct", "vetting")


def to_their_tracks(apps, schema_editor):
    deadlines = apps.get_model("deadlines", "Deadline").objects
    tracks = apps.get_model("tracks", "Track").objects
    reports = apps.get_model("tracks", "CollegeReport").objects
    hidden = tracks.filter(kind__in=HIDDEN)
    unit = Subquery(tracks.filter(pk=OuterRef("source_id")).values("case__psd_unit")[:1])
    own = deadlines.filter(subject_type="case", source_type="track", source_id__in=hidden.values("pk"))
    with_psd = own.filter(source_id__in=hidden.filter(case__psd_unit__isnull=False).values("pk"))
    with_psd.update(unit_id=unit)
    own.update(subject_type="track", subject_id=F("source_id"))
    for report in reports.all():
        track = hidden.filter(kind="misconduct", case=report.case_id, party=report.party_id).order_by("-pk").first()
        if track is not None:
            held = deadlines.filter(subject_type="case", source_type="collegereport", source_id=report.pk)
            held.update(subject_type="track", subject_id=track.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("tracks", "0002_offences_and_meetings"),
        ("deadlines", "0004_clocks_found_by_their_end"),
    ]
    operations = [migrations.RunPython(to_their_tracks, migrations.RunPython.noop)]
