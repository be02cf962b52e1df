from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "safeguarding.links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.links import events, policies
        from safeguarding.notices import policies as notice_policies

        events.declare_all()
        notice_policies.register_hidden("link", policies.links_unseen)
        audit_policies.register_hidden("toldlink", policies.links_in_conflict)
        register_tab("Connections", key="connections", address_name="links:case")
