"""A subject access request: its clock, the file gathered, others by label, each item decided and approved, given."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import InternalError, transaction
from pghistory.models import Event

from safeguarding.access.choices import Role
from safeguarding.access.models import RoleAssignment, User
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services.waiting import MOST_TRIES
from safeguarding.deadlines.models import Deadline
from safeguarding.letters.models import Disclosure
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType
from safeguarding.people.models import Need
from safeguarding.subject_access import services
from safeguarding.subject_access.models import AccessRequest, GatheredItem, ItemDecision
from safeguarding.subject_access.selectors.reading import items_of, newest_decision, words_answered
from safeguarding.subject_access.selectors.sources import NOT_GATHERED, SOURCES
from safeguarding.subject_access.selectors.sources.titles import OF_KIND, TITLES, title_of
from safeguarding.subject_access.services import Ruling, gathering, making
from safeguarding.tracks.choices import CollegeList, TrackKind
from safeguarding.tracks.models import CollegeReport, Departure, OffenceConsidered, Track
from tests.cast import Cast, fresh, staff
from tests.factories.exports import instagram, read
from tests.factories.investigations import begun
from tests.factories.letters import GIVEN, a_disclosure, a_letter
from tests.factories.subject_access import a_request, accepted, again, approve_all, approved, decide_all, gathered
from tests.factories.tracks import a_track, along
from tests.factories.triage import a_waiting_concern
from tests.factories.work import a_case, the_child, the_pcso
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case in which Carl Cooper wrote to Ann Archer."""
    made = a_case(cast, situation="Carl Cooper sent messages to Ann Archer. Archer's mother rang.")
    the_child(cast, made)
    the_pcso(cast, made)
    return made


@pytest.fixture
def child(case: Case) -> Any:
    return case.parties.get(label="Child A").person


def due(request: AccessRequest, rule: str) -> dt.date | None:
    row = Deadline.objects.running().filter(subject_type="accessrequest", subject_id=request.pk, rule__key=rule).first()
    return clock.london_date(row.due_at) if row else None


# -- the clock --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "proved", "answer_by"),
    [
        ("2026-01-31", "2026-01-31", "2026-03-02"),  # domain 7.2: 28 February is a Saturday
        ("2026-10-14", "2026-10-14", "2026-11-16"),  # 14 November is a Saturday
        ("2026-10-14", "2026-10-22", "2026-11-23"),  # counted from the proof; 22 November is a Sunday
    ],
)
def test_the_month_begins_once_identity_is_proved(
    cast: Cast, child: Any, received: str, proved: str, answer_by: str
) -> None:
    """UK GDPR Art 12(3): the corresponding date, or the last day of the month, then the next working day."""
    made = a_request(cast, child, received_on=dt.date.fromisoformat(received))
    assert due(made, "sar_response") is None
    services.prove(made, proof="document", proved_on=dt.date.fromisoformat(proved), by=fresh(cast.sam))
    assert due(made, "sar_response") == dt.date.fromisoformat(answer_by)


def test_the_clock_waits_for_what_was_asked_and_goes_on_as_much_later(cast: Cast, child: Any) -> None:
    """DPA 2018 s.54(3C)."""
    made = accepted(cast, child, received_on=dt.date(2026, 11, 2))
    assert due(made, "sar_response") == dt.date(2026, 12, 2)
    services.ask(made, what="Which years?", asked_on=dt.date(2026, 11, 9), by=fresh(cast.sam))
    assert due(made, "sar_response") is None
    services.answered(made, answer="All of them", answered_on=dt.date(2026, 11, 19), by=fresh(cast.sam))
    with pytest.raises(Invalid, match="cannot be before 19 November 2026"):
        services.ask(made, what="Where?", asked_on=dt.date(2026, 11, 12), by=fresh(cast.sam))
    # Ten days more end on a Saturday, 12 December.
    assert due(made, "sar_response") == dt.date(2026, 12, 14)
    assert due(made, "sar_extension_notice") == dt.date(2026, 12, 11)


