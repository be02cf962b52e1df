"""From a file to the record: every row with a verdict and its reason, then all of it or nothing, and once."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from safeguarding.access.models import RoleAssignment
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.core.errors import Conflict, NotAllowed
from safeguarding.exchange import services
from safeguarding.exchange.choices import ImportKind, ImportStatus
from safeguarding.exchange.models import ExternalId, Import, ImportFile, ImportRow
from safeguarding.exchange.services import passes
from safeguarding.matching.models import LikelyPair
from safeguarding.matching.services import find_pairs
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from tests.cast import Cast, child, fresh
from tests.factories.exchange import (
    STAFF,
    YOUNG,
    a_csv,
    a_workbook,
    applied,
    checked,
    packed,
    reasons,
    uploaded,
    verdicts,
    worked,
)

pytestmark = pytest.mark.django_db

SALLY = ("C1", "Sally", "Stone", "13/05/2012", "Oakfield School")
TOM = ("C2", "Tom", "Tarn", "2011-02-28", "")


def row(run: Import, number: int) -> ImportRow:
    return ImportRow.objects.get(run=run, number=number)


def test_a_file_comes_on_record_whole_and_each_record_says_so(cast: Cast) -> None:
    run = applied(cast, a_csv(YOUNG, SALLY, TOM))
    assert (run.status, run.counts) == (ImportStatus.APPLIED, {"new": 2})
    sally = Person.objects.get(given_name="Sally")
    assert (sally.kind, sally.unit, sally.date_of_birth) == (
        PersonKind.YOUNG_PERSON, cast.cadets, dt.date(2012, 5, 13)
    )  # fmt: skip
    assert (sally.school, sally.created_by) == ("Oakfield School", cast.cora)
    events = AuditEvent.objects.filter(verb="person.added", object_id=sally.pk)
    assert [event.actor_id for event in events] == [cast.cora.pk]
    told = AuditEvent.objects.get(verb="import.applied")
    assert told.data == {"kind": "Young people", "new": 2, "change": 0, "same": 0, "left_out": 0}


def test_what_an_import_changes_is_put_down_to_who_brought_it_in(cast: Cast) -> None:
    applied(cast, a_csv(YOUNG, SALLY))
    sally = Person.objects.get(given_name="Sally")
    assert [event.pgh_context["user"] for event in type(sally).pgh_event_model.objects.filter(pgh_obj=sally)] == [
        cast.cora.pk
    ]


def test_running_it_twice_changes_nothing(cast: Cast) -> None:
    content = a_csv(YOUNG, SALLY, TOM, ("", "Una", "Unset", "", ""))
    applied(cast, content)
    before = list(Person.objects.order_by("pk").values_list("pk", "version"))
    again = checked(cast, content)
    assert again.counts == {"same": 3}
    with pytest.raises(Conflict, match="nothing new"):
        services.confirm(again, version=again.version, by=fresh(cast.cora))
    assert list(Person.objects.order_by("pk").values_list("pk", "version")) == before


def test_a_guess_at_a_young_persons_birthday_is_written_down_as_a_reading(cast: Cast) -> None:
    applied(cast, a_csv(YOUNG, SALLY, TOM))
    assert not Consultation.objects.exists()
    guess = (*SALLY[:3], "14/05/2012", SALLY[4])
    assert checked(cast, a_csv(YOUNG, guess, TOM)).counts == {"change": 1, "same": 1}
    read = Consultation.objects.filter(object_type="person", actor_id=cast.cora.pk, page="import_check")
    assert {one.object_id for one in read} == set(
        Person.objects.filter(given_name__in=("Sally", "Tom")).values_list("pk", flat=True)
    )
    assert not any("Sally" in one.purpose_text + one.object_label for one in read)


def test_a_changed_row_says_what_would_change_and_changes_just_that(cast: Cast) -> None:
    applied(cast, a_csv(YOUNG, SALLY))
    sally = Person.objects.get(given_name="Sally")
    Person.objects.filter(pk=sally.pk).update(known_as="Sal")
    run = checked(cast, a_csv(YOUNG, ("C1", "Sally", "Stone", "13/05/2012", "Hill School")))
    assert reasons(run, 2) == {"school": ["Becomes “Hill School”"]}
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    assert worked(run).status == ImportStatus.APPLIED
    sally.refresh_from_db()
    assert (sally.school, sally.known_as, sally.version) == ("Hill School", "Sal", 2)


def test_somebody_like_them_on_record_is_decided_by_somebody(cast: Cast) -> None:
    there = child(cast, "Sal", "Stone", dt.date(2012, 5, 13))
    Person.objects.filter(pk=there.pk).update(unit=cast.cadets)
    run = checked(cast, a_csv(YOUNG, SALLY, TOM))
    assert verdicts(run) == ["review", "new"]
    assert row(run, 2).candidates == [there.pk]
    with pytest.raises(Conflict, match="decided"):
        services.confirm(run, version=run.version, by=fresh(cast.cora))
    services.fix_row(row(run, 2), values={}, choice="person", person=there, by=fresh(cast.cora))
    assert verdicts(run) == ["change", "new"]
    run.refresh_from_db()
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    worked(run)
    there.refresh_from_db()
    assert (there.given_name, Person.objects.filter(family_name="Stone").count()) == ("Sally", 1)
    assert checked(cast, a_csv(YOUNG, SALLY, TOM)).counts == {"same": 2}


def test_who_is_said_to_be_new_is_new_and_is_not_asked_about_again(cast: Cast) -> None:
    there = child(cast, "Sally", "Stone", None)
    Person.objects.filter(pk=there.pk).update(unit=cast.cadets)
    run = checked(cast, a_csv(YOUNG, SALLY))
    services.fix_row(row(run, 2), values={}, choice="new", by=fresh(cast.cora))
    run.refresh_from_db()
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    worked(run)
    assert Person.objects.filter(family_name="Stone").count() == 2
    assert checked(cast, a_csv(YOUNG, SALLY)).counts == {"same": 1}


def test_a_wrong_row_says_why_is_put_right_where_it_stands_and_holds_up_all(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY, ("C2", "Tom", "Tarn", "31/02/2011", "")))
    assert verdicts(run) == ["new", "wrong"]
    assert "is no day" in reasons(run, 3)["date_of_birth"][0]
    with pytest.raises(Conflict):
        services.confirm(run, version=run.version, by=fresh(cast.cora))
    services.fix_row(row(run, 3), values={"date_of_birth": "28/02/2011"}, by=fresh(cast.cora))
    run.refresh_from_db()
    assert run.counts == {"new": 2}


def test_what_is_left_out_is_not_brought_in(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY, ("C2", "", "", "", "")))
    assert services.leave_out(run, verdict="wrong", version=run.version, by=fresh(cast.cora)) == 1
    run.refresh_from_db()
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    assert worked(run).counts == {"new": 1, "left_out": 1}


def test_two_rows_that_say_the_same_are_not_two_people(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY, SALLY))
    assert verdicts(run) == ["new", "wrong"]
    assert reasons(run, 3) == {"": ["Row 2 says the same. Leave one of them out"]}
    services.fix_row(row(run, 2), values={}, choice="leave_out", by=fresh(cast.cora))
    assert verdicts(run) == ["left_out", "new"]


def test_a_young_person_of_34_is_refused_in_words(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, ("C1", "Sally", "Stone", "13/05/1992", "")))
    assert verdicts(run) == ["wrong"]
    assert "34" in reasons(run, 2)["date_of_birth"][0]


def test_staff_come_in_and_nobody_brings_in_themself(cast: Cast) -> None:
    me = Person.objects.create(
        force=cast.force, unit=cast.cadets, kind="adult", person_type="pcso", given_name="Cora", family_name="Example",
        user=cast.cora, created_by=cast.adam,
    )  # fmt: skip
    ExternalId.objects.create(force=cast.force, source="cadet platform", value="r:7", person=me)
    run = checked(
        cast, a_csv(STAFF, ("7", "Cora", "Example", "Police officer", ""), ("8", "Ned", "North", "PC", "Response")),
        ImportKind.STAFF,
    )  # fmt: skip
    assert verdicts(run) == ["wrong", "new"]
    assert "yourself" in reasons(run, 2)["given_name"][0]
    run = checked(cast, a_csv(STAFF, ("9", "Al", "Ash", "Wizard", "")), ImportKind.STAFF)
    assert "is no kind of staff here" in reasons(run, 2)["person_type"][0]


def test_who_was_hidden_since_is_told_of_in_no_way(cast: Cast) -> None:
    """Sally came in by a file, and is out of sight by now. Her row waits like that of anybody who has to be decided."""
    applied(cast, a_csv(YOUNG, SALLY))
    sally = Person.objects.get(family_name="Stone")
    Person.objects.filter(pk=sally.pk).update(unit=cast.hub, created_by=cast.lena)
    like_tom = child(cast, "Thomas", "Tarn", dt.date(2011, 2, 28))
    Person.objects.filter(pk=like_tom.pk).update(unit=cast.cadets)
    run = checked(cast, a_csv(YOUNG, SALLY, TOM))
    assert verdicts(run) == ["review", "review"]
    assert reasons(run, 2) == reasons(run, 3)
    assert (row(run, 2).person_id, row(run, 2).candidates) == (None, [])
    for number in (2, 3):
        services.fix_row(row(run, number), values={}, choice="new", by=fresh(cast.cora))
    run.refresh_from_db()
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    assert worked(run).status == ImportStatus.APPLIED
    assert checked(cast, a_csv(YOUNG, SALLY, TOM)).counts == {"same": 2}
    # Whether both are one is for somebody who sees both.
    find_pairs()
    pair = LikelyPair.objects.get(first=sally)
    assert LikelyPair.objects.visible_to(fresh(cast.cora)).filter(pk=pair.pk).exists() is False


def test_the_finer_search_offers_who_is_spelt_otherwise_or_turned_about(cast: Cast) -> None:
    for given, family, born in (
        ("Elizabeth", "Marsh", dt.date(2012, 5, 13)), ("Quill", "Zoë", dt.date(2011, 2, 3)),
        ("Jon", "Smythe", dt.date(2012, 7, 9)), ("Peter", "Other", dt.date(2012, 7, 9)),
    ):  # fmt: skip
        Person.objects.filter(pk=child(cast, given, family, born).pk).update(unit=cast.cadets)
    content = a_csv(
        YOUNG, ("1", "Lizzie", "Marsh", "13/05/2012", ""), ("2", "Zoe", "Quill", "03/02/2011", ""),
        ("3", "John", "Smyth", "07/09/2012", ""), ("4", "Petra", "Nobody", "01/01/2012", ""),
    )  # fmt: skip
    run = checked(cast, content)
    assert verdicts(run) == ["review", "review", "review", "new"]
    like = [[Person.objects.get(pk=pk).family_name for pk in row(run, number).candidates] for number in (2, 3, 4)]
    assert like == [["Marsh"], ["Zoë"], ["Smythe"]]


def test_who_came_on_record_since_the_check_is_looked_at_before_anything_is_written(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY))
    assert verdicts(run) == ["new"]
    there = child(cast, "Sal", "Stone", dt.date(2012, 5, 13))
    Person.objects.filter(pk=there.pk).update(unit=cast.cadets)
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    run = worked(run)
    assert (run.status, verdicts(run)) == (ImportStatus.CHECKED, ["review"])
    assert row(run, 2).candidates == [there.pk]


def test_what_came_on_record_after_the_check_is_not_overwritten(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY))
    there = child(cast, "Sally", "Stone", dt.date(2012, 5, 13))
    Person.objects.filter(pk=there.pk).update(unit=cast.cadets, school="Hill School")
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    run = worked(run)
    assert (run.status, verdicts(run)) == (ImportStatus.CHECKED, ["change"])
    assert "checked again" in run.notes[-1]
    assert Person.objects.filter(family_name="Stone").count() == 1


def test_a_worker_whose_time_is_up_gives_the_file_to_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run = uploaded(cast, a_csv(YOUNG, SALLY))

    def out_of_time(held: Import) -> None:
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as patch:
        patch.setattr(passes, "read", out_of_time)
        with pytest.raises(SoftTimeLimitExceeded):
            services.work()
    run.refresh_from_db()
    assert (run.status, run.tries) == (ImportStatus.UPLOADED, 1), "the try is counted, and it is not failed for good"
    services.work()
    run.refresh_from_db()
    assert run.status != ImportStatus.FAILED


def test_columns_are_remembered(cast: Cast) -> None:
    content = a_csv(("Wer", "Vorname", "Nachname"), ("1", "Sally", "Stone"))
    run = worked(uploaded(cast, content))
    assert run.mapping == {}
    services.map_columns(run, mapping={"given_name": 1, "family_name": 2}, version=None, by=fresh(cast.cora))
    assert worked(run).counts == {"new": 1}
    assert worked(uploaded(cast, content)).mapping == {"given_name": 1, "family_name": 2}


def test_a_workbook_with_several_sheets_asks_which(cast: Cast) -> None:
    book = a_workbook(("About", [["x", "y"], ["1", "2"]]), ("Cadets", [YOUNG, SALLY]))
    run = worked(uploaded(cast, packed(book)))
    assert (run.status, run.sheets) == (ImportStatus.SHEETS, ["About", "Cadets"])
    services.choose_sheet(run, sheet="Cadets", version=run.version, by=fresh(cast.cora))
    run = worked(run)
    assert (run.status, run.headings) == (ImportStatus.READ, list(YOUNG))


def test_the_file_goes_when_it_is_read_and_the_rows_when_they_are_not_needed(cast: Cast) -> None:
    run = applied(cast, a_csv(YOUNG, SALLY))
    assert not ImportFile.objects.exists()
    services.forget_old()
    assert ImportRow.objects.exists()
    Import.objects.update(finished_at=run.finished_at - dt.timedelta(days=15))
    assert services.forget_old() == 1
    assert not ImportRow.objects.exists()
    assert Import.objects.get().counts == {"new": 1}


def test_what_is_given_up_leaves_nothing(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY))
    services.abandon(run, version=run.version, by=fresh(cast.cora))
    assert not ImportRow.objects.exists()
    assert not Person.objects.filter(given_name="Sally").exists()
    with pytest.raises(Conflict):
        services.abandon(Import.objects.get(), version=None, by=fresh(cast.cora))


@pytest.mark.parametrize("name", ["pat", "lena", "mona", "adam", "root"])
def test_only_coordinators_bring_data_in(cast: Cast, name: str) -> None:
    who = fresh(getattr(cast, name))
    with pytest.raises(NotAllowed):
        services.upload(kind="staff", unit=cast.cadets, source="x", file=io.BytesIO(b"a,b"), file_name="x", by=who)


def test_who_lost_the_role_puts_nothing_more_on_record(cast: Cast) -> None:
    run = checked(cast, a_csv(YOUNG, SALLY))
    services.confirm(run, version=run.version, by=fresh(cast.cora))
    RoleAssignment.objects.filter(user=cast.cora).delete()
    run = worked(run)
    assert run.status == ImportStatus.FAILED
    assert not Person.objects.filter(given_name="Sally").exists()
