"""Two clicks on one button of a page are one deed, and lead to the same page."""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from bootcamp.web.cohort.domain import sent
from bootcamp.web.cohort.models import AuditEvent, Capstone, CostLine, Metric, Sent, Token
from bootcamp.web.cohort.views.once import TWICE

from .conftest import at_once
from .world import BACKEND, World

ON = "2026-07-01"
CREATES = {  # name of a page with a form that creates: its address, by whom, and a valid body
    "costs": ("kept", ["costs"], "organiser", {"category": "C", "amount": "1", "currency": "EUR", "on": ON}),
    "reach": ("kept", ["reach"], "organiser", {"what": "Stars", "value": "5", "on": ON}),
    "reuse": ("kept", ["reuse"], "organiser", {"organisation": "O", "state": "asked", "on": ON}),
    "text": ("kept", ["texts"], "organiser", {"key": "intro", "text": "T"}),
    "report": ("reports", [], "organiser", {"spec": "seed", "cut_off": ON, "edition": "internal"}),
    "section": ("programme", [], "organiser", {"title": "T", "key": "t", "planned_days": "1", "chapter": ""}),
    "capstone": ("capstones", [], "organiser", {"title": "T", "mentors": "1"}),
    "own capstone": ("capstones", [], "participant", {"title": "T"}),
    "outcome": ("outcomes", [], "participant", {"kind": "none", "track": "unknown", "months_after": "0"}),
    "form": ("form_new", [], "organiser", {"how": "empty", "title": "T", "key": "t", "mode": "anonymous"}),
    "ready form": ("form_new", [], "organiser", {"how": "library", "name": "daily"}),
    "copy": ("form_copied", ["FORM"], "organiser", {"key": "copied", "title": "T"}),
    "question": ("question_new", ["FORM"], "organiser", {"text": "?", "code": "new", "kind": "long", "options": ""}),
    "wave": ("wave_new", ["FORM"], "organiser", {"label": "L", "asks": "participant", "months_after": "0"}),
    "invitation": ("people", [], "organiser", {"emails": "new@example.org", "role": "ta"}),
    "reminder": ("wave_reminded", ["WAVE"], "organiser", {"subject": "S", "body": "B", "number": "1"}),
    "key": (None, "cohort:keys", "participant", {"label": "laptop"}),
    "cohort": (None, "cohort:new", "organiser", {
        "title": "T", "slug": "t", "start": ON, "end": ON, "zone": "UTC", "hours_per_day": "8",
        "holidays": "", "k": "5", "currency": "EUR",
    }),
    "consent": (None, "/me/consent/push", "participant", {"agrees": "yes"}),
}  # fmt: skip


@pytest.fixture
def world(fast):
    world = World()
    world.people["organiser"].may_open_cohorts = True
    world.people["organiser"].save()
    return world


def counts():
    """How many rows each table has, but for those that note down what was sent and who asked."""
    models = [*apps.get_app_config("cohort").get_models()]
    return {m.__name__: m.objects.count() for m in models if m is not Sent}


def address_of(world, name):
    view, rest, *_ = CREATES[name]
    if view is None:
        return rest if rest.startswith("/") else reverse(rest)
    rows = {"FORM": world.form.public, "WAVE": world.wave.public}
    return reverse(f"cohort:{view}", args=["spring", *(rows.get(each, each) for each in rest)])


