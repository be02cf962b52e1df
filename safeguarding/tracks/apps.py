from django.apps import AppConfig


class TracksConfig(AppConfig):
    name = "safeguarding.tracks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safeguarding.cases.selectors import closing
        from safeguarding.cases.selectors.addresses import register_address
        from safeguarding.cases.selectors.case_clocks import register_part
        from safeguarding.cases.selectors.frame import register_tab
        from safeguarding.cases.selectors.history import register_out_of_sight
        from safeguarding.cases.selectors.overview import register_section
        from safeguarding.cases.services.followed import register_follower
        from safeguarding.deadlines import policies as deadline_policies
        from safeguarding.tracks import events
        from safeguarding.tracks.choices import TrackKind
        from safeguarding.tracks.models import Track
        from safeguarding.tracks.selectors import duties, lanes, unseen
        from safeguarding.tracks.selectors.hooks import claim_verbs, register_after_step
        from safeguarding.tracks.services import following

        events.declare_all()
        register_tab(
            "Tracks", key="tracks", address_name="tracks:tracks", rows=Track.objects.running, is_for_masked=True,
            after="chronology",
        )  # fmt: skip
        register_section("tracks/_overview.html", lanes.in_short)
        claim_verbs(TrackKind.DBS, following.DUTY_VERBS, page="cases:case_measures", is_of_case=True)
        claim_verbs(TrackKind.DBS, following.REFERRAL_VERBS, page="cases:case_referrals", is_of_case=True)
        register_follower(following.follow)
        register_after_step(TrackKind.LADO, "meet_threshold", following.follow_threshold)
        deadline_policies.register_scope("track", Track.objects.fully_visible_to)
        register_part("track")
        register_address("track", "tracks:track", under_label=True)
        register_out_of_sight(unseen.events_out_of_sight)
        closing.register_check(duties.running_tracks_check)
        closing.register_check(duties.college_reports_check)
