"""Another reason is a reason: dots, spaces and signs that nobody sees are none."""

from __future__ import annotations

import pytest

from safeguarding.audit.rules import stated
from safeguarding.core.errors import Invalid


@pytest.mark.parametrize("text", ["", "...", "\u200b\u2060\u200b", " \u00ad – ?! ", "a\u200b."])
def test_words_that_say_nothing_are_no_reason(text: str) -> None:
    with pytest.raises(Invalid) as no:
        stated("other", text, missing="Say why.")
    assert list(no.value.errors) == ["purpose_text"]


def test_a_few_letters_are_one_and_a_named_purpose_needs_none() -> None:
    assert stated("other", " Her mother rang ", missing="") == ("other", "Her mother rang")
    assert stated("supervision", "", missing="") == ("supervision", "")
