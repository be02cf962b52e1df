"""The questions of a report sent to schemes: sending, who has not answered, and answering for a scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.learning import policies, services
from safeguarding.learning.choices import AnswerKind, Standing
from safeguarding.learning.forms import ReplyFilter, ReplyForm, SendForm
from safeguarding.learning.models import ReplyFile, SchemeReply, SelfAssessment
from safeguarding.learning.selectors.assessments import asked_of, asked_of_schemes, standings
from safeguarding.learning.views.papers import reply_of, report_of
from safeguarding.schemes.views.found import scheme_of, way_back

HEADINGS = (
    "Scheme", "Answered", "Answered by", "Late", "Question", "Answer", "What is done", "What shows it", "Files",
)  # fmt: skip
ALL_HEADINGS = ("Scheme", "Report", "Sent", "Due", "Standing", "Answered", "Answered by")
NAMES = ("answer", "text", "evidence")
#: Of so many of the newest self-assessments one chooses; the list holds all.
A_PAGE, MOST_TO_CHOOSE = 50, 100


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the questions of a report to every scheme that runs."""
    found = report_of(request, pk)
    policies.require_sending(request.user)
    form = SendForm(request.POST if request.method == "POST" else None)
    context = {
        "title": "Send its questions to schemes", "button": "Send", "back": found.get_absolute_url(),
        "back_text": found.title, "cancel": found.get_absolute_url(),
        "lead": "Every scheme that runs is asked, and answers with what shows it. You see who has not answered.",
    }  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.send(found, due_on=form.cleaned_data["due_on"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The questions were sent.")
            return redirect(made.get_absolute_url())
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_GET
def reply_list(request: HttpRequest) -> HttpResponse:
    """Who has answered and who is late, over all self-assessments."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    sent = SelfAssessment.objects.visible_to(request.user).select_related("report")[:MOST_TO_CHOOSE]
    form = ReplyFilter(request.GET or None, sent=sent)
    found = asked_of_schemes(request.user, form.wanted())
    file = list_file(
        request, "self-assessments", what="Self-assessments", headings=ALL_HEADINGS, cells=_cells, found=found,
        verb="learning.replies_exported",
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Self-assessments", "filter_form": form, "page": page, "replies": page,
        "counts": standings(request.user), "is_narrowed": form.is_bound,
    }  # fmt: skip
    return render(request, "learning/replies.html", context)


@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """What each scheme answered, and who has not; those who have not come first."""
    rows = SelfAssessment.objects.visible_to(request.user).select_related("report")
    found = get_object_or_404(rows, pk=pk)
    replies = found.replies.select_related("scheme", "answered_by", "assessment")
    file = list_file(
        request, "self-assessment", what="Self-assessment", headings=HEADINGS, cells=_line, found=_Lines(found),
        verb="learning.exported",
    )  # fmt: skip
    if file:
        return file
    listed = sorted(replies, key=lambda one: (not one.waits, one.answered_at is not None, one.scheme.name))
    waiting = sum(one.waits for one in listed)
    may_remind = bool(waiting) and policies.may_write(request.user)
    context = {
        "title": "Self-assessment of schemes", "assessment": found, "replies": listed,
        "waiting": waiting, "may_remind": may_remind and found.reminded_on != clock.today(),
        "late": sum(one.is_late for one in listed), "counts": _counts(found.questions, listed),
        "back": found.report.get_absolute_url(), "back_text": found.report.title,
    }  # fmt: skip
    return render(request, "learning/assessment.html", context)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell those who have not answered."""
    found = get_object_or_404(SelfAssessment.objects.visible_to(request.user), pk=pk)
    policies.require_sending(request.user)
    try:
        nobody = services.remind(found, by=request.user)
    except Refused as no:
        messages.error(request, no.message)
    else:
        names = ", ".join(scheme.name for scheme in nobody)
        messages.success(request, f"They were reminded.{f' Nobody answers for {names}.' if names else ''}")
    return redirect(found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int, reply_pk: int) -> HttpResponse:
    """What one scheme answers, to be read by who sees schemes and written by who keeps it."""
    found = reply_of(request, pk, reply_pk)
    questions = found.assessment.questions
    if request.method == "POST":
        policies.require_replying(request.user, found.scheme)
    form = ReplyForm(
        request.POST if request.method == "POST" else None, questions=questions,
        initial={"version": found.version, **_typed(found)},
    )  # fmt: skip
    back = found.assessment.get_absolute_url()
    may_reply = found.ended_on is None and policies.may_reply(request.user, found.scheme)
    context = {
        "title": found.scheme.name, "reply": found, "back": back, "back_text": "Self-assessment of schemes",
        "cancel": back, "button": "Save the answers", "may_reply": may_reply,
        "rows": [(one, [form[f"{name}_{one.number}"] for name in NAMES]) for one in _said(found)],
    }  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            services.reply(found, form.replies(), version=form.cleaned_data["version"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The answers are kept.")
            return redirect(back)
    return show_form(request, "learning/reply.html", form, context, refused=refused)


@require_GET
def of_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """What a scheme was asked because of learning reports, and whether it has answered."""
    scheme = scheme_of(request, pk)
    context = {"title": "Self-assessments", **way_back(scheme), "replies": asked_of(scheme, request.user)}
    return render(request, "learning/of_scheme.html", context)


@require_GET
def own_reply(request: HttpRequest, reply_pk: int) -> HttpResponse:
    """Where a clock leads: on to the page of the reply it is of."""
    return redirect(get_object_or_404(SchemeReply.objects.visible_to(request.user), pk=reply_pk))


@dataclass(frozen=True)
class Said:
    """One question, with what a scheme answered to it."""

    number: int
    question: str
    answer: dict[str, str] | None
    files: list[ReplyFile]


class _Lines:
    """One line for each scheme and question, made when a file is asked for and not before."""

    def __init__(self, found: SelfAssessment) -> None:
        self.found = found

    def __getitem__(self, part: slice) -> list[tuple[Any, ...]]:
        rows = self.found.replies.select_related("scheme", "answered_by", "assessment").prefetch_related("files__file")
        return [
            (one, question, one.answers[at] if at < len(one.answers) else {}, _files(one, at))
            for one in rows
            for at, question in enumerate(self.found.questions)
        ][part]

    def count(self) -> int:
        return self.found.replies.count() * len(self.found.questions)


def _cells(one: SchemeReply) -> tuple[Any, ...]:
    held = one.assessment
    return (
        one.scheme.name, held.report.title, held.sent_at.date(), held.due_on, Standing(one.standing).label,
        one.answered_at.date() if one.answered_at else "", one.answered_by or "",
    )  # fmt: skip


def _line(row: tuple[Any, ...]) -> tuple[Any, ...]:
    one, question, said, files = row
    return (
        one.scheme.name, one.answered_at.date() if one.answered_at else "", one.answered_by or "",
        "Yes" if one.is_late else "No", question, AnswerKind(said["answer"]).label if said else "",
        said.get("text", ""), said.get("evidence", ""), files,
    )  # fmt: skip


def _files(one: SchemeReply, at: int) -> str:
    return ", ".join(row.file.name for row in one.files.all() if row.question == at and not row.file.destroyed_at)


def _counts(questions: list[str], replies: list[SchemeReply]) -> list[tuple[str, list[int]]]:
    """Of each question, how many schemes said yes, in part and no."""
    given = [one.answers for one in replies if one.answers]
    return [
        (question, [sum(answers[at]["answer"] == kind for answers in given) for kind in AnswerKind])
        for at, question in enumerate(questions)
    ]


def _typed(found: SchemeReply) -> dict[str, str]:
    return {f"{name}_{at}": said[name] for at, said in enumerate(found.answers) for name in NAMES}


def _said(found: SchemeReply) -> list[Said]:
    """Each question with what was answered, if anything, and the files that show it."""
    files = list(found.files.select_related("file__stored_by"))
    answers = [{**said, "answer": str(AnswerKind(said["answer"]).label)} for said in found.answers]
    return [
        Said(at, question, answers[at] if at < len(answers) else None, [one for one in files if one.question == at])
        for at, question in enumerate(found.assessment.questions)
    ]
