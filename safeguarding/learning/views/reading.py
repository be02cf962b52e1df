"""The reports of the force, those of one case, one report, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from safeguarding.audit.views import list_file
from safeguarding.cases.models import Case
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.core.errors import Refused
from safeguarding.learning import policies, services, states
from safeguarding.learning.models import Bulletin, LearningReport, SelfAssessment
from safeguarding.learning.selectors.guarding import Paper, guarded
from safeguarding.learning.selectors.reading import missing, parts_of
from safeguarding.learning.views.papers import REPORT, bulletin_of, paper_of, report_of

A_PAGE = 50
HEADINGS = ("Number", "Title", "Status", "Begun", "Approved")
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}  # fmt: skip


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """What was learned from cases: approved reports, and those being written from cases that one reads."""
    found = LearningReport.objects.visible_to(request.user)
    file = list_file(
        request, "learning-reports", what="Learning reports", headings=HEADINGS, cells=_line, found=found,
        verb="learning.exported",
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/list.html", {"title": "Learning reports", "page": page, "reports": page})


class OfCase(CaseView):
    """The learning reports of a case, for whoever reads its content."""

    title = "Learning"
    template_name = "learning/case.html"
    tab = "learning"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reports = LearningReport.objects.visible_to(self.user).filter(case=self.case)
        return self.show(reports=reports, may_begin=policies.is_writer(self.user, self.case))


@require_GET
def bulletin_list(request: HttpRequest) -> HttpResponse:
    """What several reports have shown together: approved bulletins, and those being written of cases that one reads."""
    found = Bulletin.objects.visible_to(request.user)
    file = list_file(
        request, "bulletins", what="Bulletins", headings=HEADINGS, cells=_line, found=found,
        verb="learning.bulletins_exported",
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"title": "Bulletins", "page": page, "reports": page, "may_begin": policies.may_write(request.user)}
    return render(request, "learning/bulletins.html", context)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as it reads; for who writes it also what may be done with it."""
    found, user = report_of(request, pk), request.user
    context = {
        **_as_it_reads(request, found), "may_send": found.is_approved and policies.may_write(user),
        "assessments": SelfAssessment.objects.visible_to(user).filter(report=found),
        "back": reverse("learning:report_list"), "back_text": "Learning reports",
    }  # fmt: skip
    return render(request, "learning/report.html", context)


@require_GET
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin as it reads; for who writes it also what may be done with it."""
    found = bulletin_of(request, pk)
    seen = set(LearningReport.objects.visible_to(request.user).filter(pk__in=[one.pk for one in found.listed]))
    context = {
        **_as_it_reads(request, found), "back": reverse("learning:bulletin_list"), "back_text": "Bulletins",
        "reports": [one for one in found.listed if one in seen],
    }  # fmt: skip
    return render(request, "learning/report.html", context)


def _as_it_reads(request: HttpRequest, found: Paper) -> dict[str, Any]:
    user, cases = request.user, found.cases
    moves = [one for one in states.moves_from(found.status) if policies.may_step(user, one.verb, found)]
    writes = policies.writes(user, found)
    return {
        "guarded": guarded(found) if writes and found.is_draft else None,
        "missing": missing(found) if writes and found.is_draft else [],
        "title": found.title, "report": found, "parts": parts_of(found), "cases": cases,
        "sees_case": Case.objects.fully_visible_to(user).filter(pk__in=[one.pk for one in cases]).count() == len(cases),
        "may_write": writes, "moves": [(one, found.page("step", one.verb)) for one in moves],
    }  # fmt: skip


@require_GET
def file(request: HttpRequest, pk: int, file_format: str, of: str = REPORT) -> HttpResponse:
    """The approved report or bulletin as PDF, Word document or web page."""
    found = paper_of(request, pk, of)
    if file_format not in services.FORMATS:
        raise Http404
    try:
        made = services.give_out(found, file_format=file_format, by=request.user)
    except Refused as no:
        context = {"title": f"This {of} does not go out", "words": no.message, "back": found.get_absolute_url()}
        return render(request, "learning/refused.html", {**context, "back_text": found.title}, status=no.status)
    answer = HttpResponse(made, content_type=MEDIA[file_format])
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.{file_format}"'
    return answer


def _line(one: Paper) -> tuple[Any, ...]:
    approved = one.approved_at.date() if one.approved_at else ""
    return one.reference, one.title, one.get_status_display(), one.begun_at.date(), approved
