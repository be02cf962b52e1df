"""Loading the demo, all of it or nothing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from safeguarding.access.models import Force, User
from safeguarding.access.services import system_user
from safeguarding.cases.services import drafts
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.dashboards.management.demo import (
    founding,
    founding_work,
    hearing,
    long_ago,
    northshire,
    northshire_psd,
    smaller,
    waiting,
    westmoor,
)
from safeguarding.dashboards.management.demo.access import Access
from safeguarding.dashboards.management.demo.accounts import tell_accounts
from safeguarding.dashboards.management.demo.assurance import tell_assurance
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.contacts import tell_contacts
from safeguarding.dashboards.management.demo.duplicates import tell_duplicates
from safeguarding.dashboards.management.demo.ground import World, lay
from safeguarding.dashboards.management.demo.guidance import tell_guidance
from safeguarding.dashboards.management.demo.imports import tell_imports
from safeguarding.dashboards.management.demo.learning import tell_learning
from safeguarding.dashboards.management.demo.letters import tell_letters
from safeguarding.dashboards.management.demo.links import tell_links
from safeguarding.dashboards.management.demo.patterns import Patterns
from safeguarding.dashboards.management.demo.people import tell_people
from safeguarding.dashboards.management.demo.phone import judge_again
from safeguarding.dashboards.management.demo.recommendations import tell_recommendations
from safeguarding.dashboards.management.demo.records import Retention, tell_records
from safeguarding.dashboards.management.demo.risk import tell_risks
from safeguarding.dashboards.management.demo.sessions import tell_sessions
from safeguarding.dashboards.management.demo.sign_ins import demo_accounts
from safeguarding.dashboards.management.demo.story import Telling
from safeguarding.dashboards.management.demo.subject_access import tell_subject_access
from safeguarding.dashboards.management.demo.when import Scene, ago, play
from safeguarding.notices.models import Notice
from safeguarding.reminders.services import telling

STORIES = (*northshire_psd.STORIES, *northshire.STORIES, *westmoor.STORIES, *smaller.STORIES, *waiting.STORIES,
           *long_ago.STORIES)  # fmt: skip
READ_AFTER = dt.timedelta(days=5)


def is_loaded() -> bool:
    """Whether the demo's forces and accounts are there. A force of the same name alone is somebody's own."""
    return demo_accounts().exists()


def holds_other_data() -> bool:
    """Whether somebody works here already: a force, or an account of a person."""
    return Force.objects.exists() or User.objects.filter(is_system=False).exists()


@transaction.atomic
def keep_password(password: str) -> int:
    """Give the demo's accounts this password, and no other account; returns how many had another one."""
    # They were all given one hash, and checking one takes a tenth of a second.
    hashes = demo_accounts().order_by().values_list("password", flat=True).distinct()
    wrong = [kept for kept in hashes if not check_password(password, kept)]
    if not wrong:
        return 0
    with acting(user_id=system_user().pk):
        return demo_accounts().filter(password__in=wrong).update(password=make_password(password))


@transaction.atomic
def load(*, password: str | None, now: dt.datetime | None = None) -> int:
    """Make both forces and act out the two years up to now; returns how many acts that were."""
    now = now or clock.now()
    with clock.standing_at(ago(now, 1300)):
        world = lay(now=now, password=password)
        tell_assurance(world)
        tell_risks(world)
        tell_guidance(world)
        tell_people(world)
    with acting(user_id=world.system.pk):
        acts = play(_scenes(world), now=now)
        _take_stock()
        tell_sessions(world)
        tell_accounts(world)
        tell_contacts(world)
        tell_duplicates(world)
        tell_links(world)
        tell_letters(world)
        tell_recommendations(world)
        tell_learning(world)
        tell_subject_access(world)
        judge_again(world)
        tell_records(world)
    tell_imports(world)
    with clock.standing_at(now):
        telling.tell_due()
    settle_notices(now)
    return acts


def _take_stock() -> None:
    """Let PostgreSQL count what was put in. In one transaction nothing else does, and who may see two records that may
    become one is then looked for as if the tables were empty: for minutes instead of milliseconds. Our own
    tables alone: those that databases share would stay locked until the end, for whoever takes stock in another one."""
    with connection.cursor() as cursor:
        names = connection.introspection.django_table_names(only_existing=True)
        cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(name) for name in sorted(names))}")


def _scenes(world: World) -> Iterator[Scene]:
    cases: dict[str, Casework] = {}
    for number, story in enumerate(STORIES):
        yield from Telling(world, story, cases, number=number).scenes()
    yield from founding_work.Founding(world, founding.STORY, cases, number=1).scenes()
    yield from hearing.scenes(world, cases)
    yield from waiting.SplitTelling(world, waiting.SPLIT, cases, number=2).scenes()
    yield from Patterns(world, number=3).scenes()
    yield from Access(world, cases).scenes()
    yield from Retention(world, cases).scenes()
    yield Scene(ago(world.now, 2, "16:00"), lambda: _begin_a_draft(world))


def _begin_a_draft(world: World) -> None:
    """A concern that was begun and not sent."""
    tom = world.users["tom.ashby"]
    draft = drafts.start_draft(by=tom)
    drafts.save_step(draft, step="danger", raw={"in_danger": ["no"]}, by=tom)


def settle_notices(now: dt.datetime) -> None:
    """The demo's notices go out to nobody, and those that are weeks old have been read."""
    Notice.objects.filter(email_due=True).update(email_due=False)
    Notice.objects.filter(created_at__lt=now - READ_AFTER, read_at__isnull=True).update(read_at=now - READ_AFTER)
