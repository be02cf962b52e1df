"""The worker's sign of life: a key in the broker that beat's task renews and that dies by itself."""

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

KEY = "safeguarding:worker-heartbeat"
LASTS_SECONDS = 60


def broker() -> redis.Redis:
    """A connection that gives up after a second: whoever asks is waiting."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1, retry=Retry(NoBackoff(), retries=0)
    )


def beat() -> None:
    """Say that a worker is alive."""
    with broker() as client:
        client.set(KEY, "alive", ex=LASTS_SECONDS)


def stop() -> None:
    """Say that the worker has gone, so that nobody waits a minute to find out."""
    with broker() as client:
        client.delete(KEY)


def is_beating() -> bool:
    """A worker showed itself within the last minute."""
    with broker() as client:
        return bool(client.exists(KEY))
