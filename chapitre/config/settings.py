"""Settings of a Chapitre site: one folder for the data, one variable for the database, the rest has sound defaults."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("CHAPITRE_HOME", "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("CHAPITRE_DEBUG") == "1"
SITE_URL = os.environ.get("CHAPITRE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
SECURE = SITE_URL.startswith("https://")
# How many proxies of our own stand in front: only their word on where a request comes from is taken.
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CHAPITRE_PROXIES", "0"))
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def _secret_key() -> str:
    """The signing secret of sessions and links, made once and kept beside the data, readable by its owner only."""
    path = HOME / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


SECRET_KEY = os.environ.get("CHAPITRE_SECRET_KEY") or _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "chapitre.kernel.geo",
    "chapitre.kernel.town",
    "chapitre.kernel.people",
    "chapitre.kernel.ledger",
    "chapitre.kernel.records",
    "chapitre.kernel.figures",
    "chapitre.kernel.exchange",
    "chapitre.kernel.search",
    "chapitre.kernel.commons",
    "chapitre.chapters.voice",
    "chapitre.chapters.building",
    "chapitre.chapters.housing",
    "chapitre.chapters.climate",
    "chapitre.chapters.mobility",
    "chapitre.chapters.commerce",
    "chapitre.chapters.streets",
    "chapitre.chapters.safety",
    "chapitre.report",
    "chapitre.opendata",
    "chapitre.portal",
    "chapitre.demo",
]

MIDDLEWARE = [
    "chapitre.portal.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chapitre.portal.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chapitre.portal.middleware.FullDisk",
    "chapitre.portal.middleware.PlainErrors",
]

ROOT_URLCONF = "chapitre.config.urls"
WSGI_APPLICATION = "chapitre.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chapitre.portal.context.site",
            ],
            "builtins": ["chapitre.portal.templatetags.chapitre"],
        },
    }
]


def _database(url: str | None) -> dict[str, object]:
    """SQLite beside the data unless CHAPITRE_DATABASE names a PostgreSQL (postgresql://user:password@host:port/name)."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "chapitre.sqlite3",
            "CONN_MAX_AGE": 600,  # opening it for each request, and reading its schema, took half of a post's CPU
            "OPTIONS": {
                # IMMEDIATE: the default mode fails about 30 % of concurrent read-then-write posts.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-16384; PRAGMA mmap_size=268435456; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = options.get("host") or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(os.environ.get("CHAPITRE_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # Room for the places that many sources take: a cache that throws some away would let a flood through.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "chapitre.portal.errors.csrf_failure"
LOGIN_URL = "/compte/connexion/"
LOGIN_REDIRECT_URL = "/bureau"
LOGOUT_REDIRECT_URL = "/"

# Accounts (django-allauth): staff by password and second factor, residents by a link, nobody by a sign-up form.
ACCOUNT_ADAPTER = "chapitre.kernel.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# allauth's own limits stand: 30 sign-ins a minute an address, 5 wrong passwords in 5 minutes an account.
ACCOUNT_RATE_LIMITS = {"sign_in_link": "20/m/ip,3/10m/key"}
ACCOUNT_FORMS = {
    "login": "chapitre.kernel.people.forms.LoginForm",
    "reauthenticate": "chapitre.kernel.people.forms.ReauthenticateForm",
    "change_password": "chapitre.kernel.people.forms.ChangePasswordForm",
    "reset_password": "chapitre.kernel.people.forms.ResetPasswordForm",
    "reset_password_from_key": "chapitre.kernel.people.forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "chapitre.kernel.people.adapter.KeysAdapter"
MFA_FORMS = {
    "authenticate": "chapitre.kernel.people.forms.AuthenticateForm",
    "reauthenticate": "chapitre.kernel.people.forms.MfaReauthenticateForm",
    "activate_totp": "chapitre.kernel.people.forms.ActivateTOTPForm",
    "add_webauthn": "chapitre.kernel.people.forms.AddWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Chapitre"
MFA_TOTP_TOLERANCE = 1

# French first: Django's own language negotiation is not used, see portal.middleware.Language.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "langue"
LOCALE_PATHS = sorted(PACKAGE.rglob("locale"))  # a room may keep its words beside its code
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "chapitre.portal.statics.WheelFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "media"
FILE_UPLOAD_HANDLERS = ["chapitre.kernel.records.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 12
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = os.environ.get("CHAPITRE_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("CHAPITRE_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("CHAPITRE_EMAIL_FROM", "chapitre@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
