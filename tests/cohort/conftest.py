"""Two cohorts with people in every role, so that a leak from one to the other shows."""

import os
import threading
from datetime import date

os.environ.setdefault("BOOTCAMP_SECRET_KEY", "a-secret-of-the-tests-alone-and-long-enough")
os.environ["BOOTCAMP_DEBUG"] = "0"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in the tests' thread

import pytest

from bootcamp.web.cohort.models import Cohort, Membership, Person, Section
from bootcamp.web.cohort.models.membership import Role
from tests.conftest import browser, page  # noqa: F401

from .learning import course, tiny  # noqa: F401


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file: threads and other processes see it as they would a server's."""
    from django.db import connection

    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(autouse=True)
def fast(settings, db):
    """Passwords aren't what is tested, and mail is read from memory."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    whitenoise = "whitenoise.middleware.WhiteNoiseMiddleware"  # looks for all files, each time
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != whitenoise]


def make_person(name, **fields):
    """Someone with an account whose password is `secret`."""
    return Person.objects.create_user(
        f"{name}@example.org", "secret", name=name.title(), seed=7, **fields
    )


def make_cohort(slug, **fields):
    """A running cohort of six weeks with two sections."""
    given = {"start": date(2026, 5, 25), "end": date(2026, 7, 3), **fields}
    cohort = Cohort.objects.create(slug=slug, title=slug.title(), **given)
    Section.objects.create(
        cohort=cohort, key="arrays", title="Arrays", order=1, planned_days=5, chapter="arrays"
    )
    Section.objects.create(
        cohort=cohort,
        key="autograd",
        title="Backpropagation",
        order=2,
        planned_days=8,
        chapter="autograd",
    )
    return cohort


def join(person, cohort, role=Role.PARTICIPANT, state="active"):
    """Give someone a role."""
    return Membership.objects.create(person=person, cohort=cohort, role=role, state=state)


@pytest.fixture
def cohort():
    return make_cohort("spring")


@pytest.fixture
def other_cohort():
    return make_cohort("autumn")


@pytest.fixture
def organiser(cohort):
    person = make_person("olga", may_open_cohorts=True)
    join(person, cohort, Role.ORGANISER)
    return person


@pytest.fixture
def ta(cohort):
    person = make_person("tom")
    join(person, cohort, Role.TA)
    return person


@pytest.fixture
def participant(cohort):
    person = make_person("petra")
    join(person, cohort)
    return person


@pytest.fixture
def evaluator(cohort):
    person = make_person("eva")
    join(person, cohort, Role.EVALUATOR)
    return person


@pytest.fixture
def members(cohort):
    """Participants who did and answered what a report is made of."""
    from .reported import participants_of

    return participants_of(cohort)


def at_once(count, verb):
    """Call `verb(n)` in so many threads at one moment; what each gave or raised, in order."""
    from django.db import connection

    gate, found = threading.Barrier(count), [None] * count

    def run(number):
        gate.wait()
        try:
            found[number] = verb(number)
        except Exception as error:
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def signed_in(client):
    """A client as this person."""

    def make(person):
        from django.test import Client

        fresh = Client()
        fresh.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return fresh

    return make
