"""Reading exhibits: of one case, and whom one may be handed to."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.cases.selectors.access import who_sees
from safeguarding.communications.selectors.waiting import Waits
from safeguarding.evidence import policies
from safeguarding.evidence.choices import HandoverStatus, RemovalStatus
from safeguarding.evidence.models import CustodyTransfer, Exhibit, ExhibitFile, FileRemoval


def exhibits_of(case: Case) -> QuerySet[Exhibit]:
    """The exhibits of a case as its list shows them."""
    return case.exhibits.select_related("case", "custodian", "seized_from__person").annotate(
        files_count=Count("files", distinct=True)
    )


def files_of(exhibit: Exhibit) -> QuerySet[ExhibitFile]:
    asked = Prefetch("removals", FileRemoval.objects.select_related("asked_by", "decided_by"))
    return exhibit.files.select_related("file__stored_by", "exhibit__case").prefetch_related(asked)


def chain_of(exhibit: Exhibit) -> QuerySet[CustodyTransfer]:
    """Every hand-over, the oldest first."""
    return exhibit.transfers.select_related("given_by", "taken_by")


def files_in(case: Case) -> QuerySet[ExhibitFile]:
    """The files of every exhibit of a case."""
    return ExhibitFile.objects.filter(exhibit__case=case).select_related("exhibit__case", "file__stored_by")


def removals_in(case: Case) -> QuerySet[FileRemoval]:
    """What was asked to be removed from every exhibit of a case."""
    found = FileRemoval.objects.filter(held__exhibit__case=case)
    return found.select_related("held__exhibit__case", "held__file__stored_by", "asked_by", "decided_by")


def handovers_in(case: Case) -> QuerySet[CustodyTransfer]:
    """The hand-overs of every exhibit of a case."""
    found = CustodyTransfer.objects.filter(exhibit__case=case)
    return found.select_related("exhibit__case", "given_by", "taken_by")


def readers_of(case: Case) -> dict[int, User]:
    """Who reads the content of the case today: who else could answer for an exhibit of it."""
    ways = [way for way in who_sees(case).ways if not way.is_header_only]
    return {person.pk: person for way in ways for person in way.people if person.is_active and not person.is_system}


def is_custodian_there(exhibit: Exhibit, *, asked_by: User) -> bool:
    """Whether who has it still reads its case."""
    return exhibit.custodian_id == asked_by.pk or exhibit.custodian_id in readers_of(exhibit.case)


def takers(exhibit: Exhibit, *, giver: User) -> QuerySet[User]:
    """To whom it can be handed."""
    people = User.objects.filter(pk__in=readers_of(exhibit.case)).exclude(pk__in=[giver.pk, exhibit.custodian_id])
    return people.order_by("last_name", "first_name", "pk")


def to_sign(user: User) -> QuerySet[CustodyTransfer]:
    """Hand-overs that wait for this person's signature, of cases that they still read."""
    mine = CustodyTransfer.objects.filter(status=HandoverStatus.OFFERED, taken_by=user)
    mine = mine.filter(exhibit__in=Exhibit.objects.visible_to(user))
    return mine.select_related("exhibit__case", "given_by", "taken_by").order_by("given_at", "pk")


def removals_to_decide(user: User) -> list[FileRemoval]:
    """What waits for this person as the second one: of cases that they lead or supervise, and not their own doing."""
    open_cases = Q(held__exhibit__in=Exhibit.objects.visible_to(user), held__exhibit__case__closed_at=None)
    asked = FileRemoval.objects.filter(open_cases, status=RemovalStatus.ASKED)
    asked = asked.exclude(asked_by=user).exclude(held__file__stored_by=user)
    found = asked.select_related("held__exhibit__case", "held__file__stored_by").order_by("asked_at", "pk")
    return [one for one in found if policies.may_decide_removal(user, one, one.held.exhibit.case)]


def who_may_decide(removal: FileRemoval) -> list[User]:
    """Everybody who could be the second person: told once that it was asked."""
    case = removal.held.exhibit.case
    return [one for one in readers_of(case).values() if policies.may_decide_removal(one, removal, case)]


def waiting_for(user: User) -> list[Waits]:
    """For My work, by case: one alone is decided at once, of several the list of exhibits says where they are."""
    by_case: dict[Case, list[FileRemoval]] = {}
    for one in removals_to_decide(user):
        by_case.setdefault(one.held.exhibit.case, []).append(one)
    return [_waits(case, found) for case, found in by_case.items()]


def _waits(case: Case, found: list[FileRemoval]) -> Waits:
    url = reverse("evidence:exhibits", args=[case.reference])
    if len(found) == 1:
        url = reverse("evidence:removal_decide", args=[case.reference, found[0].pk])
    here = f"of {case.reference} to decide"
    return Waits(len(found), f"removal of a file {here}", f"removals of files {here}", url)
