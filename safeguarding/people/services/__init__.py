"""Putting people on record, and keeping what goes with them."""

from safeguarding.people.services.contacts import (
    CarerDetails,
    add_carer,
    add_new_carer,
    edit_carer,
    end_carer,
)
from safeguarding.people.services.joining import add_young_person
from safeguarding.people.services.leaving import on_left
from safeguarding.people.services.links import add_staff, link_errors, on_link_changed, set_links
from safeguarding.people.services.placements import correct_placement, end_placement, place, strike_placement
from safeguarding.people.services.posts import PostDetails, add_post, edit_post, end_post
from safeguarding.people.services.register import Identity, NewPerson, add_person, edit_person, person_errors
from safeguarding.people.services.staffing import StaffIdentity, edit_staff, number_taken
from safeguarding.people.services.together import Ending, end_together, endings
from safeguarding.people.services.welfare import (
    NeedDetails,
    NewConsent,
    NewWish,
    add_need,
    answer_wish,
    edit_need,
    end_need,
    hear_wish,
    record_consent,
    withdraw_consent,
)

__all__ = [
    "CarerDetails", "Ending", "Identity", "NeedDetails", "NewConsent", "NewPerson", "NewWish", "PostDetails",
    "StaffIdentity",
    "add_carer", "add_need", "add_new_carer", "add_person", "add_post", "add_staff",
    "add_young_person", "answer_wish",
    "correct_placement", "edit_carer", "edit_need", "edit_person", "edit_post", "edit_staff", "end_carer", "end_need",
    "end_placement", "end_post", "end_together", "endings", "hear_wish", "link_errors", "number_taken",
    "on_left", "on_link_changed",
    "person_errors", "place", "record_consent", "set_links", "strike_placement", "withdraw_consent",
]  # fmt: skip
