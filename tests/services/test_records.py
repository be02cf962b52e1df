"""How long records are kept: what falls due, what holds it, and disposal by two people, after which nothing is left."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from safeguarding.access.models import User
from safeguarding.audit.management.commands.database_roles import WEB, WORKER
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.cases.models import Case, CaseParty, ChronologyEntry
from safeguarding.cases.services.access import rebuild_access, rebuild_access_lists
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.core.services.waiting import MOST_TRIES
from safeguarding.evidence.services import removing
from safeguarding.investigations.models import Proceedings
from safeguarding.learning.models import Bulletin, LearningReport, SelfAssessment
from safeguarding.notices.models import Notice
from safeguarding.people.models import Person
from safeguarding.recommendations.models import Recommendation
from safeguarding.records import services
from safeguarding.records.models import Disposal, DoomedRow, LegalHold, RetentionReview
from safeguarding.records.rules import Facts
from safeguarding.records.selectors import reading
from safeguarding.records.selectors.facts import due_of
from safeguarding.records.services import certifying, erasing, reviewing
from safeguarding.records.services.disposing import Stays
from safeguarding.subject_access.models import AccessRequest
from safeguarding.tracks.models import Track
from tests.cast import Cast, fresh
from tests.factories.casework import opened, signed_in
from tests.factories.evidence import a_file, an_exhibit
from tests.factories.investigations import put_investigation
from tests.factories.records import WORD, a_full_case, a_hold, an_old_case, due, long_closed, proposed
from tests.factories.work import a_case, the_pcso
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(cast: Cast) -> User:
    return fresh(cast.lena)


@pytest.fixture
def sam(cast: Cast) -> User:
    return fresh(cast.sam)


@pytest.fixture
def old(cast: Cast) -> Case:
    return an_old_case(cast)


# -- what is due, kept and held ------------------------------------------------------------------------------------


def test_what_is_due_is_found_once_kept_with_a_reason_and_looked_at_again(cast: Cast, old: Case, lena: User) -> None:
    opened(cast)
    assert services.find_due(by=cast.system) == 1
    assert services.find_due(by=cast.system) == 0
    review = RetentionReview.objects.get()
    assert (review.case, review.rule_key, review.status) == (old, "general", "due")
    with pytest.raises(Invalid, match="every 5 years"):
        services.keep(review, until=clock.today() + dt.timedelta(days=4000), reason="It goes on", version=1, by=lena)
    with pytest.raises(Stale):
        services.keep(review, until=clock.today() + dt.timedelta(days=400), reason="It goes on", version=9, by=lena)
    until = clock.today() + dt.timedelta(days=400)
    services.keep(review, until=until, reason="Somebody may ask for it", version=1, by=lena)
    with pytest.raises(Conflict, match="somebody was quicker"):
        services.keep(review, until=until, reason="Again", version=2, by=fresh(cast.sam))
    assert services.find_due(by=cast.system) == 0
    with clock.standing_at(clock.now() + dt.timedelta(days=401)):
        assert services.find_due(by=cast.system) == 1


def test_what_is_reopened_or_kept_longer_by_a_new_rule_is_no_longer_due(cast: Cast, old: Case) -> None:
    review = due(old, cast.system)
    mona = fresh(cast.users["mona"])
    given = {
        "until_age": None,
        "review_every": 5,
        "effective_from": clock.today(),
        "source": "Ours",
        "reason": "Longer",
    }
    with pytest.raises(Invalid, match="at least 6 years"):
        services.change_rule("general", years=5, **given, version=1, by=mona)
    with pytest.raises(NotAllowed):
        services.change_rule("general", years=60, **given, version=1, by=fresh(cast.lena))
    services.change_rule("general", years=60, **given, version=1, by=mona)
    with pytest.raises(Stale):
        services.change_rule("general", years=61, **given, version=1, by=mona)
    services.find_due(by=cast.system)
    review.refresh_from_db()
    assert review.status == "lapsed"
    told = due_of(old, clock.today())
    assert told is not None
    assert (told.rule.years, told.rule.version) == (60, 2)


def test_a_hold_stops_a_disposal_and_the_removal_of_a_file(cast: Cast, lena: User, sam: User) -> None:
    case = opened(cast)
    a_file(an_exhibit(case))
    long_closed(case)
    hold = a_hold(cast, case)
    with pytest.raises(Stays, match=r"legal hold of .* on the authority of Public inquiry"):
        proposed(cast, case)
    assert "Public inquiry" in removing.why_kept(case)
    with pytest.raises(NotAllowed):
        services.lift_hold(hold, authority="Inquiry", reason="It ended", version=1, by=lena)
    services.lift_hold(hold, authority="Inquiry", reason="It ended", version=1, by=sam)
    waiting = proposed(cast, case)
    again = a_hold(cast, case)
    with pytest.raises(Stays, match="nothing is disposed of"):
        services.approve(waiting, answer="Yes", version=1, by=sam)
    assert LegalHold.objects.on().get() == again


def test_a_case_that_was_kept_and_reopened_is_looked_at_by_its_new_years(cast: Cast, old: Case, lena: User) -> None:
    review = due(old, cast.system)
    services.keep(review, until=clock.today() + dt.timedelta(days=5), reason="It goes on", version=1, by=lena)
    Case.objects.filter(pk=old.pk).update(stage="active", closed_at=None)
    Case.objects.filter(pk=old.pk).update(stage="awaiting_outcome")
    with clock.standing_at(clock.now() + dt.timedelta(days=3)):
        Case.objects.filter(pk=old.pk).update(stage="closed", closed_at=clock.now())
    with clock.standing_at(clock.now() + dt.timedelta(days=800)):
        assert services.find_due(by=cast.system) == 0
    with clock.standing_at(clock.now() + dt.timedelta(days=366 * 6 + 10)):
        assert services.find_due(by=cast.system) == 1


def test_by_which_rule_a_case_is_kept_does_not_tell_of_a_dismissal(cast: Cast, lena: User, sam: User) -> None:
    """Professional standards reads it; who does not read the misconduct track is told neither rule nor day."""
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    track = put_investigation(case, the_pcso(cast, case)).track
    Proceedings.objects.create(
        investigation=track.investigation,
        forum="hearing",
        reasons="x",
        outcome="dismissed",
        referred_on=clock.today(),
        outcome_on=clock.today(),
    )
    case = long_closed(case, years=12)
    assert due(case, cast.system).rule_key == "dismissal"
    piers = fresh(cast.piers)
    assert not reading.queue(piers).get().is_untold
    assert reading.standing_of(case, piers).is_told
    for user in (lena, sam, fresh(cast.users["aud"])):
        assert reading.queue(user).get().is_untold
        page = signed_in(user).get(reverse("records:queue")).content.decode()
        sheet = signed_in(user).get(reverse("records:queue"), {"as": "csv"}).content.decode()
        told = signed_in(user).get(reverse("api:retention-review-list")).content.decode()
        assert all(case.reference in text and "ismissal" not in text for text in (page, sheet, told))
    of_case = signed_in(lena).get(reverse("records:of_case", args=[case.reference])).content.decode()
    assert "told to professional standards" in of_case
    assert "ismissal" not in of_case
    with pytest.raises(Stays, match="told to professional standards") as refused:
        proposed(cast, case)
    assert "ismissal" not in str(refused.value)


def test_a_track_that_ended_in_dismissal_keeps_a_case_that_has_no_proceedings_on_record(cast: Cast) -> None:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    track = put_investigation(case, the_pcso(cast, case)).track
    Track.objects.filter(pk=track.pk).update(end="dismissed_with_notice")
    told = due_of(long_closed(case, years=12), clock.today())
    assert told is not None
    assert told.rule.key == "dismissal"


# -- a disposal by two people ----------------------------------------------------------------------------------------


def test_what_may_not_go_is_refused_with_the_rule_and_its_source(cast: Cast, old: Case, lena: User, sam: User) -> None:
    with pytest.raises(Conflict, match=r"is open.*College of Policing"):
        proposed(cast, opened(cast))
    recent = long_closed(opened(cast), years=3)
    with pytest.raises(Stays, match=r"kept until .*6 years"):
        proposed(cast, recent)
    with pytest.raises(Invalid, match="can be known by these words"):
        services.propose(old, reason="Nothing of Carl Cooper is needed.", by=lena)
    waiting = proposed(cast, old)
    with pytest.raises(Conflict, match="waits for a second person"):
        proposed(cast, old)
    with pytest.raises(NotAllowed):
        services.approve(waiting, answer="Yes", version=1, by=lena)
    mine = services.propose(an_old_case(cast), reason="Its years are over.", by=sam)
    with pytest.raises(NotAllowed, match="You proposed this disposal"):
        services.approve(mine, answer="Yes", version=1, by=sam)
    services.refuse(waiting, answer="It is needed", version=1, by=sam)
    with pytest.raises(Conflict, match="somebody may have been quicker"):
        services.approve(waiting, answer="Yes", version=2, by=sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=mine.pk).update(status="approved", decided_by=sam, decided_at=clock.now())


def words_left(word: str) -> set[str]:
    """Every table of the database in which a word stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" AS r WHERE r::text ILIKE %s)', [f"%{word}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.fixture
