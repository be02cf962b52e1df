from django.apps import AppConfig


class TracksConfig(AppConfig):
    name = "safeguarding.tracks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors import closing
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.tracks import events
        from safeguarding.tracks.models import Track
        from safeguarding.tracks.selectors import duties

        events.declare_all()
        register_tab(
            "Tracks", key="tracks", address_name="tracks:tracks", rows=Track.objects.running, is_for_masked=True
        )
        closing.register_check(duties.running_tracks_check)
        closing.register_check(duties.college_reports_check)
