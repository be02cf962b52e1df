"""What people type, choose and attach, the hostile included."""

from __future__ import annotations

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from safeguarding.core import forms
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.core.forms.base import nothing
from safeguarding.core.forms.text import NARRATIVE_LENGTH


class NoteForm(forms.GovForm):
    name = forms.TextField(label="Full name", max_length=20)
    note = forms.LongTextField(label="What happened?", noun="what happened", max_length=NARRATIVE_LENGTH)
    version = forms.VersionField()


def note(**changes: object) -> NoteForm:
    return NoteForm({"name": "Ann", "note": "It rained.", "version": "1", **changes})


class WhenForm(forms.GovForm):
    when = forms.RadioField(
        label="When?",
        noun="when it happened",
        choices=[("exact", "I know when"), ("about", "About a day"), ("unknown", "I do not know")],
        hints={"about": "A day near it is enough"},
        reveals={"exact": ["moment"], "about": ["sure", "reasons"]},
    )
    moment = forms.DateField(label="Day", noun="the day")
    sure = forms.YesNoField(label="Sure?", noun="yes if you are sure", reveals={"yes": ["because"]})
    because = forms.TextField(label="Because", noun="why you are sure")
    reasons = forms.CheckboxesField(label="Reasons", choices=[("a", "A"), ("b", "B")], required=False)
    seen = forms.CheckboxesField(
        label="Seen?",
        noun="what you saw",
        choices=[("Group one", [("x", "X"), ("y", "Y")]), ("none", "None of these")],
        none_value="none",
    )


def when(query: str) -> WhenForm:
    return WhenForm(QueryDict(query))


def test_a_narrative_of_100000_characters_is_taken_whole_and_one_more_is_refused_with_both_counts() -> None:
    whole = "é" * NARRATIVE_LENGTH
    assert note(note=whole).is_valid()
    form = note(note=whole + "x")
    assert form.errors["note"] == ["What happened must be 100,000 characters or fewer. It is 100,001 now"]
    assert whole + "x" in str(form), "what was typed is still there"


def test_new_lines_count_once_and_come_out_alike() -> None:
    form = note(note="one\r\ntwo\rthree\tfour")
    assert form.is_valid()
    assert form.cleaned_data["note"] == "one\ntwo\nthree\tfour"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ud800"])
def test_characters_no_database_stores_are_refused_in_plain_words(bad: str) -> None:
    for name in ("name", "note"):
        message = note(**{name: f"a{bad}b"}).errors[name][0]
        assert "contains characters that cannot be stored" in message


def test_letters_are_kept_in_one_spelling() -> None:
    form = note(name="Zoe\u0308")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Zo\u00eb"


@pytest.mark.parametrize("name", ["مريم", "Ann 🌻", "O’Brien-Smith", "李小龍"])
def test_names_from_everywhere_are_names(name: str) -> None:
    assert note(name=name).is_valid()


def test_one_line_stays_one_line() -> None:
    form = note(name="Ann\r\nSmith")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Ann Smith"


def test_markup_is_shown_as_it_was_typed() -> None:
    drawn = str(note(name="<script>x</script>"))
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "1.5"])
def test_a_page_without_its_version_asks_to_be_opened_again(version: str) -> None:
    assert note(version=version).errors["version"] == [
        "This page was sent incomplete. Open it again and repeat the change"
    ]


def test_missing_answers_are_asked_for_by_name() -> None:
    form = NoteForm({})
    assert form.errors["name"] == ["Enter full name"]
    assert form.errors["note"] == ["Enter what happened"]


def test_a_question_inside_an_option_is_asked_only_when_that_option_is_chosen() -> None:
    form = when("when=unknown&seen=none&moment-day=99&sure=maybe")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["moment"] is None
    assert form.cleaned_data["sure"] == ""
    assert form.cleaned_data["reasons"] == []
    assert when("when=exact&seen=none").errors["moment"] == ["Enter the day"]


def test_a_question_inside_a_question_follows_both() -> None:
    assert set(when("when=about&sure=yes&seen=none").errors) == {"because"}
    assert when("when=about&sure=no&seen=none").is_valid()
    assert when("when=unknown&sure=yes&seen=none").is_valid()


def test_revealed_questions_are_drawn_once_inside_their_option() -> None:
    drawn = str(WhenForm())
    assert drawn.count('id="id_moment-day"') == 1
    assert drawn.index('id="conditional-id_when"') < drawn.index('id="id_moment-day"') < drawn.index('id="id_when-2"')


def test_none_of_these_stands_alone() -> None:
    message = "“None of these” cannot go together with another answer. Untick it, or untick the others"
    assert when("when=unknown&seen=none&seen=x").errors["seen"] == [message]
    assert when("when=unknown&seen=x&seen=y").is_valid()


def test_a_value_nobody_offered_is_refused_without_repeating_it() -> None:
    assert when("when=<b>evil&seen=x").errors["when"] == ["Select when it happened from the list"]
    assert when("when=unknown&seen=<b>evil").errors["seen"] == ["Select what you saw from the list"]


