"""The cache that all web processes share, in the database, with one statement for what is kept."""

from __future__ import annotations

import base64
import datetime as dt
import pickle
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

FOR_EVER = dt.datetime.max.replace(tzinfo=dt.UTC)
KEEP = """
    WITH gone AS (
        DELETE FROM {table} WHERE cache_key IN (
            SELECT cache_key FROM {table} WHERE expires < now() AND cache_key <> %(key)s
            LIMIT 100 FOR UPDATE SKIP LOCKED
        )
    )
    INSERT INTO {table} (cache_key, value, expires) VALUES (%(key)s, %(value)s, %(expires)s)
    ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
"""


class SharedCache(DatabaseCache):
    """Django's own counts the entries, looks for the key and then writes, inside a savepoint: five statements.

    PostgreSQL writes or replaces in one, and takes away in the same what has run out, so that nothing need be counted.
    """

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        seconds = self.get_backend_timeout(timeout)
        expires = (
            dt.datetime.max.replace(tzinfo=dt.UTC) if seconds is None else dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
        )
        connection = connections[router.db_for_write(self.cache_model_class)]
        given = {
            "key": self.make_and_validate_key(key, version=version),
            "value": base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1"),
            "expires": connection.ops.adapt_datetimefield_value(expires.replace(microsecond=0)),
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(KEEP.format(table=connection.ops.quote_name(self.cache_model_class._meta.db_table)), given)
