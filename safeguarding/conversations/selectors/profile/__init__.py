"""What the messages between two people show by their times and places."""

from safeguarding.conversations.selectors.profile.counting import of_pair, profile, threads_of
from safeguarding.conversations.selectors.profile.shapes import OnPlatform, Profile, Shown, Starts, Thread

__all__ = ["OnPlatform", "Profile", "Shown", "Starts", "Thread", "of_pair", "profile", "threads_of"]
