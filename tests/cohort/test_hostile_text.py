"""Text that no database, page or mail can hold: nothing that someone sends ends in an error of ours."""

import importlib
import json
import pkgutil
import re
from urllib.parse import urlencode

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from bootcamp.verdict import Failure, Verdict
from bootcamp.web.cohort import forms as our_forms
from bootcamp.web.cohort.domain import submission
from bootcamp.web.cohort.domain.keys import make_key
from bootcamp.web.cohort.forms.account import SignUp
from bootcamp.web.cohort.forms.address import Address, WithAddress
from bootcamp.web.cohort.forms.moments import Day, Moment
from bootcamp.web.cohort.models import Attempt, Person, Submission, fields
from bootcamp.web.study.urls import PAGES

from .learning import tiny  # noqa: F401
from .test_clicks import CREATES, address_of
from .test_matrix import ALLOWED, address
from .world import BACKEND, World

HOSTILE = {
    "what can't be kept": "a\0b\ud800c\u202ed\x1b]0;x\x07\x0b\x85",
    "what is too long": "9" * 5000,
    "lines": "a\r\nb\nBcc: everyone@example.org",
}
HUGE = "x" * 1_100_000
BY = ("organiser", "participant")


@pytest.fixture
def world(fast):
    world = World()
    world.people["organiser"].may_open_cohorts = True
    world.people["organiser"].save()
    return world


def clients(world):
    found = {name: Client(raise_request_exception=False) for name in BY}
    for name, client in found.items():
        client.force_login(world.people[name], backend=BACKEND)
    return found


def encoded(body):
    """As a browser, or someone without one, sends a form: half of a pair as its bytes."""
    return urlencode({key: value.encode("utf-8", "surrogatepass") for key, value in body.items()})


def send(client, url, body):
    return client.post(url, encoded(body), content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_field_of_a_form_that_creates_takes_a_page_down(world, text):
    visitors = clients(world)
    for name, (_, _, who, body) in CREATES.items():
        for field in body:
            url = address_of(world, name)
            got = send(visitors[who], url, {**body, field: text})
            assert got.status_code < 500, (url, field)
    for name in ALLOWED:
        assert visitors["organiser"].get(address(name, world)).status_code < 500, name


NAMES = (
    "sure", "why", "state", "way", "name", "how", "seen", "q.why", "q.why::na", "may_quote", "do", "self_rating",
    "rating", "was-rating", "item-x", "closes_at", "label", "on", "email", "zone", "amount", "membership",
    "criterion0", "answer", "text", "hash", "now", "agrees", "subject", "number", "team", "sections", "place",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_address_is_taken_down_by_what_is_sent_to_it(world, text):
    body, visitors = dict.fromkeys(NAMES, text), clients(world)
    query = encoded(dict.fromkeys(("change", "key", "as", "stamp", "next"), text))
    for name, whom in ALLOWED.items():
        client = visitors["organiser" if "organiser" in whom else "participant"]
        url = address(name, world)
        assert client.get(f"{url}?{query}").status_code < 500, name
        if name != "erase":
            assert send(client, url, body).status_code < 500, name


PARTS = ("a%00b%1b%ed%a0%80%E2%80%AE", "9" * 3000)


@pytest.mark.parametrize("part", PARTS)
def test_an_address_with_such_a_text_in_it_leads_nowhere(world, part):
    client = clients(world)["organiser"]
    words = {"c", "spring", "me", "api", "cohorts", "learn", *ALLOWED}
    asked = {"/c/spring/"} | {
        url.replace(piece, part)
        for url in (address(name, world) for name in ALLOWED)
        for piece in url.split("/")
        if piece and piece not in words
    }
    for url in sorted({"/c/" + part + "/", *asked}):
        assert client.get(url).status_code < 500, url[:200]
    reset = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "KEY"})
    assert client.get(reset.replace("KEY", part)).status_code < 500


