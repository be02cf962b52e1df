"""When background work is woken, and which workers do it.

What is due stands in the tables: a wake-up lost or doubled changes nothing.
"""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

# `expires`: a wake-up that waited longer than until the next one is not worth doing.
WAKE_UPS: dict[str, dict[str, Any]] = {
    "forget what is old": {
        "task": "safeguarding.access.tasks.forget",
        "schedule": timedelta(hours=24),
        "options": {"expires": 60 * 60},
    },
    # At night: it holds each case for a moment while it looks.
    "access lists differ by no row": {
        "task": "safeguarding.cases.tasks.rebuild_access_lists",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 60 * 60},
    },
    "conditions of schemes are kept": {
        "task": "safeguarding.schemes.tasks.check_conditions",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 60 * 60},
    },
    # Just after midnight: whose last day has come uses no account of the force on it.
    "leavers lose access to accounts": {
        "task": "safeguarding.communications.tasks.end_access",
        "schedule": crontab(hour=0, minute=5),
        "options": {"expires": 60 * 60},
    },
    # In the morning: whoever is told can read it the same day.
    "policies wait to be read": {
        "task": "safeguarding.guidance.tasks.tell_of_policies",
        "schedule": crontab(hour=6, minute=20),
        "options": {"expires": 60 * 60},
    },
    "audiences of recommendations are reached": {
        "task": "safeguarding.recommendations.tasks.look_whom_they_reached",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 60 * 60},
    },
    "recommendations name nobody": {
        "task": "safeguarding.recommendations.tasks.look_whom_they_name",
        "schedule": crontab(hour=4, minute=25),
        "options": {"expires": 60 * 60},
    },
    "cases are due for a retention review": {
        "task": "safeguarding.records.tasks.find_due",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 60 * 60},
    },
    "disposed cases are erased": {
        "task": "safeguarding.records.tasks.erase_disposed",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "imports are worked on": {
        "task": "safeguarding.exchange.tasks.work_on_imports",
        "schedule": 5,
        "options": {"expires": 5},
    },
    "files are scanned": {
        "task": "safeguarding.files.tasks.scan_files",
        "schedule": 10,
        "options": {"expires": 10},
    },
    "broken uploads are forgotten": {
        "task": "safeguarding.files.tasks.tidy_uploads",
        "schedule": crontab(hour=2, minute=55),
        "options": {"expires": 60 * 60},
    },
    "imports are forgotten": {
        "task": "safeguarding.exchange.tasks.forget_old_imports",
        "schedule": crontab(hour=2, minute=40),
        "options": {"expires": 60 * 60},
    },
    "message exports are read": {
        "task": "safeguarding.conversations.tasks.read_waiting_exports",
        "schedule": 5,
        "options": {"expires": 5},
    },
    "messages are judged": {
        "task": "safeguarding.conversations.tasks.judge_read_exports",
        "schedule": 10,
        "options": {"expires": 10},
    },
    "bundles of messages are made": {
        "task": "safeguarding.conversations.tasks.make_waiting_bundles",
        "schedule": 5,
        "options": {"expires": 5},
    },
    "subject access files are gathered": {
        "task": "safeguarding.subject_access.tasks.work_on_requests",
        "schedule": 10,
        "options": {"expires": 10},
    },
    "hearing bundles are made": {
        "task": "safeguarding.letters.tasks.make_waiting_hearing_bundles",
        "schedule": 5,
        "options": {"expires": 5},
    },
    "messages go with a file that was removed": {
        "task": "safeguarding.conversations.tasks.erase_removed_messages",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "people on record once": {
        "task": "safeguarding.matching.tasks.look_for_duplicates",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 60 * 60},
    },
    "supervisors are told of hidden links": {
        "task": "safeguarding.links.tasks.tell_of_hidden_links",
        "schedule": crontab(minute=25),
        "options": {"expires": 30 * 60},
    },
    "worker heartbeat": {
        "task": "safeguarding.core.tasks.heartbeat",
        "schedule": 10,
        "options": {"expires": 10},
    },
    "tell what is due": {
        "task": "safeguarding.reminders.tasks.tell_due",
        "schedule": 60,
        "options": {"expires": 60},
    },
}

# Work that may take many minutes has workers of its own (docs/operations.md): two exports that are read for a quarter
# of an hour keep no notice waiting, and no file that waits for the scanner.
QUEUES = {
    "safeguarding.conversations.tasks.*": {"queue": "messages"},
    "safeguarding.exchange.tasks.work_on_imports": {"queue": "files"},
    "safeguarding.files.tasks.scan_files": {"queue": "files"},
    "safeguarding.records.tasks.erase_disposed": {"queue": "messages"},
    "safeguarding.letters.tasks.*": {"queue": "messages"},
    "safeguarding.subject_access.tasks.work_on_requests": {"queue": "messages"},
    "safeguarding.links.tasks.tell_of_hidden_links": {"queue": "messages"},
}