def test_two_months_more_if_they_are_told_within_the_first(cast: Cast, child: Any) -> None:
    """UK GDPR Art 12(3); DPA 2018 s.54(3A) and (3B)."""
    made = accepted(cast, child, received_on=dt.date(2026, 11, 2))
    told = {"because": "complex", "note": "Many files", "told_on": dt.date(2026, 11, 16), "by": fresh(cast.sam)}
    services.extend_time(made, **told)
    assert due(made, "sar_response") is None
    assert due(made, "sar_extended") == dt.date(2027, 2, 2)
    with pytest.raises(Conflict, match=r"no second extension .*s\.54\(3A\)"):
        services.extend_time(made, **told)
    late = accepted(cast, child, received_on=dt.date(2026, 10, 1))
    with pytest.raises(Invalid, match=r"by 31 October 2026 .*s\.54\(3B\)"):
        services.extend_time(late, **{**told, "told_on": dt.date(2026, 11, 2)})


# -- gathering --------------------------------------------------------------------------------------------------------


def test_every_table_is_gathered_or_says_why_not() -> None:
    ours = {
        model._meta.label for model in apps.get_models()
        if model.__module__.startswith("safeguarding.") and not issubclass(model, Event)
    }  # fmt: skip
    told = {source.model for source in SOURCES}
    assert ours - told - NOT_GATHERED.keys() == set(), "gather it, or say in NOT_GATHERED why not"
    assert told & NOT_GATHERED.keys() == set()
    there = {config.label for config in apps.get_app_configs()}
    assert {label for label in told | NOT_GATHERED.keys() if label.split(".")[0] in there} - ours == set()


def test_the_file_names_nobody_else_and_leaves_the_person_their_name(cast: Cast, case: Case, child: Any) -> None:
    ChronologyEntry.objects.create(
        case=case, kind="event", text="Carl wrote to Ann from @carl.cooper and rang 07700 900123", author=cast.lena,
        happened_at=clock.now(),
    )  # fmt: skip
    made = gathered(cast, child)
    texts = {item.source: item.redacted for item in made.items.all()}
    assert "PCSO B sent messages to Ann Archer." in texts["case"]
    assert "Ann" in texts["person"]
    assert "Archer" in texts["person"]
    assert not any("Carl" in text or "Cooper" in text for text in texts.values())
    assert "PCSO B wrote to Ann" in texts["chronology"]


def test_killed_between_two_tables_it_goes_on_there_and_gathers_nothing_twice(
    cast: Cast, child: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = accepted(cast, child)
    services.gather(made, by=fresh(cast.sam))
    keep = gathering._keep

    def dies(request: AccessRequest, found: Any, step: int) -> None:
        if step == 30:
            raise KeyboardInterrupt
        keep(request, found, step)

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "_keep", dies)
        with pytest.raises(KeyboardInterrupt):
            services.work_waiting()
    assert again(made).sources_done == 30
    assert again(made).items.filter(source="person").exists()
    services.work_waiting()
    whole = gathered(cast, child)
    assert again(made).status == "deciding"
    assert again(made).items.count() == whole.items.count()
    services.gather(made, by=fresh(cast.sam))
    services.work_waiting()
    assert again(made).items.count() == whole.items.count()


def test_what_has_changed_since_is_decided_anew_and_the_rest_stays(cast: Cast, case: Case, child: Any) -> None:
    made = gathered(cast, child)
    decide_all(cast, made)
    Case.objects.filter(pk=case.pk).update(situation="Another story.")
    services.gather(made, by=fresh(cast.sam))
    services.work_waiting()
    assert [item.source for item in made.items.filter(verdict="")] == ["case"]


