"""The platforms on which people have accounts: put in step when the tables are made, changed by who may."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.audit.services import record
from safeguarding.communications.choices import HandleRule, PlatformKind
from safeguarding.communications.models import Account, Platform
from safeguarding.communications.rules.platforms import PLATFORMS
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields

TAKEN = "There is already a platform of this name"
RULE_IN_USE = "Accounts on this platform are on the register: how their handles are compared stays as it is."


@dataclass(frozen=True)
class PlatformDetails:
    """What is said of a platform."""

    name: str
    kind: str
    is_ephemeral: bool = False
    is_official: bool = False
    handle_rule: str = HandleRule.NAME


def load_platforms(model: type[Platform] = Platform, *, using: str = "default") -> None:
    """Add the platforms that everybody knows. Part of migrating; one that is there is left as somebody made it."""
    rows = model._default_manager.using(using)
    known = set(rows.values_list("slug", flat=True))
    for one in PLATFORMS:
        if one.slug not in known:
            rows.create(**asdict(one))


@transaction.atomic
def add_platform(details: PlatformDetails, *, by: User) -> Platform:
    """Put a platform on the list, for every force."""
    require_permission(by, Permission.CHANGE_CATALOGUE)
    _require_sound(details)
    made = Platform(slug=slugify(details.name)[:40], **_values(details))
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Invalid({"name": [TAKEN]}) from error
    record("platform.added", by=by, obj=made, data={"platform": made.slug})
    return made


@transaction.atomic
def edit_platform(platform: Platform, details: PlatformDetails, *, version: int | None, by: User) -> Platform:
    """Change what is said of a platform: for every force, from now on."""
    require_permission(by, Permission.CHANGE_CATALOGUE)
    held = lock_fresh(Platform.objects.all(), pk=platform.pk, version=version)
    _require_sound(details)
    changed = {name: value for name, value in _values(details).items() if getattr(held, name) != value}
    if "handle_rule" in changed and Account.objects.filter(platform=held).exists():
        raise Conflict(RULE_IN_USE)
    if not changed:
        return held
    try:
        with transaction.atomic():
            save_fields(held, **changed)
    except IntegrityError as error:
        raise Invalid({"name": [TAKEN]}) from error
    record("platform.changed", by=by, obj=held, data={"platform": held.slug})
    return held


def _values(details: PlatformDetails) -> dict[str, object]:
    return {**asdict(details), "name": details.name.strip()}


def _require_sound(details: PlatformDetails) -> None:
    errors: dict[str, list[str]] = {}
    if not slugify(details.name):
        errors["name"] = ["Enter the name of the platform"]
    if details.kind not in PlatformKind.values:
        errors["kind"] = ["Select what kind of platform it is"]
    if details.handle_rule not in HandleRule.values:
        errors["handle_rule"] = ["Select how handles are compared"]
    if errors:
        raise Invalid(errors)
