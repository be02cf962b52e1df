"""Opening, changing and closing accounts."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction

from safeguarding.access import policies
from safeguarding.access.models import Unit, User
from safeguarding.access.services.principals import principal_of
from safeguarding.access.services.watched import address_changed
from safeguarding.audit.services import record
from safeguarding.core.errors import Invalid, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields

CHANGEABLE = frozenset({"email", "first_name", "last_name", "home_unit"})


ClosedListener = Callable[..., object]
_CLOSED_LISTENERS: list[ClosedListener] = []


def on_deactivated(listener: ClosedListener) -> None:
    """Have `listener(user, by=user)` called, in the same transaction, when somebody's account to sign in is closed."""
    if listener not in _CLOSED_LISTENERS:
        _CLOSED_LISTENERS.append(listener)


@transaction.atomic
def create_user(
    *, by: User, email: str, first_name: str, last_name: str, home_unit: Unit, password: str | None = None
) -> User:
    """Open an account in a unit of the administrator's own force; without a password its owner sets one by email."""
    policies.require_administrator(by, force_id=home_unit.force_id)
    user = User(
        username=_address(email), email=_address(email), first_name=first_name, last_name=last_name,
        force_id=home_unit.force_id, home_unit=home_unit,
    )  # fmt: skip
    user.set_password(password)
    _save_new(user)
    principal_of(user)
    record("user.created", by=by, obj=user)
    return user


@transaction.atomic
def change_user(*, by: User, user: User, version: int | None, **changes: object) -> User:
    """Change what an account says of its owner: name, address, home unit."""
    policies.require_administrator(by, force_id=user.force_id)
    row = lock_fresh(User.objects.all(), pk=user.pk, version=version)
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return row
    _check(changed, force_id=row.force_id)
    was = row.email
    if "email" in changed:
        changed["email"] = changed["username"] = _address(str(changed["email"]))
    _save_changed(row, changed)
    record("user.changed", by=by, obj=row, data={"fields": ", ".join(sorted(changed))})
    if "email" in changed:
        address_changed(row, was=was, by=by)
    return row


@transaction.atomic
def deactivate_user(*, by: User, user: User) -> User:
    """Close an account: whoever uses it is out with their next click, and its keys to the API open nothing."""
    policies.require_administrator(by, force_id=user.force_id)
    if by.pk == user.pk:
        raise NotAllowed("You cannot close your own account: another administrator has to.")
    row = _set_active(by=by, user=user, active=False)
    for listener in _CLOSED_LISTENERS:
        listener(row, by=by)
    return row


@transaction.atomic
def reactivate_user(*, by: User, user: User) -> User:
    """Open a closed account again."""
    policies.require_administrator(by, force_id=user.force_id)
    return _set_active(by=by, user=user, active=True)


@transaction.atomic
def system_user(*, name: str = "system") -> User:
    """The named user that background work acts as. It belongs to no force, holds no role and cannot sign in."""
    user, created = User.objects.get_or_create(
        username=f"system:{name}",
        defaults={
            "email": f"{name}@system.invalid",
            "first_name": name.capitalize(),
            "is_system": True,
            "password": "!",
        },
    )
    if created:
        principal_of(user)
    return user


def _set_active(*, by: User, user: User, active: bool) -> User:
    row = lock_fresh(User.objects.all(), pk=user.pk, version=None)
    if row.is_active != active:
        save_fields(row, is_active=active)
        record("user.reactivated" if active else "user.deactivated", by=by, obj=row)
    return row


def _address(email: str) -> str:
    """Addresses are compared without regard to case, so they are kept in one."""
    return email.strip().lower()


def _check(changed: dict[str, object], *, force_id: int | None) -> None:
    unknown = changed.keys() - CHANGEABLE
    if unknown:
        raise Invalid({name: ["This cannot be changed here."] for name in sorted(unknown)})
    unit = changed.get("home_unit")
    if isinstance(unit, Unit) and unit.force_id != force_id:
        raise Invalid({"home_unit": ["Choose a unit of the person's own force."]})


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise Invalid({"email": ["There is already an account with this email address."]}) from error


def _save_changed(row: User, changed: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            save_fields(row, **changed)
    except IntegrityError as error:
        raise Invalid({"email": ["There is already an account with this email address."]}) from error
