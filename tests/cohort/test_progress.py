"""Where a cohort stands: the figures by hand, who sees which, and in how many queries."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from bootcamp.web.cohort.domain.items import items_of
from bootcamp.web.cohort.domain.progress import progress_of
from bootcamp.web.cohort.domain.standing import rebuild, refresh
from bootcamp.web.cohort.domain.today import things_to_do
from bootcamp.web.cohort.models import Attempt, Mark, Standing

from .conftest import join, make_person

NOW = timezone.now()
PAGE = "/c/spring/progress/"
BOUNDED = re.compile(r""""mistake" > |"mistake" = |"exercise" IN|"person_id" = |LIMIT""")


def read_in(asked):
    """The queries that read attempts."""
    return [each["sql"] for each in asked if '"cohort_attempt"' in each["sql"]]


def tried(person, name, *minutes_and_outcomes, since=NOW - timedelta(hours=5), mistake=""):
    """Attempts at so many minutes after `since`, each with other code."""
    for minutes, outcome in minutes_and_outcomes:
        Attempt.objects.create(
            person=person, exercise=name, at=since + timedelta(minutes=minutes), outcome=outcome,
            honest=outcome in ("passed", "failed"), code_hash=f"{minutes}", verdict={},
            source="push", mistake=mistake if outcome == "failed" else "",
        )  # fmt: skip
    refresh(person, [name])


def people(cohort, count):
    found = []
    for number in range(count):
        found.append(make_person(f"learner{number:02}"))
        join(found[-1], cohort)
    return found


@pytest.fixture
def others(tiny, cohort):
    return people(cohort, 3)


def row_of(cohort, reader, name="double"):
    found = progress_of(cohort, NOW, reader=reader)
    return next(row for row in found.exercises if row.exercise.name == name)


def test_an_exercises_row_is_what_one_counts_by_hand(cohort, others, ta):
    ann, ben, _ = others
    tried(
        ann, "double", (0, "failed"), (4, "failed"), (40, "failed"), (43, "passed"), (50, "failed")
    )
    tried(ben, "double", (0, "blank"), (3, "failed"), (5, "passed"), mistake="That is the square.")
    Mark.objects.create(person=ben, exercise="double", kind="hint")
    refresh(ben, ["double"])
    row = row_of(cohort, ta)
    assert (row.solved, row.tried, row.stuck) == (2, 2, ())
    assert row.tries == 3.0  # 4 and 2: what came after the pass, and what was blank, isn't one
    assert row.minutes == pytest.approx(4.5)  # 4 + 3, without the pause of 36, and 2
    assert row.hints == 0.5
    assert row.mistakes == (("That is the square.", 1),)
    assert [
        each.name for each in [r.exercise for r in progress_of(cohort, NOW, reader=ta).exercises]
    ] == ["double"]


def test_who_passes_at_the_first_try_says_nothing_about_minutes(cohort, others, ta):
    ann, ben, _ = others
    tried(ann, "double", (0, "passed"))
    assert row_of(cohort, ta).minutes is None
    tried(ben, "double", (0, "failed"), (6, "passed"))
    assert row_of(cohort, ta).minutes == pytest.approx(6)


def test_a_known_mistake_is_counted_by_people_and_the_most_frequent_comes_first(cohort, others, ta):
    ann, ben, cat = others
    tried(ann, "double", *((n, "failed") for n in range(9)), mistake="That is x itself.")
    for person in (ben, cat):
        tried(person, "double", (1, "failed"), mistake="That is the square.")
    assert row_of(cohort, ta).mistakes == (("That is the square.", 2), ("That is x itself.", 1))


THREE = ((0, "failed"), (1, "failed"), (2, "failed"))


@pytest.mark.parametrize(
    ("attempts", "days_ago", "is_stuck"),
    [
        (THREE, 0, True),
        (THREE, 6, True),
        (THREE, 8, False),
        (THREE[:2], 0, False),
        ((*THREE, (3, "passed")), 0, False),
        ((*THREE[:2], (2, "blank")), 0, False),
    ],
)
def test_stuck_is_who_tried_lately_and_often_enough_and_did_not_pass(
    cohort, others, ta, attempts, days_ago, is_stuck
):
    since = NOW - timedelta(days=days_ago, hours=1)
    tried(others[0], "double", *attempts, since=since)
    assert [one.person for one in row_of(cohort, ta).stuck] == others[:1] * is_stuck
    titles = [todo.title for todo in things_to_do(ta, cohort, frozenset({"ta"}))]
    assert ("See who is stuck on double" in titles) is is_stuck


def test_borrowed_code_is_no_pass(cohort, others, ta):
    ann = others[0]
    Mark.objects.create(
        person=ann, exercise="double", kind="lent", text="5", at=NOW - timedelta(hours=6)
    )
    tried(ann, "double", (5, "passed"))
    (row,) = [each for each in progress_of(cohort, NOW, reader=ta).people if each.person == ann]
    assert (row.solved, row.borrowed) == (0, 1)


def test_difficulty_and_discrimination_come_with_ten_who_tried(tiny, cohort, ta):
    group = people(cohort, 10)
    for number, person in enumerate(group):
        good = number < 5
        first = "passed" if good or number == 9 else "failed"
        tried(person, "double", (0, first))
        tried(person, "total", (0, "passed" if good else "failed"))
        if number:
            tried(person, "scaled", (0, "passed" if number % 2 else "failed"))
    items = {item.name: item for item in items_of(cohort, reader=ta)}
    assert sorted(items) == ["double", "total"]  # nine have tried the third
    assert (items["double"].right, items["double"].n) == (6, 10)
    rest = [1, 1, 0.5, 1, 0.5, 0.5, 0, 0.5, 0, 0.5]  # of total and scaled, right at once
    own = [1, 1, 1, 1, 1, 0, 0, 0, 0, 1]
    mean = [sum(r for r, o in zip(rest, own, strict=True) if o == k) / own.count(k) for k in (0, 1)]
    spread = (sum((r - sum(rest) / 10) ** 2 for r in rest) / 10) ** 0.5
    point_biserial = (mean[1] - mean[0]) / spread * (0.6 * 0.4) ** 0.5
    assert items["double"].discrimination == pytest.approx(point_biserial)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_for_three(
    tiny, cohort, ta, signed_in, django_assert_num_queries, count
):
    for person in people(cohort, count):
        for name in ("double", "total", "scaled")[:count]:
            tried(person, name, *THREE, mistake="That is the square.")
    client = signed_in(ta)
    client.get(PAGE)
    with django_assert_num_queries(10):
        text = client.get(PAGE).content.decode()
    with django_assert_num_queries(6):
        client.get(f"{PAGE}items/")
    assert text.count("<code>double</code>") == count


def test_a_participant_sees_their_own_rows_alone(cohort, others, participant, signed_in):
    tried(others[0], "double", *THREE)
    tried(participant, "total", (0, "failed"), (1, "passed"))
    text = signed_in(participant).get(PAGE).content.decode()
    assert re.findall(r'<th scope="row"><a href="([^"]+)"', text) == [
        "/learn/lesson/sums/sums/#total"
    ]
    assert "1 of 4 exercises passed" in text
    assert "Learner" not in text


def test_people_of_another_cohort_arent_counted(cohort, others, other_cohort, ta, organiser):
    stranger = make_person("sam")
    join(stranger, other_cohort)
    tried(stranger, "double", *THREE, mistake="That is the square.")
    for reader in (ta, organiser):
        found = progress_of(cohort, NOW, reader=reader)
        assert (found.exercises, len(found.people)) == ((), 3)


def test_the_main_thing_to_do_is_the_next_exercise(cohort, others):
    ann = others[0]

    def first():
        return things_to_do(ann, cohort, frozenset({"participant"}))[0]

    assert (first().title, first().is_main) == ("Begin with double", True)
    tried(ann, "double", (0, "passed"))
    assert (first().title, first().url) == (
        "Go on with total",
        "/learn/lesson/sums/sums/#total",
    )


def test_no_query_of_the_page_goes_through_all_attempts(tiny, cohort, ta, signed_in, monkeypatch):
    """30 people, the real course's exercises; standings are written as each attempt would."""
    import random

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bootcamp.web.cohort.domain.course import the_course

    monkeypatch.delenv("BOOTCAMP_COURSE")
    names, draw = list(the_course().exercises), random.Random(1)
    rows = [
        Attempt(
            person=person, exercise=name, at=NOW - timedelta(minutes=90_000 - number),
            outcome=draw.choice(("failed", "failed", "passed")), honest=True, verdict={},
            code_hash=f"{draw.getrandbits(60):x}", source="push",
            mistake=f"mistake {number % 4}" if number % 3 == 0 else "",
        )
        for person in people(cohort, 30) for name in names for number in range(5)
    ]  # fmt: skip
    assert len(rows) > 10_000
    Attempt.objects.bulk_create(rows, batch_size=5000)
    assert rebuild() == 30 * len(names)
    connection.cursor().execute("ANALYZE")
    client = signed_in(ta)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    read = read_in(asked)
    assert read
    assert [sql for sql in read if not BOUNDED.search(sql)] == []


