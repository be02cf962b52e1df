"""What a case has in common with others, and judging that it is not one and the same."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from safeguarding.cases.models import Case
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.links import services
from safeguarding.links.forms import PictureForm, SetAsideForm, TakeUpForm
from safeguarding.links.models import SetAside
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import Common, Elsewhere, link_between
from safeguarding.links.selectors.picture import Picture, picture_of
from safeguarding.links.selectors.set_aside import matter_of, set_aside_from, standing_of, without
from safeguarding.links.services.looks import note_look
from safeguarding.links.views.opening import asked_first
from safeguarding.links.views.pictures import apart, file_of, shown
from safeguarding.people.views.found import PURPOSE


class LinksView(CaseView):
    """A page about what is linked with a case. Whoever does not read its content is not told of any of it."""

    tab = "links"

    def cases(self) -> Any:
        full = Case.objects.fully_visible_to(self.user)
        return full.select_related("owner", "supervisor", "unit", "psd_unit", "force")

    def refusal(self) -> HttpResponse | None:
        self.find()
        return super().refusal() or asked_first(self.request)

    def find(self) -> None:
        """What else the address names is found before anything is asked or refused."""

    def purpose(self) -> tuple[str, str]:
        told = self.request.session[PURPOSE]
        return told["purpose"], told["text"]

    @property
    def matter(self) -> Node:
        return matter_of(self.case)

    def picture(self, **chosen: Any) -> Picture:
        self.aside = set_aside_from(self.matter)
        return picture_of(self.user, self.matter, without=without(self.aside, self.matter), **chosen)

    def frame(self) -> dict[str, Any]:
        frame = super().frame()
        frame["breadcrumbs"].append(("Links found in records", self.address("links:case")))
        return frame


class Found(LinksView):
    """The same person, handle, number, address or device in this case and elsewhere, with why; and the picture."""

    part = "found"
    title = "Links found in records"
    template_name = "links/case.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PictureForm(request.GET if "depth" in request.GET or "kind" in request.GET else None)
        picture = self.picture(**form.wanted())
        note_look(picture, None, by=self.user, told=self.request.session[PURPOSE])
        file = file_of(request, picture, self.case)
        return file or self.show(aside=standing_of(self.user, self.aside, self.matter), **shown(picture, form))


class SetAsideView(LinksView, CaseFormView):
    """Judge that something found here and elsewhere is not one and the same."""

    title = "Set this link aside"
    form_class = SetAsideForm
    button = "Set it aside"
    done = "The link is set aside. It can be taken up again."
    through: Common
    end: Elsewhere

    def find(self) -> None:
        found = link_between(self.picture(depth=2), self.kwargs["through"], self.kwargs["end"])
        if found is None:
            raise Http404
        self.through, self.end = found

    def form_context(self) -> dict[str, Any]:
        return {**super().form_context(), "lead": apart(self.through, self.end, self.case.reference)}

    def save(self, form: Any) -> object:
        return services.set_aside(
            of=self.case, through=self.through.node, end=self.end.node, by=self.user, **form.cleaned_data
        )

    def success_url(self) -> str:
        return self.address("links:case")


class TakeUpView(LinksView, CaseFormView):
    """It is one and the same after all."""

    title = "Take the link up again"
    form_class = TakeUpForm
    button = "Take it up again"
    done = "The link is shown again."
    row: SetAside

    def find(self) -> None:
        seen = {one.row.pk: one.row for one in standing_of(self.user, set_aside_from(self.matter), self.matter)}
        if self.kwargs["pk"] not in seen:
            raise Http404
        self.row = seen[self.kwargs["pk"]]

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def save(self, form: Any) -> object:
        return services.take_up(of=self.case, row=self.row, by=self.user, **form.cleaned_data)

    def success_url(self) -> str:
        return self.address("links:case")
