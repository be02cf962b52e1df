"""One rule, told the same everywhere: lists, details, counts, exports, search, figures, work and calendars agree.

The rule of who sees what is written down here a second time, in plain Python on plain facts, apart from the code.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from safeguarding.access.choices import Role
from safeguarding.access.models import RoleAssignment, User
from safeguarding.cases import policies as case_policies
from safeguarding.cases.choices import GrantKind, PartyRole, Stage
from safeguarding.cases.models import Case, CaseConcern, CaseConflict, CaseParty, Concern
from safeguarding.cases.selectors.triage import joinable_cases
from safeguarding.cases.services.access import put_grant, rebuild_access, rebuild_conflicts
from safeguarding.core import clock
from safeguarding.dashboards import selectors as figures
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.reminders.services.calendar import make_address
from safeguarding.tracks import policies as track_policies
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.states import TABLES
from tests import cast as cast_module
from tests.cast import Cast, fresh
from tests.factories.triage import a_waiting_concern
from tests.factories.work import a_case
from tests.walls.test_states import WAY

pytestmark = pytest.mark.django_db

CASE = re.compile(r"SC-[0-9]{4}-[0-9]{6}")
CONCERN = re.compile(r"\bC-[0-9]{4}-[0-9]{6}")
#: Which roles each person holds today. Fred's begins tomorrow, Edna's ended yesterday: neither is in force.
ROLES: dict[str, set[tuple[str, str]]] = {
    "lena": {("hub", "lead")}, "leo": {("hub", "lead")}, "bella": {("hub", "lead")}, "sam": {("hub", "supervisor")},
    "lars": {("south", "lead")}, "ivy": {("psd", "psd_investigator")}, "piers": {("psd", "psd_supervisor")},
    "mona": {(unit, "manager") for unit in ("hub", "south", "psd", "cadets")}, "pat": {("cadets", "practitioner")},
    "cora": {("cadets", "coordinator")}, "aud": {("hub", "auditor")}, "adam": {("hub", "administrator")},
    "brian": {("cadets", "practitioner")}, "nora": set(), "root": set(), "wes": {("other_hub", "lead")},
    "walt": {("other_hub", "practitioner")}, "fred": set(), "edna": set(),
}  # fmt: skip


@dataclass
class Facts:
    """What is so about a case or a concern, before anybody asks who sees it."""

    unit: str
    stage: str = Stage.OPEN
    restricted: bool = False
    psd: bool = False
    owner: str = ""
    #: Who was given a way in, and whether it is still open.
    grants: dict[str, bool] = field(default_factory=dict)
    #: Brian is the subject: it is not there for him, nor for Bella who manages him.
    about_brian: bool = False
    declared: tuple[str, ...] = ()
    #: A concern in this case: seen by whoever sees the case.
    case: str = ""

    @property
    def in_conflict(self) -> set[str]:
        return {*self.declared, *(("brian", "bella") if self.about_brian else ())}


def owner_of(unit: str) -> str:
    return {"hub": "lena", "south": "lars", "other_hub": "wes"}[unit]


def facts() -> dict[str, Facts]:
    """About thirty cases: unit, restriction, PSD track and stage crossed; then grants, emergencies and conflicts."""
    found = {
        f"{unit}-{stage}{'-psd' if psd else ''}{'-restricted' if restricted else ''}": Facts(
            unit, stage, restricted, psd, owner_of(unit)
        )
        for unit in ("hub", "south", "other_hub")
        for stage in (Stage.OPEN, Stage.CLOSED)
        for psd in ((False, True) if unit == "hub" else (False,))
        for restricted in (False, True)
    }
    live = {"nora": True, "ivy": True, "aud": True, "fred": True}
    ended = {"nora": False, "pat": False, "leo": False}
    found |= {
        "active": Facts("hub", Stage.ACTIVE, owner="lena"),
        "awaiting": Facts("hub", Stage.AWAITING_OUTCOME, owner="leo", psd=True),
        "named": Facts("south", owner="lars", grants=live),
        "named-restricted": Facts("hub", restricted=True, owner="lena", grants=live),
        "ended": Facts("south", owner="lars", grants=ended),
        "ended-restricted": Facts("hub", restricted=True, owner="lena", grants=ended),
        "brian": Facts("hub", owner="lena", about_brian=True, grants={"brian": True, "root": True}),
        "brian-restricted": Facts("hub", restricted=True, owner="lena", about_brian=True, grants={"bella": True}),
        "declared": Facts("hub", owner="lena", declared=("leo", "mona", "sam", "root"), grants={"root": True}),
        "declared-psd": Facts("hub", owner="lena", psd=True, declared=("ivy", "piers", "aud"), grants={"aud": True}),
    }
    return found


def told() -> dict[str, Facts]:
    """Concerns: waiting in each unit, about brian, declared by nobody; and in cases seen by few."""
    return {
        "hub": Facts("hub"), "south": Facts("south"), "other_hub": Facts("other_hub"),
        "brian": Facts("hub", about_brian=True),
        "in-restricted": Facts("hub", case="named-restricted"),
        "in-psd": Facts("hub", case="awaiting"),
        "in-declared": Facts("hub", case="declared"),
        "in-brian": Facts("hub", about_brian=True, case="brian"),
    }  # fmt: skip


# -- the rule, a second time ------------------------------------------------------------------------------------------


def level(person: str, case: Facts) -> str:
    """`full`, `header` or nothing: conflict first, then a live grant, then the role in the owning or the PSD unit."""
    if person in case.in_conflict:
        return ""
    if person == case.owner or case.grants.get(person):
        return "full"
    if case.restricted:
        return ""
    found = set()
    for unit, role in ROLES[person]:
        if unit == case.unit and role in ("lead", "supervisor"):
            found.add("full")
        if case.psd and role == "psd_supervisor":
            found.add("full")
        if case.psd and role == "psd_investigator" and case.stage != Stage.CLOSED:
            found.add("full")
        if role == "manager" and (unit == case.unit or (case.psd and unit == "psd")):
            found.add("header")
    return "full" if "full" in found else "header" if found else ""


def sees_concern(person: str, concern: Facts, cases: dict[str, Facts]) -> bool:
    if person in concern.in_conflict:
        return False
    if concern.case:
        return bool(level(person, cases[concern.case]))
    return any(unit == concern.unit and role in ("lead", "supervisor", "manager") for unit, role in ROLES[person])


# -- the world --------------------------------------------------------------------------------------------------------


@dataclass
class World:
    cast: Cast
    cases: dict[str, Case]
    concerns: dict[str, Concern]
    calendars: dict[str, str]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = cast_module.build()
        _part_time(cast)
        cases = {key: made(cast, case) for key, case in facts().items()}
        concerns = {key: heard(cast, concern, cases) for key, concern in told().items()}
        for name in ROLES:
            _tell_everything(fresh(cast.users[name]), cases)
        calendars = {name: make_address(by=fresh(cast.users[name])) for name in ROLES}
        yield World(cast, cases, concerns, calendars)
        transaction.set_rollback(True)


def _part_time(cast: Cast) -> None:
    today = clock.today()
    for name, given in {
        "fred": {"starts_on": today + dt.timedelta(days=1)},
        "edna": {"starts_on": today - dt.timedelta(days=9), "ends_on": today - dt.timedelta(days=1)},
    }.items():
        cast.users[name] = cast_module.add_user(name, cast.hub, [])
        RoleAssignment.objects.create(user=cast.users[name], unit=cast.hub, role=Role.LEAD, **given)


def made(cast: Cast, case: Facts) -> Case:
    unit = getattr(cast, case.unit)
    owner = cast.users[case.owner]
    row = a_case(
        cast, force=unit.force, unit=unit, owner=owner, supervisor=None, is_restricted=case.restricted,
        psd_unit=cast.psd if case.psd else None,
    )  # fmt: skip
    put_grant(case=row, user=owner, kind=GrantKind.LEAD, reason="Owns it", by=owner)
    for name, is_live in case.grants.items():
        until = clock.now() + dt.timedelta(hours=1 if is_live else -1)
        kind = GrantKind.BREAK_GLASS if name == "leo" else GrantKind.ACCESS
        put_grant(case=row, user=cast.users[name], kind=kind, reason="Named", by=owner, expires_at=until)
    for stage in WAY[case.stage]:
        row.stage, row.closed_at = stage, clock.now() if stage == Stage.CLOSED else None
        row.save(update_fields=["stage", "closed_at"])
    if case.about_brian:
        CaseParty.objects.create(
            case=row, role=PartyRole.SUBJECT, label="PCSO A", person=cast.people["brian"], kind=PersonKind.ADULT,
            person_type=PersonType.PCSO, added_by=owner,
        )  # fmt: skip
    for name in case.declared:
        CaseConflict.objects.create(case=row, user=cast.users[name], kind="declared", reason="Friends")
    rebuild_access(row)
    rebuild_conflicts(row)
    return row


def heard(cast: Cast, concern: Facts, cases: dict[str, Case]) -> Concern:
    unit = getattr(cast, concern.unit)
    people = [("adult_of_concern", cast.people["brian"])] if concern.about_brian else []
    row = a_waiting_concern(cast, force=unit.force, unit=unit, people=people)
    if concern.case:
        CaseConcern.objects.create(case=cases[concern.case], concern=row, added_by=cast.lena)
    return row


def _tell_everything(user: User, cases: dict[str, Case]) -> None:
    Notice.objects.bulk_create(
        Notice(recipient=user, key=f"all:{case.pk}", title=case.reference, subject_type="case", subject_id=case.pk)
        for case in cases.values()
    )


@dataclass
class Viewer:
    """One person with what they should see, and a browser."""

    world: World
    name: str

    def __post_init__(self) -> None:
        self.user = fresh(self.world.cast.users[self.name])
        self.client = Client()
        self.client.force_login(self.user)
        self.levels = {key: level(self.name, case) for key, case in facts().items()}
        self.keys = {key for key, found in self.levels.items() if found}
        self.references = {self.world.cases[key].reference for key in self.keys}
        self.open_keys = {key for key in self.keys if facts()[key].stage != Stage.CLOSED}
        cases = facts()
        self.concerns = {
            self.world.concerns[key].reference
            for key, concern in told().items()
            if sees_concern(self.name, concern, cases)
        }

    def page(self, name: str, query: str = "") -> str:
        answer = self.client.get(reverse(name) + query)
        return answer.content.decode() if answer.status_code == 200 else ""

    def api(self, name: str, query: str = "") -> list[dict[str, Any]]:
        """Every row of a list, page after page."""
        address: str | None = reverse(f"api:{name}") + query
        rows: list[dict[str, Any]] = []
        while address:
            body = self.client.get(address).json()
            rows.extend(body["results"])
            address = body.get("next")
        return rows

    def case(self, key: str) -> Case:
        return self.world.cases[key]


@pytest.fixture(params=sorted(ROLES))
def viewer(world: World, request: pytest.FixtureRequest) -> Viewer:
    return Viewer(world, request.param)


# -- the agreement ----------------------------------------------------------------------------------------------------


def test_the_world_is_mixed_enough() -> None:
    assert len(facts()) + len(told()) >= 30
    seen = [{level(name, case) for name in ROLES} for case in facts().values()]
    assert all("" in levels and "full" in levels for levels in seen)


def test_the_query_and_the_rule_agree(viewer: Viewer) -> None:
    assert {case.reference for case in Case.objects.visible_to(viewer.user)} == viewer.references
    full = {viewer.case(key).reference for key, found in viewer.levels.items() if found == "full"}
    assert {case.reference for case in Case.objects.fully_visible_to(viewer.user)} == full
    assert {row.reference for row in Concern.objects.visible_to(viewer.user)} == viewer.concerns


def test_whose_tracks_somebody_reads_is_said_alike_of_one_case_and_in_one_query(viewer: Viewer) -> None:
    with transaction.atomic():
        owner = viewer.world.cast.lena
        Track.objects.bulk_create(
            Track(case=case, kind=kind, stage=TABLES[kind].first, owner=owner, opened_by=owner, opened_because="It is")
            for case in viewer.world.cases.values() for kind in TrackKind.values
        )  # fmt: skip
        at_once = set(Track.objects.fully_visible_to(viewer.user).values_list("case__reference", "kind"))
        one_by_one = {
            (case.reference, kind)
            for case in viewer.world.cases.values()
            for kind in track_policies.kinds_read(viewer.user, case, case_policies.standing(viewer.user, case).ways)
        }
        transaction.set_rollback(True)
    assert at_once == one_by_one
    assert {reference for reference, _ in at_once} <= viewer.references


def test_lists_counts_and_the_export_agree(viewer: Viewer) -> None:
    page = viewer.page("cases:case_list")
    assert set(CASE.findall(page)) == viewer.references
    assert re.search(rf"\b{len(viewer.references)} cases?\b", page)
    assert {row["reference"] for row in viewer.api("case-list")} == viewer.references
    lines = list(csv.reader(io.StringIO(viewer.page("cases:case_list", "?as=csv").lstrip("\ufeff"))))
    assert {line[0] for line in lines if line and CASE.fullmatch(line[0])} == viewer.references


def test_details_agree_and_say_as_much_as_the_rule_allows(viewer: Viewer) -> None:
    for key in facts():
        case = viewer.case(key)
        page = viewer.client.get(reverse("cases:case", args=[case.reference]))
        route = viewer.client.get(reverse("api:case-detail", args=[case.reference]))
        assert (page.status_code == 200, route.status_code == 200) == (key in viewer.keys,) * 2, key
        if key in viewer.keys:
            assert route.json()["level"] == viewer.levels[key], key
        else:
            assert (page.status_code, route.status_code) == (404, 404), key


def test_concerns_agree_in_list_and_detail(viewer: Viewer) -> None:
    assert {row["reference"] for row in viewer.api("concern-list")} == viewer.concerns
    for concern in viewer.world.concerns.values():
        for name in ("cases:concern", "api:concern-detail"):
            status = viewer.client.get(reverse(name, args=[concern.reference])).status_code
            assert status == (200 if concern.reference in viewer.concerns else 404), name
    queue = viewer.page("cases:triage_queue", "?queue=new")
    assert set(CONCERN.findall(queue)) <= viewer.concerns


def test_searching_finds_no_more_and_no_less(viewer: Viewer) -> None:
    for key in facts():
        reference = viewer.case(key).reference
        hits = {row["reference"] for row in viewer.api("case-list", f"?q={reference}")}
        assert hits == ({reference} & viewer.references), key
    typed = viewer.page("cases:case_list", "?q=SC-2026")
    assert set(CASE.findall(typed)) == viewer.references


def test_the_search_box_opens_and_lists_no_more_and_no_less(viewer: Viewer) -> None:
    box, cases, concerns = reverse("cases:search"), viewer.world.cases.values(), viewer.world.concerns.values()
    for record, seen in ((cases, viewer.references), (concerns, viewer.concerns)):
        for reference in {one.reference for one in record}:
            leads_to = viewer.client.get(f"{box}?q={reference}").headers.get("Location", "")
            assert leads_to.startswith(("/cases/", "/triage/")) == (reference in seen), reference
    page = viewer.page("cases:search", "?q=-2026-")
    for pattern, seen in ((r"/cases/(SC[-0-9]+)/", viewer.references), (r"/triage/(C[-0-9]+)/", viewer.concerns)):
        assert len(listed := set(re.findall(pattern, page))) == min(len(seen), 5)
        assert listed <= seen


def test_the_figures_count_what_the_lists_show(viewer: Viewer) -> None:
    counted = figures.count(viewer.user)
    headlines = {headline.label: headline.value for headline in counted.headlines}
    by_stage = sum(count for _, bands in counted.stages for _, count in bands)
    assert headlines["Open cases"] == by_stage == len(viewer.open_keys) == figures.open_cases(viewer.user).count()
    assert headlines["Concerns waiting for a decision"] == len(viewer.concerns)
    for table in (counted.by_route, counted.by_source):
        assert sum(sum(counts) for _, counts in table) == len(viewer.concerns)
    listed = viewer.page("dashboards:cases")
    if listed:
        assert set(CASE.findall(listed)) == {viewer.case(key).reference for key in viewer.open_keys}
        assert set(CONCERN.findall(viewer.page("dashboards:concerns"))) == viewer.concerns


def test_clocks_are_as_secret_as_what_they_belong_to(viewer: Viewer) -> None:
    visible = Deadline.objects.visible_to(viewer.user)
    assert set(visible.filter(subject_type="case").values_list("subject_label", flat=True)) == viewer.references
    assert set(visible.filter(subject_type="concern").values_list("subject_label", flat=True)) == viewer.concerns


def test_work_badge_and_calendar_hold_the_clocks_one_may_see(viewer: Viewer) -> None:
    """Even when every clock names the viewer as its owner, those of cases that are not there are not there."""
    Deadline.objects.filter(subject_type="case").update(owner=viewer.user, due_at=clock.now() - dt.timedelta(days=1))
    assert set(CASE.findall(viewer.page("cases:my_work"))) == viewer.references
    work = viewer.client.get(reverse("api:my-work")).json()["results"]
    assert {entry["reference"] for entry in work} == viewer.references
    feed = Client().get(reverse("reminders:feed", args=[viewer.world.calendars[viewer.name]])).content.decode()
    assert set(CASE.findall(feed.replace("\r\n ", ""))) == viewer.references
    shell = viewer.client.get(reverse("access:my_account")).context["shell"]
    assert shell.clocks_due == len(viewer.references)


def test_notices_of_what_is_in_conflict_are_gone(viewer: Viewer) -> None:
    """What somebody was told stays told, but for a case that does not exist for them any more."""
    kept = {viewer.case(key).reference for key, case in facts().items() if viewer.name not in case.in_conflict}
    assert set(CASE.findall(viewer.page("notices:notice_list"))) == kept
    assert {row["title"] for row in viewer.api("notice-list")} >= kept
    assert not {row["title"] for row in viewer.api("notice-list")} & (
        {case.reference for case in viewer.world.cases.values()} - kept
    )


def test_choices_offer_only_what_the_viewer_works_on(viewer: Viewer) -> None:
    concern = viewer.world.concerns["hub"]
    offered = {case.reference for case in joinable_cases(viewer.user, concern)}
    full = {viewer.case(key).reference for key in viewer.open_keys if viewer.levels[key] == "full"}
    assert offered <= full
