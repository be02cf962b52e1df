"""Where sealed files lie: a directory of this machine, or a bucket of an S3-compatible store. Both hold sealed bytes.

A thing in a store appears whole or not at all: what is written under a name is seen there once `finish` returned.
"""

from __future__ import annotations

import contextlib
import io
import os
import time
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from safeguarding.files.rules.sealing import Source
from safeguarding.files.services.errors import StoreAway

#: An upload that nobody finished is forgotten after a day.
ABANDONED_AFTER = 24 * 60 * 60
PART = 8 * 1024 * 1024


class Writer(Protocol):
    """A thing on its way into the store."""

    def write(self, data: bytes) -> None: ...

    def finish(self) -> None: ...

    def abort(self) -> None: ...


class Store(Protocol):
    """Keeps bytes under names. Anything that goes wrong is StoreAway; what is not there is FileNotFoundError."""

    def writer(self, name: str) -> Writer: ...

    def put(self, name: str, data: bytes) -> None: ...

    def get(self, name: str) -> bytes: ...

    def source(self, name: str) -> Source: ...

    def delete(self, name: str) -> None: ...

    def tidy(self) -> int: ...


def store() -> Store:
    """The store that the settings name."""
    if settings.FILES_S3_BUCKET:
        return _bucket(
            settings.FILES_S3_BUCKET, settings.FILES_S3_ENDPOINT, settings.FILES_S3_REGION,
            settings.FILES_S3_ACCESS_KEY, settings.FILES_S3_SECRET_KEY,
        )  # fmt: skip
    return Directory(Path(settings.FILES_DIR))


# -- a directory ------------------------------------------------------------------------------------------------------


