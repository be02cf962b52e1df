from django.apps import AppConfig


class TracksConfig(AppConfig):
    name = "safeguarding.tracks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors import closing
        from safeguarding.tracks import events
        from safeguarding.tracks.selectors import duties

        events.declare_all()
        closing.register_check(duties.running_tracks_check)
        closing.register_check(duties.college_reports_check)
