"""Where a notice, an interview and an appeal may stand next. The track's own stages are in the table of its kind."""

from __future__ import annotations

from safeguarding.investigations.choices import AppealStatus as A
from safeguarding.investigations.choices import InterviewStatus as I
from safeguarding.investigations.choices import NoticeStatus as N

NOTICE_EDGES: tuple[tuple[str, str], ...] = ((N.WITHHELD, N.SERVED),)
INTERVIEW_EDGES: tuple[tuple[str, str], ...] = ((I.SET, I.HELD), (I.SET, I.MOVED))
APPEAL_EDGES: tuple[tuple[str, str], ...] = ((A.OPEN, A.UPHELD), (A.OPEN, A.DISMISSED), (A.OPEN, A.WITHDRAWN))
