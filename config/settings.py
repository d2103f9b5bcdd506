"""The one settings module: twelve-factor, every knob an environment variable.

`docs/settings.md` lists the knobs; `manage.py settings_page` writes it from the lines below.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
import structlog
from kombu import Queue

from config import embedded
from config import environment as env

MB = 1024 * 1024
BASE_DIR = Path(__file__).resolve().parent.parent


def _kept_secret(folder: Path) -> str:
    """The secret of this installation, made at the first start and kept beside the data, readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f"secret-key.{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(folder / f"secret-key.{os.getpid()}", path)
        except FileExistsError:
            pass
        finally:
            os.unlink(folder / f"secret-key.{os.getpid()}")
    return path.read_text()


# ── Where things are ────────────────────────────────────────────────────────────────────────────
VAR_DIR = env.derived(
    "VAR_DIR",
    embedded.var_dir,
    "Where the app keeps its data on this machine.",
    shown="var/",
    parse=lambda _: embedded.var_dir(),  # the supervisor knows no settings and asks this function too
)
ORIGINALS_DIR = env.derived(
    "ORIGINALS_DIR",
    lambda: VAR_DIR / "originals",
    "Where the bytes of every article received are kept, untouched. Shared by all machines.",
    shown="var/originals/",
    parse=Path,
)