def test_more_than_the_site_takes_is_said_with_its_bound(world):
    client = clients(world)["organiser"]
    got = send(client, "/c/spring/kept/texts/", {"key": "intro", "text": HUGE})
    assert (got.status_code, "1024 kB at most" in got.content.decode()) == (400, True)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_a_machine_pushes_is_kept_or_refused_row_by_row(world, text):
    key = make_key("k", actor=world.people["participant"])
    row = {"exercise": "double", "at": 1.8e9, "outcome": "failed", "honest": True, "hint_level": 0}
    rows = [{**row, "mistake": text}, *({**row, name: text} for name in row), {"exercise": text}]
    for body in (
        json.dumps({"attempts": rows, "marks": rows}),
        json.dumps(text),
        text.encode("utf-8", "ignore"),
    ):
        for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
            got = Client(raise_request_exception=False).post(
                "/api/push", body, content_type=kind, headers={"Authorization": f"Bearer {key}"}
            )
            assert got.status_code in (200, 400), (kind, got.status_code)


def test_every_column_of_text_makes_what_it_keeps_plain():
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_app_config("cohort").get_models():
        for field in model._meta.concrete_fields:
            is_hash = (
                isinstance(field, models.CharField) and model is Person and field.name == "password"
            )
            if isinstance(field, kinds) and not is_hash:
                assert isinstance(field, fields.Plain), f"{model.__name__}.{field.name}"


def every_form():
    for module in pkgutil.iter_modules(our_forms.__path__):
        found = importlib.import_module(f"{our_forms.__name__}.{module.name}")
        for each in vars(found).values():
            if isinstance(each, type) and issubclass(each, forms.BaseForm):
                yield each


def test_every_day_moment_and_address_that_is_typed_has_the_field_with_its_rule():
    seen = 0
    for form in every_form():
        for name, field in getattr(form, "base_fields", {}).items():
            seen += 1
            if isinstance(field, forms.DateTimeField):
                assert isinstance(field, Moment), (form, name)
            elif isinstance(field, forms.DateField):
                assert isinstance(field, Day), (form, name)
            elif isinstance(field, forms.EmailField):
                assert isinstance(field, Address) or issubclass(form, WithAddress), (form, name)
    assert seen > 60
    assert issubclass(SignUp, WithAddress)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_verdict_with_such_a_text_is_kept_and_its_page_is_shown(world, text, tiny):  # noqa: F811
    person = world.people["participant"]
    submission.enqueue("double", text, {"double": text}, actor=person)
    taken = submission.take("worker", submission.clock())
    failure = Failure("test_it", text, text, text, text, text, text)
    verdict = Verdict(
        "double",
        "failed",
        text,
        failure=failure,
        output=text,
        mistake=text,
        details={text: [text, float("nan")]},
    )
    assert submission.finish(taken, verdict)
    kept = Attempt.objects.get(exercise="double", person=person)
    json.dumps(kept.verdict, ensure_ascii=False).encode()
    submission.enqueue("double", text, {}, actor=person)
    assert submission.refuse(submission.take("worker", submission.clock()), text)
    assert Submission.objects.filter(state="failed").exists()
    client = clients(world)["participant"]
    assert (
        client.get(reverse("box", args=["double"]), headers={"HX-Request": "true"}).status_code
        == 200
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_page_of_a_lesson_is_taken_down(world, text, tiny):  # noqa: F811
    client, query = clients(world)["participant"], encoded({"stamp": text, "code": text})
    body = dict.fromkeys(("answer", "text", "hash", "now", "chosen", "code"), text)
    opened = set()
    for route, _, _ in PAGES:
        for exercise in ("double", "rate"):
            known = {"chapter": "sums", "name": "sums" if "chapter" in route else exercise}
            url = "/learn/" + re.sub(r"<\w+:(\w+)>", lambda found: known[found[1]], route)  # noqa: B023
            for headers in ({}, {"HX-Request": "true"}):
                shown = client.get(f"{url}?{query}", headers=headers).status_code
                assert shown < 500, url
                opened |= {route} if shown == 200 else set()
                got = client.post(
                    url, encoded(body), "application/x-www-form-urlencoded", headers=headers
                )
                assert got.status_code < 500, url
    assert len(opened) >= 6