def test_each_option_and_group_is_labelled_and_first_ids_match_the_error_summary() -> None:
    form = when("")
    drawn = str(form)
    assert form["when"].error_target == "id_when"
    assert 'id="id_when" name="when" type="radio"' in drawn
    assert 'aria-describedby="id_when-2-item-hint"' in drawn
    assert 'role="group" aria-labelledby="id_seen-group-1"' in drawn


def test_a_number_is_a_whole_number_within_its_limits() -> None:
    class CountForm(forms.GovForm):
        count = forms.NumberField(label="Young people", min_value=1, max_value=50)

    assert CountForm({"count": "12"}).is_valid()
    assert CountForm({"count": "0"}).errors["count"] == ["Young people must be 1 or more"]
    assert CountForm({"count": "51"}).errors["count"] == ["Young people must be 50 or fewer"]
    assert CountForm({"count": "9" * 5000}).errors["count"]
    assert CountForm({"count": "many"}).errors["count"] == ["Young people must be a whole number, like 15"]


class UploadForm(forms.GovForm):
    pictures = forms.FilesField(label="Pictures", noun="a picture", megabytes=1)


def upload(*files: SimpleUploadedFile) -> UploadForm:
    return UploadForm({}, MultiValueDict({"pictures": list(files)}))


def test_files_are_taken_together_and_empty_or_big_ones_named() -> None:
    good = upload(SimpleUploadedFile("a.png", b"x"), SimpleUploadedFile("b.png", b"y"))
    assert good.is_valid()
    assert [file.name for file in good.cleaned_data["pictures"]] == ["a.png", "b.png"]
    assert upload().errors["pictures"] == ["Choose a picture"]
    assert upload(SimpleUploadedFile("a.png", b"")).errors["pictures"] == ["The file is empty. Choose another"]
    big = upload(SimpleUploadedFile("a.png", b"x" * 1_100_000))
    assert big.errors["pictures"] == ["“a.png” must be smaller than 1 MB"]


def test_a_refusal_goes_beside_its_field_and_keeps_what_was_typed() -> None:
    form = note(name="Ann")
    assert form.is_valid()
    form.refuse(Invalid({"name": ["Ann is already on this case"], "other": ["Something else"]}))
    assert form.errors["name"] == ["Ann is already on this case"]
    assert form.non_field_errors() == ["Something else"]
    assert 'value="Ann"' in str(form)


def test_after_somebody_else_saved_the_form_shows_what_it_says_now_and_can_be_sent_again() -> None:
    form = note(name="Ann")
    assert form.is_valid()
    form.refuse(Stale("Lee changed this at 14:05.", current={"name": "Anna", "version": 2}))
    assert form.non_field_errors() == ["Lee changed this at 14:05."]
    assert form.current == {"name": "Anna"}
    drawn = str(form)
    assert 'name="version" value="2"' in drawn
    assert 'value="Ann"' in drawn


def test_a_conflict_is_said_for_the_whole_form() -> None:
    form = note()
    assert form.is_valid()
    form.refuse(Conflict("Lee decided this at 14:05."))
    assert form.non_field_errors() == ["Lee decided this at 14:05."]


def test_the_error_summary_lists_messages_in_page_order_with_links() -> None:
    form = NoteForm({"name": "", "note": "", "version": "1"})
    form.add_error(None, "Nothing was saved")
    drawn = Template("{% error_summary form %}").render(Context({"form": form}))
    whole, name, text = drawn.index("Nothing was saved"), drawn.index('href="#id_name"'), drawn.index('href="#id_note"')
    assert whole < name < text


def test_nothing_is_summed_up_when_all_is_well() -> None:
    assert Template("{% error_summary form %}").render(Context({"form": note()})).strip() == ""
    assert Template("{% error_summary form %}").render(Context({"form": NoteForm()})).strip() == ""


def test_hints_and_errors_are_tied_to_their_input() -> None:
    class HintForm(forms.GovForm):
        name = forms.TextField(label="Name", hint="As spoken")

    assert 'aria-describedby="id_name-hint id_name-error"' in str(HintForm({}))
    assert "required" not in str(HintForm()).replace("aria-required", "")


def test_a_form_of_another_package_is_drawn_the_same() -> None:
    class Foreign(django_forms.Form):
        login = django_forms.CharField(
            label="Email", help_text="At work", widget=django_forms.TextInput(attrs={"placeholder": "Email"})
        )

    drawn = Template("{% field form.login %}").render(Context({"form": Foreign({})}))
    assert 'class="govuk-input govuk-input--error"' in drawn
    assert "placeholder" not in drawn
    assert "At work" in drawn


def test_a_page_with_one_question_has_it_as_its_heading() -> None:
    drawn = Template("{% field form.note heading=True %}").render(Context({"form": NoteForm()}))
    assert '<h1 class="govuk-label-wrapper">' in drawn


def test_a_record_in_an_option_that_was_not_chosen_is_no_record() -> None:
    assert nothing(forms.ModelSelectField(None, label="Which?")) is None
    assert nothing(forms.TextField(label="What?")) == ""
