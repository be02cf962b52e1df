"""A session leader on a phone: plans, loses the connection while marking, loses no mark; a second phone contradicts."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from safeguarding.activities.models import Attendance, Session
from safeguarding.activities.services import plan_session
from safeguarding.activities.services.planning import SessionDetails
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.models import ConcernDraft
from safeguarding.core import clock
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import ConditionKind
from tests.cast import Cast, fresh
from tests.factories.schemes import condition
from tests.factories.sessions import Group, a_group
from tests.journeys.conftest import PHONE, SignIn, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group(cast: Cast) -> Group:
    return a_group(cast, condition(ConditionKind.FREE), children=3)


def begun(cast: Cast, group: Group) -> Session:
    start = clock.now() - dt.timedelta(hours=30)
    details = SessionDetails("session", "First aid", start, start + dt.timedelta(minutes=5))
    return plan_session(group.scheme, details, by=fresh(cast.pat))


def tap(page: Page, child: str, mark: str) -> None:
    page.get_by_role("group", name=child).get_by_label(mark, exact=True).click()


def test_no_mark_is_lost_when_the_connection_goes(cast: Cast, group: Group, sign_in: SignIn) -> None:
    session = begun(cast, group)
    address = f"/sessions/{session.pk}/register/"
    page = sign_in(cast.pat, size=PHONE)
    page.goto(address)
    assert_accessible(page)
    tap(page, "Young0 Example", "Present")
    expect(page.locator("[data-marks-status]")).to_contain_text("All marks saved")
    assert Attendance.objects.get().mark == "present"

    page.context.set_offline(True)
    tap(page, "Young1 Example", "Absent")
    tap(page, "Young1 Example", "Late")
    tap(page, "Young2 Example", "Present")
    expect(page.locator("[data-marks-status]")).to_contain_text("No connection. 3 marks kept on this phone")
    kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    assert "Young" not in kept
    assert "Example" not in kept
    assert Attendance.objects.count() == 1

    # The page is closed before there is a connection again: what was tapped is sent the next time it is opened.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("[data-marks-status]")).to_contain_text("All marks saved")
    expect(page.get_by_role("group", name="Young1 Example").get_by_label("Late")).to_be_checked()
    standing = (
        Attendance.objects.filter(standing="stands").order_by("person__given_name").values_list("mark", flat=True)
    )
    assert list(standing) == ["present", "late", "present"]
    assert Attendance.objects.count() == 4
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('register:')).length") == 0
    page.reload()
    page.wait_for_load_state("networkidle")
    assert Attendance.objects.count() == 4


def test_two_phones_that_differ_are_both_shown_and_somebody_chooses(cast: Cast, group: Group, sign_in: SignIn) -> None:
    session = begun(cast, group)
    address = f"/sessions/{session.pk}/register/"
    one, other = sign_in(cast.pat, size=PHONE), sign_in(cast.nora, size=PHONE)
    one.goto(address)
    other.goto(address)
    one.context.set_offline(True)
    tap(one, "Young0 Example", "Absent")
    tap(other, "Young0 Example", "Present")
    expect(other.locator("[data-marks-status]")).to_contain_text("All marks saved")
    one.context.set_offline(False)
    expect(one.get_by_text("Somebody else marked this differently")).to_be_visible()
    one.get_by_role("link", name="See both marks and choose").click()
    expect(one.get_by_role("heading", name="Marked differently by two people")).to_be_visible()
    assert_accessible(one)
    expect(one.get_by_role("button", name="Present, said Nora Example")).to_be_visible()
    one.get_by_role("button", name="Absent, said Pat Example").click()
    expect(one.get_by_text("Chosen.")).to_be_visible()
    assert Attendance.objects.get(standing="stands").mark == "absent"
    assert Attendance.objects.count() == 2


def test_a_leader_plans_records_and_closes_and_something_happened(cast: Cast, group: Group, sign_in: SignIn) -> None:
    page = sign_in(cast.pat, size=PHONE)
    page.goto("/sessions/")
    assert_accessible(page)
    page.get_by_role("button", name="Plan a session").click()
    assert_accessible(page)
    yesterday = clock.today() - dt.timedelta(days=1)
    page.get_by_label("Title").fill("Map reading")
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).last.fill(str(getattr(yesterday, part)))
    page.get_by_label("When does it begin?").fill("18:00")
    page.get_by_label("When does it end?").fill("19:30")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("group", name="Pat Example").get_by_label("Leads").check()
    page.get_by_role("group", name="Hal Hughes").get_by_label("Helps").check()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Enough adults")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Record that it took place").click()
    page.get_by_label("What was done?").fill("Grid references")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Register").click()
    for number in range(3):
        tap(page, f"Young{number} Example", "Present")
    expect(page.locator("[data-marks-status]")).to_contain_text("All marks saved")
    page.get_by_role("link", name="Map reading").first.click()
    page.get_by_role("button", name="Close the session").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Close the session").click()
    expect(page.get_by_text("Everything was as it has to be")).to_be_visible()
    assert Session.objects.get().is_compliant
    page.get_by_role("button", name="Log a concern").click()
    expect(page.get_by_role("heading", name="Is anyone in immediate danger?")).to_be_visible()
    what = ConcernDraft.objects.get().answers["what-happened"]["what_happened"][0]
    assert "Map reading" in what
    assert group.scheme.name in what


def under_way(cast: Cast, group: Group) -> Session:
    """Began a moment ago, and ends in an hour or when the day does."""
    now = clock.now().astimezone(clock.LONDON)
    start, end = max(now - dt.timedelta(minutes=2), now.replace(hour=0, minute=0)), now + dt.timedelta(hours=1)
    if end.date() != start.date():
        end = now.replace(hour=23, minute=59, second=59)
    return plan_session(group.scheme, SessionDetails("session", "Drill", start, end), by=fresh(cast.pat))


STATUS = "[data-marks-status]"


def test_the_register_is_opened_again_without_a_connection_and_nothing_is_lost(
    cast: Cast, group: Group, sign_in: SignIn
) -> None:
    session = under_way(cast, group)
    address = f"/sessions/{session.pk}/register/"
    page = sign_in(cast.pat, size=PHONE)
    page.goto(address)
    expect(page.locator("[data-register][data-kept=yes]")).to_be_visible()
    expect(page.get_by_text("this register can be opened again on this phone without a connection")).to_be_visible()
    tap(page, "Young0 Example", "Present")
    expect(page.locator(STATUS)).to_contain_text("All marks saved")
    assert set(Consultation.objects.values_list("page", flat=True)) == {"register", "register kept on a phone"}

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Register")).to_be_visible()
    # What was answered after the page was kept shows as well, and what is tapped now is kept.
    expect(page.get_by_role("group", name="Young0 Example").get_by_label("Present")).to_be_checked()
    tap(page, "Young1 Example", "Late")
    expect(page.locator(STATUS)).to_contain_text("No connection. 1 mark kept on this phone")
    # The phone closed the page, and it is opened anew.
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("group", name="Young1 Example").get_by_label("Late")).to_be_checked()
    expect(page.locator(STATUS)).to_contain_text("No connection. 1 mark kept on this phone")
    # The copy is of this one page: nothing else opens.
    other = context.new_page()
    with pytest.raises(PlaywrightError):
        other.goto("/sessions/")
    other.close()

    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("All marks saved")
    standing = Attendance.objects.filter(standing="stands").order_by("person__given_name")
    assert [row.mark for row in standing] == ["present", "late"]

    page.goto(address)
    page.locator("summary", has_text="Pat").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/register/" not in url)
    page.goto("/sign-in/login/")
    page.wait_for_function("caches.keys().then((keys) => keys.length === 0)")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError):
        page.goto(address)


def test_a_copy_that_has_run_out_is_not_shown_and_goes(cast: Cast, group: Group, sign_in: SignIn) -> None:
    address = f"/sessions/{under_way(cast, group).pk}/register/"
    page = sign_in(cast.pat, size=PHONE)
    page.goto(address)
    expect(page.locator("[data-register][data-kept=yes]")).to_be_visible()
    page.evaluate(
        """async (path) => {
          const cache = await caches.open("register-copy"), page = await cache.match(path, { ignoreVary: true });
          const headers = new Headers(page.headers);
          headers.set("X-Kept-Until", new Date(Date.now() - 1000).toISOString());
          await cache.put(path, new Response(await page.text(), { headers }));
        }""",
        address,
    )
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_text("Young0")).to_have_count(0)
    page.context.set_offline(False)
    page.goto("/sessions/")
    page.wait_for_function("caches.keys().then((keys) => keys.length === 0)")


def test_a_register_of_another_day_is_not_kept(cast: Cast, group: Group, sign_in: SignIn) -> None:
    page = sign_in(cast.pat, size=PHONE)
    page.goto(f"/sessions/{begun(cast, group).pk}/register/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("caches.keys()") == []


def test_a_mark_that_was_refused_is_read_and_set_aside_or_corrected(cast: Cast, group: Group, sign_in: SignIn) -> None:
    session = under_way(cast, group)
    page = sign_in(cast.pat, size=PHONE)
    page.goto(f"/sessions/{session.pk}/register/")
    expect(page.locator("[data-register][data-kept=yes]")).to_be_visible()
    page.context.set_offline(True)
    for child in ("Young0 Example", "Young1 Example"):
        tap(page, child, "Present")
    placements = Placement.objects.filter(scheme=group.scheme, person__in=group.young[:2])
    placements.update(starts_on=clock.today() + dt.timedelta(days=1))
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Marks that were not kept")).to_be_visible()
    assert_accessible(page)
    placements.update(starts_on=clock.today() - dt.timedelta(days=9))
    tap(page, "Young1 Example", "Late")
    expect(page.locator("[data-refused] li")).to_have_count(1)
    expect(page.locator("[data-refused] li")).to_contain_text("Young0 Example: present")
    expect(page.locator("[data-refused] li")).to_contain_text("not in the scheme on the day")
    page.get_by_role("button", name="Set it aside").click()
    expect(page.get_by_role("heading", name="Marks that were not kept")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('register:')).length") == 0
    said = AuditEvent.objects.filter(verb="session.mark_set_aside").order_by("pk")
    assert [event.data["outcome"] for event in said] == ["marked again", "set aside"]
    assert [row.mark for row in Attendance.objects.all()] == ["late"]


def test_signing_out_sends_what_waits_and_says_when_it_cannot(cast: Cast, group: Group, sign_in: SignIn) -> None:
    session = under_way(cast, group)
    page = sign_in(cast.pat, size=PHONE)
    page.goto(f"/sessions/{session.pk}/register/")
    page.route("**/register/marks/", lambda route: route.abort())
    tap(page, "Young0 Example", "Present")
    expect(page.locator(STATUS)).to_contain_text("No connection. 1 mark kept")
    page.locator("summary", has_text="Pat").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("1 mark of a register is only on this phone")).to_be_visible()
    page.unroute("**/register/marks/")
    page.goto("/concerns/mine/")
    page.locator("summary", has_text="Pat").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/concerns/" not in url)
    assert Attendance.objects.get().mark == "present"
