"""Merging two records: who may, what moves, what is refused, and that undoing puts back exactly what was moved."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pghistory.models import Event
from time_machine import travel

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, CaseConflict, CaseParty
from safeguarding.cases.services.concerns import log_concern
from safeguarding.cases.services.parties import add_party
from safeguarding.communications.choices import RequestAction, TargetKind
from safeguarding.communications.models import AccountRequest
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.matching import services
from safeguarding.matching.choices import MergeStatus, MoveKind
from safeguarding.matching.models import LikelyPair, MergeProposal, NameKeys
from safeguarding.matching.services import pairs
from safeguarding.matching.services.merging import NOT_NOW
from safeguarding.matching.services.moving import links_to
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.people.selectors import kept_record
from safeguarding.schemes.choices import SchemeKind
from safeguarding.schemes.models import Scheme
from tests import cast as cast_module
from tests.cast import Cast, fresh
from tests.factories.accounts import an_account
from tests.factories.concerns import CHILD, about, answers
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db

WHY = "The school confirmed it"


@pytest.fixture
def twice(cast: Cast) -> tuple[Person, Person]:
    """Ann, who is on record twice."""
    return cast.people["ann"], cast_module.child(cast, "Annie", "Archer", dt.date(2013, 4, 5))


def proposed(cast: Cast, kept: Person, merged: Person, by: str = "lena") -> MergeProposal:
    return services.propose(kept=kept, merged=merged, why=WHY, by=fresh(cast.users[by]))


def merged_by(cast: Cast, proposal: MergeProposal, by: str = "leo") -> MergeProposal:
    return services.approve(proposal=proposal, reason="", version=None, by=fresh(cast.users[by]))


def undone_by(cast: Cast, proposal: MergeProposal, by: str = "sam") -> MergeProposal:
    return services.undo(proposal=proposal, reason="Two cousins", version=None, by=fresh(cast.users[by]))


def sees(user: User, person: Person) -> bool:
    return Person.objects.visible_to(fresh(user)).filter(pk=person.pk).exists()


def a_place(cast: Cast, person: Person, day: dt.date | None = None) -> Placement:
    scheme, _ = Scheme.objects.get_or_create(
        force=cast.force, unit=cast.cadets, name="Cadets", defaults={"kind": SchemeKind.values[0]}
    )
    return Placement.objects.create(
        person=person, scheme=scheme, role=PlacementRole.YOUNG_PERSON, starts_on=day or clock.today(),
        ends_on=day or clock.today(),
    )  # fmt: skip


def test_links_move_and_undoing_puts_back_exactly_those(cast: Cast, twice: tuple[Person, Person]) -> None:
    kept, merged = twice
    case = a_case(cast)
    party = add_party(case=case, role="young_person", person=merged, by=fresh(cast.lena))
    mine, theirs = a_place(cast, kept), a_place(cast, merged, dt.date(2025, 1, 3))
    merge = merged_by(cast, proposed(cast, kept, merged))
    for row in (party, theirs, merged):
        row.refresh_from_db()
    assert (party.person_id, theirs.person_id, merged.merged_into_id) == (kept.pk, kept.pk, kept.pk)
    assert not sees(cast.lena, merged)
    assert kept_record(fresh(cast.lena), merged.pk) == kept
    assert kept_record(fresh(cast.wes), merged.pk) is None
    assert NameKeys.objects.get(person=merged).keys == []
    later = a_place(cast, kept, dt.date(2026, 2, 3))
    undone = undone_by(cast, merge)
    for row in (party, mine, theirs, later, merged):
        row.refresh_from_db()
    assert (party.person_id, theirs.person_id) == (merged.pk, merged.pk)
    assert (mine.person_id, later.person_id) == (kept.pk, kept.pk)
    assert (undone.status, merged.merged_into_id) == (MergeStatus.UNDONE, None)
    assert sees(cast.lena, merged)
    assert list(AuditEvent.objects.filter(verb__startswith="merge.").values_list("verb", flat=True).order_by("pk")) == [
        "merge.proposed", "merge.approved", "merge.undone",
    ]  # fmt: skip


def test_who_may_decide_is_told_that_a_merge_waits_and_no_name(cast: Cast, twice: tuple[Person, Person]) -> None:
    waits = proposed(cast, *twice)
    told = Notice.objects.filter(key=f"merge:proposed:{waits.pk}")
    names = {one.recipient.email.split("@")[0] for one in told}
    assert names == {"leo", "sam", "bella"}
    for one in told:
        assert MergeProposal.objects.visible_to(one.recipient).filter(pk=waits.pk).exists()
        assert one.url == waits.get_absolute_url()
        assert not any(word in one.title + one.body for word in ("Ann", "Archer"))


def test_what_was_changed_since_stays_when_a_merge_is_undone(cast: Cast, twice: tuple[Person, Person]) -> None:
    kept, merged = twice
    place = a_place(cast, merged)
    merge = merged_by(cast, proposed(cast, kept, merged))
    Placement.objects.filter(pk=place.pk).update(person=cast.people["fay"])
    undone_by(cast, merge)
    place.refresh_from_db()
    assert place.person == cast.people["fay"]


def test_the_same_place_twice_is_kept_once_and_written_down(cast: Cast, twice: tuple[Person, Person]) -> None:
    kept, merged = twice
    mine, theirs = a_place(cast, kept), a_place(cast, merged)
    merge = merged_by(cast, proposed(cast, kept, merged))
    theirs.refresh_from_db()
    left = merge.moves.get(kind=MoveKind.LEFT)
    assert (left.model, left.row) == ("people.Placement", theirs.pk)
    assert list(Placement.objects.filter(person=kept)) == [mine]


def test_every_table_that_points_at_a_person_is_found() -> None:
    links = links_to(Person)
    found = {f"{link.model._meta.label}.{link.field}" for link in links}
    assert {
        "cases.CaseParty.person", "cases.ConcernParty.person", "cases.PatternReview.person",
        "people.Person.line_manager", "people.Placement.person", "assurance.Credential.person",
    } <= found  # fmt: skip
    assert {
        "communications.ContactEvent.sender", "communications.ContactEvent.second_adult",
        "communications.AccountAccess.person",
    } <= found  # fmt: skip
    assert not [link for link in links if issubclass(link.model, Event)]
    assert not [name for name in found if name.startswith("matching.")]
    assert "people.Person.merged_into" not in found
    assert issubclass(apps.get_model("people", "PersonEvent"), Event)


def test_a_subject_who_turns_out_to_sign_in_is_locked_out_at_once_and_undoing_lets_them_in(cast: Cast) -> None:
    again = cast_module.staff(cast, "Leonard", "Lane", PersonType.PCSO)
    leo = cast_module.staff(cast, "Leo", "Lane", PersonType.PCSO, user=cast.leo)
    case = a_case(cast)
    add_party(case=case, role="subject", person=again, by=fresh(cast.lena))
    assert Case.objects.visible_to(fresh(cast.leo)).filter(pk=case.pk).exists()
    merge = merged_by(cast, proposed(cast, leo, again, by="sam"), by="lena")
    assert CaseConflict.objects.filter(case=case, user=cast.leo).exists()
    assert not Case.objects.visible_to(fresh(cast.leo)).filter(pk=case.pk).exists()
    undone_by(cast, merge)
    assert Case.objects.visible_to(fresh(cast.leo)).filter(pk=case.pk).exists()


def test_sign_in_and_manager_go_over_to_a_kept_record_that_has_none_and_back(cast: Cast) -> None:
    kept = cast_module.staff(cast, "Bryan", "Baker", PersonType.PCSO)
    brian = cast.people["brian"]
    case = a_case(cast)
    add_party(case=case, role="subject", person=kept, by=fresh(cast.lena))
    assert Case.objects.visible_to(fresh(cast.bella)).filter(pk=case.pk).exists()
    merge = merged_by(cast, proposed(cast, kept, brian))
    kept.refresh_from_db()
    assert (kept.user, kept.line_manager) == (cast.brian, cast.people["bella"])
    assert not Case.objects.visible_to(fresh(cast.bella)).filter(pk=case.pk).exists()
    undone_by(cast, merge)
    for person in (kept, brian):
        person.refresh_from_db()
    assert (kept.user_id, kept.line_manager_id) == (None, None)
    assert (brian.user, brian.line_manager) == (cast.brian, cast.people["bella"])


def test_nobody_decides_what_they_proposed_and_nobody_about_themself(cast: Cast, twice: tuple[Person, Person]) -> None:
    merge = proposed(cast, *twice)
    with pytest.raises(NotAllowed, match="Somebody else has to decide"):
        merged_by(cast, merge, by="lena")
    with pytest.raises(NotAllowed, match="Only coordinators"):
        merged_by(cast, merge, by="pat")
    again = cast_module.staff(cast, "Bela", "Bright", PersonType.POLICE_OFFICER)
    with pytest.raises(NotAllowed, match="your own"):
        proposed(cast, cast.people["bella"], again, by="bella")


def test_what_cannot_be_one_person_is_refused_in_plain_words(cast: Cast, twice: tuple[Person, Person]) -> None:
    kept, merged = twice
    with pytest.raises(Invalid, match="Choose two"):
        proposed(cast, kept, kept)
    with pytest.raises(Conflict, match="young person and the other as an adult"):
        proposed(cast, kept, cast.people["carl"])
    with pytest.raises(Conflict, match="manages the other"):
        proposed(cast, cast.people["carl"], cast_module.staff(cast, "C", "C", "pcso", line_manager=cast.people["carl"]))
    with pytest.raises(Conflict, match="Both of these people sign in"):
        proposed(cast, cast.people["brian"], cast_module.staff(cast, "Bri", "Baker", "pcso", user=cast.pat))
    with pytest.raises(Invalid, match="Say how it is known"):
        services.propose(kept=kept, merged=merged, why=" ", by=fresh(cast.lena))
    merge = merged_by(cast, proposed(cast, kept, merged))
    with pytest.raises(Conflict, match="merged already"):
        merged_by(cast, merge)
    with pytest.raises(Conflict, match="merged into another already"):
        proposed(cast, merged, kept)


def test_two_people_of_one_case_are_not_merged_and_who_sees_the_case_is_told_which(
    cast: Cast, twice: tuple[Person, Person]
) -> None:
    case = a_case(cast)
    for person in twice:
        add_party(case=case, role="young_person", person=person, by=fresh(cast.lena))
    with pytest.raises(Conflict, match=case.reference):
        proposed(cast, *twice)


def test_who_may_not_see_the_case_learns_nothing_of_it_and_its_leads_are_told(
    cast: Cast, twice: tuple[Person, Person]
) -> None:
    case = a_case(cast)
    Person.objects.filter(pk__in=[one.pk for one in twice]).update(unit=cast.cadets)
    for person in twice:
        add_party(case=case, role="young_person", person=person, by=fresh(cast.lena))
    other = cast_module.add_user("cleo", cast.cadets, [(cast.cadets, "coordinator")])
    merge = services.propose(kept=twice[0], merged=twice[1], why=WHY, by=fresh(cast.cora))
    ended = services.approve(proposal=merge, reason="Sure", version=None, by=fresh(other))
    assert (ended.status, ended.decision_reason) == (MergeStatus.REFUSED, NOT_NOW)
    twice[1].refresh_from_db()
    assert twice[1].merged_into_id is None
    told = Notice.objects.get(recipient=cast.lena, subject_type="case", key__contains=":merge:")
    assert case.reference in told.title
    assert "Archer" not in told.title + told.body
    waits = f"merge:proposed:{merge.pk}"
    assert not Notice.objects.filter(recipient__in=[cast.cora, other]).exclude(key=waits).exists()
    assert CaseParty.objects.filter(case=case).count() == 2


# -- the pass at night ------------------------------------------------------------------------------------------------


def test_the_pass_at_night_finds_pairs_once_and_leaves_what_was_settled(
    cast: Cast, twice: tuple[Person, Person]
) -> None:
    assert services.find_pairs() == Person.objects.count()
    pair = LikelyPair.objects.get()
    assert {pair.first, pair.second} == set(twice)
    services.settle_pair(pair=pair, by=fresh(cast.lena))
    Person.objects.filter(pk=twice[1].pk).update(given_name="Anne")
    assert services.find_pairs() == 1
    pair.refresh_from_db()
    assert (LikelyPair.objects.count(), pair.status) == (1, "different")
    assert services.find_pairs() == 0


def test_a_pass_that_is_killed_goes_on_where_it_was(
    cast: Cast, twice: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "A_BATCH", 2)
    pair_up, seen = pairs._pair_up, []

    def killed_at_the_fifth(person: Person) -> None:
        seen.append(person.pk)
        if len(seen) == 5:
            raise KeyboardInterrupt
        pair_up(person)

    monkeypatch.setattr(pairs, "_pair_up", killed_at_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        services.find_pairs()
    assert NameKeys.objects.filter(looked_at__isnull=False).count() == 4
    monkeypatch.setattr(pairs, "_pair_up", pair_up)
    services.find_pairs()
    assert LikelyPair.objects.count() == 1
    assert not NameKeys.objects.filter(looked_at__isnull=True).exists()


def test_a_pair_is_seen_only_by_who_sees_both_and_is_neither(cast: Cast, twice: tuple[Person, Person]) -> None:
    services.find_pairs()
    for name, count in (("lena", 1), ("sam", 1), ("lars", 0), ("cora", 0), ("wes", 0), ("mona", 0), ("root", 0)):
        assert LikelyPair.objects.visible_to(fresh(cast.users[name])).count() == count, name
    Person.objects.filter(pk=twice[0].pk).update(unit=cast.south)
    assert not LikelyPair.objects.visible_to(fresh(cast.lars)).exists()


def test_a_link_that_came_while_records_were_merged_follows(cast: Cast, twice: tuple[Person, Person]) -> None:
    merge = merged_by(cast, proposed(cast, *twice))
    late = a_place(cast, twice[1])
    assert services.move_late_links(by=cast.system) == 1
    assert services.move_late_links(by=cast.system) == 0
    late.refresh_from_db()
    assert late.person == twice[0]
    assert merge.moves.get(kind=MoveKind.LATE).row == late.pk


def test_counts_of_a_merge_do_not_tell_that_there_is_a_case(cast: Cast, twice: tuple[Person, Person]) -> None:
    kept, merged = twice
    add_party(case=a_case(cast), role="young_person", person=merged, by=fresh(cast.lena))
    place = a_place(cast, merged, dt.date(2025, 1, 3))
    merge = merged_by(cast, proposed(cast, kept, merged))
    place.refresh_from_db()
    assert place.person_id == kept.pk
    assert merge.moves.count() == 2
    assert AuditEvent.objects.get(verb="merge.approved").data["moved"] == 1
    undone_by(cast, merge)
    assert AuditEvent.objects.get(verb="merge.undone").data["put_back"] == 1
    client = Client()
    client.force_login(fresh(cast.sam))
    client.post(reverse("matching:merge_purpose", args=[merge.pk]), {"purpose": "other", "purpose_text": "Looking"})
    page = client.get(reverse("matching:merge", args=[merge.pk]))
    assert (page.context["moved"], page.context["put_back"]) == (1, 1)


def test_a_merge_brings_nobody_to_light_who_was_put_on_record_by_a_hidden_matter(cast: Cast) -> None:
    """Who is in conflict with the concern learns neither of the record it made, nor that somebody merged it."""
    ann = cast.people["ann"]
    with travel(clock.now() + dt.timedelta(hours=1), tick=False):
        log_concern(answers(about(cast.people["brian"]), CHILD), by=cast.pat)
        named = Person.objects.get(family_name="Thorne")
        merge = merged_by(cast, proposed(cast, ann, named))
    bella = fresh(cast.bella)
    assert sees(bella, ann)
    assert not MergeProposal.objects.visible_to(bella).filter(pk=merge.pk).exists()
    assert kept_record(bella, named.pk) is None
    assert MergeProposal.objects.visible_to(fresh(cast.lena)).filter(pk=merge.pk).exists()


def test_somebody_does_not_disappear_because_they_were_merged_into_a_record_of_a_hidden_matter(cast: Cast) -> None:
    ann = cast.people["ann"]
    with travel(clock.now() + dt.timedelta(hours=1), tick=False):
        log_concern(answers(about(cast.people["brian"]), CHILD), by=cast.pat)
        named = Person.objects.get(family_name="Thorne")
        assert not sees(cast.bella, named)
        merged_by(cast, proposed(cast, named, ann))
    assert sees(cast.bella, named), "she saw the child before: that they vanish tells her as much"


def test_somebody_does_not_disappear_by_two_merges_in_a_row_into_a_record_of_a_hidden_matter(cast: Cast) -> None:
    """Who was known went into a record of nobody's matter, and that went into the one that the matter made."""
    ann = cast.people["ann"]
    with travel(clock.now() + dt.timedelta(hours=1), tick=False):
        log_concern(answers(about(cast.people["brian"]), CHILD), by=cast.pat)
        named = Person.objects.get(family_name="Thorne")
    with travel(clock.now() + dt.timedelta(hours=2), tick=False):
        between = Person.objects.create(
            force=cast.force, unit=ann.unit, kind=ann.kind, given_name="Anne", family_name="Archer",
            created_by=cast.lena,
        )  # fmt: skip
        merged_by(cast, proposed(cast, between, ann))
        merged_by(cast, proposed(cast, named, between))
    ann.refresh_from_db()
    assert ann.merged_into == between
    assert sees(fresh(cast.bella), named)


def test_what_somebody_did_with_an_account_moves_with_them_and_back(cast: Cast) -> None:
    kept, again = cast.people["brian"], cast_module.staff(cast, "Bryan", "Baker", PersonType.PCSO)
    account = an_account(cast.cora)
    request = AccountRequest.objects.create(
        account=account, action=RequestAction.FOLLOW, target_kind=TargetKind.OTHER, made_by=again,
        made_at=clock.now(), logged_by=cast.cora,
    )  # fmt: skip
    merge = merged_by(cast, proposed(cast, kept, again))
    request.refresh_from_db()
    assert request.made_by == kept
    undone_by(cast, merge)
    request.refresh_from_db()
    assert request.made_by == again
