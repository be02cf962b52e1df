from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    name = "safeguarding.investigations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.investigations import events
        from safeguarding.investigations.rules.stages import CLAIMED
        from safeguarding.tracks.choices import TrackKind
        from safeguarding.tracks.selectors.hooks import claim_verbs

        events.declare_all()
        claim_verbs(TrackKind.MISCONDUCT, CLAIMED, page="investigations:investigation")
        claim_verbs(TrackKind.MISCONDUCT, ("open",), page="investigations:begin")
        register_tab("Misconduct", key="misconduct", address_name="investigations:investigations")