def test_what_is_not_on_record_any_more_is_not_given_and_the_rest_stays_decided(cast: Cast, child: Any) -> None:
    """Its words go with it; that somebody decided about it stays in the log. Found again, it is decided anew."""
    need = Need.objects.create(
        young_person=child, category="health", what="Hears with one ear", since=clock.today(), recorded_by=cast.lena
    )
    made = gathered(cast, child)
    decide_all(cast, made)
    rest = made.items.exclude(source="need").count()
    Need.objects.filter(pk=need.pk).update(young_person=cast.people["fay"])
    services.gather(made, by=fresh(cast.sam))
    services.work_waiting()
    gone = made.items.get(source="need")
    assert (gone.verdict, gone.words, gone.redacted) == ("", "", "")
    assert gone.gone_at is not None
    assert ItemDecision.objects.filter(item=gone).exists()
    assert gone not in items_of(made, fresh(cast.sam))
    assert items_of(made, fresh(cast.sam)).exclude(verdict="").count() == rest
    with pytest.raises(Invalid, match="that you read"):
        services.decide(made, [gone.pk], Ruling("give"), by=fresh(cast.sam))
    Need.objects.filter(pk=need.pk).update(young_person=child)
    services.gather(made, by=fresh(cast.sam))
    services.work_waiting()
    assert [item.source for item in items_of(made, fresh(cast.sam)).filter(verdict="")] == ["need"]
    Need.objects.filter(pk=need.pk).update(young_person=cast.people["fay"])
    services.gather(made, by=fresh(cast.sam))
    services.work_waiting()
    services.hand_in(made, by=fresh(cast.sam))
    services.approve(made, by=fresh(cast.lena))
    assert again(made).status == "approved"


def test_everything_told_of_a_record_has_plain_words() -> None:
    told = {(source.key, path) for source in SOURCES for path in source.fields}
    assert {path for key, path in told if (key, path) not in OF_KIND} == set(TITLES), "words for a place, and no more"
    assert set(OF_KIND) <= told
    for source in SOURCES:
        titles = [title_of(source.key, path) for path in source.fields]
        assert len(set(titles)) == len(titles), source.key
    said = [*TITLES.values(), *OF_KIND.values()]
    assert [words for words in said if re.search(r"_|\b(at|id|pk)$|^Is [a-z]+$", words)] == []


def test_codes_and_machine_times_are_told_in_words(cast: Cast) -> None:
    case = a_case(cast)
    party = the_pcso(cast, case)
    lena, person = fresh(cast.lena), party.person
    along(a_track(lena, case, TrackKind.CRIMINAL, party=party), lena, "investigate")
    track = Track.objects.get(case=case, kind=TrackKind.CRIMINAL)
    OffenceConsidered.objects.create(
        of=track,
        code="misconduct_in_public_office",
        conduct_from=clock.today(),
        conduct_until=clock.today(),
        added_by=lena,
    )
    at = dt.datetime(2026, 4, 11, 16, 58, tzinfo=dt.UTC)
    ChronologyEntry.objects.create(
        case=case, kind="event", text="He rang", author=lena, happened_at=at, precision="exact"
    )
    export = read(case, lena, instagram([("carl", "how was school", at)], people=("carl", "ann_a")), "carl.json")
    export.participants.filter(name="carl").update(party=party)
    texts = [item.words for item in gathered(cast, person).items.all()]
    assert any("From: Not opened\nTo: Investigating" in one for one in texts)
    assert any("Offence: Misconduct in public office" in one for one in texts)
    assert any("When it happened: Saturday 11 April 2026 at 17:58" in one for one in texts)
    assert "11 April 2026 at 17:58: how was school" in texts
    assert not [one for one in texts if re.search(r"[a-z]_[a-z]|\bUTC\b|Is opinion|opinion: No", one)]


# -- who --------------------------------------------------------------------------------------------------------------


def seen(user: User) -> set[int]:
    return set(AccessRequest.objects.visible_to(fresh(user)).values_list("pk", flat=True))


