"""Every page of tracks, misconduct, letters, recommendations, learning, retention and subject access, in the demo's own
records: free of barriers (WCAG 2.2 AA), and no wider than the screen, on a laptop and on a phone.

The browser asks the application in this process, inside the demo's transaction, so that nothing has to be put away.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Route

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from tests.factories.crawl import routes
from tests.factories.demo import on_the_thursday, world
from tests.journeys.conftest import DESKTOP, PHONE, assert_accessible

__all__ = ["on_the_thursday", "world"]
# The browser first: once its loop runs, the connection is another one, and the demo lies in a transaction of it.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("browser", "on_the_thursday")]

APPS = ("tracks", "investigations", "letters", "recommendations", "learning", "records", "subject_access")
#: The founding case, and the case of an officer whose hearing is set, both of which PSD works on.
WHO = ("ruth.adeyemi", "joel.fenwick", "diane.whitlock", "helen.osei", "neil.prentice")
LISTS = (
    "/my-work/", "/cases/", "/tracks/", "/recommendations/", "/learning/", "/learning/bulletins/", "/records/",
    "/subject-access/", "/letter-templates/", "/schemes/",
)  # fmt: skip
#: They answer with a file.
LINK = re.compile(r'href="(/[^"#?]*)')
FILES = re.compile(r"file\.|certificate|/open/$|/preview/$")
ORIGIN = "http://pages.test"
#: Which act it is stands in the address: each has a form of its own.
PLACES = ("act", "verb", "kind")
#: What answers with a file or takes what is typed, and pages of what the demo does not hold on its Thursday: a draft of
#: a report, a criminal track that still runs, a hold that whoever asks may lift. Other tests open those.
NOT_REACHED = {
    "learning:bulletin_edit", "learning:bulletin_file", "learning:bulletin_keep", "learning:edit", "learning:file",
    "learning:fill", "learning:keep", "learning:of_scheme", "learning:own_reply", "learning:reply_file",
    "learning:remind", "learning:reply_file_remove", "letters:hearing_arrange", "letters:hearing_open",
    "letters:letter_issue", "letters:letter_open", "letters:template_add", "letters:template_preview",
    "recommendations:edit",
    "recommendations:release", "records:certificate", "records:lift", "records:rule_change", "subject_access:add",
    "subject_access:open", "tracks:offence_add", "tracks:offence_decide", "tracks:offence_result",
    "tracks:report_decide",
}  # fmt: skip


@dataclass
class Asked:
    """What stands behind the browser: one person's requests, answered by the application itself."""

    client: Client
    #: The demo's Thursday: the browser calls back outside of the test's own context.
    context: Context = field(default_factory=copy_context)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path.startswith("/static/"):
            found = finders.find(urlsplit(path).path.removeprefix("/static/"))
            route.fulfill(path=found) if found else route.fulfill(status=404, body="")
            return
        given = self.context.copy().run(self.client.get, path, follow=True)
        headers = {name: value for name, value in given.headers.items() if name.lower() != "content-length"}
        route.fulfill(status=given.status_code, headers=headers, body=given.content)


def kind_of(path: str) -> str:
    """The route of a page of these apps, and which of its acts: of the rows that share one, the first will do."""
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    if found.namespace not in APPS or FILES.search(path):
        return ""
    return " ".join([found.view_name, *(str(found.kwargs[place]) for place in PLACES if place in found.kwargs)])


def pages_of(client: Client, cases: tuple[str, ...]) -> Iterator[str]:
    """The pages of these apps to which links lead somebody from lists and cases: of each case, one of a kind."""
    todo = deque([*LISTS, *(f"/cases/{reference}/" for reference in cases)])
    known, seen = set(todo), set()
    while todo:
        path = todo.popleft()
        of = (kind_of(path), next((reference for reference in cases if reference in path), ""))
        if of in seen and path not in LISTS:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        seen.add(of)
        if kind_of(path):
            yield path
        for to in LINK.findall(answer.content.decode()):
            if to not in known and kind_of(to):
                known.add(to)
                todo.append(to)


def test_every_page_is_free_of_barriers_on_a_laptop_and_on_a_phone(browser: Browser) -> None:
    founding = Case.objects.get(parties__person__user__email__startswith="craig.dunmore@")
    heard = Case.objects.filter(tracks__kind="misconduct", force=founding.force).exclude(pk=founding.pk)[0]
    seen: set[str] = set()
    barriers, wide = [], []
    for who in WHO:
        client = Client()
        client.force_login(User.objects.get(email__startswith=f"{who}@"))
        context = browser.new_context(viewport=DESKTOP)
        page = context.new_page()
        page.route("**/*", Asked(client).answer)
        for path in pages_of(client, (founding.reference, heard.reference)):
            if kind_of(path) in seen:
                continue
            seen.add(kind_of(path))
            page.goto(ORIGIN + path)
            for size in (PHONE, DESKTOP):
                page.set_viewport_size(size)
                if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                    wide.append((size["width"], path))
            try:
                assert_accessible(page)
            except AssertionError as found:
                barriers.append(str(found))
        context.close()
    assert barriers == []
    assert wide == []
    # A page that is new is reached, or stands above with the reason.
    missed = {name for name, _ in routes() if name.split(":")[0] in APPS} - {kind.split()[0] for kind in seen}
    assert missed <= NOT_REACHED, missed - NOT_REACHED