class Directory:
    """Files in a directory of this machine, spread over 256 directories; those on their way in lie in `incoming`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"

    def path(self, name: str) -> Path:
        return self.root / name[:2] / name

    def writer(self, name: str) -> Writer:
        with _trouble_is_away():
            self.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            return DirectoryWriter(self.incoming / f"{name}.{uuid.uuid4().hex[:8]}", self.path(name))

    def put(self, name: str, data: bytes) -> None:
        writer = self.writer(name)
        try:
            writer.write(data)
            writer.finish()
        except BaseException:
            writer.abort()
            raise

    def get(self, name: str) -> bytes:
        with _trouble_is_away():
            return self.path(name).read_bytes()

    def source(self, name: str) -> Source:
        with _trouble_is_away():
            return self.path(name).open("rb", buffering=0)

    def delete(self, name: str) -> None:
        with _trouble_is_away():
            self.path(name).unlink(missing_ok=True)

    def tidy(self) -> int:
        """Forget uploads whose process was killed; says how many."""
        gone = 0
        with _trouble_is_away():
            for left in self.incoming.glob("*"):
                if left.stat().st_mtime < time.time() - ABANDONED_AFTER:
                    left.unlink(missing_ok=True)
                    gone += 1
        return gone


class DirectoryWriter:
    """Written under another name, flushed to the disk, then renamed: a machine that stops leaves all or nothing."""

    def __init__(self, incoming: Path, final: Path) -> None:
        self.incoming, self.final = incoming, final
        self.handle = os.fdopen(os.open(incoming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, data: bytes) -> None:
        with _trouble_is_away():
            self.handle.write(data)

    def finish(self) -> None:
        with _trouble_is_away():
            self.handle.flush()
            os.fsync(self.handle.fileno())
            self.handle.close()
            self.final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.incoming.replace(self.final)
            directory = os.open(self.final.parent, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)

    def abort(self) -> None:
        with contextlib.suppress(OSError):
            self.handle.close()
        with contextlib.suppress(OSError):
            self.incoming.unlink(missing_ok=True)


# -- a bucket ---------------------------------------------------------------------------------------------------------


@cache
def _bucket(bucket: str, endpoint: str, region: str, access_key: str, secret_key: str) -> Bucket:
    client = boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region or None,
        aws_access_key_id=access_key or None,
        aws_secret_access_key=secret_key or None,
        config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 3, "mode": "standard"}),
    )
    return Bucket(client, bucket)


class Bucket:
    """Files in a bucket of an S3-compatible store, sent in parts: what is not completed is not there."""

    def __init__(self, client: Any, bucket: str) -> None:
        self.client, self.bucket = client, bucket

    def where(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": f"{name[:2]}/{name}"}

    def writer(self, name: str) -> Writer:
        return BucketWriter(self, name)

    def put(self, name: str, data: bytes) -> None:
        with _trouble_is_away():
            self.client.put_object(**self.where(name), Body=data)

    def get(self, name: str) -> bytes:
        with _trouble_is_away():
            found: bytes = self.client.get_object(**self.where(name))["Body"].read()
        return found

    def source(self, name: str) -> Source:
        with _trouble_is_away():
            size = self.client.head_object(**self.where(name))["ContentLength"]
        return BucketSource(self, name, size)

    def delete(self, name: str) -> None:
        with _trouble_is_away():
            self.client.delete_object(**self.where(name))

    def tidy(self) -> int:
        """Give up uploads in parts that nobody finished; says how many."""
        gone = 0
        with _trouble_is_away():
            for page in self.client.get_paginator("list_multipart_uploads").paginate(Bucket=self.bucket):
                for left in page.get("Uploads", []):
                    if left["Initiated"].timestamp() < time.time() - ABANDONED_AFTER:
                        where = {"Bucket": self.bucket, "Key": left["Key"], "UploadId": left["UploadId"]}
                        self.client.abort_multipart_upload(**where)
                        gone += 1
        return gone


class BucketWriter:
    """Holds one part in memory; a small thing is sent in one piece."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self.bucket, self.name = bucket, name
        self.held = bytearray()
        self.upload = ""
        self.parts: list[dict[str, object]] = []

    def write(self, data: bytes) -> None:
        self.held += data
        while len(self.held) >= PART:
            self._send(bytes(self.held[:PART]))
            del self.held[:PART]

    def finish(self) -> None:
        if not self.upload:
            self.bucket.put(self.name, bytes(self.held))
            return
        if self.held:
            self._send(bytes(self.held))
        with _trouble_is_away():
            self.bucket.client.complete_multipart_upload(
                **self.bucket.where(self.name), UploadId=self.upload, MultipartUpload={"Parts": self.parts}
            )
        self.upload = ""

    def abort(self) -> None:
        self.held.clear()
        if self.upload:
            with contextlib.suppress(BotoCoreError, ClientError, OSError):
                self.bucket.client.abort_multipart_upload(**self.bucket.where(self.name), UploadId=self.upload)
            self.upload = ""

    def _send(self, part: bytes) -> None:
        where = self.bucket.where(self.name)
        with _trouble_is_away():
            if not self.upload:
                self.upload = self.bucket.client.create_multipart_upload(**where)["UploadId"]
            number = len(self.parts) + 1
            sent = self.bucket.client.upload_part(**where, UploadId=self.upload, PartNumber=number, Body=part)
        self.parts.append({"PartNumber": number, "ETag": sent["ETag"]})


class BucketSource:
    """Reads on from where it is without asking again; another place is one more request."""

    def __init__(self, bucket: Bucket, name: str, size: int) -> None:
        self.bucket, self.name, self.size = bucket, name, size
        self.at = 0
        self.body: Any = None

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        to = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence] + offset
        if to != self.at:
            self.close()
            self.at = to
        return to

    def read(self, size: int = -1, /) -> bytes:
        if self.at >= self.size:
            return b""
        with _trouble_is_away():
            if self.body is None:
                found = self.bucket.client.get_object(**self.bucket.where(self.name), Range=f"bytes={self.at}-")
                self.body = found["Body"]
            data: bytes = self.body.read(size if size >= 0 else None)
        self.at += len(data)
        return data

    def close(self) -> None:
        if self.body is not None:
            self.body.close()
            self.body = None


@contextlib.contextmanager
def _trouble_is_away() -> Iterator[None]:
    """A full disk, a directory that takes nothing, a store that does not answer: the same to whoever waits for it."""
    try:
        yield
    except FileNotFoundError:
        raise
    except ClientError as no:
        if no.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
            raise FileNotFoundError from no
        raise StoreAway from no
    except (OSError, BotoCoreError) as no:
        raise StoreAway from no
