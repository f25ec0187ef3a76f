"""The settings of the local site. It has no database, no accounts, and speaks to this machine."""

import logging
import secrets
from pathlib import Path

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(48)  # a new one per run: there is nothing to keep signed
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]  # anything else is a name rebound to this machine
ROOT_URLCONF = "bootcamp.web.urls"
INSTALLED_APPS = ["django.contrib.staticfiles", "django_htmx", "django_ace", "bootcamp.web.study"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bootcamp.web.guard.Guard",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "study" / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES: dict[str, object] = {}
STATIC_URL = "/static/"
TIME_ZONE = None  # the learner's own; by default Django moves the whole process to Chicago
USE_TZ = False
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "groundup_csrf"
CSRF_FAILURE_VIEW = "bootcamp.web.study.refusals.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2
LOGGING_CONFIG = None
logging.getLogger("django").addHandler(logging.NullHandler())  # the terminal is the learner's
