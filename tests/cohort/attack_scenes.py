"""Waves that an attacker watches: ours, and such as one writes first."""

import contextlib
import io
import json
import logging
import random
import secrets

import pytest
from django.db import connection

from bootcamp.web.cohort.domain import survey_seal
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.views.log import AsJson

from . import attacks
from .asked import WORDS, a_wave, crowd, given

PEOPLE, WAVES = 12, 5
NEARLY_ALL = 55  # of 60
CHANCE = 24  # of 60: who guesses at random, forwards or backwards, has 8 right, give or take 2.5


def texts(seed):
    """Twelve texts of lengths from 50 to 3,600, in no order."""
    marks = [secrets.token_hex(8) for _ in range(PEOPLE)]
    found = [mark + "x" * (20 + 320 * n) + mark for n, mark in enumerate(marks)]
    random.Random(seed).shuffle(found)
    return found


def watch(folder, wave_number, put, close):
    """Let twelve answer; keep a copy after each, and one after the closing."""
    path, truth = connection.settings_dict["NAME"], texts(wave_number)
    copies = (attacks.take(path, folder / f"{wave_number}-{n}.sqlite3") for n in range(99))
    found = attacks.Watched(truth, next(copies))
    for number, text in enumerate(truth):
        put(number, text)
        found.during.append(next(copies))
    close()
    found.after = next(copies)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found.settled = next(copies)
    return found


@contextlib.contextmanager
def logged():
    """What the server's log says meanwhile, line by line."""
    out, logger = io.StringIO(), logging.getLogger("bootcamp")
    handler = logging.StreamHandler(out)
    handler.setFormatter(AsJson())
    logger.addHandler(handler)
    lines = []
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        lines += [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def ours(cohort, organiser, signed_in, tmp_path):
    """Our waves, answered over HTTP in the order of the people's names."""

    def make():
        people = crowd(cohort, PEOPLE)
        clients = [signed_in(person) for person in people]
        for number in range(WAVES):
            wave = a_wave(cohort, organiser, questions=[WORDS], key=f"wave{number}")

            def put(n, text, wave=wave):
                url = f"/c/spring/answer/{wave.public}/"
                assert clients[n].post(url, {"q.words": text}).status_code == 302

            with logged() as lines:
                found = watch(
                    tmp_path, number, put, lambda wave=wave: close_wave(wave, actor=organiser)
                )
            found.log = lines
            found.wave = wave
            yield found

    return lambda: list(make())


@pytest.fixture
def naive(db, tmp_path):
    """What one writes first: a receipt with a name, a text without, random keys, no link."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_receipt (id integer PRIMARY KEY, person text)")
        cursor.execute(
            "CREATE TABLE naive_answer (id text PRIMARY KEY, wave integer, text text, at real)"
        )

    def make():
        for number in range(WAVES):

            def put(n, text, number=number):
                with connection.cursor() as cursor:
                    cursor.execute("BEGIN")
                    row = [secrets.token_hex(8), number, text, 60.0 * n]
                    cursor.execute("INSERT INTO naive_answer VALUES (%s, %s, %s, %s)", row)
                    cursor.execute("INSERT INTO naive_receipt (person) VALUES (%s)", [f"p{n}"])
                    cursor.execute("COMMIT")

            found = watch(tmp_path, number, put, lambda: None)
            found.where = f"WHERE wave = {number}"
            yield found

    yield lambda: list(make())
    drop("naive_receipt", "naive_answer")


@pytest.fixture
def unpadded(db, tmp_path):
    """Envelopes as ours, but as long as what is in them, whose number stays when it is opened."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_envelope (id integer PRIMARY KEY, sealed blob)")
        cursor.execute(
            "CREATE TABLE naive_opened (id integer PRIMARY KEY, wave integer, text text)"
        )
        cursor.execute("CREATE TABLE naive_response (id integer PRIMARY KEY, opened integer)")

    def make():
        for number in range(WAVES):

            def put(_, text):
                entries = given(None, text)
                sealed = survey_seal.seal(entries, False, 80 + len(text), "naive")
                row = [secrets.randbits(62), sealed]
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO naive_envelope VALUES (%s, %s)", row)

            def close(number=number):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT id, sealed FROM naive_envelope ORDER BY id")
                    for key, sealed in cursor.fetchall():
                        text = survey_seal.unseal(sealed, "naive")[0]["words"].text
                        row = [key, number, text]
                        cursor.execute("INSERT INTO naive_opened VALUES (%s, %s, %s)", row)
                        row = [secrets.randbits(62), key]
                        cursor.execute("INSERT INTO naive_response VALUES (%s, %s)", row)
                    cursor.execute("DELETE FROM naive_envelope")

            found = watch(tmp_path, number, put, close)
            found.where = f"WHERE wave = {number}"
            yield found

    yield lambda: list(make())
    drop("naive_envelope", "naive_opened", "naive_response")


def drop(*tables):
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TABLE {table}")


def score(scenes, attack):
    """How many of the 60 each guess of an attack puts right, over all waves."""
    found = {}
    for scene in scenes:
        for name, guess in attack(scene).items():
            found[name] = found.get(name, 0) + attacks.hits(guess, scene.truth)
    return found


def asked(sql, *given_to_it):
    with connection.cursor() as cursor:
        cursor.execute(sql, given_to_it)
        return cursor.fetchall()
