"""Letters, disclosures and templates in the API."""

from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.letters.api.hearing import HearingBundleViewSet
from safeguarding.letters.api.letters import DisclosureViewSet, LetterViewSet
from safeguarding.letters.api.templates import LetterTemplateViewSet

#: For the assembly of the API: each route's address, what answers, and its name.
ROUTES = (
    (UNDER_CASE + "letters", LetterViewSet, "case-letter"),
    (UNDER_CASE + "disclosures", DisclosureViewSet, "case-disclosure"),
    (UNDER_CASE + "hearing-bundles", HearingBundleViewSet, "case-hearing-bundle"),
    ("letter-templates", LetterTemplateViewSet, "letter-template"),
)

__all__ = ["ROUTES"]
