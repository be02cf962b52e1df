"""Settings of the files of cases: where they lie, what seals them, who scans them. A part of the settings."""

from pathlib import Path

import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")
MEGABYTE = 1024 * 1024

# Each file is sealed with a key of its own, and that with the first of these. Each of them opens (docs/operations.md
# says how a key is changed).
FILE_KEYS = env.list(
    "FILE_KEYS", default=["insecure-development-key"] if env.bool("DEBUG", default=False) else environ.Env.NOTSET
)
# In a directory of this machine, or in a bucket of an S3-compatible store when one is named.
FILES_DIR = env("FILES_DIR", default=str(BASE_DIR / "var" / "files"))
FILES_MOST_BYTES = env.int("FILES_MOST_MEGABYTES", default=5 * 1024) * MEGABYTE
FILES_S3_BUCKET = env("FILES_S3_BUCKET", default="")
FILES_S3_ENDPOINT = env("FILES_S3_ENDPOINT", default="")
FILES_S3_REGION = env("FILES_S3_REGION", default="")
FILES_S3_ACCESS_KEY = env("FILES_S3_ACCESS_KEY", default="")
FILES_S3_SECRET_KEY = env("FILES_S3_SECRET_KEY", default="")
# Where clamd listens: host:port, or the path of its socket. Without it files are marked as not scanned.
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")
CLAMD_SECONDS = env.int("CLAMD_SECONDS", default=120)
# Not more than StreamMaxLength of clamd: what is larger is marked as not scanned.
CLAMD_MOST_BYTES = env.int("CLAMD_MOST_MEGABYTES", default=100) * MEGABYTE
