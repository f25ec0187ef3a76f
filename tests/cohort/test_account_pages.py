"""The account pages look and speak as ours do, and lead whoever stopped halfway on."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail

from bootcamp.web.cohort.domain.membership import invite
from bootcamp.web.cohort.models import Person

from .accounts import (
    ADDRESS,
    CODE,
    PASSWORD,
    begin_sign_up,
    fresh_counts,
    known,
    signed_in_as,
)

__all__ = ["fresh_counts", "known"]  # fixtures
pytestmark = pytest.mark.usefixtures("fresh_counts")
OUTSIDE = ["login/", "login/code/", "signup/", "password/reset/", "password/reset/done/"]
INSIDE = ["password/change/", "email/", "2fa/", "reauthenticate/", "logout/"]


@pytest.fixture
def link(cohort, organiser):
    """Where the invitation of a new address leads."""
    return f"/invitation/{invite(cohort, ADDRESS, 'participant', actor=organiser, site='x')}/"


def sign_in(client, person):
    fields = {"login": person.email, "password": PASSWORD}
    return client.post("/account/login/", fields, follow=True)


def shown(client, url):
    return client.get(f"/account/{url}").content.decode()


def without_secrets(page, email):
    return re.sub(r'value="[^"]*"', "", page).replace(email, "ADDRESS")


def test_who_stopped_halfway_is_led_in_by_the_mail_and_the_address_is_confirmed(link):
    begin_sign_up(link)
    client, page = begin_sign_up(link)  # in another browser: nothing is remembered
    assert "Whoever already has an account with this address gets a mail" in page
    sent = mail.outbox[-1]
    assert (sent.subject, CODE.findall(sent.body)) == ("You have an account already", [])
    assert "http://testserver/account/login/code/" in sent.body
    assert not EmailAddress.objects.get(email=ADDRESS).verified
    assert client.get("/account/login/code/").status_code == 200  # not back to a code never mailed
    client.post("/account/login/code/", {"email": ADDRESS})
    [code] = CODE.findall(mail.outbox[-1].body)
    reply = client.post("/account/login/code/confirm/", {"code": code}, follow=True)
    assert signed_in_as(client) == str(Person.objects.get(email=ADDRESS).pk)
    assert EmailAddress.objects.get(email=ADDRESS).verified
    assert reply.redirect_chain[-1][0] == link


def test_who_opens_the_sign_up_again_in_the_same_browser_is_asked_for_the_first_code(link):
    client, _ = begin_sign_up(link)
    client.get(link)
    assert client.get("/account/signup/")["Location"] == "/account/confirm-email/"
    client.post("/account/confirm-email/", {"code": CODE.findall(mail.outbox[-1].body)[0]})
    assert signed_in_as(client) == str(Person.objects.get(email=ADDRESS).pk)


def test_the_code_page_is_the_same_for_a_known_address_and_for_a_new_one(link, known):
    def told(email):
        client, first = begin_sign_up(link, email)
        again = client.post("/account/confirm-email/", {"action": "resend"}, follow=True)
        wrong = client.post("/account/confirm-email/", {"code": "WRONG"})
        pages = (first, again.content.decode(), wrong.content.decode())
        return [without_secrets(page, email) for page in pages]

    assert told(known.email) == told(ADDRESS)


def test_another_code_is_sent_and_holds_in_the_place_of_the_first(link):
    client, _ = begin_sign_up(link)
    client.post("/account/confirm-email/", {"action": "resend"})
    first, second = (CODE.findall(sent.body)[0] for sent in mail.outbox)
    client.post("/account/confirm-email/", {"code": first})
    assert signed_in_as(client) is None
    client.post("/account/confirm-email/", {"code": second})
    assert signed_in_as(client) == str(Person.objects.get(email=ADDRESS).pk)


def test_who_mistyped_the_address_takes_another_one_and_is_still_invited(link):
    client, page = begin_sign_up(link, "typo@example.org")
    leave = re.search(r'id="leave".*?name="next" value="(.*?)"', page, re.DOTALL)[1]
    reply = client.post("/account/logout/", {"next": leave}, follow=True)
    assert reply.redirect_chain == [("/account/signup/", 302)]
    client.post("/account/signup/", {"email": ADDRESS, "password1": PASSWORD})
    client.post("/account/confirm-email/", {"code": CODE.findall(mail.outbox[-1].body)[0]})
    assert signed_in_as(client) == str(Person.objects.get(email=ADDRESS).pk)


def test_the_code_pages_say_how_long_a_code_is_valid(link, known, client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 7 * 60
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 11 * 60
    assert "valid for 7 minutes" in begin_sign_up(link)[1]
    page = client.post("/account/login/code/", {"email": known.email}, follow=True)
    assert "valid for 11 minutes" in page.content.decode()


def test_the_sign_up_names_the_cohort_and_holds_the_invited_address(link, client):
    client.get(link)
    page = shown(client, "signup/")
    assert "You are invited to Spring as participant." in page
    assert re.search(r'name="email" value="new@example.org"', page)


@pytest.mark.parametrize("url", OUTSIDE + INSIDE)
def test_headings_are_sentences_and_labels_are_said_once(url, link, known, client):
    if url in INSIDE:
        sign_in(client, known)
    client.get(link)
    page = shown(client, url)
    heading = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1].strip()
    assert heading == heading.capitalize()
    assert "placeholder=" not in page
    labels = re.findall(r"<label[^>]*>(.*?)</label>", page)
    assert [label for label in labels if label.endswith(":") or label != label.capitalize()] == []
    assert len(labels) == len(re.findall(r"<input(?! type=\"hidden\")", page))


def test_an_error_stands_after_its_field_and_is_tied_to_it(link, client):
    client.get(link)
    page = client.post("/account/signup/", {"email": ADDRESS, "password1": "12345678"})
    told = page.content.decode()
    field = re.search(r'<input type="password".*?>', told)[0]
    assert 'autocomplete="new-password"' in field
    assert 'aria-describedby="id_password1_helptext id_password1_error"' in field
    after = told.partition(field)[2]
    error = r'<div id="id_password1_error"><p class="problem" role="alert">This password is too'
    assert re.search(error, after)


def test_after_a_reset_one_finds_the_way_to_sign_in(known, client):
    client.post("/account/password/reset/", {"email": known.email})
    where = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(where, follow=True).redirect_chain[-1][0]
    fields = {"password1": "another long password", "password2": "another long password"}
    page = client.post(form, fields, follow=True).content.decode()
    assert '<a class="button" href="/account/login/">Sign in</a>' in page
    again = client.get(where, follow=True).content.decode()
    assert "This link can't be used" in again
    assert 'href="/account/password/reset/"' in again


def test_the_secret_of_the_second_factor_is_shown_whole_and_starts_it(known, client):
    sign_in(client, known)
    asks_first = client.get("/account/2fa/totp/activate/")["Location"]
    page = client.post(asks_first, {"password": PASSWORD}, follow=True).content.decode()
    assert 'class="scanned" src="data:image/svg+xml' in page
    secret = re.search(r'<code class="secret">([A-Z2-7]{32})</code>', page)[1]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    codes = client.post("/account/2fa/totp/activate/", {"code": code}, follow=True)
    assert "10 of 10 are unused" in codes.content.decode()


def test_the_second_factor_says_that_a_recovery_code_works_and_it_does(known, client):
    TOTP.activate(known, generate_totp_secret())
    codes = RecoveryCodes.activate(known).get_unused_codes()
    page = sign_in(client, known).content.decode()
    assert "one of your recovery codes works as well" in page
    client.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert signed_in_as(client) == str(known.pk)
