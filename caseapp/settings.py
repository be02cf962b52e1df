"""Settings. Everything that differs between machines comes from the environment; production is the default."""

from datetime import date, timedelta
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF

from caseapp import described
from caseapp.file_settings import *  # noqa: F403 - a part of the settings, in a file of its own
from caseapp.schedule import QUEUES, WAKE_UPS

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="insecure-development-key" if DEBUG else environ.Env.NOTSET)
# Seals what may not lie readable in the database, such as certificate numbers. The first seals; the others still open
# what was sealed before (docs/operations.md says how a key is changed).
FIELD_KEYS = env.list("FIELD_KEYS", default=["insecure-development-key"] if DEBUG else environ.Env.NOTSET)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# HTTPS is assumed. `make run` and the tests serve plain HTTP on the loopback address and say so here.
HTTPS = env.bool("HTTPS", default=True)
# How many proxies of ours stand in front: they say what address a caller has, and whether they came by HTTPS.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "caseapp.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "caseapp.static_files.OwnStaticFilesConfig",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "govuk_frontend_django",
    "guardian",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "safeguarding.core",
    "safeguarding.audit",
    "safeguarding.access",
    "safeguarding.documents",
    "safeguarding.files",
    "safeguarding.deadlines",
    "safeguarding.notices",
    "safeguarding.schemes",
    "safeguarding.people",
    "safeguarding.matching",
    "safeguarding.guidance",
    "safeguarding.risk",
    "safeguarding.assurance",
    "safeguarding.activities",
    "safeguarding.exchange",
    "safeguarding.communications",
    "safeguarding.cases",
    "safeguarding.guard",
    "safeguarding.tracks",
    "safeguarding.evidence",
    "safeguarding.conversations",
    "safeguarding.letters",
    "safeguarding.investigations",
    "safeguarding.links",
    "safeguarding.recommendations",
    "safeguarding.learning",
    "safeguarding.subject_access",
    "safeguarding.records",
    "safeguarding.reminders",
    "safeguarding.dashboards",
]

