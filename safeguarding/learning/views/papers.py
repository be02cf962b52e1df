"""Which report or bulletin a page is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from safeguarding.learning import policies
from safeguarding.learning.models import Bulletin, LearningReport, SchemeReply
from safeguarding.learning.selectors.guarding import Paper

REPORT, BULLETIN = "report", "bulletin"


def paper_of(request: HttpRequest, pk: int, of: str) -> Paper:
    """The one that the user may see."""
    return bulletin_of(request, pk) if of == BULLETIN else report_of(request, pk)


def report_of(request: HttpRequest, pk: int) -> LearningReport:
    rows = LearningReport.objects.visible_to(request.user).select_related("case", "force", "approved_by", "begun_by")
    return get_object_or_404(rows, pk=pk).read_by(request.user)


def bulletin_of(request: HttpRequest, pk: int) -> Bulletin:
    rows = Bulletin.objects.visible_to(request.user).select_related("force", "approved_by", "begun_by")
    return get_object_or_404(rows, pk=pk)


def paper_to_write(request: HttpRequest, pk: int, of: str) -> Paper:
    """A report or bulletin, for who writes it."""
    found = paper_of(request, pk, of)
    policies.require_writing_in(request.user, found)
    return found


def reply_of(request: HttpRequest, pk: int, reply_pk: int) -> SchemeReply:
    """What one scheme was asked, and answers."""
    rows = SchemeReply.objects.visible_to(request.user).select_related("assessment", "scheme", "answered_by")
    return get_object_or_404(rows, pk=reply_pk, assessment=pk)


def way_back(found: Paper) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_text": found.title}
