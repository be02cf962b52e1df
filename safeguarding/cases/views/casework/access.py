"""Who can see a case and why; giving and taking away access; conflicts; restriction; emergencies afterwards."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.access.models import User
from safeguarding.cases import policies
from safeguarding.cases.choices import ConflictKind
from safeguarding.cases.forms.casework.access import ConflictForm, GrantForm, ReviewForm
from safeguarding.cases.forms.casework.header import ReasonForm
from safeguarding.cases.models import CaseGrant
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.selectors import access as selector
from safeguarding.cases.services import access, casework
from safeguarding.cases.views.casework.base import CaseFormView, CaseView

LOOKED = 10


class Access(CaseView):
    """Everybody who can see the case and why, who has looked, emergencies; conflicts for those who decide on access."""

    tab = "access"
    title = "Who can see this case"
    template_name = "cases/access.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = Paginator(selector.consultations(self.case), LOOKED).get_page(request.GET.get("page"))
        found = selector.who_sees(self.case)
        conflicts = found.conflicts if self.standing.may(policies.GRANT) else []
        return self.show(
            ways=found.ways, page=page, conflicts=conflicts, declared=ConflictKind.DECLARED,
            emergencies=found.emergencies,
        )  # fmt: skip


class AccessForm(CaseFormView):
    """A form about who sees the case: also on a closed one."""

    tab = "access"
    action: CaseAction | None = CaseAction.GRANT
    needs_open = False

    def success_url(self) -> str:
        return self.url_if_still_seen("cases:case_access")

    def cancel_url(self) -> str:
        return self.address("cases:case_access")


class Grant(AccessForm):
    """Give a named person a way into the case."""

    title = "Give somebody access"
    form_class = GrantForm
    button = "Give access"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": selector.people_to_name(self.case).exclude(pk=self.user.pk)}

    def save(self, form: Any) -> object:
        given = form.cleaned_data
        return access.grant(
            case=self.case, user=given["user"], kind=given["kind"], reason=given["reason"], by=self.user,
            expires_at=form.expires_at(),
        )  # fmt: skip

    def done_words(self, form: Any) -> str:
        return f"{form.cleaned_data['user']} can see {self.case.reference} now, and has been told."


class Revoke(AccessForm):
    """Take a named person's access away."""

    title = "Take access away"
    form_class = ReasonForm
    button = "Take access away"
    is_destructive = True

    grant: CaseGrant

    def refusal(self) -> HttpResponse | None:
        self.grant = get_object_or_404(selector.live_grants(self.case), pk=self.kwargs["grant"])
        return super().refusal()

    def context(self) -> dict[str, Any]:
        return {"lead": f"{self.grant.user} loses this way into {self.case.reference} at once."}

    def save(self, form: Any) -> object:
        return access.revoke(case=self.case, grant=self.grant, reason=form.cleaned_data["reason"], by=self.user)

    def done_words(self, form: Any) -> str:
        return f"The access of {self.grant.user} has ended."


class ReviewEmergency(AccessForm):
    """Say whether opening the case in an emergency was right."""

    title = "Review an emergency opening"
    form_class = ReviewForm
    button = "Save the review"
    done = "The review was saved."

    grant: CaseGrant

    def refusal(self) -> HttpResponse | None:
        self.grant = get_object_or_404(selector.emergencies(self.case), pk=self.kwargs["grant"])
        return super().refusal()

    def context(self) -> dict[str, Any]:
        return {"lead": f"{self.grant.user} gave this reason: {self.grant.reason}"}

    def save(self, form: Any) -> object:
        return access.review_break_glass(case=self.case, grant=self.grant, note=form.cleaned_data["note"], by=self.user)


class DeclareConflict(AccessForm):
    """Record that somebody is in conflict with the case."""

    title = "Record a conflict of interest"
    lead = (
        "From then on the case does not exist for this person: not in lists, not by its address, not in an emergency."
    )
    form_class = ConflictForm
    button = "Record the conflict"
    is_destructive = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": selector.people_to_name(self.case)}

    def save(self, form: Any) -> object:
        return access.declare_conflict(case=self.case, by=self.user, **form.cleaned_data)

    def done_words(self, form: Any) -> str:
        return f"{form.cleaned_data['user']} no longer sees {self.case.reference}."