def test_a_request_does_not_exist_for_who_is_in_conflict(cast: Cast) -> None:
    made = a_request(cast, cast.people["brian"])
    assert all(made.pk in seen(user) for user in (cast.lena, cast.sam, cast.aud, cast.piers))
    assert not any(seen(user) for user in (cast.bella, cast.brian, cast.pat, cast.mona, cast.root, cast.wes))
    with pytest.raises(Invalid, match="Choose somebody on record"):
        a_request(cast, cast.people["brian"], by=cast.bella)


def test_an_item_of_a_case_is_read_by_who_reads_the_case(cast: Cast, case: Case, child: Any) -> None:
    made = gathered(cast, child)
    assert "case" in {item.source for item in items_of(made, fresh(cast.sam))}
    for user in (cast.lars, cast.aud, cast.piers):
        assert {item.case_id for item in items_of(made, fresh(user))} == {None}
    hidden = made.items.filter(source="case").get()
    with pytest.raises(Invalid, match="that you read"):
        services.decide(made, [hidden.pk], Ruling("give"), by=fresh(cast.lars))


def test_that_somebody_reported_a_concern_is_read_and_opened_by_who_may_see_reporters(cast: Cast) -> None:
    """Lena sees who reports. An auditor answers requests and does not, though it was them who put this on record."""
    concern = a_waiting_concern(cast)
    pat = staff(cast, "Pat", "Example", PersonType.PCSO, user=cast.pat)
    done = approved(cast, pat)
    item = done.items.get(source="reporter")
    assert item.concern == concern
    assert item in items_of(done, fresh(cast.lena))
    RoleAssignment.objects.filter(user=cast.sam).update(role=Role.AUDITOR)
    assert item not in items_of(done, fresh(cast.sam))
    # Sam put the request on record and handed it in; the document says who reported.
    with pytest.raises(NotAllowed, match="do not read"):
        services.open_file(done, purpose="sar", by=fresh(cast.sam))
    services.open_file(done, purpose="sar", by=fresh(cast.lena))


# -- deciding ---------------------------------------------------------------------------------------------------------


def test_what_is_kept_back_names_the_law_and_the_reason_and_is_logged(cast: Cast, child: Any) -> None:
    made = gathered(cast, child)
    item = made.items.filter(source="case").get()
    with pytest.raises(Invalid, match="DPA 2018 Sch 2 and 3"):
        services.decide(made, [item.pk], Ruling("withhold"), by=fresh(cast.sam))
    services.decide(made, [item.pk], Ruling("withhold", "crime", "It would warn him"), by=fresh(cast.sam))
    said = ItemDecision.objects.get(item=item)
    assert (said.verdict, said.exemption, said.by) == ("withhold", "crime", cast.sam)
    with pytest.raises(InternalError), transaction.atomic():
        ItemDecision.objects.filter(pk=said.pk).update(reason="Another")


def test_of_two_who_decide_at_once_the_second_is_told(cast: Cast, child: Any) -> None:
    made = gathered(cast, child)
    item = made.items.filter(source="case").get()
    as_of = newest_decision(made)
    services.decide(made, [item.pk], Ruling("give", as_of=as_of), by=fresh(cast.sam))
    with pytest.raises(Conflict, match="Sam Example decided this meanwhile: give it"):
        services.decide(made, [item.pk], Ruling("withhold", "crime", "x", as_of=as_of), by=fresh(cast.lena))


def test_nobody_approves_what_they_decided_and_nothing_undecided_goes_on(cast: Cast, child: Any) -> None:
    made = gathered(cast, child)
    with pytest.raises(Conflict, match=r"Not every item is decided.*DPA 2018"):
        services.hand_in(made, by=fresh(cast.sam))
    decide_all(cast, made)
    services.hand_in(made, by=fresh(cast.sam))
    with pytest.raises(NotAllowed, match="Somebody else has to approve"):
        services.approve(made, by=fresh(cast.sam))
    services.approve(made, by=fresh(cast.lars))
    assert again(made).status == "to_approve", "what he does not read waits for somebody who does"
    with pytest.raises(NotAllowed, match=r"matters that you do not read.*gives somebody access"):
        services.approve(made, by=fresh(cast.lars))
    services.approve(made, by=fresh(cast.lena))
    assert again(made).status == "approved"