# ── Safety ──────────────────────────────────────────────────────────────────────────────────────
SECRET_KEY = env.derived(
    "SECRET_KEY",
    lambda: _kept_secret(VAR_DIR),
    "Signs sessions. The same on all machines.",
    shown="made at the first start, kept in var/",
    parse=str,
)
DEBUG = env.boolean("DEBUG", False, "Tracebacks on pages and the debug toolbar. For developers only.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "Names the app answers to.")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [], "Origins whose forms are taken, behind a proxy.")
HTTPS = env.boolean(
    "HTTPS",
    False,
    "Served over HTTPS by a proxy in front: secure cookies, redirects and HSTS for a year, subdomains too, are "
    "switched on, and X-Forwarded-Proto is believed. The proxy must set or strip that header, whatever a client sends.",
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = env.boolean(
    "HSTS_PRELOAD", False, "With HTTPS: asks browsers to keep the site on their preload lists, which is hard to undo."
)
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading is for whoever runs the site to choose
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "img-src": ["'self'", "data:"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {name: [] for name in ("camera", "geolocation", "microphone", "payment")}
SIGNED_OUT_SEES = env.choice(
    "SIGNED_OUT_SEES",
    "nothing",
    ("nothing", "record"),
    "What a visitor who is not signed in sees: nothing, or the articles, quotes, speakers and conflicts; "
    "never the queue, the status, or the names of members and files.",
)

# ── What is taken in ────────────────────────────────────────────────────────────────────────────
MAX_UPLOAD_BYTES = env.integer(
    "MAX_UPLOAD_BYTES", 25_000_000, "The largest file taken, in bytes; larger ones are refused with a sentence."
)
MAX_HTML_BYTES = env.integer("MAX_HTML_BYTES", 5_000_000, "The largest web page or Markdown file taken, in bytes.")
MAX_ARCHIVE_BYTES = env.integer("MAX_ARCHIVE_BYTES", 100_000_000, "The largest zip archive taken, in bytes.")
MAX_ARCHIVE_FILES = env.integer("MAX_ARCHIVE_FILES", 500, "The most files that a zip archive may hold.")
MAX_UNPACKED_BYTES = env.integer(
    "MAX_UNPACKED_BYTES", 200_000_000, "The most that a zip archive or a Word document may unpack to, in bytes."
)
MAX_UPLOAD_FILES = env.integer("MAX_UPLOAD_FILES", 100, "The most files taken in one upload.")
MAX_TEXT_CHARACTERS = env.integer(
    "MAX_TEXT_CHARACTERS",
    600_000,
    "The longest text read, in characters; it may have a third as many words and marks. "
    "Reading the longest takes some minutes, and some 3 GB of a worker's memory.",
)
EXTRACT_CPU_SECONDS = env.integer("EXTRACT_CPU_SECONDS", 60, "Seconds of computing that taking one file apart may use.")
EXTRACT_MEMORY_BYTES = env.integer(
    "EXTRACT_MEMORY_BYTES", 1_500_000_000, "Memory (address space) that taking one file apart may use, in bytes."
)
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_UPLOAD_FILES
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * MB

# ── Reading ─────────────────────────────────────────────────────────────────────────────────────
SPACY_PIPELINE = env.string(
    "SPACY_PIPELINE",
    "",
    "The spaCy pipeline that reads: a package's name or a folder.",
    shown="en_core_web_md where it is installed, else the packaged one",
)
READING_PROFILE = env.choice(
    "READING_PROFILE",
    "accurate",
    ("accurate", "fast"),
    "How articles are read: as well as can be, or faster and less well, for a worker that reads a backfile.",
)
VOICE_THRESHOLD = env.share(
    "VOICE_THRESHOLD",
    0.5,
    "How sure the reader must be who speaks, from 0 to 1; below that it is nobody, and who it could be is offered. "
    "Texts read under another threshold are read again by manage.py reread. "
    "[What it costs and gains](decisions/0013-nobody-below-a-threshold.md).",
)
CANDIDATES_PER_CLAIM = env.integer(
    "CANDIDATES_PER_CLAIM",
    100,
    "How many earlier claims, by vector and again by words, a new claim is compared with; with those of its "
    "story three times as many at most.",
)
JUDGE_FOLDER = env.string("JUDGE_FOLDER", "", "The judge of conflicts that `manage.py recalibrate` wrote; empty: ours.")

# ── Work ────────────────────────────────────────────────────────────────────────────────────────
JOB_LEASE_SECONDS = env.integer("JOB_LEASE_SECONDS", 60, "How long a job may be silent before another worker takes it.")
JOB_LONGEST_SECONDS = env.integer(
    "JOB_LONGEST_SECONDS",
    900,
    "How long a job may take, in seconds. Then it is marked as failed, and a lease later its process is ended.",
)
JOB_TRIES = env.integer("JOB_TRIES", 3, "How often a job is tried before it is marked as failed.")
SWEEP_SECONDS = env.integer("SWEEP_SECONDS", 5, "How often the sweeper looks for work that should move and does not.")
CANARY_SECONDS = env.integer("CANARY_SECONDS", 10, "How often a canary task is sent through the broker to a worker.")
CANARY_LATE_SECONDS = env.integer(
    "CANARY_LATE_SECONDS", 60, "How old the last canary that came back may be before the app says no worker answers."
)

# ── Servers ─────────────────────────────────────────────────────────────────────────────────────
DATABASE_URL = env.derived(
    "DATABASE_URL",
    embedded.database_url,
    "PostgreSQL 15 or newer with vector, pg_trgm and unaccent.",
    shown="the embedded server",
    parse=str,
)
MIGRATION_DATABASE_URL = env.derived(
    "MIGRATION_DATABASE_URL",
    lambda: DATABASE_URL if env.given("DATABASE_URL") else embedded.owner_url(),
    "The same database for the role that owns the tables: with it manage.py migrate, backup and restore work. The role "
    "in DATABASE_URL then needs no more than manage.py migrate grants it; of the ledger it can't change a row.",
    shown="DATABASE_URL; the owner of the embedded server's database",
    parse=str,
)
REDIS_URL = env.derived(
    "REDIS_URL", embedded.redis_url, "Redis or Valkey: the broker.", shown="the embedded server", parse=str
)
DATABASES: dict[str, dict[str, Any]] = {"default": environ.Env.db_url_config(DATABASE_URL)}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"] |= {
    "ENGINE": "config.postgresql",
    "CONN_MAX_AGE": env.integer("CONN_MAX_AGE", 60, "Seconds for which a database connection is kept open."),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"]["OPTIONS"] |= {"connect_timeout": 2}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CELERY_BROKER_URL = embedded.celery_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_TIME_LIMIT = JOB_LONGEST_SECONDS + JOB_LEASE_SECONDS  # a hung process is killed and replaced
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 30, "max_retries": 0}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = env.string("TASK_QUEUE", "on-record", "The name of the queue that workers listen to.")
CANARY_QUEUE = f"{CELERY_TASK_DEFAULT_QUEUE}-canary"
CELERY_TASK_QUEUES = [Queue(CELERY_TASK_DEFAULT_QUEUE), Queue(CANARY_QUEUE)]  # a canary never waits behind a backlog
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}

# ── Django ──────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "config.admin_site.OnRecordAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "axes",
    "csp",
    "django_structlog",
    "config",
    "accounts",
    "articles",
    "speakers",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "claims.pages.errors.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
if DEBUG and find_spec("debug_toolbar"):  # `make dev` installs it
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(2, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "claims.pages.context.page",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True  # it serves them from where they lie: nothing to collect, so no STATIC_ROOT
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# ── People ──────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = env.integer("SIGN_IN_TRIES", 10, "Wrong passwords for one user from one address before a pause.")
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# ── Language and time ───────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = env.string("TIME_ZONE", "UTC", "The zone in which times are shown. They are stored in UTC.")
USE_TZ = True
USE_I18N = True

# ── API ─────────────────────────────────────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["claims.api.permissions.MaySee"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "claims.api.paging.ByKey",
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.Described",
    "EXCEPTION_HANDLER": "claims.api.errors.handle",
    "PAGE_SIZE": 50,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
REST_KNOX = {
    "TOKEN_TTL": timedelta(
        hours=env.integer("TOKEN_HOURS", 30 * 24, "For how many hours a token of the API works, unless ended before.")
    )
}
SPECTACULAR_SETTINGS = {
    "TITLE": "On Record",
    "DESCRIPTION": "Who said what, and where their claims conflict.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "SpeakerKind": "speakers.states.SpeakerKind",
        "VoiceKind": "speakers.states.VoiceKind",
        "QuoteKind": "claims.states.QuoteKind",
        "QuoteState": "claims.states.QuoteState",
        "ConflictKind": "claims.states.ConflictKind",
        "ConflictState": "claims.states.ConflictState",
    },
}

# ── Logs ────────────────────────────────────────────────────────────────────────────────────────
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"), "How much is logged.")
LOG_FORMAT = env.choice("LOG_FORMAT", "json", ("json", "console"), "One JSON object a line, or lines for people.")
_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_renderer = structlog.processors.JSONRenderer() if LOG_FORMAT == "json" else structlog.dev.ConsoleRenderer()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _renderer,
            ],
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False}},
}
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_shared,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