def page_of(world, name):
    """A client as a browser is, on the page; where its form goes, and what it sends."""
    *_, who, body = CREATES[name]
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[who], backend=BACKEND)
    url = address_of(world, name)
    found = client.get(url if client.get(url).status_code == 200 else reverse("cohort:me"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', found.content.decode())[1]
    return client, url, {"csrfmiddlewaretoken": token, **body}


@pytest.mark.parametrize("name", CREATES)
def test_the_second_click_does_nothing_and_leads_to_the_same_page(world, name):
    client, url, body = page_of(world, name)
    before = counts()
    first = client.post(url, body)
    after = counts()
    assert after != before, first.content.decode()
    second = client.post(url, body)
    assert counts() == after
    assert (second.status_code, second.get("Location")) == (
        first.status_code,
        first.get("Location"),
    )


def keys_on(response):
    return re.findall(r"gu_[\w-]{20,}", response.content.decode())


def test_the_second_click_shows_the_same_key_and_one_that_was_revoked_never_comes_back(world):
    client, url, body = page_of(world, "key")
    first, second = client.post(url, body), client.post(url, body)
    assert keys_on(first) == keys_on(second) != []
    Token.objects.all().delete()
    third = client.post(url, body)
    assert (keys_on(third), Token.objects.count()) == ([], 0)
    assert "made, and revoked since" in third.content.decode().replace("&#x27;", "'")
    client, url, body = page_of(world, "key")
    assert keys_on(client.post(url, body)) not in ([], keys_on(first))


def test_a_page_that_is_sent_again_days_later_never_brings_a_revoked_key_back(world):
    client, url, body = page_of(world, "key")
    first = client.post(url, body)
    Sent.objects.update(at=Sent.objects.get().at - 2 * sent.KEPT)
    sent.forget()
    second = client.post(url, body)  # the first key is still there: this is another one
    assert (second.status_code, Token.objects.count()) == (200, 2)
    Token.objects.all().delete()
    Sent.objects.all().delete()
    third = client.post(url, body)
    assert len({*keys_on(first), *keys_on(second), *keys_on(third)}) == 3


def test_a_revoked_key_doesnt_come_back_after_another_was_made_from_the_same_page(world):
    client, url, body = page_of(world, "key")
    first = client.post(url, body)
    client.post(url, {**body, "label": "desktop"})
    Token.objects.all().delete()
    assert keys_on(client.post(url, body)) not in ([], keys_on(first))


@pytest.mark.parametrize("name", ["costs", "key", "report", "outcome"])
@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_one_moment_are_one_deed(name):
    world = World()
    client, url, body = page_of(world, name)
    jar, clients = client.cookies, [Client(enforce_csrf_checks=True) for _ in range(6)]
    for each in clients:
        each.cookies = jar.__class__(jar.output(header="", sep=";"))
    before = counts()
    found = at_once(6, lambda n: clients[n].post(url, body))
    more = {name: n - before[name] for name, n in counts().items() if n != before[name]}
    made = {"costs": "CostLine", "key": "Token", "report": "ReportRun", "outcome": "Outcome"}[name]
    assert more.pop(made) == 1
    assert set(more) <= {"AuditEvent", "Consent"}
    assert {(each.status_code, each.get("Location")) for each in found} == {
        (found[0].status_code, found[0].get("Location"))
    }
    if name == "key":
        assert len({tuple(keys_on(each)) for each in found}) == 1


def test_who_goes_back_and_corrects_what_they_wrote_is_heard(world):
    client, url, body = page_of(world, "costs")
    client.post(url, body)
    client.post(url, {**body, "amount": "2"})
    assert sorted(CostLine.objects.filter(category="C").values_list("amount", flat=True)) == [1, 2]


def test_what_was_corrected_and_corrected_back_stands_as_it_was_sent_last(world):
    client, url, body = page_of(world, "costs")
    client.post(url, body)
    row = CostLine.objects.get(category="C")
    url = f"{url}?change={row.pk}"
    for amount in ("5", "6", "5"):
        client.post(url, {**body, "amount": amount})
        row.refresh_from_db()
        assert row.amount == int(amount)
    again = client.post(url, {**body, "amount": "5"}, follow=True)
    assert TWICE in again.content.decode()


def test_what_was_refused_between_two_clicks_changes_nothing(world):
    client, url, body = page_of(world, "costs")
    for amount in ("5", "-1", "5"):
        client.post(url, {**body, "amount": amount})
    assert CostLine.objects.filter(category="C").count() == 1


def test_what_led_on_with_an_error_is_tried_again_and_never_said_to_count(world):
    client, _, body = page_of(world, "costs")
    url = reverse("cohort:capstone_removed", args=["spring", world.capstone.public])
    body = {**body, "sure": "yes"}
    for _ in range(2):
        said = client.post(url, body, follow=True).content.decode()
        assert "It was scored" in said
        assert TWICE not in said
    world.score.delete()
    assert client.post(url, body).status_code == 302
    assert not Capstone.objects.filter(pk=world.capstone.pk).exists()


def test_a_form_that_was_refused_can_be_sent_again_as_it_was(world):
    client, url, body = page_of(world, "reach")
    assert client.post(url, {**body, "value": "-1"}).status_code == 200
    assert client.post(url, {**body, "value": "-1"}).status_code == 200
    assert (Metric.objects.count(), Sent.objects.count()) == (0, 0)


def test_the_same_from_another_page_is_another_deed(world):
    for _ in range(2):
        client, url, body = page_of(world, "costs")
        client.post(url, body)
    assert CostLine.objects.filter(category="C").count() == 2


def test_the_second_click_is_told_that_it_counts_once(world):
    client, url, body = page_of(world, "costs")
    client.post(url, body)
    client.get(url)
    assert TWICE in client.post(url, body, follow=True).content.decode()


def test_what_is_noted_down_says_nothing_and_is_forgotten_after_a_day(world):
    client, url, body = page_of(world, "costs")
    client.post(url, body)
    (row,) = Sent.objects.all()
    assert re.fullmatch("[0-9a-f]{64}", row.key)
    sent.forget()
    assert Sent.objects.exists()
    Sent.objects.update(at=row.at - sent.KEPT)
    sent.forget()
    assert not Sent.objects.exists()


def test_of_an_answer_to_a_form_nothing_is_noted_down(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["participant"], backend=BACKEND)
    url = reverse("cohort:answer", args=["spring", world.wave.public])
    page = client.get(url).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    body = {"csrfmiddlewaretoken": token, "q.why": "because", "seen": ""}
    assert client.post(url, body).status_code == 302
    assert not Sent.objects.exists()


def test_what_ended_without_an_answer_is_told_and_not_done_again(world, monkeypatch):
    monkeypatch.setattr(sent, "PATIENCE_SECONDS", 0)
    client, url, body = page_of(world, "costs")
    client.post(url, body)
    Sent.objects.update(is_done=False)  # as if its process had been killed
    events = AuditEvent.objects.count()
    again = client.post(url, body)
    assert (again.status_code, AuditEvent.objects.count()) == (409, events)
    assert "sent already" in again.content.decode()
