"""Exhibits, their files and their hand-overs in the API, under the case they belong to."""

from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.evidence.api.custody import HandoverViewSet, SignatureViewSet
from safeguarding.evidence.api.exhibits import ExhibitViewSet
from safeguarding.evidence.api.files import ExhibitFileViewSet
from safeguarding.evidence.api.removals import RemovalViewSet

#: For the assembly of the API: each route's address, what answers, and its name.
ROUTES = (
    (UNDER_CASE + "exhibits", ExhibitViewSet, "case-exhibit"),
    (UNDER_CASE + "exhibits/(?P<exhibit>[0-9]{1,18})/files", ExhibitFileViewSet, "case-exhibit-file"),
    (UNDER_CASE + "removals", RemovalViewSet, "case-file-removal"),
    (UNDER_CASE + "hand-overs", HandoverViewSet, "case-handover"),
    ("my-signatures", SignatureViewSet, "my-signature"),
)

__all__ = ["ROUTES"]
