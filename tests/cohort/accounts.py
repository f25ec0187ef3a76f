"""Someone with an account, and browsers that sign in or up."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from .conftest import make_person

PASSWORD = "correct horse battery staple"
ADDRESS = "new@example.org"
CODE = re.compile(r"^[A-Z]{4}-[A-Z]{4}$", re.MULTILINE)


@pytest.fixture
def fresh_counts(db):
    """Nobody has tried to sign in yet."""
    cache.clear()


@pytest.fixture
def known(db):
    """Someone whose address is confirmed, with a password."""
    person = make_person("petra")
    person.set_password(PASSWORD)
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def signed_in_as(client):
    """The key of who is signed in there; None if nobody is."""
    return client.session.get("_auth_user_id")


def begin_sign_up(link, email=ADDRESS, client=None):
    """What someone's browser shows after the form of the sign-up."""
    client = client or Client()
    client.get(link)
    reply = client.post("/account/signup/", {"email": email, "password1": PASSWORD}, follow=True)
    return client, reply.content.decode()
