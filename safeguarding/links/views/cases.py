"""What a case has in common with others, and judging that it is not one and the same."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from safeguarding.cases.models import Case
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.links import services
from safeguarding.links.choices import NodeKind
from safeguarding.links.forms import PictureForm, SetAsideForm, TakeUpForm
from safeguarding.links.models import SetAside
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.common import Common, Elsewhere, in_common
from safeguarding.links.selectors.picture import Picture, picture_of
from safeguarding.links.selectors.set_aside import set_aside_from, standing_of, without
from safeguarding.links.services.looks import note_look
from safeguarding.links.views.opening import asked_first
from safeguarding.links.views.pictures import file_of, shown
from safeguarding.people.views.found import PURPOSE


class LinksView(CaseView):
    """A page about what is linked with a case. Whoever does not read its content is not told of any of it."""

    tab = "connections"

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

    def picture(self, **chosen: Any) -> Picture:
        self.aside = set_aside_from(self.case)
        centre = Node(NodeKind.CASE, self.case.pk)
        return picture_of(self.user, centre, without=without(self.aside, self.case), **chosen)

    def frame(self) -> dict[str, Any]:
        frame = super().frame()
        frame["breadcrumbs"].append(("Connections", self.address("links:case")))
        return frame


class Connections(LinksView):
    """The same person, handle, number, address or device in this case and elsewhere, with why; and the picture."""

    title = "Connections"
    template_name = "links/case.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PictureForm(request.GET if "depth" in request.GET or "kind" in request.GET else None)
        picture = self.picture(**form.wanted())
        note_look(picture, None, by=self.user, told=self.request.session[PURPOSE])
        file = file_of(request, picture, self.case)
        return file or self.show(aside=standing_of(self.user, self.aside, self.case), **shown(picture, form))


class SetAsideView(LinksView, CaseFormView):
    """Judge that something found here and elsewhere is not one and the same."""

    title = "Set this link aside"
    form_class = SetAsideForm
    button = "Set it aside"
    done = "The link is set aside. It can be taken up again."
    through: Common
    end: Elsewhere

    def find(self) -> None:
        for one in in_common(self.picture(depth=2)):
            for there in one.elsewhere:
                if (one.ref, there.ref) == (self.kwargs["through"], self.kwargs["end"]):
                    self.through, self.end = one, there
                    return
        raise Http404

    def form_context(self) -> dict[str, Any]:
        lead = (
            f"{self.through.named.text} in {self.case.reference} and what is found of it in {self.end.named.text} are "
            "then no longer shown as one. Nothing is changed in either."
        )
        return {**super().form_context(), "lead": lead}

    def save(self, form: Any) -> object:
        return services.set_aside(
            case=self.case, through=self.through.node, end=self.end.node, by=self.user, **form.cleaned_data
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
        seen = {one.row.pk: one.row for one in standing_of(self.user, set_aside_from(self.case), self.case)}
        if self.kwargs["pk"] not in seen:
            raise Http404
        self.row = seen[self.kwargs["pk"]]

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def save(self, form: Any) -> object:
        return services.take_up(case=self.case, row=self.row, by=self.user, **form.cleaned_data)

    def success_url(self) -> str:
        return self.address("links:case")
