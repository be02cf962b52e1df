"""The policies of the force and their versions: for keepers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.guidance import selectors, services
from safeguarding.guidance.choices import MeetsRequirement, VersionStatus
from safeguarding.guidance.forms.keeping import DocumentForm, PublishForm, VersionForm, WithdrawPolicyForm, now_of
from safeguarding.guidance.models import PolicyVersion
from safeguarding.guidance.selectors.keeping import Kept
from safeguarding.guidance.views.acting import act, document_of, require_keeping, to_list, version_of, way_back

HEADINGS = ("Policy", "Owner", "Version", "Where it stands", "In force from", "Asked", "Asked and acknowledged")


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """The policies of the force, by title: which version is in force, and how many who were asked have read it."""
    require_keeping(request)
    kept = selectors.kept_by(request.user)
    file = list_file(request, "policies", what="Policies of the force", headings=HEADINGS, found=kept, cells=_line)
    if file:
        return file
    return render(request, "guidance/documents.html", {"title": "Policies", "kept": kept})


@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest) -> HttpResponse:
    """Put a policy on record."""
    require_keeping(request)
    form = DocumentForm(request.POST if request.method == "POST" else None)
    del form.fields["version"]
    return act(
        request, form, lambda: services.add_document(form.details(), by=request.user), title="Add a policy",
        done="The policy is on record. Write its first version next.", button="Add",
        lead="The policy itself. What it says is written next, as its first version.", **to_list(),
    )  # fmt: skip


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy: its versions, and the campaigns that asked people to read them."""
    found = document_of(request, pk)
    versions = list(found.versions.select_related("written_by").prefetch_related("campaigns"))
    by_status: dict[str, PolicyVersion] = {one.status: one for one in reversed(versions)}
    context = {
        "document": found, "versions": versions, "draft": by_status.get(VersionStatus.DRAFT),
        "in_force": by_status.get(VersionStatus.IN_FORCE), "back": to_list()["back"], "back_text": "Policies",
        "meets": MeetsRequirement(found.key).label if found.key in MeetsRequirement.values else "",
    }  # fmt: skip
    return render(request, "guidance/document.html", context)


@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a policy."""
    found = document_of(request, pk)
    now = {name: getattr(found, name) for name in ("title", "owner", "audience_note", "grace_days", "version")}
    form = DocumentForm(request.POST if request.method == "POST" else None, initial=now)
    del form.fields["meets"]
    return act(
        request, form,
        lambda: services.edit_document(
            found, form.details(), version=form.cleaned_data["version"], by=request.user
        ),
        title="Change details", done="Saved.", **way_back(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def version_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next version of a policy."""
    found = document_of(request, pk)
    before = found.versions.exclude(status=VersionStatus.DRAFT).first()
    now = {**now_of(before), "summary": ""} if before else {"where": "here"}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=now)
    del form.fields["version"]
    return act(
        request, form, lambda: services.draft_version(found, form.details(), by=request.user),
        title="Write a version", done="The draft is saved. Only keepers see it until it is published.",
        button="Save the draft", **way_back(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def version_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = version_of(request, pk)
    form = VersionForm(request.POST if request.method == "POST" else None, initial=now_of(found))
    return act(
        request, form,
        lambda: services.edit_version(found, form.details(), version=form.cleaned_data["version"], by=request.user),
        title=f"Change the draft of version {found.number}", done="The draft is saved.", button="Save the draft",
        **way_back(found.document),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def version_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft in force, in place of the version before."""
    found = version_of(request, pk)
    now = {"effective_from": clock.today(), "version": found.version}
    form = PublishForm(request.POST if request.method == "POST" else None, initial=now)
    lead = "Everybody in the force can read it from now on, and its words are never changed again. Campaigns for the " \
           "version before are closed."  # fmt: skip
    return act(
        request, form,
        lambda: services.publish(found, form.publication(), version=form.cleaned_data["version"], by=request.user),
        title=f"Publish version {found.number}", done="It is published. Ask people to read it next.",
        button="Publish", lead=lead, **way_back(found.document),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def version_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version out of force with nothing in its place."""
    found = version_of(request, pk)
    form = WithdrawPolicyForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    return act(
        request, form,
        lambda: services.withdraw(
            found, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
        ),
        title=f"Withdraw version {found.number}", done="It is withdrawn. Everybody can still read it.",
        button="Withdraw", button_danger=True,
        lead="Nobody is asked to keep to it any more, and having acknowledged it counts until today.",
        **way_back(found.document),
    )  # fmt: skip


def _line(one: Kept) -> tuple[Any, ...]:
    version = one.policy_version
    if version is None:
        return one.document.title, one.document.owner, "", "Nothing in force", "", "", ""
    return (
        one.document.title, one.document.owner, version.number, version.standing, version.effective_from or "",
        one.asked, one.done,
    )  # fmt: skip
