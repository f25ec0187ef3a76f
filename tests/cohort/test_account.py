"""Signing in: by password, by code, with a second factor; nothing tells whether an address is known."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from bootcamp.web.cohort.domain.membership import invite
from bootcamp.web.cohort.models import Person

from .accounts import PASSWORD, fresh_counts, known, signed_in_as

LOGIN = "/account/login/"
__all__ = ["fresh_counts", "known"]  # fixtures
pytestmark = pytest.mark.usefixtures("fresh_counts")


def sign_in(client, email, password=PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def code_in(message):
    return re.search(r"^\s*([A-Z0-9]{4,}(?:-[A-Z0-9]+)*)\s*$", message.body, re.MULTILINE)[1]


def test_a_code_that_is_mailed_signs_one_in_and_a_wrong_one_doesnt(known, client):
    client.post("/account/login/code/", {"email": known.email})
    [sent] = mail.outbox
    client.post("/account/login/code/confirm/", {"code": "WRONG1"})
    assert signed_in_as(client) is None
    client.post("/account/login/code/confirm/", {"code": code_in(sent)})
    assert signed_in_as(client) == str(known.pk)


@pytest.mark.parametrize("url", ["/account/login/code/", "/account/password/reset/"])
def test_whether_an_address_is_known_is_nowhere_said(known, url):
    def told(email):
        reply = Client().post(url, {"email": email}, follow=True)
        text = re.sub(r'value="[^"]*"', "", reply.content.decode()).replace(email, "ADDRESS")
        return reply.redirect_chain, text

    assert told(known.email) == told("nobody@example.org")


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(known, client):
    def told(email):
        text = sign_in(client, email, "wrong password").content.decode()
        return re.sub(r'value="[^"]*"', "", text)

    assert told(known.email) == told("nobody@example.org")


def test_a_reset_sets_a_new_password(known, client):
    client.post("/account/password/reset/", {"email": known.email})
    [sent] = mail.outbox
    link = re.search(r"http://testserver(\S+)", sent.body)[1]
    page = client.get(link, follow=True)
    here = page.redirect_chain[-1][0]
    client.post(here, {"password1": "another long password", "password2": "another long password"})
    client.logout()
    sign_in(client, known.email)
    assert signed_in_as(client) is None
    sign_in(client, known.email, "another long password")
    assert signed_in_as(client) == str(known.pk)


def test_who_guesses_is_stopped_for_a_while(known, client):
    for _ in range(12):
        sign_in(client, known.email, "wrong password")
    sign_in(client, known.email)
    assert signed_in_as(client) is None
    cache.clear()  # the while is over
    sign_in(client, known.email)
    assert signed_in_as(client) == str(known.pk)


def test_with_a_second_factor_the_password_alone_isnt_enough(known, client):
    secret = generate_totp_secret()
    TOTP.activate(known, secret)
    sign_in(client, known.email)
    assert signed_in_as(client) is None
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert signed_in_as(client) is None
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post("/account/2fa/authenticate/", {"code": code})
    assert signed_in_as(client) == str(known.pk)


def test_nobody_signs_up_without_an_invitation_and_with_one_the_address_is_verified(
    cohort, organiser, client
):
    fields = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", fields)
    assert not Person.objects.filter(email="new@example.org").exists()
    token = invite(cohort, "new@example.org", "participant", actor=organiser, site="x")
    client.get(f"/invitation/{token}/", follow=True)
    client.post("/account/signup/", fields)
    assert signed_in_as(client) is None  # the code in the mail is missing yet
    client.post("/account/confirm-email/", {"code": code_in(mail.outbox[-1])})
    assert signed_in_as(client) == str(Person.objects.get(email="new@example.org").pk)
