"""In a real browser: a draft survives, is gone once it has arrived; and many POSTs at once."""

import http.client
import re
import threading
from urllib.parse import urlencode, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from bootcamp.web.cohort.models import Answer, Envelope, Receipt, Response

from .asked import RATING, WORDS, a_wave, crowd
from .conftest import at_once
from .world import BACKEND

COOKIE = "groundup_session"


def cookie_of(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.cookies[COOKIE].value


@pytest.fixture
def opened(page, live_server):
    """Open a wave's page as someone."""

    def make(person, wave):
        page.context.add_cookies(
            [{"name": COOKIE, "value": cookie_of(person), "url": live_server.url}]
        )
        page.goto(f"{live_server.url}/c/spring/answer/{wave.public}/")
        return page

    return make


def draft(page):
    return page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:')).length")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", ["anonymous", "confidential", "identified"])
def test_what_was_written_is_back_after_the_session_ended_and_signing_in(
    cohort, organiser, opened, live_server, mode
):
    person = crowd(cohort, 1)[0]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    wave = a_wave(cohort, organiser, mode)
    page = opened(person, wave)
    page.get_by_label("7", exact=True).check()
    page.get_by_label(WORDS.text).fill("a long\ntext")
    assert not Receipt.objects.get().is_done
    Session.objects.all().delete()
    page.get_by_role("button", name="Send").click()
    assert "a long\ntext" in page.locator("pre.written").all_inner_texts()
    page.get_by_role("link", name="Sign in and go back to it").click()
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**/answer/{wave.public}/")
    assert page.get_by_label(WORDS.text).input_value() == "a long\ntext"
    expect(page.get_by_label("7", exact=True)).to_be_checked()
    expect(page.get_by_text("What you had written in this browser is back")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert draft(page) == 0
    assert Receipt.objects.get().is_done


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_draft_stays_over_a_reload_and_goes_when_it_is_discarded(cohort, organiser, opened):
    page = opened(crowd(cohort, 1)[0], a_wave(cohort, organiser))
    assert draft(page) == 0
    page.get_by_label(WORDS.text).fill("half a thou")
    page.reload()
    assert page.get_by_label(WORDS.text).input_value() == "half a thou"
    page.get_by_role("button", name="Discard it").click()
    assert page.get_by_label(WORDS.text).input_value() == ""
    assert draft(page) == 0
    page.reload()
    assert page.get_by_label(WORDS.text).input_value() == ""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_another_person_at_the_same_browser_doesnt_meet_the_draft(cohort, organiser, opened):
    first, second = crowd(cohort, 2)
    wave = a_wave(cohort, organiser)
    opened(first, wave).get_by_label(WORDS.text).fill("for my eyes")
    page = opened(second, wave)
    assert page.get_by_label(WORDS.text).input_value() == ""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_double_click_and_the_back_button_send_once(cohort, organiser, opened):
    page = opened(crowd(cohort, 1)[0], a_wave(cohort, organiser))
    page.get_by_label("7", exact=True).check()
    page.get_by_role("button", name="Send").dblclick()
    page.get_by_role("heading", name="Thank you").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Thank you").wait_for()  # the page isn't kept, but asked anew
    assert Envelope.objects.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_is_accessible_and_answered_with_the_keyboard_alone(cohort, organiser, opened):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(crowd(cohort, 1)[0], a_wave(cohort, organiser))
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    group = page.get_by_role("group", name=RATING.text)
    assert group.get_by_role("radio").count() == 11
    group.get_by_label("No answer").focus()
    page.keyboard.press("ArrowRight")  # from the last, round to the first
    page.keyboard.press("Tab")
    page.keyboard.type("typed")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()
    assert Envelope.objects.count() == 1


def post_at_once(live_server, person, wave, count, body):
    """So many real connections that send the same moment; what each got back."""
    host, session = urlsplit(live_server.url).netloc, cookie_of(person)
    path = f"/c/spring/answer/{wave.public}/"
    first = http.client.HTTPConnection(host)
    first.request("GET", path, headers={"Cookie": f"{COOKIE}={session}"})
    got = first.getresponse()
    page, cookie = got.read().decode(), got.headers["Set-Cookie"].split(";")[0]
    first.close()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    headers = {
        "Cookie": f"{COOKIE}={session}; {cookie}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    gate = threading.Barrier(count)

    def post(number):
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.connect()
        gate.wait()  # all are connected by now
        sent = urlencode({**body(number), "csrfmiddlewaretoken": token})
        connection.request("POST", path, sent, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    return sorted(at_once(count, post))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_posts_at_once_one_counts_and_nineteen_are_told(cohort, organiser, live_server):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser)
    found = post_at_once(live_server, person, wave, 20, lambda n: {"q.rating": 1 + n % 10})
    assert found == [302] + [409] * 19
    assert Envelope.objects.count() == 1
    assert Receipt.objects.filter(is_done=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_once_of_the_same_confidential_answers_are_one_response(
    cohort, organiser, live_server
):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser, "confidential")
    found = post_at_once(live_server, person, wave, 20, lambda _: {"q.rating": 5})
    assert found == [302] * 20
    assert (Response.objects.count(), Answer.objects.count()) == (1, 2)
