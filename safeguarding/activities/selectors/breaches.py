"""What sessions say about the conditions that their scheme runs on."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from safeguarding.activities.choices import AWAY, SessionStatus
from safeguarding.activities.models import Session
from safeguarding.activities.states import COMING
from safeguarding.core.clock import date_words
from safeguarding.schemes.choices import ConditionKind
from safeguarding.schemes.models import SchemeCondition
from safeguarding.schemes.rules import word_found


def teacher_conditions(scheme_id: int, day: dt.date) -> QuerySet[SchemeCondition]:
    """The conditions that ask for a teacher on that day."""
    return conditions_on(scheme_id, day).filter(kind=ConditionKind.TEACHER_PRESENT)


def conditions_on(scheme_id: int, day: dt.date) -> QuerySet[SchemeCondition]:
    """What the scheme had to keep on that day. A condition that is set later does not reach back."""
    live = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return SchemeCondition.objects.filter(live, scheme_id=scheme_id, set_on__lte=day).order_by("pk")


def found_in_sessions(condition: SchemeCondition) -> str:
    """Looked for each night: a title with a word that may not be used, an off-site activity that may not be.

    What took place before somebody last looked has been seen by them; what still lies ahead is found until it is gone.
    """
    sessions = Session.objects.filter(scheme_id=condition.scheme_id).exclude(status=SessionStatus.CANCELLED)
    last = condition.last_check
    if last is not None:
        sessions = sessions.filter(Q(planned_at__gt=last.recorded_at) | Q(status__in=COMING))
    if condition.kind == ConditionKind.NO_OFFSITE:
        away = sessions.filter(kind__in=AWAY, starts_at__date__gte=condition.set_on).order_by("starts_at").first()
        return f"An off-site activity is recorded for {date_words(away.day)}." if away else ""
    if condition.kind == ConditionKind.WORD_NOT_USED:
        for session in sessions.order_by("starts_at").only("title", "starts_at"):
            if word_found(condition.word, session.title):
                return f"The title of the session of {date_words(session.day)} uses the word “{condition.word}”."
    return ""
