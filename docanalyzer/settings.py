"""One settings file; every value that differs between machines comes from the environment (.env.example)."""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# services.env is there while `make demo` runs: manage.py beside it then sees the same services.
for settings_file in (
    Path(os.environ.get("DOCANALYZER_DATA_DIR", BASE_DIR / "var"), "services.env"),
    BASE_DIR / ".env",
):
    if settings_file.is_file():
        environ.Env.read_env(settings_file)

DATA_DIR = Path(env.str("DOCANALYZER_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DOCANALYZER_DEBUG", default=False)
# A missing secret key must stop a deployment, not run it with a key that everybody knows.
SECRET_KEY = env.str("DOCANALYZER_SECRET_KEY", default="only-for-debug" if DEBUG else environ.Env.NOTSET)
ALLOWED_HOSTS = env.list("DOCANALYZER_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("DOCANALYZER_CSRF_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "docanalyzer.accounts",
    "docanalyzer.documents",
    "docanalyzer.prompts",
    "docanalyzer.runs",
    "docanalyzer.analyses",
    "docanalyzer.threads",
    "docanalyzer.guides",
    "docanalyzer.reviews",
    "worker",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "docanalyzer.urls"
ASGI_APPLICATION = "docanalyzer.asgi.application"
WSGI_APPLICATION = "docanalyzer.wsgi.application"

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
                "docanalyzer.http.product",
            ]
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a transaction that will write waits for its turn instead of failing half way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "document_list"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TZ", default="UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
SERVESTATIC_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Our pages load nothing from elsewhere; a document or an answer that asks for it gets nothing.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS_ONLY = env.bool("DOCANALYZER_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
# One that hangs is given up like one that is away: a person waits for this.
BROKER_OPTIONS = {"ack_emulation": False, "socket_timeout": 3.0, "socket_connect_timeout": 3.0}
CELERY = {
    "broker_url": REDIS_URL,
    "task_ignore_result": True,
    # The database is the truth: a message is done with as soon as it is taken, and worker.tasks.recover finds
    # what a dead worker or broker lost. Redis itself knows no acknowledgement; kombu's imitation of one ends
    # the worker when the broker restarts under an answer.
    "worker_prefetch_multiplier": 1,
    "task_publish_retry_policy": {"max_retries": 0},
    "broker_transport_options": BROKER_OPTIONS,
    "broker_connection_max_retries": None,  # a broker may be away for as long as it likes
    "broker_connection_retry_on_startup": True,
    "task_routes": {
        "worker.tasks.read_document": {"queue": "reading"},
        "worker.tasks.recognise_document": {"queue": "reading"},
        "worker.tasks.*": {"queue": "inference"},
    },
    "task_default_queue": "inference",
    # It expires: while every thread writes an answer, only the last one of them is worth anything.
    # To both kinds of workers, for those of one kind may all be at work for long.
    "beat_schedule": {
        f"recover by {queue}": {
            "task": "worker.tasks.recover",
            "schedule": 15.0,
            "options": {"expires": 60.0, "queue": queue},
        }
        for queue in ("inference", "reading")
    },
    "beat_schedule_filename": str(DATA_DIR / "celerybeat-schedule"),
    "worker_hijack_root_logger": False,
}

DOCUMENT_MAX_BYTES = env.int("DOCANALYZER_MAX_UPLOAD_MB", default=200) * 1024**2
DOCUMENT_MAX_PAGES = env.int("DOCANALYZER_MAX_PAGES", default=10_000)
DOCUMENT_MAX_TEXT_BYTES = env.int("DOCANALYZER_MAX_TEXT_MB", default=64) * 1024**2
DOCUMENT_MAX_PARAGRAPHS = env.int("DOCANALYZER_MAX_PARAGRAPHS", default=250_000)
# What a packed file (Word) may hold when it is unpacked; looked at before it is.
DOCUMENT_MAX_UNPACKED_BYTES = env.int("DOCANALYZER_MAX_UNPACKED_MB", default=512) * 1024**2
READING_MEMORY_BYTES = env.int("DOCANALYZER_READING_MEMORY_MB", default=2048) * 1024**2
READING_CPU_SECONDS = env.int("DOCANALYZER_READING_CPU_SECONDS", default=300)
READING_WALL_SECONDS = env.int("DOCANALYZER_READING_WALL_SECONDS", default=600)
# Page images: child processes that draw them at once, what one may take, and the disk cache of what they drew.
VIEWER_PROCESSES = env.int("DOCANALYZER_VIEWER_PROCESSES", default=3)
VIEWER_MEMORY_BYTES = env.int("DOCANALYZER_VIEWER_MEMORY_MB", default=1024) * 1024**2
VIEWER_PAGE_SECONDS = env.float("DOCANALYZER_VIEWER_PAGE_SECONDS", default=15.0)
VIEWER_CACHE_BYTES = env.int("DOCANALYZER_VIEWER_CACHE_MB", default=1024) * 1024**2
# Pages without a text layer: "offer" to recognise them (OCR), "auto" does so by itself, "off" neither.
OCR = env.str("DOCANALYZER_OCR", default="offer")
FILE_UPLOAD_HANDLERS = ["docanalyzer.documents.uploads.UploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2

# The served model: where it is and how it is spoken to. See docs/operations.md; runs/checks.py looks it over.
MODEL = {
    "name": env.str("DOCANALYZER_MODEL", default="docanalyzer_extractive").strip(),
    "urls": tuple(filter(None, map(str.strip, env.list("TRITON_URLS", default=["127.0.0.1:8001"])))),
    "chat_format": env.str("DOCANALYZER_CHAT_FORMAT", default="extractive").strip(),
    "context_window": env.int("DOCANALYZER_CONTEXT_WINDOW", default=1_048_576),
    "tokenizer_path": env.str("DOCANALYZER_TOKENIZER", default="").strip(),
    "label": env.str("DOCANALYZER_MODEL_LABEL", default="Built-in extractive engine"),
    "first_token_seconds": env.float("DOCANALYZER_FIRST_TOKEN_SECONDS", default=3600.0),
    "total_seconds": env.float("DOCANALYZER_TOTAL_SECONDS", default=7200.0),
    "extra": {
        "idle_seconds": env.float("DOCANALYZER_IDLE_SECONDS", default=300.0),
        "hang_seconds": env.float("DOCANALYZER_HANG_SECONDS", default=120.0),
    },
}
# The sampling parameter that takes an answer's JSON schema: "structured_outputs" (unset, from Triton 25.11 on),
# "guided_decoding" (25.01 to 25.10), or "" for a server that takes none.
if "DOCANALYZER_STRUCTURED_OUTPUT" in env:
    MODEL["extra"]["structured_output"] = env.str("DOCANALYZER_STRUCTURED_OUTPUT")
# Where neither the chat format nor the tokenizer tells which token ids end an answer.
if stop_token_ids := env.list("DOCANALYZER_STOP_TOKEN_IDS", cast=int, default=[]):
    MODEL["extra"]["stop_token_ids"] = tuple(stop_token_ids)
MAX_OUTPUT_TOKENS = env.int("DOCANALYZER_MAX_OUTPUT_TOKENS", default=4096)

# The queue before the model. Tokens: what one replica reads at once, at most what its KV cache holds. Every server
# holds one window (vLLM starts with no less), and with the windows of docs/operations.md 2% more.
REPLICA_TOKENS = env.int("DOCANALYZER_REPLICA_TOKENS", default=int(MODEL["context_window"] * 1.02))
PASSING_SECONDS = env.float("DOCANALYZER_PASSING_SECONDS", default=300.0)
QUEUE_SECONDS = env.float("DOCANALYZER_QUEUE_SECONDS", default=24 * 3600.0)
# Waits between attempts while the model server is away; the last one is repeated. None: no further attempt.
RETRY_SECONDS = env.list("DOCANALYZER_RETRY_SECONDS", cast=float, default=[15.0, 60.0, 300.0, 900.0])
# Whether the server keeps what it read (vLLM does, the built-in engine does not), and for how long at most
# that is believed; whether new documents are loaded into it ahead of the first question.
PREFIX_CACHE = env.bool("DOCANALYZER_PREFIX_CACHE", default=MODEL["chat_format"] != "extractive")
LOADED_SECONDS = env.int("DOCANALYZER_LOADED_SECONDS", default=6 * 3600)
WARM_DOCUMENTS = env.bool("DOCANALYZER_WARM_DOCUMENTS", default=PREFIX_CACHE)
# What a worker keeps of the texts, prompts and citation indexes it used last; less than a longest text: nothing of it.
SHELF_BYTES = env.int("DOCANALYZER_SHELF_MB", default=256) * 1024**2
# A guide of each document: "ask" makes it when somebody presses the button, "auto" also as soon as a document is read.
# A guide is a reading of the whole text: made for hundreds of uploads that nobody opens, it would stand in the way.
GUIDES = env.str("DOCANALYZER_GUIDES", default="ask")
# Prometheus sends it as "Authorization: Bearer …"; empty: /metrics answers this machine alone.
METRICS_TOKEN = env.str("DOCANALYZER_METRICS_TOKEN", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("DOCANALYZER_LOG_LEVEL", default="INFO")},
    "loggers": {"httpx": {"level": "WARNING"}},
}
