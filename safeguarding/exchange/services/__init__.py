"""Bringing data in: from a file to the record."""

from safeguarding.exchange.services.fixing import confirm, fix_row, leave_out
from safeguarding.exchange.services.passes import forget_old, work
from safeguarding.exchange.services.uploading import abandon, choose_sheet, map_columns, upload

__all__ = ["abandon", "choose_sheet", "confirm", "fix_row", "forget_old", "leave_out", "map_columns", "upload", "work"]
