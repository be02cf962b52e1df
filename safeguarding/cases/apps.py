from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "safeguarding.cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.audit import policies as audit_policies
        from safeguarding.cases import events, models
        from safeguarding.cases import policies as case_policies
        from safeguarding.cases.selectors import clock_names
        from safeguarding.cases.services import merge_bars
        from safeguarding.cases.services.access import handover
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.matching import policies as matching_policies
        from safeguarding.notices import policies as notice_policies
        from safeguarding.notices import selectors as notice_selectors
        from safeguarding.people import policies as people_policies
        from safeguarding.people import services as people_services

        events.declare_all()
        people_services.on_link_changed(handover.refresh_for_person)
        matching_policies.register_bars(merge_bars.merge_bars)
        deadline_policies.register_scope("case", case_policies.ways_in, column="case_id")
        deadline_policies.register_scope("concern", models.Concern.objects.visible_to)
        deadline_policies.register_scope("pattern", models.PatternReview.objects.visible_to)
        notice_policies.register_hidden("case", case_policies.cases_in_conflict)
        notice_policies.register_hidden("concern", case_policies.concerns_in_conflict)
        notice_policies.register_hidden("pattern", case_policies.patterns_unseen)
        notice_selectors.register_names(clock_names.named)
        people_policies.register_hidden(case_policies.people_in_conflict)
        # An auditor in conflict does not find the case in the record of activity either, nor its clocks, nor who told.
        audit_policies.register_hidden("case", case_policies.cases_in_conflict)
        audit_policies.register_hidden("concern", case_policies.concerns_in_conflict)
        audit_policies.register_hidden("patternreview", case_policies.patterns_in_conflict)
        audit_policies.register_hidden("deadline", case_policies.clocks_in_conflict)
        audit_policies.register_hidden("person", case_policies.people_in_conflict)
        audit_policies.register_hidden("reporteridentity", case_policies.reporters_in_conflict)
