"""What every page of one case has in common: found through the one rule, its reading recorded, in the case's frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.views import View

from safeguarding.access.models import User
from safeguarding.audit.services import consult
from safeguarding.cases import policies
from safeguarding.cases.choices import AccessLevel, Stage
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction, Standing
from safeguarding.cases.selectors import frame
from safeguarding.cases.selectors.clock_names import titles
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.deadlines.models import Deadline

STAGE_COLOURS = {
    Stage.OPEN: "blue",
    Stage.ASSESSING: "yellow",
    Stage.ACTIVE: "green",
    Stage.AWAITING_OUTCOME: "teal",
    Stage.CLOSED: "grey",
}

SAFE_METHODS = ("GET", "HEAD")

#: The sub-navigation of a case: what a page is called, its key, its address, and whether a masked viewer has it too.
TABS: tuple[tuple[str, str, str, bool], ...] = (
    ("Overview", "overview", "cases:case", True),
    ("People", "people", "cases:case_people", True),
    ("Chronology", "chronology", "cases:case_chronology", False),
    ("Tasks", "tasks", "cases:case_tasks", False),
    ("Clocks", "clocks", "cases:case_clocks", True),
    ("Decisions", "decisions", "cases:case_decisions", False),
    ("Referrals", "referrals", "cases:case_referrals", False),
    ("Measures", "measures", "cases:case_measures", False),
    ("Reviews", "reviews", "cases:case_reviews", False),
    ("Links", "links", "cases:case_links", False),
    ("Access", "access", "cases:case_access", False),
    ("History", "history", "cases:case_history", False),
)

#: What a page is called beside the parts that apps above add to it.
BESIDE_ITS_PARTS = {"links": "Linked by hand"}


def all_tabs() -> list[tuple[str, str, str, bool]]:
    """The pages of a case, those of apps above among them; one that has parts begins with the first of them."""
    tabs = [
        tab
        for own in TABS
        for tab in (own, *((one.text, one.key, one.address_name, one.is_for_masked) for one in _behind(own[1])))
    ]
    return [(text, key, next((tab.address_name for tab in frame.added_tabs(key)), name), masked)
            for text, key, name, masked in tabs]  # fmt: skip


def _behind(key: str) -> Iterator[frame.Tab]:
    """The pages of apps above that stand behind this one, and those behind these."""
    for tab in frame.added_tabs():
        if tab.after == key:
            yield tab
            yield from _behind(tab.key)


class CaseView(View):
    """A page of one case.

    A subclass names its `tab`, `title` and `template_name`, and what the page asks of its reader in `action`: None for
    a page that somebody who sees only numbers and headers may open too. `self.case`, `self.standing` and `self.user`
    are set before `get` and `post` run; `self.show(...)` renders in the frame.
    """

    tab: str = ""
    #: Of a page that has parts the one it is.
    part: str = ""
    title: str = ""
    template_name: str = ""
    action: CaseAction | None = policies.READ
    #: Whether the page only makes sense while the case is open.
    needs_open: bool = False

    user: User
    case: Case
    standing: Standing

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not visible is not there (404); visible but not for this reader is a page that says so (403)."""
        self.user = cast(User, request.user)
        self.case = get_object_or_404(self.cases(), reference=kwargs["reference"])
        self.standing = policies.standing(self.user, self.case)
        refusal = self.refusal()
        if refusal is not None:
            return refusal
        if request.method in SAFE_METHODS:
            self.note_reading()
        try:
            return super().dispatch(request, *args, **kwargs)
        except Case.DoesNotExist:
            raise Http404 from None

    def cases(self) -> Any:
        """The cases this user may see, with what the frame shows of them."""
        return Case.objects.visible_to(self.user).select_related("owner", "supervisor", "unit", "psd_unit", "force")

    def note_reading(self) -> None:
        """Write down that this user looked at the case, and why (DPA 2018 s.62)."""
        purpose, words = self.purpose()
        consult(self.case, by=self.user, page=f"case: {self.tab or 'overview'}", purpose=purpose, purpose_text=words)

    def purpose(self) -> tuple[str, str]:
        """Why this user looks, from how they come to the case."""
        return frame.purpose_of(self.standing)

    def refusal(self) -> HttpResponse | None:
        """The page that says why this one stays closed to this reader, if it does."""
        if self.action is not None and not self.standing.may(self.action):
            return self.refuse(f"You may not {self.action.value}.", status=403)
        if self.needs_open and not self.case.is_open:
            return self.refuse(f"{self.case.reference} is closed. Reopen it to work on it.", status=409)
        return None

    def refuse(self, message: str, *, status: int) -> HttpResponse:
        context = {**self.frame(), "title": "This page is not open to you", "message": message}
        if status == 409:
            context["title"] = "This cannot be done now"
        return render(self.request, "cases/refused.html", context, status=status)

    @property
    def is_full(self) -> bool:
        """Whether this reader sees the content, not only numbers and headers with identities masked."""
        return self.standing.level == AccessLevel.FULL

    @property
    def url(self) -> str:
        """The address of the case's overview."""
        return self.case.get_absolute_url()

    def address(self, name: str, *args: object) -> str:
        """The address of one of the case's pages."""
        return reverse(name, args=[self.case.reference, *args])

    def url_if_still_seen(self, name: str) -> str:
        """One of the case's pages, or the list of cases when the act took the case out of this reader's sight."""
        still = Case.objects.visible_to(self.user).filter(pk=self.case.pk).exists()
        return self.address(name) if still else reverse("cases:case_list")

    @cached_property
    def running_clocks(self) -> list[Deadline]:
        return frame.running_clocks(self.case, self.user)

    def frame(self) -> dict[str, Any]:
        """What the frame of the case shows: identity bar, next clock, sub-navigation, and what the reader may do."""
        clock = self.running_clocks[0] if self.running_clocks else None
        counts = {**frame.tab_counts(self.case), "clocks": len(self.running_clocks)}
        return {
            "case": self.case,
            "standing": self.standing,
            "is_full": self.is_full,
            "may_work": self.standing.may(policies.WORK) and self.case.is_open,
            "may_supervise": self.standing.may(policies.SUPERVISE),
            "may_grant": self.standing.may(policies.GRANT),
            "stage_colour": STAGE_COLOURS[Stage(self.case.stage)],
            "next_clock": clock,
            "clock_words": f"{titles(self.user, [clock])[clock.pk]}: {clock.in_words}" if clock else "",
            "clock_late": clock is not None and clock.is_overdue,
            "flags": frame.flags(counts),
            "tabs": self.tabs(counts),
            "parts": self.parts(),
            "breadcrumbs": [("Cases", reverse("cases:case_list")), (self.case.reference, self.url)],
        }

    def tabs(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """The pages of the case that this reader has, each with how much is there."""
        return [
            {"text": text, "href": href, "count": counts.get(key), "is_current": key == self.tab}
            for text, key, name, for_masked in all_tabs()
            if (for_masked or self.is_full) and (href := self._page(name))
        ]

    def parts(self) -> list[dict[str, Any]]:
        """The parts of the page, those that apps above add first; nothing for a page that has none."""
        added = [(tab.text, tab.key, tab.address_name) for tab in frame.added_tabs(self.tab)] if self.part else []
        own = [(BESIDE_ITS_PARTS[key], key, name) for _, key, name, _ in TABS if added and key == self.tab]
        return [
            {"text": text, "href": href, "is_current": key == self.part}
            for text, key, name in [*added, *own]
            if (href := self._page(name))
        ]

    def _page(self, name: str) -> str:
        try:
            return self.address(name)
        except NoReverseMatch:
            return ""

    def show(self, **context: Any) -> HttpResponse:
        """Render the page in the frame of the case."""
        return render(self.request, self.template_name, {**self.frame(), "title": self.title, **context})


class CaseFormView(CaseView):
    """A page of one case with one form: shape checked, ONE service call, then back with a word of what was done.

    A subclass gives `form_class` and `save(form)`, which calls the service; a refusal goes back into the form.
    """

    template_name: str = "cases/form.html"
    action: CaseAction | None = policies.WORK
    needs_open: bool = True
    form_class: type[GovForm]
    lead: str = ""
    button: str = "Save"
    is_destructive: bool = False
    done: str = "Saved."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        try:
            self.save(form)
        except Refused as refused:
            return self.show_form(form, refused=refused)
        messages.success(request, self.done_words(form))
        return redirect(self.success_url())

    def make_form(self, data: Any = None) -> GovForm:
        return self.form_class(data, initial=self.initial(), **self.form_kwargs())

    def initial(self) -> dict[str, Any]:
        """What the form starts with."""
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        """What else the form is made with, such as a queryset to choose from."""
        return {}

    def save(self, form: Any) -> object:
        """The one service call."""
        raise NotImplementedError

    def done_words(self, form: Any) -> str:
        """What the banner says when it worked."""
        return self.done

    def success_url(self) -> str:
        return self.url

    def cancel_url(self) -> str:
        return self.success_url()

    def context(self) -> dict[str, Any]:
        """What else the template is given."""
        return {}

    def show_form(self, form: GovForm, *, refused: Refused | None = None) -> HttpResponse:
        """The form in the frame of the case, with what is wrong said at the field and nothing typed lost."""
        return show_form(self.request, self.template_name, form, self.form_context(), refused=refused)

    def form_context(self) -> dict[str, Any]:
        return {
            **self.frame(),
            "title": self.title,
            "lead": self.lead,
            "button": self.button,
            "button_danger": self.is_destructive,
            "cancel": self.cancel_url(),
            **self.context(),
        }
