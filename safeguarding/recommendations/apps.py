from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "safeguarding.recommendations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases.selectors import clock_names
        from safeguarding.cases.selectors.addresses import register_address
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.notices import policies as notice_policies
        from safeguarding.notices import selectors as notice_selectors
        from safeguarding.recommendations import events, models, policies, selectors

        events.declare_all()
        deadline_policies.register_scope("recommendation", models.Recommendation.objects.visible_to)
        notice_policies.register_hidden("recommendation", policies.unseen)
        notice_selectors.register_names(selectors.clock_names)
        audit_policies.register_hidden("recommendation", policies.unseen)
        clock_names.register_names(selectors.clock_names)
        register_address("recommendation", "recommendations:recommendation")
        register_tab(
            "Recommendations", key="recommendations", address_name="recommendations:of_case",
            rows=models.Recommendation.objects.all,
        )  # fmt: skip
