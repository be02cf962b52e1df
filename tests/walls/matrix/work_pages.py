"""The pages of the work on a case."""

from __future__ import annotations

from tests.walls.matrix.case_pages import form, page

ROWS = (
    page("case_tasks"),
    page("case_referrals"),
    page("case_reviews"),
    page("case_measures"),
    page("case_clocks", get="header"),
    form("task_new"),
    form("task_edit", lambda it: it.task.pk),
    form("task_done", lambda it: it.task.pk),
    form("task_cancel", lambda it: it.task.pk),
    form("referral_new"),
    form("referral_send", lambda it: it.to_send.pk),
    form("referral_answer", lambda it: it.sent.pk),
    form("referral_conclude", lambda it: it.answered.pk),
    form("referral_drop", lambda it: it.to_send.pk),
    form("review_new", needs="supervise"),
    form("case_urgency"),
    form("measure_new"),
    form("measure_review", lambda it: it.measure.pk),
    form("measure_end", lambda it: it.measure.pk),
    form("dbs_duty", lambda it: it.duty.pk),
    form("clock_extend", lambda it: it.clock.pk),
    form("clock_meet", lambda it: it.clock.pk),
)
