"""The only code that changes forces, units, users, roles and keys."""

from safeguarding.access.services.forces import start_force
from safeguarding.access.services.once import begin_once, finish_once, forget_old_answers, once_from_a_page
from safeguarding.access.services.principals import principal_of, principal_of_role
from safeguarding.access.services.roles import assign_role, change_role, end_role
from safeguarding.access.services.sign_in import note_activity_search, note_sign_in
from safeguarding.access.services.tokens import create_token, note_token_use, revoke_token
from safeguarding.access.services.units import change_force, change_unit, create_unit
from safeguarding.access.services.users import (
    change_user,
    create_user,
    deactivate_user,
    on_deactivated,
    reactivate_user,
    system_user,
)
from safeguarding.access.services.watched import on_let_in

__all__ = [
    "assign_role",
    "begin_once",
    "change_force",
    "change_role",
    "change_unit",
    "change_user",
    "create_token",
    "create_unit",
    "create_user",
    "deactivate_user",
    "end_role",
    "finish_once",
    "forget_old_answers",
    "note_activity_search",
    "note_sign_in",
    "note_token_use",
    "on_deactivated",
    "on_let_in",
    "once_from_a_page",
    "principal_of",
    "principal_of_role",
    "reactivate_user",
    "revoke_token",
    "start_force",
    "system_user",
]
