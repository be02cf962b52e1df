"""Setting documents: from a template of ours and data, to a PDF that everybody can read."""

from safeguarding.documents.services.fonts import has_glyph
from safeguarding.documents.services.setting import Document, NotSet, set_document

__all__ = ["Document", "NotSet", "has_glyph", "set_document"]
