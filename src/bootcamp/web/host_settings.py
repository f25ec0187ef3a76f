"""The settings of a cohort's server. All that differs from host to host comes from the environment:

BOOTCAMP_SECRET_KEY   what sessions and envelopes are sealed with; required outside debug
BOOTCAMP_HOSTS        the names it answers to, with commas between: cohort.example.org
BOOTCAMP_DATA         the folder of the SQLite database; by default ./cohort
DATABASE_URL          postgres://user:password@host/name, instead of SQLite
BOOTCAMP_SMTP         smtp://user:password@host:587; without it, mail is printed in debug
BOOTCAMP_FROM         the address that mail comes from
BOOTCAMP_HTTPS        1 behind a proxy that speaks HTTPS and sets X-Forwarded-Proto
BOOTCAMP_PROXIES      how many proxies stand before it, each adding to X-Forwarded-For: 1 with HTTPS
BOOTCAMP_DEBUG        1 on a developer's machine
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

DEFAULT_SECRET = "for-debugging-only"  # `bootcamp serve` refuses it outside debug
IS_DEVELOPERS = os.environ.get("BOOTCAMP_DEBUG") == "1"
DEMO = IS_DEVELOPERS and os.environ.get("BOOTCAMP_DEMO") == "1"
DEBUG = IS_DEVELOPERS and not DEMO  # the demo's pages are those of a real server
SECRET_KEY = os.environ.get("BOOTCAMP_SECRET_KEY") or DEFAULT_SECRET
HOSTS = [name.strip() for name in os.environ.get("BOOTCAMP_HOSTS", "").split(",") if name.strip()]
ALLOWED_HOSTS = [*HOSTS, "127.0.0.1", "localhost"]
IS_HTTPS = os.environ.get("BOOTCAMP_HTTPS") == "1"
PROXIES = int(os.environ.get("BOOTCAMP_PROXIES", "1" if IS_HTTPS else "0"))
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in HOSTS]
DATA = Path(os.environ.get("BOOTCAMP_DATA", "cohort")).absolute()

ROOT_URLCONF = "bootcamp.web.host_urls"
WSGI_APPLICATION = "bootcamp.web.wsgi.application"
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "bootcamp.web.cohort.apps.CohortConfig",
    "bootcamp.web.study",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_ace",
]
MIDDLEWARE = [
    "bootcamp.web.cohort.views.log.Log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bootcamp.web.guard.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bootcamp.web.cohort.views.once.Once",
    "bootcamp.web.cohort.views.door.Door",
    "bootcamp.web.cohort.views.zone.Zone",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "cohort" / "templates"],  # before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bootcamp.web.cohort.views.around.around",
            ]
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA}/cohort.sqlite3",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
            "PRAGMA foreign_keys=ON;"
        ),
    }
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address is unique, however it is written
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "groundup_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a mail finds one signed in
CSRF_COOKIE_NAME = "groundup_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bootcamp.web.cohort.views.refusals.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # from the installed packages: nothing has to be collected
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "cohort.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "bootcamp.web.cohort.domain.account.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Careful: not SUPPORTS_CHANGE. It is offered to new addresses alone: that tells which are known.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # some mail is slow
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES  # of what X-Forwarded-For says, the last so many are true
ACCOUNT_RATE_LIMITS = {  # on the first day thirty people sign up at once, behind one address
    "confirm_email": "4/m/key",  # all mails with codes that a sign-up may send
    "signup": "90/m/ip",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "request_login_code": "90/m/ip,3/m/key",
    "reset_password": "60/m/ip,5/m/key",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    name: f"bootcamp.web.cohort.forms.account.{form}"
    for name, form in {
        "signup": "SignUp",
        "login": "SignIn",
        "request_login_code": "AskForCode",
        "reset_password": "ResetPassword",
        "add_email": "AnotherAddress",
        "change_email": "CorrectedAddress",
        "confirm_email_verification_code": "AddressCode",
        "confirm_login_code": "SignInCode",
    }.items()
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Groundup"

_smtp = urlsplit(os.environ.get("BOOTCAMP_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _smtp.hostname or "localhost"
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("BOOTCAMP_FROM", "groundup@localhost")

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en-gb"

CACHES = {  # allauth counts tries here: all processes see the same counts
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "bootcamp.web.cohort.views.log.AsJson"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "bootcamp": {"level": "INFO"},
        "django.request": {"level": "CRITICAL"},  # an error is logged with its kind, not its data
    },
}
