"""Named reads over accounts. Each starts from what the user may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from safeguarding.access.models import User
from safeguarding.communications.choices import OFFICIAL_KINDS, AccountStatus, Outcome
from safeguarding.communications.models import (
    Account,
    AccountAccess,
    AccountRequest,
    Platform,
    RequestResult,
)
from safeguarding.communications.rules.approval import left_because
from safeguarding.communications.rules.facts import AccountFacts, Judged, Request
from safeguarding.communications.rules.guidelines import judge_request
from safeguarding.communications.rules.handles import word_in_handle
from safeguarding.core import clock
from safeguarding.people import selectors as people
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person, Placement, StaffRole
from safeguarding.schemes.choices import ConditionKind
from safeguarding.schemes.models import Scheme, SchemeCondition

#: In these it is used, or is to be: whoever lost access must not know the passwords.
IN_USE = (AccountStatus.PROPOSED, AccountStatus.APPROVED, AccountStatus.SUSPENDED)
NO_PART = "They have no part in the scheme that the account belongs to"


@dataclass(frozen=True)
class Wanted:
    """Which accounts to list."""

    platform: Platform | None = None
    kind: str = ""
    status: str = ""
    scheme: Scheme | None = None
    person: Person | None = None
    words: str = ""
    late: bool = False


def account_list(user: User, wanted: Wanted) -> QuerySet[Account]:
    """The accounts that the user may see, by platform and handle."""
    # Counting who may use each takes the order of the table away.
    found = with_state(Account.objects.visible_to(user)).order_by("platform__name", "handle_key", "pk")
    given = {name: getattr(wanted, name) for name in ("platform", "kind", "status", "scheme")}
    found = found.filter(**{name: value for name, value in given.items() if value})
    if wanted.person:
        used = AccountAccess.objects.filter(person=wanted.person).values("account")
        found = found.filter(Q(person=wanted.person) | Q(pk__in=used))
    if wanted.words:
        found = found.filter(Q(handle__icontains=wanted.words) | Q(handle_key__icontains=wanted.words))
    return found.filter(late_q()) if wanted.late else found


def late_q() -> Q:
    """Accounts that somebody has to see to, of those with their state: see `why_late`."""
    return (
        Q(status=AccountStatus.APPROVED) & (Q(approved_until__lt=clock.today()) | Q(users=0))
        | Q(passwords_due=True)
    )  # fmt: skip


def with_state(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """The accounts with their owner, how many may use them, and whether their passwords have to be changed."""
    live = Q(accesses__ended_at__isnull=True, accesses__person__merged_into__isnull=True)
    return accounts.select_related("platform", "scheme__unit", "person__unit", "approved_by").annotate(
        users=Count("accesses", filter=live & Q(accesses__isnull=False), distinct=True),
        passwords_due=Exists(_lost_since(OuterRef("pk"), OuterRef("passwords_changed_on"))) & Q(status__in=IN_USE),
        last_lost=Subquery(
            AccountAccess.objects.filter(
                account=OuterRef("pk"), ended_at__isnull=False, person__merged_into__isnull=True
            )
            .order_by("-ended_at").values("ended_at")[:1]
        ),
    )  # fmt: skip


def _lost_since(account: Any, changed_on: Any) -> QuerySet[AccountAccess]:
    """Access that ended after the passwords were last changed, or with no change on record."""
    lost = AccountAccess.objects.filter(
        account=account, ended_at__isnull=False, person__merged_into__isnull=True
    )  # fmt: skip
    lost = lost.annotate(day=TruncDate("ended_at", tzinfo=clock.LONDON), changed_on=F("account__passwords_changed_on"))
    return lost.filter(Q(changed_on__isnull=True) | Q(changed_on__lt=F("day")))


def passwords_due_since(account: Account) -> dt.datetime | None:
    """When somebody last lost access to an account in use whose passwords were not changed since."""
    if account.status not in IN_USE:
        return None
    lost = _lost_since(account.pk, account.passwords_changed_on).order_by("-ended_at").first()
    return lost.ended_at if lost is not None else None


def why_late(account: Account) -> list[str]:
    """What somebody has to see to about an account read with its state, in words."""
    said = []
    until = account.approved_until
    if account.status == AccountStatus.APPROVED and until is not None and until < clock.today():
        said.append(f"The approval ran out on {clock.date_words(until)}: nobody may use it until it is renewed.")
    if account.passwords_due:  # type: ignore[attr-defined]  # worked out by with_state
        said.append("Somebody who could use it has lost access, and no change of the passwords since is on record.")
    if account.status == AccountStatus.APPROVED and account.users == 0:  # type: ignore[attr-defined]  # the same
        said.append("The register names nobody who may use it.")
    return said


def for_page(user: User) -> QuerySet[Account]:
    """Accounts with what an account's page shows."""
    accesses = AccountAccess.objects.select_related("person", "given_by", "ended_by")
    requests = AccountRequest.objects.select_related("made_by", "checked_by", "logged_by").prefetch_related("results")
    found = with_state(Account.objects.visible_to(user)).select_related("added_by", "revoked_by", "proposed_by")
    return found.prefetch_related(
        Prefetch("accesses", queryset=accesses.filter(person__merged_into__isnull=True)),
        Prefetch("requests", queryset=requests),
    )  # fmt: skip


