"""A short test that is open in two windows: nothing that was answered in either is lost."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import quiz
from bootcamp.web.cohort.domain.quiz_answer import ELSEWHERE
from bootcamp.web.cohort.models import Test

from .test_quiz import URL, begins, member_of

__all__ = ["begins"]  # a fixture
PAGE, KEEP = URL + "before/", URL + "before/keep"
COOKIE = "groundup_session"
Q1, Q2, CODE = "item-multiples", "item-entry_of_grid", "item-newest_first"
CHOICE = "item-keepdim"


class Fields(HTMLParser):
    """What a browser would send of a page's form, without the button."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.into = {}, ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "textarea":
            self.into = given["name"]
        elif tag == "input" and (given["type"] != "radio" or "checked" in given):
            self.sent[given["name"]] = given.get("value", "")

    def handle_data(self, text):
        if self.into:
            self.sent[self.into] = text.removeprefix("\n")

    def handle_endtag(self, tag):
        self.into = ""


@pytest.fixture
def test(begins, participant):
    return quiz.begin(member_of(participant), "arrays", "before", actor=participant)


@pytest.fixture
def client(test, participant, signed_in):
    return signed_in(participant)


def load(client):
    """The fields of the page as it is now."""
    return Fields(client.get(PAGE).content.decode()).sent


def answers():
    rows = Test.objects.get().items.exclude(answer="")
    return {f"item-{row.name}": row.answer for row in rows}