def full(cast: Cast, tmp_path: Path, settings: Settings) -> Case:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    return a_full_case(cast)


def dispose(cast: Cast, case: Case, capture: DjangoCaptureOnCommitCallbacks) -> Disposal:
    waiting = proposed(cast, case)
    with capture(execute=True):
        services.approve(waiting, answer="I agree.", version=1, by=fresh(cast.sam))
    erasing.erase_waiting()
    return Disposal.objects.get(pk=waiting.pk)


def test_no_word_and_no_file_of_a_case_outlives_its_disposal(
    full: Case, cast: Cast, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before = {"cases_case", "cases_caseevent", "cases_concern", "people_person", "people_personevent",
              "conversations_message", "evidence_exhibit", "letters_letter", "tracks_track", "files_storedfile",
              "learning_learningreport", "cases_chronologyentryevent", "letters_hearingbundle", "learning_bulletin",
              "learning_bulletinevent", "learning_selfassessment", "recommendations_recommendation",
              "recommendations_recommendationevent", "subject_access_gathereditem",
              "subject_access_wordanswer"}  # fmt: skip
    assert before <= words_left(WORD)
    others = opened(cast)
    kept = ChronologyEntry.objects.filter(case=others).count(), CaseParty.objects.filter(case=others).count()
    said = AuditEvent.objects.count()
    gone = dispose(cast, full, django_capture_on_commit_callbacks)
    assert gone.status == "erased"
    assert words_left(WORD) == set()
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert not DoomedRow.objects.exists()
    # Nothing else went: another case, people who are on record elsewhere, what was learned, and that things were done.
    assert kept == (ChronologyEntry.objects.filter(case=others).count(), CaseParty.objects.filter(case=others).count())
    assert Person.objects.filter(pk__in=[cast.people["ann"].pk, cast.people["carl"].pk]).count() == 2
    for kept_one in (LearningReport, Bulletin):
        assert list(kept_one.objects.values_list("status", flat=True)) == ["approved"]
    assert SelfAssessment.objects.get().questions == ["What was done?"]
    assert Recommendation.objects.get().released_at is not None
    assert not AccessRequest.objects.get().items.filter(case=full).exists()
    asked = AccessRequest.objects.get()
    assert asked.items.exists()
    # A worker that had read of it before keeps nothing of it afterwards.
    asked.items.create(source="case", object_key="1", case=full, words=WORD)
    assert not asked.items.filter(case=full).exists()
    assert words_left(WORD) == set()
    assert AuditEvent.objects.count() > said
    of_case = AuditEvent.objects.filter(object_type="case", object_id=full.pk)
    assert of_case.count() > 5
    assert set(of_case.values_list("reason", flat=True)) == {""}
    assert not Consultation.objects.filter(object_id=full.pk, object_type="case").exclude(purpose_text="").exists()
    assert gone.rows["messages"] == 2
    assert len(gone.files) == 6


def test_the_header_stays_empty_nobody_sees_it_and_who_was_in_conflict_does_not_find_its_end(
    old: Case, cast: Cast, sam: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    subject = Person.objects.get(user=cast.users["brian"])
    CaseParty.objects.create(case=old, role="subject", label="PCSO C", person=subject, kind="adult", added_by=cast.lena)
    Person.objects.filter(pk=subject.pk).update(date_of_birth=dt.date(1950, 3, 4))
    rebuild_access_lists(by=cast.system)
    gone = dispose(cast, old, django_capture_on_commit_callbacks)
    assert not Case.objects.visible_to(sam).filter(pk=old.pk).exists()
    assert rebuild_access_lists(by=cast.system).differing_rows == 0
    assert Case.objects.get(pk=old.pk).title == "Disposed of"
    assert Disposal.objects.visible_to(fresh(cast.users["aud"])).get() == gone
    assert not Disposal.objects.visible_to(fresh(cast.users["bella"])).exists()
    with pytest.raises(Case.DoesNotExist):
        proposed(cast, old)


def test_the_certificate_says_who_when_and_how_much_and_is_accessible(full: Case, cast: Cast, sam: User) -> None:
    waiting = proposed(cast, full)
    with pytest.raises(Conflict, match="approved and carried out"):
        certifying.certificate(waiting, by=sam)
    services.approve(waiting, answer="I agree.", version=1, by=sam)
    erasing.erase_waiting()
    pdf = certifying.certificate(waiting, by=sam)
    words = " ".join(" ".join(pages_of(pdf)).split())
    gone = Disposal.objects.get()
    assert problems(pdf) == []
    for told in (
        gone.reference,
        full.reference,
        gone.get_rule_key_display(),
        str(sam),
        "Its years are over.",
    ):
        assert told in words
    assert gone.files[0]["sha256"] in words.replace(" ", "")
    assert WORD not in words
    assert certifying.certificate(gone, by=sam) == pdf


def as_role(role: str, sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(sql, values)


def test_the_database_erases_for_two_people_alone(old: Case, cast: Cast, lena: User) -> None:
    """Whoever serves pages or tasks may not delete a case, nor say what goes."""
    call_command("database_roles", verbosity=0)
    waiting = proposed(cast, old)
    for role in (WEB, WORKER):
        for sql in (
            "SELECT records_erase_begin(%s)", "SELECT records_erase_some(%s, 10)",
            "DELETE FROM cases_case WHERE id > %s",
            """INSERT INTO records_doomedrow (disposal_id, "table", "row") VALUES (%s, 'cases_case', 1)""",
            "SELECT records_empty_record(%s, 'case', '{1}')",
        ):  # fmt: skip
            with pytest.raises(ProgrammingError), transaction.atomic():
                as_role(role, sql, waiting.pk)
    assert Case.objects.filter(pk=old.pk).exists()


def test_one_that_was_killed_half_way_is_taken_up_and_counts_every_row_once(
    full: Case, cast: Cast, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = proposed(cast, full)
    services.approve(waiting, answer="I agree.", version=1, by=sam)
    asked = erasing._ask
    steps = 0

    def dies(sql: str, *values: int) -> dict[str, int] | None:
        nonlocal steps
        steps += 1
        if steps == 9:
            raise SystemExit
        return asked(sql, *values)

    monkeypatch.setattr(erasing, "BATCH", 3)
    monkeypatch.setattr(erasing, "_ask", dies)
    with pytest.raises(SystemExit):
        erasing.erase_waiting()
    half = Disposal.objects.get()
    assert (half.status, half.row_count > 0, DoomedRow.objects.exists()) == ("approved", True, True)
    monkeypatch.setattr(erasing, "_ask", asked)
    assert erasing.erase_waiting() == 1
    assert words_left(WORD) == set()
    done = Disposal.objects.get()
    assert (done.rows["messages"], len(done.files)) == (2, 6)


def test_only_what_belongs_to_a_case_goes_with_it() -> None:
    """The tables that go, by app: none of those below the case but its clocks and notices, and every one has an id."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE doomed (tab) AS (
                SELECT unnest(ARRAY['cases_case', 'cases_concern', 'deadlines_deadline', 'notices_notice'])
                UNION SELECT r.child FROM records_doomed_references() r JOIN doomed d ON d.tab = r.parent)
            SELECT tab FROM doomed
            """
        )
        going = {row[0] for row in cursor.fetchall()}
    models: dict[str, type[Model]] = {
        model._meta.db_table: model for model in apps.get_models(include_auto_created=True)
    }
    below = {tab for tab in going if models[tab]._meta.app_label in BELOW}
    assert below <= {"deadlines_deadline", "notices_notice"}
    assert {tab for tab in going if models[tab]._meta.pk is None or models[tab]._meta.pk.column != "id"} == set()
    loose = {
        (model._meta.db_table, field.column)
        for model in models.values() for field in model._meta.fields
        if field.remote_field and not getattr(field, "db_constraint", True) and not hasattr(model, "pgh_tracked_model")
        and field.related_model._meta.db_table in going
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT child, parent FROM records_doomed_references()")
        known = set(cursor.fetchall())
    assert {tab for tab, _ in loose} <= {child for child, _ in known}


BELOW = {
    "core", "audit", "access", "files", "documents", "deadlines", "notices", "schemes", "people", "matching", "risk",
    "guidance", "assurance", "communications", "exchange", "activities",
}  # fmt: skip


def test_a_disposal_that_goes_wrong_keeps_no_other_waiting_and_is_given_up_until_somebody_tries_again(
    cast: Cast, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, right = [proposed(cast, an_old_case(cast)) for _ in range(2)]
    for one in (wrong, right):
        services.approve(one, answer="I agree.", version=1, by=sam)
    asked = erasing._ask

    def goes_wrong(sql: str, *values: int) -> dict[str, int] | None:
        if values[0] == wrong.pk:
            raise ValueError
        return asked(sql, *values)

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_ask", goes_wrong)
        assert erasing.erase_waiting() == 1
        for _ in range(MOST_TRIES):
            erasing.erase_waiting()
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (right.status, wrong.status) == ("erased", "approved")
    assert "could not be erased" in wrong.problem
    assert set(Notice.objects.filter(subject_type="disposal").values_list("recipient", flat=True)) == {
        cast.lena.pk, cast.sam.pk,
    }  # fmt: skip
    page = signed_in(cast.sam).get(wrong.get_absolute_url()).content.decode()
    assert "It stands still" in page
    route = reverse("records:step", args=[wrong.pk, "try_again"])
    assert route in page
    assert signed_in(cast.users["aud"]).post(route, {"version": wrong.version}).status_code == 403
    assert signed_in(cast.sam).post(route, {"version": wrong.version}).status_code == 302
    assert erasing.erase_waiting() == 1
    assert Disposal.objects.get(pk=wrong.pk).status == "erased"


def test_a_case_that_goes_wrong_keeps_no_other_from_being_looked_at(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, right = an_old_case(cast), an_old_case(cast)
    told = reviewing.facts_of

    def goes_wrong(cases: list[Case]) -> dict[int, Facts]:
        if wrong in cases:
            raise ValueError
        return told(cases)

    monkeypatch.setattr(reviewing, "facts_of", goes_wrong)
    assert services.find_due(by=cast.system) == 1
    assert RetentionReview.objects.get().case == right
