"""Files in an S3-compatible store: one that answers over the network, or the one that S3_TEST_ENDPOINT names."""

from __future__ import annotations

import io
import os
import uuid
import zipfile
from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from safeguarding.files import services
from safeguarding.files.models import StoredFile
from safeguarding.files.services.stores import PART, Bucket, store
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Where the store answers."""
    if named := os.environ.get("S3_TEST_ENDPOINT"):
        yield named
        return
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings: Settings) -> Bucket:
    settings.CLAMD_ADDRESS = ""
    settings.FILES_S3_BUCKET = f"files-{uuid.uuid4().hex[:8]}"
    settings.FILES_S3_ENDPOINT = endpoint
    settings.FILES_S3_REGION, settings.FILES_S3_ACCESS_KEY, settings.FILES_S3_SECRET_KEY = "us-east-1", "a", "b"
    made = boto3.client(
        "s3", endpoint_url=settings.FILES_S3_ENDPOINT, region_name="us-east-1", aws_access_key_id="a",
        aws_secret_access_key="b",
    )  # fmt: skip
    made.create_bucket(Bucket=settings.FILES_S3_BUCKET)
    found = store()
    assert isinstance(found, Bucket)
    return found


def names(bucket: Bucket) -> list[str]:
    return [found["Key"] for found in bucket.client.list_objects_v2(Bucket=bucket.bucket).get("Contents", [])]


def test_a_file_in_parts_goes_in_and_comes_out(bucket: Bucket, cast: Cast) -> None:
    plain = os.urandom(PART * 2 + 12345)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("noise.bin", plain)
        archive.writestr("last.txt", b"the last")
    file = services.store(io.BytesIO(made.getvalue()), name="a.zip", by=cast.lena)
    assert len(names(bucket)) == 2
    assert b"".join(services.checked(file, by=cast.lena)) == made.getvalue()
    with zipfile.ZipFile(services.open_file(file)) as archive:
        assert archive.read("last.txt") == b"the last"
        assert archive.read("noise.bin") == plain


def test_what_is_refused_or_broken_off_leaves_nothing(bucket: Bucket, cast: Cast) -> None:
    intake = services.Intake(limit=PART * 4)
    intake.write(b"a" * (PART * 2))
    intake.close()
    with pytest.raises(services.TooBig):
        services.store(io.BytesIO(b"a" * (PART + 10)), name="a.txt", by=cast.lena, limit=PART)
    assert names(bucket) == []
    assert not bucket.client.list_multipart_uploads(Bucket=bucket.bucket).get("Uploads")
    assert not StoredFile.objects.exists()


def test_a_lost_file_is_an_alarm_and_a_store_that_is_away_is_none(
    bucket: Bucket, cast: Cast, settings: Settings
) -> None:
    file = services.store(io.BytesIO(b"abc"), name="a.txt", by=cast.lena)
    bucket.delete(file.key.hex)
    with pytest.raises(services.Damaged):
        services.checked(file, by=cast.lena)
    settings.FILES_S3_ENDPOINT = "http://127.0.0.1:9"
    with pytest.raises(services.StoreAway):
        services.checked(file, by=cast.lena)


def test_keys_are_sealed_again(bucket: Bucket, cast: Cast, settings: Settings) -> None:
    file = services.store(io.BytesIO(b"abc"), name="a.txt", by=cast.lena)
    settings.FILE_KEYS = ["a new key", *settings.FILE_KEYS]
    assert services.seal_again(by=cast.lena) == 1
    settings.FILE_KEYS = ["a new key"]
    assert services.open_file(file).read() == b"abc"
