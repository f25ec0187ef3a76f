"""Attacks on anonymity by someone with the database's files, copied after every single answer.

Each is shown to find nearly everyone in a plain table that keeps no name beside a text, or in
envelopes of differing length; and to do no better than chance on ours.
"""

import contextlib
import secrets
import sqlite3

import pytest
from django.db import connection

from . import attacks
from .attack_scenes import (  # noqa: F401
    CHANCE,
    NEARLY_ALL,
    PEOPLE,
    WAVES,
    asked,
    drop,
    naive,
    ours,
    score,
    unpadded,
)

OURS = "cohort_answer", "text"
SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's files")
pytestmark = pytest.mark.django_db(transaction=True)


def of_ours(scene):
    return f"WHERE text != '' AND response_id IN (SELECT id FROM cohort_response WHERE wave_id = {scene.wave.pk})"


def responses_by_column(scene):
    """The texts in the order of each column of their responses."""
    joined = (
        "SELECT a.text FROM cohort_answer a JOIN cohort_response r ON r.id = a.response_id "
        f"WHERE r.wave_id = {scene.wave.pk} ORDER BY r."
    )
    columns = [row[1] for row in scene.after.query("PRAGMA table_info(cohort_response)")]
    return {
        f"response by {column}": [text for (text,) in scene.after.query(joined + column)]
        for column in ["rowid", *columns]
    }


@SQLITE
def test_no_order_of_rows_columns_or_bytes_puts_texts_at_their_writers_places(naive, ours):  # noqa: F811
    def all_orders(scene, table, text, where):
        return {
            **attacks.by_column(scene, table, text, where),
            **attacks.by_place_in_the_file(scene),
        }

    found = score(naive(), lambda s: all_orders(s, "naive_answer", "text", s.where))
    assert found["naive_answer by rowid"] >= NEARLY_ALL  # though its key is random
    assert found["naive_answer by at"] >= NEARLY_ALL
    assert found["place in the file"] >= NEARLY_ALL or found["place in the wal"] >= NEARLY_ALL
    assert found["naive_answer by id"] <= CHANCE
    scenes = ours()
    found = score(scenes, lambda s: {**all_orders(s, *OURS, of_ours(s)), **responses_by_column(s)})
    assert {"cohort_answer by rowid", "response by rowid", "place in the wal"} <= set(found)
    assert {name: count for name, count in found.items() if count > CHANCE} == {}


@SQLITE
def test_no_commit_in_the_wal_holds_a_text_before_all_are_written_together(naive, ours):  # noqa: F811
    assert score(naive(), attacks.by_commit)["first commit"] >= NEARLY_ALL
    scenes = ours()
    assert score(scenes, attacks.by_commit)["first commit"] <= CHANCE
    for scene in scenes:
        *during, closing = scene.steps()
        assert all(len(made) == 1 for made in during)  # one commit for each answer
        (together,) = closing
        pages = b"".join(page for _, page in together)
        assert all(text.encode()[:16] in pages for text in scene.truth)


@SQLITE
def test_no_text_is_anywhere_in_the_files_before_the_wave_closes(naive, ours):  # noqa: F811
    def seen(scene):
        return sum(
            text.encode()[:16] in copy.raw + copy.wal
            for copy, text in zip(scene.during, scene.truth, strict=True)
        )

    assert sum(map(seen, naive())) == PEOPLE * WAVES
    assert sum(map(seen, ours())) == 0


@SQLITE
def test_the_length_of_an_envelope_and_its_number_tell_nothing(unpadded, ours):  # noqa: F811
    scenes = unpadded()
    by_length = score(scenes, lambda s: attacks.by_length(s, "naive_envelope", "sealed")[0])
    assert by_length["length"] >= NEARLY_ALL
    by_id = score(
        scenes,
        lambda s: attacks.by_rank_of_id(s, "naive_envelope", "naive_opened", "text", s.where),
    )
    assert by_id["rank of id"] >= NEARLY_ALL
    scenes = ours()
    assert (
        score(scenes, lambda s: attacks.by_length(s, "cohort_envelope", "sealed")[0])["length"]
        <= CHANCE
    )
    lengths = {n for s in scenes for n in attacks.by_length(s, "cohort_envelope", "sealed")[1]}
    assert len(lengths) == 1
    by_id = score(scenes, lambda s: attacks.by_rank_of_id(s, "cohort_envelope", *OURS, of_ours(s)))
    assert by_id["rank of id"] <= CHANCE


