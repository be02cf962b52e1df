"""Setting documents: from a template of ours and data, to a PDF that everybody can read."""

from safeguarding.documents.services.binding import bind, look_at
from safeguarding.documents.services.fonts import has_glyph
from safeguarding.documents.services.setting import Document, NotSet, set_document

__all__ = ["Document", "NotSet", "bind", "has_glyph", "look_at", "set_document"]