def test_a_helper_reads_how_often_who_is_stuck_tried_and_what_went_wrong_last(
    tiny, cohort, others, ta, signed_in
):
    ann, ben, eve = others
    tried(ann, "double", *THREE, mistake="That is the square.")
    tried(ben, "double", *THREE, (3, "failed"), since=NOW - timedelta(hours=1))
    tried(eve, "double", (0, "failed"), mistake="That is the square.")
    row = row_of(cohort, ta)
    assert [(one.person, one.tries, one.mistake) for one in row.stuck] == [
        (ben, 4, ""),
        (ann, 3, "That is the square."),
    ]
    shown = re.sub(r"<[^>]*>|\s+", " ", signed_in(ta).get(PAGE).content.decode())
    assert "Learner00 3 tries, the last on" in re.sub(" +", " ", shown)
    assert "Common mistakes double That is the square. 2 people" in re.sub(" +", " ", shown)


def test_whoever_has_completed_is_shown_and_whoever_borrowed_isnt_stuck(cohort, others, ta):
    ann, ben, _ = others
    tried(ann, "double", *THREE)
    Mark.objects.create(person=ann, exercise="double", at=NOW, kind="lent", text="own")
    refresh(ann, ["double"])
    assert Standing.objects.get(person=ann).state == "borrowed"
    ben.memberships.update(state="completed")
    found = progress_of(cohort, NOW, reader=ta)
    assert ben in [row.person for row in found.people]
    assert row_of(cohort, ta).stuck == ()
