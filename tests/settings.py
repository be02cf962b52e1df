"""Settings of the test run: the product's own, less what would only make tests slow or lets them reach outside."""

import atexit
import os
import secrets
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("FIELD_KEYS", secrets.token_urlsafe(50))
os.environ.setdefault("FILE_KEYS", secrets.token_urlsafe(50))
os.environ["DEBUG"] = "0"
os.environ["HTTPS"] = "0"
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")

from caseapp.settings import *  # noqa: F403 - the product's settings, all of them, are what is tested
from caseapp.settings import DATABASES, REDIS_URL, STORAGES

# Each parallel worker of the test run has its own database (pytest-django) and its own number in Redis.
WORKER_NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
REDIS_URL = f"{REDIS_URL.rsplit('/', 1)[0]}/{WORKER_NUMBER + 8}"
CELERY_BROKER_URL = REDIS_URL

# `make test` migrates once and has every test database copied from that.
if TEMPLATE := os.environ.get("TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": TEMPLATE}

# What tests hand in goes away with them.
FILES_DIR = tempfile.mkdtemp(prefix="files-of-tests-")
atexit.register(shutil.rmtree, FILES_DIR, ignore_errors=True)

# A strong hash takes a tenth of a second on purpose; the tests sign in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files are served as they lie in the tree: hashed names are made when the product is built, and checked there.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# What asks for it has tests of its own.
ADMIN_NEEDS_TWO_STEP = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Else every test client reads the whole tree of static files before its first request.
WHITENOISE_AUTOREFRESH = True
# Nothing is collected for tests: the browser tests get the files from where they lie.
WHITENOISE_USE_FINDERS = True
