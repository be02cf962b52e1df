"""The people of a case: who they are and under what label; adding them, and taking them off."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.cases.forms.casework import people as forms
from safeguarding.cases.models import CaseParty
from safeguarding.cases.selectors import people as selector
from safeguarding.cases.services import parties, party_adding
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.core.asked import asked, keep, number
from safeguarding.people import selectors as on_record
from safeguarding.people.models import Person


class People(CaseView):
    """A card for each: label, name unless masked, role, age then and now, how to reach them."""

    tab = "people"
    title = "People"
    template_name = "cases/people.html"
    action = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        removed = selector.removed_parties(self.case) if self.is_full else []
        then = selector.day_of_concern(self.case)
        return self.show(cards=selector.party_cards(self.case), removed=removed, then=then)


class FindPerson(CaseView):
    """Look for somebody on record, or go on to add somebody who is not."""

    tab = "people"
    title = "Add somebody to the case"
    template_name = "cases/people_find.html"
    action = CaseFormView.action
    needs_open = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = asked(request)
        form = forms.FindPersonForm(sent if "q" in sent else None)
        words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
        found = [
            {"person": person, "words": on_record.in_a_few_words(person)}
            for person in (on_record.search(self.user, words) if words else [])
        ]
        return self.show(find=form, words=words, found=found)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The name that is looked for stays out of the address."""
        return keep(request)


class _AddParty(CaseFormView):
    tab = "people"
    title = "Add somebody to the case"
    button = "Add to the case"

    def success_url(self) -> str:
        return self.url_if_still_seen("cases:case_people")

    def cancel_url(self) -> str:
        return self.address("cases:case_people")

    def done_words(self, form: Any) -> str:
        return "Added to the case under a label of their own."


class AddKnownParty(_AddParty):
    """Put somebody on record into the case."""

    form_class = forms.KnownPartyForm

    def person(self) -> Person:
        return get_object_or_404(selector.people_to_add(self.user, self.kwargs["person"]))

    def context(self) -> dict[str, Any]:
        person = self.person()
        return {"title": f"Add {person.name} to the case", "lead": on_record.in_a_few_words(person)}

    def save(self, form: Any) -> object:
        return parties.add_party(case=self.case, person=self.person(), by=self.user, **form.cleaned_data)


class AddNewParty(_AddParty):
    """Put somebody on record, and into the case."""

    title = "Add somebody who is not on record"
    form_class = forms.NewPartyForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"by": self.user}

    def save(self, form: Any) -> object:
        given = form.cleaned_data
        if form.picked:
            return parties.add_party(
                case=self.case, person=form.picked, role=given["role"], contact_preference=given["contact_preference"],
                by=self.user,
            )  # fmt: skip
        return party_adding.add_new_party(
            case=self.case, new=form.person(), role=given["role"], contact_preference=given["contact_preference"],
            by=self.user,
        )  # fmt: skip


class AddUnidentifiedParty(_AddParty):
    """Put somebody into the case whom nobody knows yet."""

    title = "Add somebody who is not identified"
    form_class = forms.UnidentifiedPartyForm

    def save(self, form: Any) -> object:
        return party_adding.add_unidentified_party(case=self.case, by=self.user, **form.cleaned_data)


class _PartyView(_AddParty):
    """Something done with one person of the case."""

    button = "Save"
    party: CaseParty

    def refusal(self) -> HttpResponse | None:
        self.party = get_object_or_404(
            self.case.parties.filter(removed_at__isnull=True).select_related("person"), pk=self.kwargs["party"]
        )
        return super().refusal()

    def initial(self) -> dict[str, Any]:
        return {"version": self.party.version}


class ChangeParty(_PartyView):
    """Change how somebody is reached, or how somebody unknown is described."""

    form_class = forms.ChangePartyForm

    def initial(self) -> dict[str, Any]:
        party = self.party
        return {
            "version": party.version, "contact_preference": party.contact_preference, "description": party.description,
        }  # fmt: skip

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_identified": self.party.person_id is not None}

    def context(self) -> dict[str, Any]:
        return {"title": f"Change {self.party.label}"}

    def save(self, form: Any) -> object:
        given = {"description": self.party.description, **form.cleaned_data}
        return parties.change_party(party=self.party, by=self.user, **given)

    def done_words(self, form: Any) -> str:
        return f"{self.party.label} was changed."


class IdentifyParty(_PartyView):
    """It is known now who somebody is: look for them on record, then say what they are in the case."""

    form_class = forms.IdentifyPartyForm
    template_name = "cases/people_identify.html"
    button = "Identify"

    def person(self) -> Person | None:
        """Who was chosen from what the search found."""
        pk = number(self.request.GET.get("person"))
        return selector.people_to_add(self.user, pk).first() if pk else None

    def context(self) -> dict[str, Any]:
        sent = asked(self.request)
        form = forms.FindPersonForm(sent if "q" in sent else None)
        words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
        found = [
            {"person": person, "words": on_record.in_a_few_words(person)}
            for person in (on_record.search(self.user, words) if words else [])
        ]
        return {
            "title": f"Who is {self.party.label}?", "party": self.party, "find": form, "words": words, "found": found,
            "person": self.person(),
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.person() is None:
            return keep(request)
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> object:
        person = get_object_or_404(selector.people_to_add(self.user, int(self.request.GET["person"])))
        return parties.identify_party(party=self.party, person=person, by=self.user, **form.cleaned_data)

    def done_words(self, form: Any) -> str:
        return f"{self.party.label} is identified now, and keeps the label."


class RemoveParty(_PartyView):
    """Take somebody off the case. The label stays theirs."""

    form_class = forms.RemovePartyForm
    lead = "They no longer count as part of the case. Nobody else ever gets their label, and what was written stays."
    button = "Take off the case"
    is_destructive = True

    def context(self) -> dict[str, Any]:
        return {"title": f"Take {self.party.label} off the case"}

    def save(self, form: Any) -> object:
        return parties.remove_party(party=self.party, by=self.user, **form.cleaned_data)

    def done_words(self, form: Any) -> str:
        return f"{self.party.label} was taken off the case."