class DeclareOwnConflict(AccessForm):
    """Say that one is in conflict oneself. Anybody who sees the case may."""

    title = "I am in conflict with this case"
    lead = (
        "From then on this case does not exist for you. Somebody who decides on access can take that back, you cannot."
    )
    action = None
    form_class = ReasonForm
    button = "Record my conflict"
    is_destructive = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"label": "What is the conflict?"}

    def cancel_url(self) -> str:
        return self.url

    def save(self, form: Any) -> object:
        return access.declare_conflict(case=self.case, user=self.user, reason=form.cleaned_data["reason"], by=self.user)

    def done_words(self, form: Any) -> str:
        return "Your conflict was recorded. The case is no longer open to you."


class WithdrawConflict(AccessForm):
    """Take back a conflict that was declared by mistake."""

    title = "Take a conflict back"
    form_class = ReasonForm
    button = "Take the conflict back"

    def person(self) -> User:
        in_conflict = selector.conflicts(self.case).values("user_id")
        return get_object_or_404(User, pk=self.kwargs["user"], pk__in=in_conflict)

    def context(self) -> dict[str, Any]:
        return {"lead": f"{self.person()} sees the case again as far as their role or a grant reaches."}

    def save(self, form: Any) -> object:
        reason = form.cleaned_data["reason"]
        return access.withdraw_conflict(case=self.case, user=self.person(), reason=reason, by=self.user)

    def done_words(self, form: Any) -> str:
        return "The conflict was taken back."


class Restrict(AccessForm):
    """Only named people see the case from now on."""

    title = "Restrict the case"
    lead = "Only people named on this page see the case: its owner, its supervisor and whoever was given access."
    form_class = ReasonForm
    button = "Restrict the case"
    is_destructive = True

    def initial(self) -> dict[str, Any]:
        return {"version": self.case.version}

    def context(self) -> dict[str, Any]:
        """Somebody who is here by role alone is told that they lose sight of the case."""
        by_role_alone = all(way.startswith("role:") for way in self.standing.ways)
        is_named = self.user.pk in (self.case.owner_id, self.case.supervisor_id)
        loses = by_role_alone and not is_named
        return {"lead": f"{self.lead} You are not one of them: you lose sight of it."} if loses else {}

    def save(self, form: Any) -> object:
        return casework.restrict(case=self.case, by=self.user, **form.cleaned_data)

    def done_words(self, form: Any) -> str:
        return f"{self.case.reference} is restricted to named people now."


class Unrestrict(AccessForm):
    """The roles of the unit see the case again."""

    title = "Lift the restriction"
    lead = "The leads, supervisors and managers of the owning unit see the case again by their role."
    form_class = ReasonForm
    button = "Lift the restriction"

    def initial(self) -> dict[str, Any]:
        return {"version": self.case.version}

    def save(self, form: Any) -> object:
        return casework.unrestrict(case=self.case, by=self.user, **form.cleaned_data)

    def done_words(self, form: Any) -> str:
        return f"{self.case.reference} is no longer restricted."


class Identify(CaseFormView):
    """Who sees only numbers and headers gives a reason, and sees who is in the case for an hour."""

    tab = "overview"
    title = "See who is in this case"
    lead = (
        "You see the whole case for 60 minutes. That you did, and why, is kept and shown to those who decide on access."
    )
    action = None
    needs_open = False
    form_class = ReasonForm
    button = "Show me"

    def form_kwargs(self) -> dict[str, Any]:
        return {"label": "Why do you need to know?"}

    def refusal(self) -> HttpResponse | None:
        if self.is_full:
            return self.refuse("You can see who is in this case already.", status=409)
        return super().refusal()

    def save(self, form: Any) -> object:
        return access.identify(case=self.case, reason=form.cleaned_data["reason"], by=self.user)

    def done_words(self, form: Any) -> str:
        return "You see the whole case for 60 minutes."
