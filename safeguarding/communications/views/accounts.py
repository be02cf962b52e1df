"""The register of accounts: the list, one account, adding one, and what the register says of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.audit.services import consult
from safeguarding.audit.views import list_file
from safeguarding.communications import policies, states
from safeguarding.communications.choices import OFFICIAL_KINDS, AccountStatus
from safeguarding.communications.forms.accounts import AccountFilter, AccountForm, EditAccountForm, offer, owner_now
from safeguarding.communications.models import Account
from safeguarding.communications.selectors import account_story
from safeguarding.communications.selectors import accounts as selectors
from safeguarding.communications.services.accounts import OnRegister, add_account, edit_account
from safeguarding.communications.views.accounts_found import account_of, account_to_keep, act, posted, to_list
from safeguarding.core.asked import asked, keep, number
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.people.choices import PersonKind
from safeguarding.people.views.found import PURPOSE, WANTED
from safeguarding.schemes.models import Scheme

A_PAGE = 50
HEADINGS = (
    "Platform", "Handle", "Kind", "Status", "Scheme", "Owner", "Approved until", "People who may use it",
    "To be seen to",
)  # fmt: skip
ALREADY = "This account was on the register already: this is it. Nothing was added."
APPROVED_AS_IS = (
    "This account is approved as it stands here. Once you change anything nobody may use it until somebody who neither "
    "put it up nor changed it has approved it again."
)
HIDDEN = "This account is on the register already. Somebody who works with young people keeps it."


@require_http_methods(["GET", "POST"])
def account_list(request: HttpRequest) -> HttpResponse:
    """The accounts the user may see, by platform."""
    if request.method == "POST":
        return keep(request)
    form = AccountFilter(asked(request) or None)
    offer(form, "scheme", Scheme.objects.visible_to(request.user).order_by("name", "pk"))
    offer(form, "person", selectors.owners_and_users(request.user))
    found = selectors.account_list(request.user, form.wanted())
    file = list_file(request, "accounts", what="Accounts", headings=HEADINGS, found=found, cells=_line)
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Accounts", "filter_form": form, "by_post": True, "page": page, "is_narrowed": form.is_bound,
        "rows": [(account, selectors.why_late(account)) for account in page.object_list],
        "late": selectors.account_list(request.user, selectors.Wanted(late=True)).count(),
        "may_add": has_permission(request.user, Permission.KEEP_SCHEMES),
        "sees_register": has_permission(request.user, Permission.SEE_SCHEMES),
    }  # fmt: skip
    return render(request, "communications/accounts.html", context)


def owner_words(account: Account) -> str:
    """Who owns it beside a scheme; a young person is not named in a list."""
    if account.person is None:
        return ""
    return "A young person" if account.person.kind == PersonKind.YOUNG_PERSON else account.person.name


def _line(account: Account) -> tuple[Any, ...]:
    return (
        account.platform, account.shown, account.get_kind_display(), account.get_status_display(),
        account.scheme or "", owner_words(account), account.approved_until or "",
        account.users,  # type: ignore[attr-defined]  # worked out by with_state
        " ".join(selectors.why_late(account)),
    )  # fmt: skip


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: whose it is, where it stands, who may use it and who might, and what was asked from it."""
    found = account_of(request, pk)
    owner = found.person
    if owner is not None and owner.kind == PersonKind.YOUNG_PERSON:
        told = request.session.get(PURPOSE)
        if not told:
            request.session[WANTED] = request.get_full_path()
            return redirect("people:purpose", owner.pk)
        consult(owner, by=request.user, page="account", purpose=told["purpose"], purpose_text=told["text"])
    accesses = list(found.accesses.all())
    may_keep = policies.may_keep_account(request.user, found)
    context = {
        "title": found.shown, "account": found, "why_late": selectors.why_late(found), "may_keep": may_keep,
        "live": selectors.lacks_now(found, [one for one in accesses if one.ended_at is None]),
        "ended": [one for one in accesses if one.ended_at is not None],
        "requests": [(one, selectors.failed_of(one)) for one in found.requests.all()],
        "may_log": may_keep or policies.uses_or_owns(request.user, found),
        "is_official": found.kind in OFFICIAL_KINDS, "next": _next(found) if may_keep else {},
        "may_approve": policies.may_approve(request.user, found),
        "sees_schemes": has_permission(request.user, Permission.SEE_SCHEMES),
        "stands": account_story.where_it_stands(request.user, found),
        "has_part": policies.has_part(request.user, found),
        "owner_is_young": found.person is not None and found.person.kind == PersonKind.YOUNG_PERSON,
        "sees_people": has_permission(request.user, Permission.SEE_PEOPLE),
        "history": account_story.story(found), **to_list(),
    }  # fmt: skip
    return render(request, "communications/account.html", context)


def _next(account: Account) -> dict[str, bool]:
    """What may be decided about it now, by the table of states."""
    after = states.NEXT[account.status]
    is_official = account.kind in OFFICIAL_KINDS
    return {
        "propose": AccountStatus.PROPOSED in after and is_official,
        "approve": AccountStatus.APPROVED in after and is_official,
        "renew": account.status == AccountStatus.APPROVED,
        "refuse": AccountStatus.REFUSED in after,
        "suspend": AccountStatus.SUSPENDED in after,
        "revoke": AccountStatus.REVOKED in after,
        "passwords": account.status in selectors.IN_USE,
        "give": account.status not in (AccountStatus.REFUSED, AccountStatus.REVOKED),
    }


@require_http_methods(["GET", "POST"])
def account_add(request: HttpRequest) -> HttpResponse:
    """Put an account on the register; a handle that is known already leads to its page."""
    require_permission(request.user, Permission.KEEP_SCHEMES)
    chosen = Scheme.objects.visible_to(request.user).filter(pk=number(request.GET.get("scheme", ""))).first()
    initial = {"whose": "scheme", "scheme": chosen.pk} if chosen else {}
    form = AccountForm(posted(request), by=request.user, initial=initial)
    refused = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            added = add_account(given["platform"], given["handle"], form.details(), by=request.user)
        except OnRegister as known:
            seen = Account.objects.visible_to(request.user).filter(pk=known.account.pk).first()
            messages.info(request, ALREADY if seen else HIDDEN)
            return redirect(seen.get_absolute_url() if seen else reverse("communications:account_list"))
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The account is on the register.")
            return redirect(added)
    lead = "Any account that reaches young people belongs here, official or not. An official one waits for approval."
    context = {"title": "Add an account", "lead": lead, "button": "Add", **to_list()}
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change whose an account is and what it is for."""
    found = account_to_keep(request, pk)
    form = EditAccountForm(posted(request), by=request.user, initial=owner_now(found))
    return act(
        request, found, form,
        lambda: edit_account(found, form.details(), version=form.cleaned_data["version"], by=request.user),
        title="Change what the register says", button="Save", done="Saved.",
        lead=APPROVED_AS_IS if found.status == AccountStatus.APPROVED else "",
    )  # fmt: skip
