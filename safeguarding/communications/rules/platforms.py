"""The platforms that every database begins with. Which are for official use is the force's own to say."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.communications.choices import HandleRule as H
from safeguarding.communications.choices import PlatformKind as K


@dataclass(frozen=True)
class KnownPlatform:
    """A platform as it is first put on the list."""

    slug: str
    name: str
    kind: str
    is_ephemeral: bool = False
    is_official: bool = False
    handle_rule: str = H.NAME


PLATFORMS = (
    KnownPlatform("instagram", "Instagram", K.SOCIAL, is_official=True),
    KnownPlatform("facebook", "Facebook", K.SOCIAL, is_official=True, handle_rule=H.NAME_WITHOUT_DOTS),
    KnownPlatform("messenger", "Messenger", K.MESSAGING, handle_rule=H.NAME_WITHOUT_DOTS),
    KnownPlatform("snapchat", "Snapchat", K.MESSAGING, is_ephemeral=True),
    KnownPlatform("whatsapp", "WhatsApp", K.MESSAGING, handle_rule=H.PHONE),
    KnownPlatform("tiktok", "TikTok", K.VIDEO),
    KnownPlatform("x", "X", K.SOCIAL, is_official=True),
    KnownPlatform("threads", "Threads", K.SOCIAL),
    KnownPlatform("discord", "Discord", K.MESSAGING),
    KnownPlatform("telegram", "Telegram", K.MESSAGING),
    KnownPlatform("line", "LINE", K.MESSAGING),
    KnownPlatform("signal", "Signal", K.MESSAGING, is_ephemeral=True, handle_rule=H.PHONE),
    KnownPlatform("youtube", "YouTube", K.VIDEO, is_official=True),
    KnownPlatform("twitch", "Twitch", K.VIDEO),
    KnownPlatform("reddit", "Reddit", K.SOCIAL),
    KnownPlatform("pinterest", "Pinterest", K.SOCIAL),
    KnownPlatform("linkedin", "LinkedIn", K.SOCIAL),
    KnownPlatform("roblox", "Roblox", K.GAMES),
    KnownPlatform("xbox", "Xbox", K.GAMES),
    KnownPlatform("playstation", "PlayStation Network", K.GAMES),
    KnownPlatform("steam", "Steam", K.GAMES),
    KnownPlatform("email", "Email", K.EMAIL, is_official=True, handle_rule=H.EMAIL),
    KnownPlatform("telephone", "Telephone", K.PHONE, is_official=True, handle_rule=H.PHONE),
    KnownPlatform("marshall", "Marshall", K.SCHEME, is_official=True),
    KnownPlatform("other", "Another platform", K.OTHER),
)  # fmt: skip
