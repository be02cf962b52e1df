"""Who was let into cases of the demo out of the ordinary: in an emergency, by name until a day, or kept out."""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import CaseGrant
from safeguarding.cases.services.access import declare_conflict, open_in_emergency, review_break_glass
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.when import Scene, ago


class Access:
    """An emergency and its review, a named colleague, a declared conflict and a link."""

    def __init__(self, world: World, cases: dict[str, Casework]) -> None:
        self.world, self.cases = world, cases

    def scenes(self) -> Iterator[Scene]:
        now = self.world.now
        yield Scene(ago(now, 74, "20:10"), self.emergency)
        yield Scene(ago(now, 71, "09:30"), self.review)
        yield Scene(ago(now, 30, "11:00"), self.colleague)
        yield Scene(ago(now, 29, "10:00"), self.conflict)
        yield Scene(ago(now, 20, "14:00"), self.link)

    def emergency(self) -> None:
        open_in_emergency(
            reference=self.cases["car park"].case.reference, by=self.world.users["farah.siddiqui"],
            reason="A child of Easthaven has not come home and the man in this case was seen nearby.",
        )  # fmt: skip

    def review(self) -> None:
        case = self.cases["car park"].case
        opened = CaseGrant.objects.get(content_object=case, permission__codename=GrantKind.BREAK_GLASS)
        review_break_glass(
            case=case, grant=opened, by=case.owner,
            note="Right: the child was found within the hour, at a friend's. Only the overview was read.",
        )  # fmt: skip

    def colleague(self) -> None:
        self.cases["picture"].let_in(
            "farah.siddiqui", GrantKind.ACCESS, "Prepares the session about pictures for the other unit"
        )

    def conflict(self) -> None:
        case = self.cases["texts"].case
        declare_conflict(
            case=case, user=self.world.users["amara.obi"], by=case.owner, reason="Trained together with the officer."
        )

    def link(self) -> None:
        """Two officers of one station, two schools."""
        other = self.cases["placement"].case
        self.cases["texts"].link(other.reference, "Both officers met the young people through the same school.")
