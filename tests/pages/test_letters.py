"""The pages of letters: from a template to a letter that was sent, and whoever may not read one finds none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from safeguarding.cases.models import Case, Referral
from safeguarding.cases.services.access import rebuild_access
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.choices import Act
from safeguarding.letters import services
from safeguarding.letters.models import Disclosure, HearingBundle, Letter, LetterTemplate
from safeguarding.letters.services import making
from tests.cast import Cast, fresh
from tests.factories.casework import signed_in
from tests.factories.hearing import files_of, heard
from tests.factories.investigations import begun, typed, up_to
from tests.factories.letters import GIVEN, a_letter, a_template
from tests.factories.work import a_case, the_pcso
from tests.pdf import pages_of, problems

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    return case


def test_a_template_is_written_looked_at_as_pdf_and_approved_by_another(cast: Cast) -> None:
    lena, sam = signed_in(cast.lena), signed_in(cast.sam)
    listed = lena.get("/letter-templates/")
    assert "The text that comes with the application" in listed.content.decode()
    assert [one.text for one in listed.context["shell"].navigation if one.is_current] == ["More"]
    words = {
        "title": "About you", "body": "# Good day\n\nDear {{ letter.recipient }}",
        **typed({"effective_from": clock.today()}),
    }  # fmt: skip
    wrong = lena.post("/letter-templates/new/plain/", {**words, "body": "{{ letter.recipent }}"})
    assert wrong.status_code == 422
    assert "Line 1, sign 1: There is no field" in wrong.content.decode()
    made = lena.post("/letter-templates/new/plain/", words)
    template = LetterTemplate.objects.get()
    assert made.headers["Location"] == template.get_absolute_url()
    pdf = lena.get(f"{template.get_absolute_url()}preview/")
    assert problems(pdf.content) == []
    assert "Dear Alex Example" in pages_of(pdf.content)[0]
    assert lena.post(f"{template.get_absolute_url()}approve/", {"version": 1}).status_code == 403
    assert sam.post(f"{template.get_absolute_url()}approve/", {"version": 1}).status_code == 302
    template.refresh_from_db()
    assert template.status == "approved"


def test_who_wrote_any_of_it_is_offered_no_button_to_make_it_live(cast: Cast, case: Case) -> None:
    letter = a_letter(case, cast.sam, kind="dbs", writers=[cast.lena.pk, cast.sam.pk])
    template = a_template(cast.force, cast.sam, writers=[cast.lena.pk, cast.sam.pk])
    lena, leo = signed_in(cast.lena), signed_in(cast.users["leo"])
    for page, verb in ((letter.get_absolute_url(), "issue"), (template.get_absolute_url(), "approve")):
        shown = lena.get(page).content.decode()
        assert (f"{page}{verb}/" in shown, "omebody else" in shown) == (False, True)
        assert lena.post(f"{page}{verb}/", {"version": 1}).status_code == 403
        assert f"{page}{verb}/" in leo.get(page).content.decode()
        assert leo.post(f"{page}{verb}/", {"version": 1}).status_code == 302


def test_a_letter_goes_from_its_draft_to_what_was_disclosed(cast: Cast, case: Case) -> None:
    lena = signed_in(cast.lena)
    begin = reverse("letters:letter_begin", args=[case.reference])
    assert lena.post(begin, {"kind": "lado", "recipient": "The LADO"}).status_code == 302
    letter = Letter.objects.get()
    page = letter.get_absolute_url()
    shown = lena.get(page).content.decode()
    assert "Not on record yet" in shown
    assert "Why it is referred, as recorded" in shown
    refused = lena.post(f"{page}issue/", {"version": letter.version})
    assert (refused.status_code, "write it in" in refused.content.decode()) == (422, True)
    told = {"title": "Referral", "recipient": "The LADO", "body": "Please look at this.", "version": letter.version}
    assert lena.post(f"{page}change/", told).status_code == 302
    letter.refresh_from_db()
    assert lena.post(f"{page}issue/", {"version": letter.version}).status_code == 302
    letter.refresh_from_db()
    sent = {**GIVEN, **typed({"given_on": clock.today()}), "version": letter.version}
    assert lena.post(f"{page}send/", sent).status_code == 302
    listed = lena.get(reverse("letters:disclosures", args=[case.reference])).content.decode()
    assert Disclosure.objects.get().sha256 in listed
    given = lena.post(f"{page}open/", {"purpose": "case_work", "format": "pdf"})
    assert b"".join(given).startswith(b"%PDF-")
    assert "Working on the case" in lena.get(page).content.decode()


def test_the_notice_is_made_from_the_page_of_the_investigation_and_safeguarding_finds_none(
    cast: Cast, case: Case
) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.TERMS)
    ivy, lena = signed_in(cast.ivy), signed_in(cast.lena)
    begin = f"{reverse('letters:letter_begin', args=[case.reference])}?kind=notice&track={held.track_id}"
    for lane in (held.get_absolute_url(), f"{held.get_absolute_url()}notice/"):
        assert begin.replace("&", "&amp;") in ivy.get(lane).content.decode()
    form = ivy.get(begin)
    assert (form.context["form"]["kind"].value(), form.context["form"]["track"].value()) == (
        "notice", str(held.track_id),
    )  # fmt: skip
    assert ivy.post(begin, {"kind": "notice", "track": held.track_id, "recipient": "PCSO B"}).status_code == 302
    letter = Letter.objects.get()
    assert "asked her to keep it secret" in ivy.get(letter.get_absolute_url()).content.decode()
    a_letter(case, cast.lena, number=2, title="To the school")
    for path in (letter.get_absolute_url(), f"{letter.get_absolute_url()}change/"):
        assert lena.get(path).status_code == 404
    listed = lena.get(reverse("letters:letters", args=[case.reference])).content.decode()
    assert ("To the school" in listed, "Notice of investigation" in listed) == (True, False)
    refused = lena.post(begin, {"kind": "notice", "track": held.track_id, "recipient": "PCSO B"})
    assert refused.status_code == 422


def test_where_a_letter_is_begun_each_kind_says_its_ground_or_its_day(cast: Cast, case: Case) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.TERMS)
    ivy, lena = signed_in(cast.ivy), signed_in(cast.lena)
    begin = reverse("letters:letter_begin", args=[case.reference])
    offered = {
        name: client.get(begin).context["form"].fields["kind"] for name, client in (("ivy", ivy), ("lena", lena))
    }  # fmt: skip
    assert [kind for kind, _ in offered["lena"].choices] == ["update", "iopc", "lado", "dbs", "plain"]
    assert "No such referral is on record yet" in offered["lena"].hints["lado"]
    (due,) = Deadline.objects.filter(rule__key="timeliness_letter_12m").values_list("due_at", flat=True)
    assert offered["ivy"].hints["timeliness_12"] == f"Due by {clock.date_words(clock.london_date(due))}"
    assert offered["ivy"].hints["timeliness_6"] == "No clock asks for it now"
    Referral.objects.create(case=case, kind="lado", why="Messages", created_by=cast.lena)
    hints = lena.get(begin).context["form"].fields["kind"].hints
    assert hints["lado"] == f"A referral was recorded on {clock.date_words(clock.today())}"
    # Of the only misconduct track, which nobody has to choose.
    made = ivy.post(begin, {"kind": "timeliness_12", "track": "", "recipient": "The policing body"}, follow=True)
    letter = Letter.objects.get()
    assert (letter.track_id, f"of the track {held.track.name}" in made.content.decode()) == (held.track_id, True)
    # A draft says in words what is missing, and by when it is due.
    shown = made.content.decode()
    assert ("{{" in shown, "[The day on which it is issued]" in shown) == (False, True)
    for page in (letter.get_absolute_url(), reverse("letters:letters", args=[case.reference])):
        assert offered["ivy"].hints["timeliness_12"].removeprefix("Due by ") in ivy.get(page).content.decode()
    change = ivy.get(f"{letter.get_absolute_url()}change/")
    gaps = {gap.name: gap.by_itself for gap in change.context["gaps"]}
    assert (gaps["letter.date"], gaps["timeliness.reason"]) == (True, False)
    assert "Why it takes this time" in change.content.decode()


def test_a_notice_that_went_as_a_letter_is_offered_when_it_is_served_and_the_two_lead_to_each_other(
    cast: Cast, case: Case
) -> None:
    held = up_to(cast, begun(cast.ivy, case, the_pcso(cast, case)), Act.TERMS)
    ivy, author = signed_in(cast.ivy), fresh(cast.ivy)
    made = services.begin_letter(case=case, kind="notice", recipient="PCSO B", by=author, track=held.track)
    made = services.change_letter(letter=made, by=author, body="# Notice\n\nYour conduct is investigated.")
    serve = reverse("investigations:act", args=[case.reference, held.track_id, "serve"])
    assert "L1: " not in ivy.get(serve).content.decode()
    made = services.issue_letter(letter=made, by=fresh(cast.piers))
    services.send_letter(
        letter=made, by=author, recipient="PCSO B", gateway="conduct", purpose="The notice", way="by_hand",
        given_on=clock.today(),
    )  # fmt: skip
    assert "that it was served is not on record" in ivy.get(held.get_absolute_url()).content.decode()
    assert f'href="{serve}"' in ivy.get(made.get_absolute_url()).content.decode()
    form = ivy.get(serve).context["form"]
    assert (form["letter"].value(), form["method"].value(), form["sent_on"].value()) == (
        made.pk, "in_person", clock.today()
    )  # fmt: skip
    given = {"method": "in_person", "sent_on": clock.today(), "letter": made.pk}
    held.refresh_from_db()
    other = a_letter(case, cast.ivy, number=2, title="To the school")
    assert ivy.post(serve, typed({**given, "letter": other.pk, "version": held.version})).status_code == 422
    assert ivy.post(serve, typed({**given, "version": held.version})).status_code == 302
    shown = ivy.get(held.get_absolute_url()).content.decode()
    assert f'href="{made.get_absolute_url()}">letter L1</a>' in shown
    assert "is not on record" not in shown
    letter = ivy.get(made.get_absolute_url()).content.decode()
    assert f"counts as given on {clock.date_words(clock.today())}" in letter
    assert f'href="{held.get_absolute_url()}"' in letter


def test_the_investigation_is_put_into_a_bundle_in_the_browser(cast: Cast) -> None:
    case = heard(cast)
    held = up_to(cast, case.investigations.get(), Act.ASSIGN)
    ivy = signed_in(cast.ivy)
    begin = reverse("letters:hearing_begin", args=[case.reference])
    assert ivy.post(begin, {"track": held.track_id, "title": "For the panel"}).status_code == 302
    bundle = HearingBundle.objects.get()
    page = bundle.get_absolute_url()
    asked = ivy.get(f"{page}fill/").content.decode()
    assert asked.index("The investigation") < asked.index("Allegations, as they were made")
    given = {"documents": ["chronology-0", "track-allegations"], "version": bundle.version}
    assert ivy.post(f"{page}fill/", given).status_code == 302
    last = bundle.parts.get(position=2)
    assert ivy.post(f"{page}arrange/", {"move": f"up-{last.pk}"}).status_code == 302
    shown = ivy.get(page).content.decode()
    assert "Document of the track" in shown
    assert shown.index("Allegations, as they were made") < shown.index("Chronology of the case")
    assert "Allegations, as they were made" not in ivy.get(f"{page}fill/").content.decode()


def test_a_hearing_bundle_is_put_together_ordered_made_and_taken_out_in_the_browser(cast: Cast) -> None:
    case = heard(cast)
    files = files_of(case)
    ivy, lena = signed_in(cast.ivy), signed_in(cast.lena)
    listed = reverse("letters:hearing_bundles", args=[case.reference])
    assert "of a misconduct track" in lena.get(listed).content.decode()
    begin = f"{listed}new/"
    assert lena.get(begin).status_code == 403
    track = ivy.get(begin).context["form"]["track"].value()
    assert ivy.post(begin, {"track": track, "title": "For the panel"}).status_code == 302
    bundle = HearingBundle.objects.get()
    page = bundle.get_absolute_url()
    assert "Files of exhibits" in ivy.get(f"{page}fill/").content.decode()
    keys = [f"file-{files[0].pk}", f"file-{files[2].pk}", "chronology-0"]
    assert ivy.post(f"{page}fill/", {"documents": keys, "version": bundle.version}).status_code == 302
    last = bundle.parts.get(position=3)
    assert ivy.post(f"{page}arrange/", {"move": f"up-{last.pk}"}).status_code == 302
    assert ivy.post(f"{page}arrange/", {"move": "out-x"}).status_code == 302
    # Two have the page open: whoever presses second is told, and moves nothing that they did not see.
    bundle.refresh_from_db()
    piers, moved = signed_in(cast.piers), {"move": f"out-{last.pk}", "version": bundle.version}
    assert ivy.post(f"{page}arrange/", {"move": f"up-{last.pk}", "version": bundle.version}).status_code == 302
    told = piers.post(f"{page}arrange/", moved, follow=True).content.decode()
    assert ("changed" in told, bundle.parts.filter(pk=last.pk).exists()) == (True, True)
    assert ivy.post(f"{page}arrange/", {"move": f"down-{last.pk}"}).status_code == 302
    shown = ivy.get(page).content.decode()
    assert shown.index("HX/1: report.pdf") < shown.index("2. <span") < shown.index("Chronology of the case")
    bundle.refresh_from_db()
    assert ivy.post(f"{page}make/", {"names": "with", "version": bundle.version}).status_code == 302
    assert "0 of 3 documents read" in ivy.get(page).content.decode()
    assert making.make_waiting() == 1
    shown = ivy.get(page).content.decode()
    assert bundle.versions.get().sha256 in shown
    given = ivy.post(f"{page}versions/1/open/", {"purpose": "case_work"})
    assert b"".join(given).startswith(b"%PDF-")
    assert "Opened 1 time" in ivy.get(page).content.decode()
    for path in (page, f"{page}versions/1/open/"):
        assert lena.get(path).status_code == 404
