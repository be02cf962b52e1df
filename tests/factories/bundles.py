"""Bundles of messages for tests."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.conversations.models import Bundle, BundleVersion, Message, MessageExport
from safeguarding.conversations.services import bundles, making
from safeguarding.files.services import open_file


def a_bundle(export: MessageExport, by: User, *, positions: tuple[int, ...] = (), **given: Any) -> Bundle:
    """A bundle of the messages at these places of an export's only conversation."""
    chosen = Message.objects.filter(export=export, position__in=positions).values_list("pk", flat=True)
    words = {"reference": "HO/1", "title": "What was written in March", **given}
    return bundles.begin_bundle(case=export.case, by=by, messages=list(chosen), **words)


def made(bundle: Bundle, by: User) -> BundleVersion:
    """A version of it, made as a worker makes it."""
    version = bundles.ask_for_version(bundle=bundle, by=by)
    making.make_waiting()
    version.refresh_from_db()
    return version


def pdf_of(version: BundleVersion) -> bytes:
    assert version.file is not None
    return open_file(version.file).read()