def test_words_that_may_be_a_name_are_asked_about_and_a_name_cannot_stay(cast: Cast, case: Case, child: Any) -> None:
    ChronologyEntry.objects.create(
        case=case, kind="event", text="PC Zimbarski came with her.", author=cast.lena, happened_at=clock.now()
    )
    made = gathered(cast, child)
    item = made.items.filter(source="chronology", questions__len__gt=0).get()
    assert item.questions == ["PC Zimbarski"]
    services.answer_words(made, words="PC Zimbarski", stays=False, reason="Not a party", by=fresh(cast.sam))
    item.refresh_from_db()
    assert item.redacted.endswith("[left out] came with her.")
    assert item.questions == []
    assert [one.words for one in words_answered(made, fresh(cast.lena))] == ["PC Zimbarski"]
    assert words_answered(made, fresh(cast.lars)) == [], "they stand in nothing that he reads"


# -- giving -----------------------------------------------------------------------------------------------------------


def test_the_document_is_accessible_sealed_opened_with_a_purpose_and_disclosed(cast: Cast, child: Any) -> None:
    made = accepted(cast, child)
    with pytest.raises(Conflict):
        services.disclose(made, on=clock.today(), how="post", to="Ann", by=fresh(cast.sam))
    done = approved(cast, child)
    assert done.file is not None
    assert done.pages
    with pytest.raises(NotAllowed, match="matters that you do not read"):
        services.open_file(done, purpose="sar", by=fresh(cast.lars))
    pdf = b"".join(services.open_file(done, purpose="sar", by=fresh(cast.lena)))
    assert problems(pdf) == []
    assert done.openings.get().opened_by == cast.lena
    package = b"".join(services.open_file(done, purpose="sar", by=fresh(cast.lena), package=True))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(parts["manifest.json"])["files"]
    assert {one["name"]: one["sha256"] for one in listed} == {
        name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != "manifest.json"
    }
    assert parts[f"{done.reference}.pdf"] == pdf
    items = json.loads(parts["items.json"])["items"]
    assert len(items) == done.items.filter(verdict="give").count()
    assert not any("Carl" in one["text"] or "Cooper" in one["text"] for one in items)
    assert {bool(one["left_out"]) for one in items} == {True, False}
    assert parts["items.csv"].decode("utf-8-sig").startswith("number,kind,date,text,left_out")
    assert {one.sha256 for one in done.openings.all()} == {done.file.sha256, done.package.sha256}
    services.disclose(done, on=clock.today(), how="post", to="Ann Archer", by=fresh(cast.lena))
    assert again(done).status == "disclosed"
    assert not Deadline.objects.running().filter(subject_type="accessrequest", subject_id=done.pk).exists()


def test_the_document_says_by_which_law_something_was_kept_back_where_saying_so_undoes_nothing(
    cast: Cast, child: Any
) -> None:
    made = gathered(cast, child)
    case, party = made.items.get(source="case"), made.items.get(source="case_party")
    services.decide(made, [case.pk], Ruling("withhold", "crime", "It would warn him"), by=fresh(cast.sam))
    services.decide(made, [party.pk], Ruling("withhold", "privilege", "Advice"), by=fresh(cast.sam))
    done = approve_all(cast, made)
    words = " ".join(" ".join(pages_of(b"".join(services.open_file(done, purpose="sar", by=fresh(cast.lena))))).split())
    assert "Legal professional privilege (DPA 2018 Sch 2 para 19)" in words
    assert "Crime and taxation" not in words
    assert "It would warn him" not in words


