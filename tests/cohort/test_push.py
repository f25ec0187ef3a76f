"""A learner's own machine sends what was checked there: once, without code, and as agreed."""

import json
import math
import time
from datetime import UTC, datetime

import pytest

from bootcamp.cli import pushing  # noqa: F401  (adds to the group)
from bootcamp.web.cohort.domain.keys import MOST, make_key
from bootcamp.web.cohort.domain.privacy import agreed, set_consent
from bootcamp.web.cohort.forms.push import MOST_ROWS
from bootcamp.web.cohort.models import Attempt, AuditEvent, Mark, Standing, Token

from .conftest import at_once, make_person

ROW = {
    "exercise": "double", "at": 1_780_000_000.25, "outcome": "failed", "honest": 1,
    "hint_level": 2, "code_hash": "0123456789abcdef", "mistake": "That is the square.",
}  # fmt: skip
MARK = {"exercise": "double", "at": 1_779_999_000.5, "kind": "hint", "code_hash": ""}


@pytest.fixture
def key(tiny, participant):
    return make_key("my laptop", actor=participant)


def send(client, key, attempts=(ROW,), marks=(MARK,), **headers):
    body = json.dumps({"attempts": attempts, "marks": marks})
    given = {"Authorization": f"Bearer {key}", **headers}
    return client.post("/api/push", body, content_type="application/json", headers=given)


def counts(reply):
    """What became of a delivery: new, known, left out, refused."""
    found = reply.json()
    return tuple(found[name] for name in ("kept", "known", "left", "refused"))


def test_what_is_sent_is_kept_and_shows_where_its_person_stands(client, key, participant):
    assert counts(send(client, key)) == (2, 0, 0, 0)
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.source, attempt.code, attempt.verdict) == (
        participant, "push", "", {},
    )  # fmt: skip
    assert (attempt.at.timestamp(), attempt.hint_level, attempt.honest) == (ROW["at"], 2, True)
    row = Standing.objects.get()
    assert (row.state, row.tries, row.hints) == ("trying", 1, 1)


def test_the_same_sent_twice_is_one(client, key):
    send(client, key)
    later = {**ROW, "at": ROW["at"] + 60, "outcome": "passed"}
    assert counts(send(client, key, [ROW, later, later], [])) == (1, 2, 0, 0)
    assert list(Attempt.objects.order_by("at").values_list("outcome", flat=True)) == [
        "failed",
        "passed",
    ]
    assert Standing.objects.get().state == "passed"


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_by_eight_at_once_is_one(key):
    from django.test import Client

    found = at_once(8, lambda number: send(Client(), key).status_code)
    assert found == [200] * 8
    assert (Attempt.objects.count(), Mark.objects.count()) == (1, 1)


def test_code_that_is_sent_all_the_same_is_kept_nowhere(client, key):
    extra = {"code": "SECRET-CODE", "verdict": {"says": "SECRET-CODE"}, "person": 1}
    assert send(client, key, [{**ROW, **extra}], [{**MARK, **extra}]).status_code == 200
    kept = [*Attempt.objects.values(), *Mark.objects.values(), *AuditEvent.objects.values()]
    assert "SECRET-CODE" not in str(kept)


def test_a_mistake_that_isnt_one_of_the_courses_isnt_kept(client, key):
    forged = {**ROW, "at": ROW["at"] + 1, "mistake": "<script>alert(1)</script>"}
    assert send(client, key, [ROW, forged], []).json()["kept"] == 2
    found = Attempt.objects.order_by("at").values_list("mistake", flat=True)
    assert list(found) == ["That is the square.", ""]


@pytest.mark.parametrize("given", ["nonsense", "", "gu_" + "x" * 43])
def test_a_key_that_isnt_known_is_told_what_to_do(client, key, given):
    refused = send(client, given)
    assert refused.status_code == 401
    assert refused.json()["error"] == (
        "This key isn't known: it was revoked, or isn't complete. On the cohort's site, the page You "
        "leads to your keys: make one there and run `bootcamp login` again."
    )
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outcome": "perfect"}, "Expected an outcome, got 'perfect'"),
        ({"outcome": []}, "Expected an outcome, got '[]'"),
        ({"exercise": "<b>"}, "Expected an exercise's name, got '<b>'"),
        ({"exercise": "x" * 81}, "Expected an exercise's name"),
        ({"at": 0}, "Expected seconds since 1970, of a clock that is right, got '0'"),
        ({"at": 1e300}, "Expected seconds since 1970"),
        ({"at": 10**400}, "Expected seconds since 1970"),
        ({"at": math.nan}, "Expected seconds since 1970"),
        ({"at": True}, "Expected seconds since 1970"),
        ({"at": 1_500_000_000}, "Expected seconds since 1970, of a clock that is right"),
        ({"at": time.time() + 2 * 24 * 3600}, "Expected seconds since 1970, of a clock that is"),
        ({"at": "now"}, "Expected seconds since 1970, of a clock that is right, got 'now'"),
        ({"hint_level": -1}, "Expected a number of hints, got '-1'"),
        ({"code_hash": "def double"}, "Expected a hash of at most 16 digits"),
        ({"mistake": ["x"]}, "Expected a known mistake's sentence"),
        ({"honest": "yes"}, "Expected honest as true or false"),
    ],
)
def test_a_row_that_isnt_as_it_should_be_is_refused_and_holds_up_no_other(
    client, key, change, says
):
    reply = send(client, key, [{**ROW, **change}, {**ROW, "at": ROW["at"] + 1}], [])
    assert counts(reply) == (1, 0, 0, 1)
    assert reply.json()["why"].startswith(says)
    assert [row.at.timestamp() for row in Attempt.objects.all()] == [ROW["at"] + 1]


