from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "safeguarding.links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.cases.selectors.history import register_out_of_sight
        from safeguarding.core.sealed import register_sealed
        from safeguarding.links import events, policies, services
        from safeguarding.links.selectors.set_aside import events_out_of_sight
        from safeguarding.notices import policies as notice_policies

        events.declare_all()
        register_sealed("links set aside", services.seal_set_aside_again)
        notice_policies.register_hidden("link", policies.links_unseen)
        audit_policies.register_hidden("toldlink", policies.links_in_conflict)
        register_out_of_sight(events_out_of_sight)
        register_tab("Found in records", key="found", address_name="links:case", part_of="links")