MIDDLEWARE = [
    "safeguarding.core.request_context.RequestIdMiddleware",
    "caseapp.health.HealthMiddleware",
    "caseapp.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "safeguarding.core.headers.HeadersMiddleware",
    "safeguarding.core.headers.BodySizeMiddleware",
    "safeguarding.core.headers.StorableAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "safeguarding.core.outage.OutageMiddleware",
    "safeguarding.core.refusals.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "safeguarding.core.sessions.SessionLimitsMiddleware",
    "safeguarding.core.headers.ClearOnSignOutMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "safeguarding.core.history.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "caseapp.urls"
WSGI_APPLICATION = "caseapp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caseapp.context.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "safeguarding.core.templatetags.words",
                "safeguarding.core.templatetags.parts",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"  # a GovForm brings its own; the admin keeps Django's
SERVICE_NAME = env("SERVICE_NAME", default="Safeguarding case management")
#: From which day on the duty to report child sex offences (Crime and Policing Act 2026) is in force; empty: not yet.
CHILD_SEX_OFFENCE_REPORTING_FROM = (
    date.fromisoformat(day) if (day := env("CHILD_SEX_OFFENCE_REPORTING_FROM", default="")) else None
)
MARKING = env("MARKING", default="OFFICIAL-SENSITIVE")

DATABASES = {"default": env.db("DATABASE_URL", default="postgresql:///safeguarding")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
# Who sees a whole force joins a hundred thousand rows in memory; compiling such short queries costs more than it saves.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c work_mem=32MB -c jit=off")
# Web and worker act as a role that owns no table and may not write the record (`manage.py database_roles` makes them).
if DATABASE_ROLE := env("DATABASE_ROLE", default=""):
    DATABASES["default"]["OPTIONS"]["assume_role"] = DATABASE_ROLE
# Rows of these come and go; of every other table the application may read, add and change rows, and delete none.
DATABASE_TABLES_WITH_DELETE = [
    "access_idempotencykey", "assurance_requirement", "axes_accessattempt", "axes_accessattemptexpiration",
    "axes_accessfailurelog", "axes_accesslog", "cache_entries",
    "cases_caseaccess", "cases_caseconflict", "cases_casegrant", "cases_caselink",
    "cases_concernconflict", "cases_concerndraft", "communications_contactrecipient", "conversations_begunconcern",
    "deadlines_bankholidayoverride", "django_session",
    "conversations_bundlemessage", "letters_hearingpart", "exchange_importfile", "exchange_importrow",
    "guardian_groupobjectpermission", "guardian_userobjectpermission", "guidance_campaignaudience", "mfa_authenticator",
    "risk_hazard",
]  # fmt: skip
# What the database does for them as the owner of the tables, after it has asked itself whether it may.
DATABASE_FUNCTIONS = [
    "public.audit_write_event", "public.audit_write_consultation", "public.conversations_erase",
    "public.conversations_erase_messages", "public.records_erase_begin", "public.records_erase_gather",
    "public.records_erase_some", "public.records_erase_end",
]  # fmt: skip
# Only those functions write here: what stands here goes with a disposal.
DATABASE_TABLES_OF_FUNCTIONS = ["records_doomedrow"]
# A file that is brought in: how large it may be (what the whole site takes in one request is little more), and how long
# its rows are kept once they are on record.
IMPORT_MOST_BYTES = env.int("IMPORT_MOST_MEGABYTES", default=25) * 1024 * 1024
IMPORT_ROWS_KEPT_DAYS = env.int("IMPORT_ROWS_KEPT_DAYS", default=14)
MOST_BYTES_OF_A_REQUEST = IMPORT_MOST_BYTES + 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")

# The cache holds one-time-code replay marks and sign-in throttles: they must outlive an emptied Redis.
CACHES = {
    "default": {
        "BACKEND": "caseapp.cache.SharedCache",
        "LOCATION": "cache_entries",
    },
    # What each web process counts for itself.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "caseapp.sign_in.Backend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# A session ends when nobody has used it for this long, and after twelve hours whatever happens (OWASP ASVS 5.0, 7.3).
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_SECONDS", default=12 * 60 * 60)
SESSION_KEEP_ALIVE_URL = "/session/keep-alive/"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
}  # fmt: skip

# Accounts are opened by an administrator; an address that has no account is told the same as a wrong password.
ACCOUNT_ADAPTER = "caseapp.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# Wrong passwords are counted by axes (below); these count wrong one-time codes, and all tries of one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key", "login": "100/m/ip"}
MFA_ADAPTER = "caseapp.sign_in.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Safeguarding"
MFA_TOTP_TOLERANCE = 1
# Whoever can open accounts and give roles signs in with two steps.
ADMIN_NEEDS_TWO_STEP = env.bool("ADMIN_NEEDS_TWO_STEP", default=not DEBUG)

# Ten wrong passwords for one address from one place within five minutes, and that place waits five. Never by name
# alone: nobody can lock somebody else out.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "caseapp.sign_in.attempted_name"
AXES_CLIENT_IP_CALLABLE = "caseapp.sign_in.client_address"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_APPEND_ONLY = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Names carry a hash of the content, so that a browser may keep a file for ever and never shows an old one.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
# A task is taken off the queue when it is done, not when it begins: one whose worker was killed comes back after the
# visibility time-out, and no task may run so long that it comes back while it still runs.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ROUTES = QUEUES
CELERY_TASK_SOFT_TIME_LIMIT = 210
CELERY_TASK_TIME_LIMIT = 240
# No page speaks to the broker. Beat does not wait for one that hangs: a short try, and the next run is soon.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1_200,
    "unacked_restore_limit": 100,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "retry_on_timeout": False,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE = WAKE_UPS
CELERY_BEAT_SCHEDULE_FILENAME = env(
    "CELERY_BEAT_SCHEDULE_FILENAME", default=str(BASE_DIR / "var" / "celerybeat-schedule")
)
# Where people reach the service: links in email begin with it.
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
EMAIL_DOMAIN = env("EMAIL_DOMAIN", default="safeguarding.invalid")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="safeguarding@localhost")

LOGGING = described.logging_of(
    env("LOG_FORMAT", default="plain" if DEBUG else "json"), env("LOG_LEVEL", default="INFO")
)

REST_FRAMEWORK = {**described.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"key": env("API_KEY_RATE", default="600/min")}}
SPECTACULAR_SETTINGS = described.SPECTACULAR_SETTINGS

# Three narratives of 100,000 characters each in any script, and what stands around them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Rule of thumb figures that a force may change (low-level concerns; the day of an IOPC referral).
LOW_LEVEL_PATTERN_COUNT = env.int("LOW_LEVEL_PATTERN_COUNT", default=2)
LOW_LEVEL_PATTERN_MONTHS = env.int("LOW_LEVEL_PATTERN_MONTHS", default=12)
IOPC_REFERRAL_DAY_BASIS = env("IOPC_REFERRAL_DAY_BASIS", default="calendar")