def test_no_mistake_is_none_however_it_is_written(client, key):
    assert counts(send(client, key, [{**ROW, "mistake": {}}], [])) == (1, 0, 0, 0)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"attempts": 1, "marks": []}'])
def test_what_is_no_delivery_is_refused_in_a_sentence(client, key, body):
    headers = {"Authorization": f"Bearer {key}"}
    refused = client.post("/api/push", body, content_type="application/json", headers=headers)
    assert refused.status_code == 400
    assert refused.json()["error"].startswith("Expected ")


def test_a_delivery_is_bounded(client, key):
    many = [{**ROW, "at": ROW["at"] + number} for number in range(MOST_ROWS + 1)]
    assert counts(send(client, key, many[:-1], [])) == (MOST_ROWS, 0, 0, 0)
    assert "at most 500 rows, got '501'" in send(client, key, many, []).json()["error"]
    huge = send(client, key, [{**ROW, "mistake": "x" * 600_000}], [])
    assert (huge.status_code, "at most 524288 bytes" in huge.json()["error"]) == (413, True)


def test_a_key_is_shown_once_kept_as_a_hash_and_opens_nothing_once_revoked(
    client, tiny, participant, signed_in
):
    mine = signed_in(participant)
    shown = mine.post("/me/keys/", {"label": "my laptop"}).content.decode()
    key = shown.partition('<code class="written">')[2].partition("<")[0]
    assert len(key) > 40
    assert key not in mine.get("/me/keys/").content.decode()
    assert key not in str([*Token.objects.values(), *AuditEvent.objects.values()])
    assert send(client, key).status_code == 200
    url = f"/me/keys/{Token.objects.get().public}/revoke"
    assert signed_in(make_person("eve")).post(url).status_code == 404
    assert send(client, key).status_code == 200
    mine.post(url)
    assert send(client, key).status_code == 401


def test_to_make_a_key_is_to_agree_and_who_takes_it_back_is_sent_nothing_more(
    client, key, participant
):
    assert agreed(participant, "push")
    set_consent("push", False, actor=participant)
    refused = send(client, key)
    assert (refused.status_code, "You took back" in refused.json()["error"]) == (403, True)
    assert not Attempt.objects.exists()


def test_keys_are_bounded(tiny, participant, signed_in):
    for number in range(MOST):
        make_key(str(number), actor=participant)
    page = signed_in(participant).post("/me/keys/", {"label": "one more"}).content.decode()
    assert "Expected fewer than 10 keys, got 10" in page
    assert Token.objects.count() == MOST


def test_what_was_done_while_consent_was_taken_back_stays_on_the_machine(client, key, participant):
    set_consent("push", False, actor=participant)
    set_consent("push", True, actor=participant)
    span = participant.consents.order_by("pk").first()
    start = time.time() - 3600
    span.given_at = datetime.fromtimestamp(start - 1000, UTC)
    span.withdrawn_at = datetime.fromtimestamp(start, UTC)
    span.save()
    rows = [
        ROW | {"at": at, "code_hash": f"{number}"}
        for number, at in enumerate((start - 2000, start - 1, start, start + 60, time.time() + 60))
    ]
    marks = [MARK | {"at": start + 30}, MARK | {"at": start - 30}]
    assert counts(send(client, key, rows, marks)) == (4, 0, 3, 0)
    assert counts(send(client, key, rows, marks)) == (0, 4, 3, 0)
    hashes = Attempt.objects.order_by("at").values_list("code_hash", flat=True)
    assert list(hashes) == ["0", "1", "4"]


def test_a_length_that_is_no_number_is_refused_in_a_sentence(client, key):
    body = json.dumps({"attempts": [], "marks": []})
    headers = {"Authorization": f"Bearer {key}", "Content-Length": "many"}
    refused = client.post("/api/push", body, content_type="application/json", headers=headers)
    assert (refused.status_code, "got many" in refused.json()["error"]) == (413, True)
