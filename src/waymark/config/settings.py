"""Every setting, in one file. Environment variables are read here, by `config/readers.py`, and nowhere else.

| Variable                    | Says                                                                       |
|-----------------------------|----------------------------------------------------------------------------|
| `WAYMARK_MODE`              | `demo` (invented people, loopback), `production`, or `test`                |
| `WAYMARK_DATABASE`          | `sqlite`, or `postgres` (found by libpq's own PGHOST, PGUSER, PGDATABASE)  |
| `WAYMARK_VAR`               | the folder for files, cache and, by default, the SQLite database          |
| `WAYMARK_HOSTS`             | the host names of this site, separated by commas                          |
| `WAYMARK_SITE`              | its address in emails; if not set, `https://` and the first host         |
| `WAYMARK_SECRET_KEY`        | production: 50 or more random characters (or `_FILE`)                      |
| `WAYMARK_SECRET_KEY_FALLBACKS` | secrets before this one, one a line; sessions stay valid (or `_FILE`)   |
| `WAYMARK_LINK_KEY`          | the key of links in emails; if not set, the secret key (or `_FILE`)        |
| `WAYMARK_LINK_KEY_FALLBACKS` | link keys before this one, one a line; their links stay valid (or `_FILE`) |
| `WAYMARK_SUPPRESSION_KEY`   | the key of hashes of unsubscribed addresses; if not set, the link key (or `_FILE`) |
| `WAYMARK_SIGNING_KEY`       | production: 32 random bytes in base64, Ed25519 (or `_FILE`)                |
| `WAYMARK_SIGNING_KEY_FROM`  | the first day of that key, for the page that lists keys                    |
| `WAYMARK_RETIRED_KEYS`      | public keys that signed before, each with its days (or `_FILE`)            |
| `WAYMARK_BEHIND_PROXY`      | `yes` if a proxy ends TLS and sets X-Forwarded-Proto                       |
| `WAYMARK_TRUSTED_PROXY`     | addresses whose X-Forwarded-For and X-Waymark-Arrival headers are believed |
| `WAYMARK_MAIL_*`            | production: HOST, PORT, USER, PASSWORD (or `_FILE`), FROM, CA              |
| `WAYMARK_ALERT_EMAIL`       | who gets an email when the worker stops or emails can’t be sent            |
| `WAYMARK_HSTS_*`            | production: SUBDOMAINS, PRELOAD; yes or no                                 |
| `WAYMARK_OIDC_*`            | sign-in at another organisation: ISSUER, CLIENT_ID, CLIENT_SECRET (or      |
|                             | `_FILE`), NAME, FACTOR_COUNTS (yes or no), FACTOR_AMR, FACTOR_ACR            |
| `WAYMARK_SIGN_INS_KEPT_DAYS` | for how many days a person can see attempts to sign in to their account   |
| `WAYMARK_APPLICATION_DRAFTS_KEPT_DAYS` | for how many days an application that is not submitted is kept  |
| `WAYMARK_DEMO_DOOR`         | lets visitors be anyone on a list, without a password; only in the demo    |
| `WAYMARK_DEBUG`             | `yes` shows details of errors; never in production                         |
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from waymark.config import readers, rooms
from waymark.config.private_files import make_private

BASE = Path(__file__).resolve().parents[3]
VAR = Path(readers.text("WAYMARK_VAR") or BASE / "var")

MODE = readers.one_of("WAYMARK_MODE", "demo", "production", "test", default="demo")
IN_PRODUCTION = MODE == "production"
IN_TEST = MODE == "test"
DEBUG = readers.yes_or_no("WAYMARK_DEBUG", default=False)
DEMO_DOOR = readers.yes_or_no("WAYMARK_DEMO_DOOR", default=not IN_PRODUCTION)

# --- secrets -------------------------------------------------------------------------------------------------

DEMONSTRATION_SECRET = "demonstration only: everyone can read this, so it keeps nothing secret"
DEMONSTRATION_SIGNING_SEED = b"waymark demonstration seed, 32 B"
"""A key that everyone has: what it signs says "Demonstration" and proves nothing."""
DEMONSTRATION_PUBLIC_KEY = "7eac09dfb713ba422016925bf30ae27b9908363afe9af5022b13dd0a8d7a8e0c"

SECRET_KEY = readers.secret("WAYMARK_SECRET_KEY", default=DEMONSTRATION_SECRET)
SECRET_KEY_FALLBACKS = readers.secrets("WAYMARK_SECRET_KEY_FALLBACKS")
"""Earlier secrets: sessions and links made with them stay valid."""
LINK_KEY = readers.secret("WAYMARK_LINK_KEY")
LINK_KEYS = (
    [LINK_KEY, *readers.secrets("WAYMARK_LINK_KEY_FALLBACKS")]
    if LINK_KEY
    else [SECRET_KEY, *SECRET_KEY_FALLBACKS]
)
"""The keys of links in emails (`kit/links.py`), the present one first."""
SUPPRESSION_KEY = readers.secret("WAYMARK_SUPPRESSION_KEY")
SUPPRESSION_KEYS = [SUPPRESSION_KEY] if SUPPRESSION_KEY else LINK_KEYS
"""Of the hashes of addresses that get no marketing. They hold as long as their key is here."""
OTHER_KEYS = {*LINK_KEYS, *SECRET_KEY_FALLBACKS} - {SECRET_KEY}
SIGNING_SEED = readers.ed25519_seed("WAYMARK_SIGNING_KEY", default=DEMONSTRATION_SIGNING_SEED)
SIGNS_FOR_DEMONSTRATION = SIGNING_SEED == DEMONSTRATION_SIGNING_SEED
SIGNING_KEY_FROM = readers.day("WAYMARK_SIGNING_KEY_FROM")
RETIRED_KEYS = readers.retired_keys("WAYMARK_RETIRED_KEYS", never=DEMONSTRATION_PUBLIC_KEY)

ALLOWED_HOSTS = readers.names(
    "WAYMARK_HOSTS", default=() if IN_PRODUCTION else ("127.0.0.1", "localhost", "[::1]")
)

if IN_PRODUCTION:
    refusals = [
        sentence
        for is_unsafe, sentence in [
            (DEBUG, "WAYMARK_DEBUG must not be yes in production: it shows details of errors to everyone."),
            (
                DEMO_DOOR,
                "WAYMARK_DEMO_DOOR must not be yes in production: it lets people in without a password.",
            ),
            (
                SECRET_KEY == DEMONSTRATION_SECRET or len(SECRET_KEY) < 50,
                "WAYMARK_SECRET_KEY must be 50 or more random characters, and not the demonstration’s.",
            ),
            (
                any(len(key) < 50 or key == DEMONSTRATION_SECRET for key in OTHER_KEYS),
                "WAYMARK_LINK_KEY and every fallback must be 50 or more random characters.",
            ),
            (
                SIGNS_FOR_DEMONSTRATION,
                "WAYMARK_SIGNING_KEY must be 32 random bytes in base64, and not the demonstration’s.",
            ),
            (not ALLOWED_HOSTS, "WAYMARK_HOSTS must have the host name of this site."),
        ]
        if is_unsafe
    ]
    if refusals:
        raise ImproperlyConfigured("\n".join(refusals))

SITE = readers.text(
    "WAYMARK_SITE", f"https://{ALLOWED_HOSTS[0].lstrip('.*')}" if IN_PRODUCTION else "http://127.0.0.1:8000"
).rstrip("/")
"""Where links lead that the background worker writes into emails."""

# --- apps and middleware -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    *rooms.ALL,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "waymark.web.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "waymark.web.caching.CachingMiddleware",
    "waymark.web.fast_path.FastPathMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "waymark.web.access.AccessMiddleware",
    "waymark.kit.refusals.RefusalMiddleware",
    "waymark.web.sending.middleware.FormMiddleware",
    "waymark.web.privacy.special.SpecialViewsMiddleware",
]

ROOT_URLCONF = "waymark.config.urls"
WSGI_APPLICATION = "waymark.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "waymark.kit.forms.Renderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": rooms.template_folders(),
        "OPTIONS": {
            "builtins": ["waymark.kit.templatetags.urls", "waymark.kit.templatetags.posting"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "waymark.web.context.shell",
            ],
        },
    }
]

# --- database, cache and sessions ----------------------------------------------------------------------------

SQLITE: dict[str, Any] = {
    "ENGINE": "waymark.kit.sqlite",
    "NAME": readers.text("WAYMARK_SQLITE_FILE") or VAR / "waymark.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
    "TEST": {"NAME": VAR / "test.sqlite3"},
}
POSTGRES: dict[str, Any] = {
    "ENGINE": "waymark.kit.postgres",
    "NAME": readers.text("PGDATABASE", "waymark"),
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "server_side_binding": True,
        "prepare_threshold": 1,
        # No request waits long for a missing database or a locked row: it gets 503, and the page sends again.
        "connect_timeout": 2,
        "tcp_user_timeout": 2500,
        "keepalives_idle": 2,
        "keepalives_interval": 1,
        "keepalives_count": 2,
        "options": "-c default_toast_compression=lz4 -c lock_timeout=5s",
    },
    "TEST": {"NAME": "test_waymark"},
}
DATABASE = readers.one_of("WAYMARK_DATABASE", "sqlite", "postgres", default="sqlite")
DATABASES = {"default": POSTGRES if DATABASE == "postgres" else SQLITE}
make_private(VAR, Path(SQLITE["NAME"]) if DATABASE == "sqlite" else None)

CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if IN_TEST
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache"}
}

SESSION_ENGINE = "waymark.web.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_NAME = "waymark"
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
"""Enough for 5 MB of text, percent-encoded at three bytes each, so that its refusal is a sentence."""

# --- signing in ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "waymark.ground.people.passwords.NotEasilyGuessed"},
]
if IN_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

OIDC_ISSUER = readers.text("WAYMARK_OIDC_ISSUER")
"""Another organisation whose accounts people may sign in with; empty for none."""
OIDC_CLIENT_ID = readers.text("WAYMARK_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = readers.secret("WAYMARK_OIDC_CLIENT_SECRET")
OIDC_NAME = readers.text("WAYMARK_OIDC_NAME", "your organisation")
OIDC_FACTOR_COUNTS = readers.yes_or_no("WAYMARK_OIDC_FACTOR_COUNTS", default=False)
"""Whether a second factor that it asked for (`amr` or `acr`) counts as ours."""
OIDC_FACTOR_AMR = readers.names(
    "WAYMARK_OIDC_FACTOR_AMR", default=("mfa", "otp", "hwk", "swk", "fpt", "face", "iris", "sc", "pop")
)
"""Values of `amr` (RFC 8176) that mean more than a password."""
OIDC_FACTOR_ACR = readers.names("WAYMARK_OIDC_FACTOR_ACR")
"""Values of `acr` that do; they are asked for in this order."""
if OIDC_ISSUER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured(
        "WAYMARK_OIDC_ISSUER is set: set WAYMARK_OIDC_CLIENT_ID and WAYMARK_OIDC_CLIENT_SECRET too."
    )
STAFF_NEED_SECOND_FACTOR = IN_PRODUCTION
"""Whether everyone with a staff role must set up a second factor; participants as their provider says."""

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "waymark.bridges.signin.adapter.Adapter"
ACCOUNT_FORMS = {"login": "waymark.bridges.signin.forms.Login"}
ACCOUNT_RATE_LIMITS = False
"""Failures are counted in rows, by account (`bridges/signin/actions.py`)."""
APPLICATION_DRAFTS_KEPT_FOR = timedelta(
    days=readers.whole_number("WAYMARK_APPLICATION_DRAFTS_KEPT_DAYS", default=60)
)
SIGN_INS_KEPT_FOR = timedelta(days=readers.whole_number("WAYMARK_SIGN_INS_KEPT_DAYS", default=90))
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# --- mail ----------------------------------------------------------------------------------------------------

MAIL_IN_A_FOLDER: dict[str, Any] = {
    "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "OPTIONS": {"file_path": VAR / "mail"},
}
MAIL_BY_SMTP: dict[str, Any] = {
    "BACKEND": "waymark.bridges.mail.smtp.EmailBackend",
    "OPTIONS": {
        "host": readers.text("WAYMARK_MAIL_HOST", "localhost"),
        "port": readers.whole_number("WAYMARK_MAIL_PORT", default=587),
        "username": readers.text("WAYMARK_MAIL_USER"),
        "password": readers.secret("WAYMARK_MAIL_PASSWORD"),
        "use_tls": True,
        "ca_file": readers.file("WAYMARK_MAIL_CA"),
        "timeout": 20,
    },
}
ROLE_CHECKS = (
    "waymark.ground.cohorts.queries.list_reasons_against_role",
    "waymark.ground.people.queries.list_reasons_against_judging",
)
"""Functions that know rooms above `people`: asked, with `person` and `role`, whenever a role is given."""
STAFF_CHECKS = (
    "waymark.journey.coach.queries.reasons_against_taking_role",
    "waymark.journey.gather.queries.reasons_against_taking_role",
)
"""Functions that know rooms above `cohorts`: asked, with `member`, before a role in a cohort is taken away."""
SELECTIONS = {
    "Peer group": "waymark.journey.gather.queries.enrolment_ids_by_group",
    "Coach": "waymark.journey.coach.queries.enrolment_ids_by_coach",
}
"""By heading, the functions that divide a cohort for a message; asked with `cohort`, answered by label."""
LINKS = {
    purpose: ("waymark.journey.apply.queries.find_link", f"apply:{purpose}")
    for purpose in ("application_draft", "application_status", "application_sponsor")
} | {
    "webinar_place": ("waymark.journey.enquire.queries.find_place", "enquire:webinar_place"),
    "quote": ("waymark.journey.enquire.queries.find_quote", "enquire:quote_consent"),
    "inspection": ("waymark.journey.improve.queries.find_link", "improve:inspection_link"),
}
"""By the purpose in an email's row: the function that finds the row of a link by its id, and the page it leads to."""
ATTEMPT_RESULTS = "waymark.journey.award.queries.attempt_results"
"""The function that knows which results are released: asked, with `sitting_ids`, before someone sits again."""
STOP_WARNINGS = "waymark.journey.sit.queries.stop_warnings"
"""The function that knows what becomes of an assessment that is open when someone is deferred, withdrawn or moved."""
AWARDED_ON = "waymark.journey.award.queries.awarded_on"
"""The function that knows since which day an enrolment has its award: asked before it is deferred or ended."""
ATTACHMENTS = {"sit.receipt": "waymark.journey.sit.receipts.attachments.of_receipt"}
"""By the name in an email's row: the function that returns the files to attach when the email is sent."""
MAILERS = {"default": MAIL_BY_SMTP if IN_PRODUCTION else MAIL_IN_A_FOLDER}
DEFAULT_FROM_EMAIL = readers.text("WAYMARK_MAIL_FROM", "waymark@waymark.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ALERT_EMAIL = readers.text("WAYMARK_ALERT_EMAIL")

# --- language and time ---------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = False
"""Nothing is translated. Otherwise each number on a page would look up the reader's language first."""
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- style sheets, fonts, scripts ----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "build" / "static"]
STATIC_ROOT = VAR / "static" if IN_PRODUCTION else None
WHITENOISE_USE_FINDERS = not IN_PRODUCTION
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {
        "BACKEND": "waymark.kit.static_files.StaticFiles"
        if IN_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- what a browser may do -----------------------------------------------------------------------------------

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "waymark.web.sending.middleware.csrf_failure"

if IN_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = readers.yes_or_no("WAYMARK_HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = readers.yes_or_no("WAYMARK_HSTS_PRELOAD", default=False)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if readers.yes_or_no("WAYMARK_BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

TRUSTED_PROXIES = readers.networks("WAYMARK_TRUSTED_PROXY")
"""Proxies that are believed about the client's address, the scheme and the time of arrival; others are not."""

# The owner of the domain decides about its subdomains and the preload list, not this file.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- the log -------------------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "waymark.kit.log_lines.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"database": {"()": "waymark.kit.logs.OncePerMinute", "folder": VAR / "logged"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["database"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"waymark": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