@SQLITE
def test_the_order_in_which_rows_were_written_at_the_closing_tells_nothing(unpadded, ours):  # noqa: F811
    """New random numbers aren't enough: rows must be written in an order of their own, too."""

    def of_naive(scene):
        rows = scene.after.query(
            "SELECT r.id, o.text FROM naive_response r JOIN naive_opened o ON o.id = r.opened "
            + scene.where
        )
        return attacks.by_order_of_writing(scene, "naive_envelope", rows)

    def of_responses(scene):
        rows = scene.after.query(
            "SELECT r.id, a.text FROM cohort_answer a JOIN cohort_response r "
            f"ON r.id = a.response_id WHERE r.wave_id = {scene.wave.pk}"
        )
        return attacks.by_order_of_writing(scene, "cohort_envelope", rows)

    assert score(unpadded(), of_naive)["cell down"] >= NEARLY_ALL
    found = score(ours(), of_responses)
    assert {name: count for name, count in found.items() if count > CHANCE} == {}


@SQLITE
def test_an_answer_changes_its_receipt_and_adds_an_envelope_and_nothing_else_in_any_table(
    naive,  # noqa: F811
    ours,  # noqa: F811
):
    def changed(scene):
        before = scene.before.tables()
        for copy in scene.during:
            now = copy.tables()
            yield {name: (len(now[name] - before[name]), len(before[name] - now[name]))
                   for name in now if now[name] != before[name]}  # fmt: skip
            before = now

    naive_ones = [each for scene in naive() for each in changed(scene)]
    assert all(each == {"naive_answer": (1, 0), "naive_receipt": (1, 0)} for each in naive_ones)
    found = [each for scene in ours() for each in changed(scene)]
    assert len(found) == PEOPLE * WAVES
    assert all(each == {"cohort_envelope": (1, 0), "cohort_receipt": (1, 1)} for each in found)


@SQLITE
def test_no_sequence_counts_answers(ours):  # noqa: F811
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (id integer PRIMARY KEY AUTOINCREMENT, text text)")
        cursor.execute("INSERT INTO counted (text) VALUES ('one'), ('two')")
    scenes = ours()
    drop("counted")
    for scene in scenes:
        counts = [
            dict(copy.query("SELECT name, seq FROM sqlite_sequence"))
            for copy in (scene.before, *scene.during, scene.after)
        ]
        assert counts[0]["counted"] == 2  # so it would count
        during = counts[:-1]
        assert during.count(during[0]) == len(during)
        assert not {"cohort_envelope", "cohort_response", "cohort_answer"} & set(counts[-1])


@SQLITE
def test_envelopes_are_gone_from_the_file_once_they_are_opened(ours):  # noqa: F811
    scenes = ours()
    sealed = [
        bytes(value)
        for scene in scenes
        for rows in scene.new_rows("cohort_envelope")
        for row in rows
        for value in row
        if isinstance(value, bytes)
    ]
    assert len(sealed) == PEOPLE * WAVES
    assert all(one[:64] in scenes[-1].during[-1].raw + scenes[-1].during[-1].wal
               for one in sealed[-3:])  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = attacks.take(connection.settings_dict["NAME"], scenes[0].before.path)
    assert not any(one[:64] in left.raw + left.wal for one in sealed)


def test_deleted_bytes_would_be_found_where_sqlite_doesnt_overwrite_them(tmp_path):
    """What the test above looks for is there, if nobody takes care."""
    secret, found = secrets.token_bytes(5000), {}
    for mode in ("OFF", "ON"):
        path = tmp_path / mode
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as opened:
            opened.execute(f"PRAGMA secure_delete={mode}")
            opened.execute("CREATE TABLE t (sealed blob)")
            opened.execute("INSERT INTO t VALUES (?)", [secret])
            opened.execute("DELETE FROM t")
        found[mode] = secret[-64:] in path.read_bytes()
    assert found == {"OFF": True, "ON": False}


@SQLITE
def test_the_server_overwrites_what_it_deletes():
    assert "PRAGMA secure_delete=ON" in connection.settings_dict["OPTIONS"]["init_command"]
    assert asked("PRAGMA secure_delete") == [(1,)]


@SQLITE
def test_the_log_names_neither_person_nor_wave_and_its_times_follow_no_length(ours):  # noqa: F811
    def by_duration(scene):
        posts = [line for line in scene.log if line.get("method") == "POST"]
        slowest_last = sorted(range(PEOPLE), key=lambda n: posts[n]["ms"])
        by_length = sorted(scene.truth, key=len)
        return {"ms": [by_length[slowest_last.index(n)] for n in range(PEOPLE)]}

    scenes = ours()
    posts = [line for scene in scenes for line in scene.log if line.get("method") == "POST"]
    assert len(posts) == PEOPLE * WAVES
    assert {frozenset(line) for line in posts} == {
        frozenset({"at", "level", "says", "method", "page", "status", "ms"})
    }
    same = {tuple(line[key] for key in ("says", "method", "page", "status")) for line in posts}
    assert same == {("request", "POST", "/c/<slug:slug>/answer/<str:public>/", 302)}
    assert score(scenes, by_duration)["ms"] <= CHANCE
