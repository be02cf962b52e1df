"""The tracks of a case side by side, one track, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from safeguarding.access.choices import Permission
from safeguarding.cases.selectors.access import people_to_name
from safeguarding.cases.views.casework.base import SAFE_METHODS, CaseFormView, CaseView
from safeguarding.core import clock
from safeguarding.tracks import policies, services
from safeguarding.tracks.choices import HIDDEN_STAGE, MEETING_OF, TrackKind
from safeguarding.tracks.forms import BodyForm, EndForm, GiveForm, OpenForm, StepForm
from safeguarding.tracks.models import Track
from safeguarding.tracks.rules.clocks import OPEN
from safeguarding.tracks.rules.dated import opening_problem
from safeguarding.tracks.selectors import lanes as selectors
from safeguarding.tracks.selectors.duties import duties_of
from safeguarding.tracks.selectors.hooks import claimed_by, page_of
from safeguarding.tracks.states import Move
from safeguarding.tracks.views.base import TrackFormView


class TrackList(CaseView):
    """Every track of the case beside the others. Who sees only the header sees that they are there."""

    tab = "tracks"
    title = "Tracks"
    template_name = "tracks/lanes.html"
    action = None

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        kept = policies.kinds_read(self.user, self.case, self.standing.ways)
        reads_misconduct = TrackKind.MISCONDUCT in kept
        reports = list(selectors.reports_of(self.case)) if reads_misconduct else []
        clocks = selectors.report_clocks(self.case) if reports else {}
        for report in reports:
            report.clock = clocks.get(report.pk)  # type: ignore[attr-defined]  # for the template
        found = selectors.lanes(self.user, self.case, self.standing)
        return self.show(
            running=[lane for lane in found if lane.track.is_running],
            ended=[lane for lane in found if not lane.track.is_running],
            reports=reports,
            may_open=bool(kept),
            may_record_leaving=reads_misconduct
            and any(lane.track.is_running and lane.track.kind == TrackKind.MISCONDUCT for lane in found),
        )


class TrackView(CaseView):
    """One track: where it stands, what may come next, and every step so far. The other side sees where it stands."""

    tab = "tracks"
    template_name = "tracks/track.html"
    action = None

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        track = get_object_or_404(selectors.tracks_of(self.case), pk=pk)
        shown: dict[str, Any] = {
            "title": track.name, "track": track, "is_read": False, "stage_words": track.outer_words,
            "shows_stage": track.kind not in HIDDEN_STAGE,
        }  # fmt: skip
        if policies.reads(self.user, track.kind, self.case, self.standing.ways):
            shown |= self.content(track)
        else:
            shown["kept_by"] = policies.refusal_of(track.kind, self.case)
        return self.show(**shown)

    def content(self, track: Track) -> dict[str, Any]:
        return {
            "is_read": True,
            "stage_words": track.stage_words,
            "shows_stage": True,
            "clocks": selectors.running_clocks([track.pk]).get(track.pk, []),
            "steps": selectors.steps_from(track),
            "may_end": track.is_running and bool(track.table.ends_from(track.stage)),
            "duties": duties_of(track) if track.is_running else [],
            "changes": list(selectors.changes_of(track)),
            "offences": list(selectors.offences_of(track)),
            "is_criminal": track.kind == TrackKind.CRIMINAL,
            "meetings": list(selectors.meetings_of(track)),
        }


class TrackOpen(CaseFormView):
    tab = "tracks"
    title = "Open a track"
    form_class = OpenForm
    template_name = "tracks/open.html"
    button = "Open the track"
    lead = "It runs beside the others, with its own stages, clocks and end. Whoever opens it keeps it."
    done = "The track is open."

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def form_kwargs(self) -> dict[str, Any]:
        kept = policies.kinds_read(self.user, self.case, self.standing.ways)
        late = dict(self.not_yet())
        wanted = [kind for kind in TrackKind if kind in kept and not claimed_by(kind, OPEN) and str(kind) not in late]
        kinds = [(str(kind), str(kind.label)) for kind in wanted]
        return {"kinds": kinds, "parties": self.case.parties.filter(removed_at__isnull=True)}

    def not_yet(self) -> list[tuple[str, str]]:
        """The kinds that the law does not know here today, each with why and from when."""
        reporting_from, nation = settings.CHILD_SEX_OFFENCE_REPORTING_FROM, self.case.force.nation
        said = {
            str(kind): opening_problem(kind, clock.today(), nation=nation, reporting_from=reporting_from)
            for kind in TrackKind
        }
        return [(kind, problem) for kind, problem in said.items() if problem]

    def context(self) -> dict[str, Any]:
        """The kinds that an app above opens, each with its page."""
        kept = policies.kinds_read(self.user, self.case, self.standing.ways)
        own = [(str(kind.label), claimed_by(kind, OPEN)) for kind in TrackKind if kind in kept]
        return {
            "opened_elsewhere": [(label, page) for label, page in own if page],
            "not_yet": [problem for kind, problem in self.not_yet() if kind in kept],
        }

    def save(self, form: OpenForm) -> object:
        self.opened = services.open_track(case=self.case, by=self.user, by_hand=True, **form.cleaned_data)
        return self.opened

    def cancel_url(self) -> str:
        return self.address("tracks:tracks")

    def success_url(self) -> str:
        """On to the new track: what comes next stands there."""
        return self.opened.get_absolute_url()


class TrackStep(TrackFormView):
    """One step of the table, on a page of its own: what was done, on which day, why."""

    form_class = StepForm
    template_name = "tracks/step.html"

    @property
    def move(self) -> Move:
        verb = self.kwargs["verb"]
        found = [move for move in self.row.table.moves if move.verb == verb]
        if not found:
            raise Http404
        return next((move for move in found if self.row.stage in move.sources), found[0])

    def blocked(self) -> str:
        if super().blocked() or self.row.stage in self.move.sources:
            return super().blocked()
        return f"This track stands at “{self.row.stage_words}”, which does not allow it. ({self.row.table.source})"

    def refusal(self) -> HttpResponse | None:
        """A step that another page takes is not filled in here first: its address leads to that page."""
        refused = super().refusal()
        page = page_of(self.row, self.move.verb) if refused is None and self.request.method in SAFE_METHODS else ""
        return redirect(page) if page else refused

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "on": clock.today()}

    def form_kwargs(self) -> dict[str, Any]:
        of_nation = self.row.table.ends_of_nation(self.case.force.nation)
        fitting = [end for end in of_nation if not end.sources or self.move.target in end.sources]
        ends = [(end.code, end.label) for end in fitting]
        is_meeting = (self.row.kind, self.move.verb) in MEETING_OF
        return {
            "needs_reason": self.move.needs_reason,
            "asks_tests": self.move.asks_tests,
            "ends": ends if self.move.fixes_end else [],
            "people": self.people() if is_meeting else None,
        }

    def save(self, form: StepForm) -> object:
        given = dict(form.cleaned_data)
        meeting = None
        if "attended" in given:
            meeting = services.MeetingFacts(
                given.pop("attended"), given.pop("decided"), given.pop("police_attendee", None)
            )
        return services.step(
            track=self.row, verb=self.move.verb, by=self.user, meeting=meeting, by_hand=True, **given
        )  # fmt: skip

    def form_context(self) -> dict[str, Any]:
        return {**super().form_context(), "title": self.move.label, "button": "Record it"}

    def done_words(self, form: StepForm) -> str:
        return "It is recorded."


class TrackEnd(TrackFormView):
    title = "Close the track"
    form_class = EndForm
    template_name = "tracks/end.html"
    button = "Close the track"
    done = "The track is closed. The others go on."

    def blocked(self) -> str:
        if super().blocked() or self.row.table.ends_from(self.row.stage):
            return super().blocked()
        return (
            f"This track stands at “{self.row.stage_words}”: it cannot be closed from there. ({self.row.table.source})"
        )

    def form_kwargs(self) -> dict[str, Any]:
        ends = [] if self.row.end else self.row.table.ends_from(self.row.stage)
        return {"ends": [(end.code, end.label) for end in ends]}

    def save(self, form: EndForm) -> object:
        given = form.cleaned_data
        return services.end(
            track=self.row, end=given.get("end", ""), by=self.user, reason=given["reason"], version=given["version"]
        )

    def context(self) -> dict[str, Any]:
        return {**super().context(), "duties": duties_of(self.row)}


class TrackGive(TrackFormView):
    title = "Give the track to somebody else"
    form_class = GiveForm
    button = "Give it to them"
    done = "Somebody else keeps the track now."

    def form_kwargs(self) -> dict[str, Any]:
        people: QuerySet[Any] = people_to_name(self.case, permission=Permission.WORK_CASE)
        return {"people": people.exclude(pk=self.row.owner_id)}

    def save(self, form: GiveForm) -> object:
        return services.give(track=self.row, by=self.user, **form.cleaned_data)


class TrackBody(TrackFormView):
    title = "Who deals with it outside the force"
    form_class = BodyForm

    def initial(self) -> dict[str, Any]:
        names = ("organisation", "contact", "their_reference")
        return {**super().initial(), **{name: getattr(self.row, name) for name in names}}

    def form_kwargs(self) -> dict[str, Any]:
        return {"body_label": self.row.body_label}

    def save(self, form: BodyForm) -> object:
        return services.change_body(track=self.row, by=self.user, **form.cleaned_data)