def test_who_came_into_the_file_since_stops_the_document(cast: Cast, case: Case, child: Any) -> None:
    made = gathered(cast, child)
    decide_all(cast, made)
    services.hand_in(made, by=fresh(cast.sam))
    services.approve(made, by=fresh(cast.lena))
    GatheredItem.objects.filter(request=made, source="case").update(redacted="Carl Cooper, as it slipped through")
    services.work_waiting()
    held = again(made)
    assert (held.status, held.file) == ("deciding", None)
    assert "one item would name somebody" in held.problem
    assert "Carl" not in made.items.get(source="case").redacted


def test_what_hangs_on_a_misconduct_track_is_no_item_of_who_reads_the_case_alone(cast: Cast) -> None:
    """A letter of the track, its disclosure, leaving and the report to the College, as their own pages have it."""
    matter = a_case(cast, psd_unit=cast.psd)
    rebuild_access(matter)
    the_child(cast, matter)
    held = begun(cast.ivy, matter, the_pcso(cast, matter))
    letter = a_letter(matter, cast.ivy, track=held.track, body="It is alleged that messages were sent")
    Disclosure.objects.create(
        case=matter, letter=letter, what="Letter 1", sha256="ab" * 32, given_on=clock.today(), recorded_by=cast.ivy,
        **GIVEN,
    )  # fmt: skip
    bundle = Disclosure.objects.create(
        case=matter, track=held.track, what="Hearing bundle", sha256="ab" * 32, given_on=clock.today(),
        recorded_by=cast.ivy, **GIVEN,
    )  # fmt: skip
    plain = a_disclosure(matter, cast.lena)
    day, party = clock.today(), held.track.party
    Departure.objects.create(case=matter, party=party, how="resigned", left_on=day, recorded_by=cast.ivy)
    CollegeReport.objects.create(
        case=matter, party=party, for_list=CollegeList.ADVISORY, opened_because="They left", begins_on=day
    )
    made = gathered(cast, party.person)
    kept = {"letter", "departure", "college_report"}
    assert kept <= set(made.items.values_list("source", flat=True))
    for user, sees in ((cast.lena, False), (cast.sam, False), (cast.piers, True)):
        mine = items_of(made, fresh(user))
        assert bool(kept & {item.source for item in mine}) is sees
        given = {item.object_key for item in mine if item.source == "disclosure"}
        theirs = {str(letter.disclosure.pk), str(bundle.pk)}
        assert given == {str(plain.pk)} | (theirs if sees else set())


def test_a_request_that_goes_wrong_keeps_no_other_waiting_and_is_given_up_until_somebody_tries_again(
    cast: Cast, child: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, right = accepted(cast, child), accepted(cast, cast.people["brian"])
    for one in (wrong, right):
        services.gather(one, by=fresh(cast.sam))
    reach_of = gathering.reading.reach_of

    def goes_wrong(person: int) -> Any:
        if person == child.pk:
            raise ValueError
        return reach_of(person)

    with monkeypatch.context() as patch:
        patch.setattr(gathering.reading, "reach_of", goes_wrong)
        for _ in range(MOST_TRIES + 1):
            services.work_waiting()
    assert again(right).status == "deciding"
    assert "could not be gathered" in again(wrong).problem
    assert [one.recipient for one in Notice.objects.filter(subject_type="accessrequest", subject_id=wrong.pk)] == [
        cast.sam
    ]
    services.try_again(wrong, by=fresh(cast.lena))
    with pytest.raises(Conflict, match="stands still"):
        services.try_again(wrong, by=fresh(cast.lena))
    services.work_waiting()
    assert again(wrong).status == "deciding"
    decide_all(cast, wrong)
    services.hand_in(wrong, by=fresh(cast.sam))
    services.approve(wrong, by=fresh(cast.lena))
    with monkeypatch.context() as patch:
        patch.setattr(making, "document_of", lambda request: 1 / 0)
        for _ in range(MOST_TRIES + 1):
            services.work_waiting()
    assert "could not be made" in again(wrong).problem
    services.try_again(wrong, by=fresh(cast.lena))
    services.work_waiting()
    assert again(wrong).file is not None