def said(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("address", [PAGE, KEEP])
def test_two_pages_that_answer_different_questions_keep_both(client, address):
    first, second = load(client), load(client)
    client.post(address, first | {Q1: "7", Q2: "8", CHOICE: "2", "self_rating": "5"})
    response = client.post(
        address, second | {"item-head_length": "12", CODE: "def newest_first(x):"}
    )
    assert response.status_code in (302, 204)
    right = quiz.questions_of(Test.objects.get())[0].choices[2]
    assert answers() == {
        Q1: "7", Q2: "8", CHOICE: right, "item-head_length": "12", CODE: "def newest_first(x):"
    }  # fmt: skip
    assert Test.objects.get().self_rating == 5


@pytest.mark.parametrize("address", [PAGE, KEEP])
def test_the_same_question_answered_twice_keeps_the_first_and_gives_back_the_second(
    client, address
):
    pages = [load(client), load(client)]
    client.post(address, pages[0] | {Q1: "7", CODE: "first = 1", "self_rating": "5"})
    given = {Q1: "9", Q2: "8", CODE: "second = 2\n<b>", "self_rating": "6"}
    response = client.post(address, pages[1] | given)
    assert response.status_code == 409
    assert said(response).count(ELSEWHERE) == 3
    written = re.findall(
        r'<pre class="written" tabindex="0">(.*?)</pre>', said(response), re.DOTALL
    )
    assert written == ["9", "second = 2\n<b>", "6"]
    assert answers() == {Q1: "7", Q2: "8", CODE: "first = 1"}
    assert Test.objects.get().self_rating == 5


def test_a_choice_made_in_two_windows_stays_the_first(client):
    pages = [load(client), load(client)]
    client.post(KEEP, pages[0] | {CHOICE: "0"})
    choices = quiz.questions_of(Test.objects.get())[0].choices
    response = client.post(KEEP, pages[1] | {CHOICE: "1"})
    assert choices[1] in said(response)
    assert answers() == {CHOICE: choices[0]}
    assert client.post(KEEP, load(client) | {CHOICE: "1"}).status_code == 204
    assert answers() == {CHOICE: choices[1]}


def test_the_same_answer_in_both_windows_is_no_conflict(client):
    pages = [load(client), load(client)]
    assert [client.post(KEEP, page | {Q1: "7"}).status_code for page in pages] == [204, 204]


def test_an_answer_that_is_emptied_on_the_only_page_is_emptied(client):
    client.post(KEEP, load(client) | {Q1: "7", CODE: "code = 1"})
    assert client.post(KEEP, load(client) | {Q1: "", CODE: ""}).status_code == 204
    assert answers() == {}


def test_what_a_page_has_sent_before_is_no_other_window(client):
    page = load(client)
    client.post(KEEP, page | {Q1: "1"})  # its answer never came back
    response = client.post(KEEP, page | {Q1: "17", f"was-{Q1}": ["", "1"]})
    assert (response.status_code, answers()) == (204, {Q1: "17"})


def test_a_page_that_doesnt_say_what_it_had_takes_nothing_away(client):
    client.post(KEEP, load(client) | {Q1: "7"})
    assert client.post(KEEP, {Q1: "", Q2: "8"}).status_code == 204
    assert answers() == {Q1: "7", Q2: "8"}
    assert client.post(KEEP, {Q1: "9"}).status_code == 409
    assert answers() == {Q1: "7", Q2: "8"}


def test_what_is_too_long_is_given_back_whole(client):
    response = client.post(KEEP, load(client) | {CODE: "x" * 4001, Q1: "7"})
    assert "Expected at most 4000 characters, got 4001" in said(response)
    assert "x" * 4001 in said(response)
    assert answers() == {Q1: "7"}


def test_finishing_counts_what_both_windows_have_answered(client):
    questions = {f"item-{q.name}": q for q in quiz.questions_of(Test.objects.get())}
    pages = [load(client), load(client)]
    client.post(KEEP, pages[0] | {Q1: f"{questions[Q1].answer}", "self_rating": "5"})
    right = {Q2: f"{questions[Q2].answer}"}
    response = client.post(PAGE, pages[1] | right | {"do": "finish"})
    assert "11 questions are open" in said(response)
    client.post(PAGE, Fields(said(response)).sent | {"do": "finish"})
    test = Test.objects.get()
    assert test.ended_at is not None
    points = dict(test.items.values_list("name", "points"))
    assert {name for name, each in points.items() if each} == {Q1[5:], Q2[5:]}


def test_what_cant_be_kept_stops_the_finish_until_it_was_seen(client):
    pages = [load(client), load(client)]
    client.post(KEEP, pages[0] | {Q1: "7", "self_rating": "5"})
    sure = ", ".join(str(n) for n in range(1, 14) if n != 4)
    response = client.post(PAGE, pages[1] | {Q1: "9", "do": "finish", "sure": sure})
    assert (response.status_code, Test.objects.get().ended_at) == (409, None)
    assert ELSEWHERE in said(response)
    client.post(PAGE, Fields(said(response)).sent | {"do": "finish"})
    assert Test.objects.get().ended_at is not None
    assert answers() == {Q1: "7"}


def test_finishing_itself_refuses_what_it_cant_keep(test, participant):
    quiz.keep(test, {Q1[5:]: "7"}, 5, actor=participant)
    with pytest.raises(BootcampError, match="Another window"):
        quiz.finish(test, {Q1[5:]: "9"}, 5, actor=participant)
    assert Test.objects.get().ended_at is None


@pytest.fixture
def window(client, browser, live_server):
    """Open the page once more in the same browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": live_server.url}]
    )

    def opened():
        page = context.new_page()
        page.goto(live_server.url + PAGE)
        return page

    yield opened
    context.close()


def fill(page, field, text, status=204):
    """Type it, and wait until it was sent by itself."""

    def is_it(response):
        sent = parse_qs(response.request.post_data or "")
        return response.url.endswith("/keep") and sent.get(field) == [text]

    with page.expect_response(is_it) as kept:
        page.fill(f"#{field}", text)
    assert kept.value.status == status


def press_keep(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Keep, and go on later").click()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_two_tabs_lose_nothing(window):
    first, second = window(), window()
    fill(first, Q1, "7")
    fill(first, Q1, "70")  # the page knows that the 7 was its own
    first.fill(f"#{Q2}", "8")
    press_keep(first)
    fill(second, CODE, "def newest_first(x):\n    return x")
    fill(second, Q1, "9", status=409)
    expect(second.get_by_text(ELSEWHERE)).to_be_visible()
    assert second.locator("#unkept pre").inner_text() == "9"
    assert second.input_value(f"#{Q1}") == "9"
    fill(second, "item-head_length", "12", status=409)  # kept, while the other waits
    press_keep(second)
    assert second.locator("#said pre").inner_text() == "9"
    assert second.input_value(f"#{Q1}") == "70"
    fill(second, Q1, "9")
    assert answers() == {
        Q1: "9", Q2: "8", "item-head_length": "12", CODE: "def newest_first(x):\n    return x"
    }  # fmt: skip


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_keep_right_after_typing_is_no_conflict_with_itself(window):
    page = window()
    held = []
    page.route("**/keep", lambda route: held.append(route))
    page.fill(f"#{Q1}", "1")
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelectorAll('[name=was-item-multiples]').length === 2")
    arrived = page.context.request.post(
        held[0].request.url, headers=held[0].request.all_headers(), data=held[0].request.post_data
    )  # it arrives, and its answer doesn't come back
    assert arrived.status == 204
    page.fill(f"#{Q1}", "17")
    press_keep(page)
    expect(page.get_by_text("Kept. Come back and go on.")).to_be_visible()
    assert answers() == {Q1: "17"}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_what_couldnt_be_sent_is_said_until_it_is(window):
    page = window()
    page.context.set_offline(True)
    page.fill(f"#{Q1}", "17")
    page.get_by_text("What you changed last hasn't arrived").wait_for()
    page.context.set_offline(False)
    fill(page, Q2, "8")
    page.locator("#unsent").wait_for(state="hidden")
    assert answers() == {Q1: "17", Q2: "8"}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_that_is_offline_for_long_the_page_can_still_be_sent(window):
    page = window()
    many = page.evaluate(
        f"""() => {{
        const form = document.querySelector("form.quiz");
        for (let i = 0; i < 200; i++) {{
            document.getElementById("{Q1}").value = String(i);
            form.dispatchEvent(new CustomEvent("htmx:beforeSend"));
        }}
        return [...new FormData(form).keys()].length;
        }}"""
    )
    assert many < 60
    press_keep(page)
    assert answers() == {Q1: "199"}
