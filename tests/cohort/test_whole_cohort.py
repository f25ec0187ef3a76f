"""A whole cohort in a real browser, from its opening to its published report."""

import io
import re
import zipfile

import pytest
from django.core import mail

from bootcamp.web.cohort.domain import outbox, survey_answer
from bootcamp.web.cohort.domain.survey_items import Entry, items_of
from bootcamp.web.cohort.models import Cohort, Membership, ReportRun, Response, Wave
from bootcamp.web.cohort.models.membership import Role

from .conftest import join, make_person
from .world import BACKEND

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-phrase-47"


@pytest.fixture
def visit(browser, live_server, client):
    """A page of a browser of its own, signed in as this person, or as nobody."""
    contexts = []

    def make(person=None):
        context = browser.new_context(viewport={"width": 1000, "height": 900})
        context.set_default_timeout(15_000)
        contexts.append(context)
        if person:
            client.force_login(person, backend=BACKEND)
            name, morsel = next(iter(client.cookies.items()))
            context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
            client.cookies.clear()
        page = context.new_page()
        page.goto(live_server.url)
        return page

    yield make
    for context in contexts:
        context.close()


def test_from_the_opening_of_a_cohort_to_its_published_report(visit, live_server):
    olga = make_person("olga", may_open_cohorts=True)
    organiser = visit(olga)
    opens_a_cohort(organiser)
    cohort = Cohort.objects.get()
    invites(organiser, "new@example.org", Role.PARTICIPANT)
    participant = visit()
    signs_up(participant, live_server)
    tom = make_person("tom")
    join(tom, cohort, Role.TA)
    others = [join(make_person(f"person{number}"), cohort).person for number in range(5)]

    asks(organiser)
    answers(participant)
    for person in others:
        wave = Wave.objects.get()
        entries = {item.name: Entry() for item in items_of(wave)}
        rated = {"connections": Entry("answered", number=5)}
        survey_answer.answer(wave, entries | rated, actor=person)
    assert not Response.objects.exists()  # sealed
    closes_and_reads(organiser)
    assert Response.objects.count() == 6

    ta = visit(tom)
    ta.get_by_role("link", name="Progress").click()
    ta.get_by_role("heading", name="Progress").wait_for()
    assert ta.get_by_role("link", name="Report").count() == 0
    publishes(organiser)
    stranger = visit()
    stranger.goto(f"{live_server.url}/report/{ReportRun.objects.get().public}/")
    stranger.get_by_text("6 of 6 (100%) agreed").wait_for()


def opens_a_cohort(page):
    page.get_by_role("link", name="Open a cohort").click()
    for label, typed in (
        ("Title", "Spring"), ("Name in the address", "spring"), ("First day", "2026-05-25"),
        ("Last day", "2026-07-03"),
    ):  # fmt: skip
        page.get_by_label(label).fill(typed)
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Title").fill("Arrays")
    page.get_by_label("Short name").fill("arrays")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("rowheader", name="Arrays").wait_for()


def invites(page, address, role):
    page.get_by_role("link", name="Now").click()
    page.get_by_role("link", name="Invite participants").click()
    page.get_by_label("E-mail addresses").fill(address)
    page.get_by_role("combobox", name="Role").select_option(role)
    page.get_by_role("button", name="Invite").click()
    page.get_by_text("1 invitation is on the way.").wait_for()
    assert outbox.send_due() == 1


def signs_up(page, live_server):
    link = re.search(r"/invitation/\S+/", mail.outbox[-1].body)[0]
    page.goto(live_server.url + link)
    page.get_by_role("link", name="Make an account").click()
    page.locator("[name=email]").fill("new@example.org")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("form[action*=signup] button").click()
    page.locator("[name=code]").wait_for()
    page.locator("[name=code]").fill(re.search(r"^[A-Z0-9-]{6,9}$", mail.outbox[-1].body, re.M)[0])
    page.locator("main form").first.locator("button").first.click()
    page.get_by_role("textbox", name="Your name").fill("Nova Sand")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Welcome to Spring.").wait_for()
    assert Membership.objects.get(person__email="new@example.org").role == "participant"


def asks(page):
    page.get_by_role("link", name="Forms").click()
    page.get_by_role("link", name="New form").click()
    page.get_by_role("button", name="Take: Looking back").click()
    page.get_by_role("link", name="Ask it").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Open it").click()
    page.locator("main form button").first.click()
    page.get_by_text("0 of 6").wait_for()


def answers(page):
    page.get_by_role("link", name="Now").click()
    page.get_by_role("link", name=re.compile("^Answer")).first.click()
    page.locator("input[name='q.connections'][value='4']").check()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/thanks")


def closes_and_reads(page):
    page.reload()
    page.get_by_role("link", name="Close it now").click()
    page.locator("main form button").first.click()
    page.get_by_role("link", name="Results").first.click()
    page.get_by_text("6").first.wait_for()


def publishes(page):
    page.get_by_role("link", name="Report", exact=True).click()
    page.locator("input[name=edition][value=public]").check()
    page.get_by_role("button", name="Make the report").click()
    page.get_by_label("I have read it").check()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Anyone can read it at").wait_for()
    run = ReportRun.objects.get()
    names = zipfile.ZipFile(io.BytesIO(bytes(run.bundle))).namelist()
    assert "figures/agreement.csv" in names