def lacks_to_use(account: Account, person: Person) -> str:
    """What an adult lacks to use an official account today, in words; nothing when they lack nothing."""
    return _lacking(account, [person.pk]).get(person.pk, "")


def _lacking(account: Account, person_ids: list[int]) -> dict[int, str]:
    """The same of many adults: a fixed number of reads. Who lacks nothing is not in it."""
    if account.scheme_id is None or not person_ids:
        return {}
    today = clock.today()
    parts = Placement.objects.filter(person__in=person_ids, scheme_id=account.scheme_id, starts_on__lte=today)
    standing = list(parts.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)).select_related("scheme", "person"))
    why = people.why_not_active_in(standing)
    said: dict[int, list[str]] = {pk: [] for pk in person_ids}
    for part in standing:
        said[part.person_id].append(why.get(part.pk, ""))
    return {pk: words[0] if words else NO_PART for pk, words in said.items() if "" not in words}


def left_why(access: AccountAccess) -> str:
    """Why who may use an account no longer may, from their posts, their parts in its scheme and their sign-in."""
    person, today = access.person, clock.today()
    posts = StaffRole.objects.filter(person=person, starts_on__lte=today).values_list("ends_on", flat=True)
    parts: list[dt.date | None] = []
    if access.account.scheme_id is not None:
        found = Placement.objects.filter(person=person, scheme_id=access.account.scheme_id)
        parts = list(found.values_list("ends_on", flat=True))
    signs_in = person.user.is_active if person.user is not None else None
    return left_because(signs_in=signs_in, posts=list(posts), parts=parts, today=today)


def found_in_handles(condition: SchemeCondition) -> str:
    """Looked for each night: a handle of the scheme with a word that it may not use."""
    if condition.kind != ConditionKind.WORD_NOT_USED:
        return ""
    accounts = Account.objects.filter(scheme_id=condition.scheme_id).exclude(status=AccountStatus.REVOKED)
    last = condition.last_check
    if last is not None:
        # What was on the register when somebody looked has been seen by them.
        accounts = accounts.filter(added_at__gt=last.recorded_at)
    for account in accounts.select_related("platform").order_by("pk"):
        if said := handle_breaks(condition, account):
            return said
    return ""


def handle_breaks(condition: SchemeCondition, account: Account) -> str:
    """What in the handle of a scheme's account breaks the condition, in words; nothing when nothing does."""
    if not word_in_handle(condition.word, account.handle):
        return ""
    return f"The scheme's account on {account.platform} uses the word “{condition.word}”."


def judged(account: Account, *, action: str, target_kind: str, made_at: dt.datetime, checked_at: dt.datetime | None
           ) -> dict[str, Judged]:  # fmt: skip
    """What the rules about requests say of one, logged or about to be."""
    facts = AccountFacts(id=account.pk, kind=account.kind, is_approved=account.is_approved_now)
    return judge_request(Request(action, target_kind, facts, made_at, checked_at))


def judged_of(one: AccountRequest) -> dict[str, RequestResult]:
    """What the rules said of a request when it was logged."""
    return {said.rule: said for said in one.results.all()}


def failed_of(one: AccountRequest) -> list[str]:
    """The names of the rules that a request on record failed."""
    return [said.rule for said in one.results.all() if said.outcome == Outcome.FAILED]


def lacks_now(account: Account, accesses: Sequence[AccountAccess]) -> list[tuple[AccountAccess, str]]:
    """Each with what they lack today; nothing is asked for accounts that are not official."""
    ids = [one.person_id for one in accesses] if account.kind in OFFICIAL_KINDS else []
    lacking = _lacking(account, ids)
    return [(one, lacking.get(one.person_id, "")) for one in accesses]


def people_of(account: Account) -> QuerySet[Person]:
    """The adults who own an account, may use it or could once: one of them used it."""
    used = Q(account_accesses__account=account) | Q(accounts=account)
    ids = Person.objects.filter(used, kind=PersonKind.ADULT, merged_into__isnull=True).values("pk")
    return Person.objects.filter(pk__in=ids).order_by("family_name", "given_name", "pk")


def owners_and_users(user: User) -> QuerySet[Person]:
    """The adults who own, or may or could use, an account that the user may see, of those whom they see."""
    seen = Account.objects.visible_to(user).values("pk")
    owners = Account.objects.filter(pk__in=seen).values("person")
    users = AccountAccess.objects.filter(account__in=seen).values("person")
    wanted = Q(pk__in=owners) | Q(pk__in=users)
    adults = Person.objects.visible_to(user).filter(wanted, kind=PersonKind.ADULT, merged_into__isnull=True)
    return adults.order_by("family_name", "given_name", "pk")
