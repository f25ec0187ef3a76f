"""From the tables to the rows of a report: who, what, until when, and in how many queries."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bootcamp.web.cohort.domain import standing
from bootcamp.web.cohort.domain.membership import set_state
from bootcamp.web.cohort.domain.privacy import set_consent
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import (
    Capstone,
    CapstoneScore,
    CostLine,
    Metric,
    Outcome,
    Reuse,
    Standing,
    Text,
)

from .conftest import join, make_cohort, make_person
from .filled import answered, attempt, make_form, mark, members_of, sat

CUT_OFF = date(2026, 7, 10)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def minutes(number):
    return NOON + timedelta(minutes=number)


def exercise(cohort, name, cut_off=CUT_OFF):
    [found] = [row for row in rows_of(cohort, cut_off).exercises if row.exercise == name]
    return found


def states(cohort, cut_off):
    found = rows_of(cohort, cut_off).members
    return sorted((m.role, m.state) for m in found)


def test_a_member_counts_in_the_state_that_they_were_in_at_the_cut_off(cohort, organiser):
    _stays, leaves = members_of(cohort, 2)
    join(make_person("late"), cohort)  # today, which is after the cut-off
    invited = join(make_person("invited"), cohort)
    note("accepted an invitation", f"membership:{invited.public}", actor=None, cohort=cohort)
    set_state(leaves, "withdrawn", actor=organiser)
    set_state(invited, "completed", actor=organiser)
    assert states(cohort, CUT_OFF) == [("participant", "active")] * 2
    assert ("participant", "withdrawn") in states(cohort, date(2030, 1, 1))
    assert len(states(cohort, date(2030, 1, 1))) == 5


def test_no_key_and_no_address_of_anyone_is_in_the_rows(cohort):
    [member] = members_of(cohort, 1)
    form = make_form(cohort, "beliefs", "confidential", {"q": "scale10"})
    answered(form, [member], {("q", ""): [7]}, NOON)
    attempt(member.person, "split_heads", NOON)
    sat(member, "arrays", "before", 3, NOON)
    found = rows_of(cohort, CUT_OFF)
    text = repr(found)
    for private in (member.public, member.person.public, member.person.email, member.person.name):
        assert private not in text
    [same] = {found.members[0].person, found.exercises[0].person, found.tests[0].person}
    assert {answer.person for answer in found.answers} == {same}


def test_a_pseudonym_is_another_one_in_another_cohort(cohort, other_cohort):
    [member] = members_of(cohort, 1)
    join(member.person, other_cohort, state="active")
    [first] = rows_of(cohort, date(2030, 1, 1)).members
    [second] = rows_of(other_cohort, date(2030, 1, 1)).members
    assert first.person != second.person


def test_only_waves_that_had_closed_by_the_end_of_the_day_in_the_cohorts_zone_count():
    cohort = make_cohort("summer", zone="America/New_York")
    members = members_of(cohort, 3)
    form = make_form(cohort, "daily", "anonymous", {"q": "scale10"})
    late_evening = datetime(2026, 6, 2, 3, 30, tzinfo=UTC)  # 1 June, 23:30 in New York
    answered(form, members[:2], {("q", ""): [7, 8]}, late_evening, invited=members)
    assert rows_of(cohort, date(2026, 5, 31)).waves == ()
    assert rows_of(cohort, date(2026, 5, 31)).answers == ()
    found = rows_of(cohort, date(2026, 6, 1))
    [wave] = found.waves
    counts = (wave.invited, wave.eligible, wave.answered)
    assert (wave.form, wave.mode, counts, wave.closed_on) == (
        "daily", "anonymous", (3, 3, 2), date(2026, 6, 1),
    )  # fmt: skip
    assert sorted(answer.number for answer in found.answers) == [7, 8]
    assert {answer.person for answer in found.answers} == {""}
    form.waves.update(state="open")
    assert rows_of(cohort, date(2026, 6, 1)).answers == ()


def test_words_are_quotable_only_while_everyone_concerned_agrees(cohort):
    members = members_of(cohort, 2)
    kind = {"kind": "long", "is_quotable": True}
    form = make_form(cohort, "exit", "confidential", {"open": kind, "closed": "long"})
    answered(form, members, {("open", ""): ["a", "b"], ("closed", ""): ["c", "d"]}, NOON)

    def quotable():
        return [answer.text for answer in rows_of(cohort, CUT_OFF).answers if answer.may_quote]

    assert quotable() == ["a"]  # the first one ticked it, and only `open` may be quoted
    set_consent("quote", False, actor=members[1].person)
    assert quotable() == ["a"]
    set_consent("quote", False, actor=members[0].person)
    assert quotable() == []
    set_consent("quote", True, actor=members[0].person)  # of another form: not of this one
    assert quotable() == []


def test_a_question_is_as_it_was_asked_last_and_not_as_a_draft_has_it(cohort):
    members = members_of(cohort, 1)
    first = make_form(cohort, "exit", "anonymous", {"q": {"kind": "scale10", "text": "asked"}})
    answered(first, members, {("q", ""): [7]}, NOON)
    second = make_form(cohort, "draft", "anonymous", {"q": {"kind": "scale10", "text": "draft"}})
    second.key, second.version = "exit", 2
    second.save()
    assert [q.text for q in rows_of(cohort, CUT_OFF).questions] == ["asked"]


def test_tries_hints_minutes_and_the_day_of_a_pass_are_told_from_attempts_and_marks(cohort):
    [member] = members_of(cohort, 1)
    person, name = member.person, "split_heads"
    attempt(person, name, minutes(0), "blank", code="0")  # no try yet
    attempt(person, name, minutes(4), "failed", code="1")
    mark(person, name, minutes(5), "hint")
    attempt(person, name, minutes(60), "failed", code="2")  # after a pause, which isn't counted
    attempt(person, name, minutes(66), "passed", code="3")
    attempt(person, name, minutes(70), "failed", code="4")  # what was passed stays passed
    row = exercise(cohort, name)
    assert (row.chapter, row.tries, row.hints) == ("arrays", 4, 1)
    assert (row.solved_on, row.unaided, row.minutes) == (date(2026, 6, 1), False, 6.0)
    standing.rebuild()  # the page of progress says the same
    assert Standing.objects.get().seconds == 60 * row.minutes
    assert exercise(cohort, name, date(2026, 6, 1)) == row


@pytest.mark.parametrize(
    ("marks", "unaided"),
    [([], True), (["hint"], False), (["hint"] * 9, False), (["solution"], False)],
)
def test_a_pass_after_a_hint_or_the_solution_isnt_unaided(cohort, marks, unaided):
    [member] = members_of(cohort, 1)
    for number, kind in enumerate(marks):
        mark(member.person, "split_heads", minutes(number), kind)
    attempt(member.person, "split_heads", minutes(20), "passed")
    mark(member.person, "split_heads", minutes(30), "solution")  # to compare, after the pass
    row = exercise(cohort, "split_heads")
    assert (row.unaided, row.solved_on) == (unaided, date(2026, 6, 1))


def test_what_the_reference_lent_is_no_pass(cohort):
    [member] = members_of(cohort, 1)
    mark(member.person, "split_heads", minutes(0), "lent", "lent-hash")
    attempt(member.person, "split_heads", minutes(1), "passed", code="lent-hash")
    row = exercise(cohort, "split_heads")
    assert (row.solved_on, row.unaided, row.minutes, row.tries) == (None, False, None, 0)


def test_of_one_deed_no_minutes_are_known_and_of_what_isnt_solved_neither(cohort):
    [member] = members_of(cohort, 1)
    attempt(member.person, "split_heads", minutes(0), "passed")
    attempt(member.person, "flat_stride", minutes(0))
    attempt(member.person, "flat_stride", minutes(9))
    attempt(member.person, "no_such_exercise", minutes(9))
    rows = {row.exercise: row.minutes for row in rows_of(cohort, CUT_OFF).exercises}
    assert rows == {"split_heads": None, "flat_stride": None}


def test_work_after_the_cut_off_and_of_others_isnt_there(cohort, ta):
    [member] = members_of(cohort, 1)
    attempt(member.person, "split_heads", NOON, "passed")
    attempt(ta, "split_heads", NOON, "passed")
    assert len(rows_of(cohort, date(2026, 6, 1)).exercises) == 1
    assert rows_of(cohort, date(2026, 5, 31)).exercises == ()


def test_a_test_counts_once_it_is_finished_and_its_self_rating_is_an_answer(cohort):
    [member] = members_of(cohort, 1)
    sat(member, "arrays", "before", 3, NOON, self_rating=4)
    sat(member, "arrays", "after", 6, NOON, self_rating=8)
    unfinished = sat(member, "autograd", "before", 0, NOON)
    unfinished.ended_at = None
    unfinished.save()
    found = rows_of(cohort, CUT_OFF)
    scores = [(t.chapter, t.phase, t.score, t.out_of) for t in found.tests]
    assert scores == [("arrays", "before", 3, 8), ("arrays", "after", 6, 8)]
    rated = [(a.wave, a.question, a.section, a.number) for a in found.answers]
    assert rated == [
        ("test_before", "self_rating", "arrays", 4), ("test_after", "self_rating", "arrays", 8),
    ]  # fmt: skip
    assert [(w.invited, w.answered) for w in found.waves] == [(1, 1), (1, 1)]


def fill_after(cohort, member, reviewer):
    capstone = Capstone.objects.create(
        cohort=cohort, title="Maze", mentors=2, write_up="https://x", made_at=NOON
    )
    capstone.team.add(member)
    CapstoneScore.objects.create(
        capstone=capstone, reviewer=reviewer, criterion="o", value=4, made_at=NOON
    )
    Outcome.objects.create(
        membership=member, kind="role", track="capabilities", what="w", on=CUT_OFF
    )
    CostLine.objects.create(
        cohort=cohort, category="rent", amount="12.50", currency="GBP", on=CUT_OFF
    )
    Metric.objects.create(cohort=cohort, what="chat", value=300, on=date(2026, 7, 1))
    Metric.objects.create(cohort=cohort, what="chat", value=900, on=date(2026, 8, 1))
    Reuse.objects.create(cohort=cohort, organisation="school", state="used", on=CUT_OFF)
    Text.objects.create(cohort=cohort, key="goals", text="Three.")
    Text.objects.create(cohort=cohort, key="empty", text="")


def test_capstones_outcomes_costs_reach_reuse_and_texts_come_as_they_are(cohort):
    [member] = members_of(cohort, 1)
    fill_after(cohort, member, join(make_person("rita"), cohort, "reviewer"))
    found = rows_of(cohort, CUT_OFF)
    [capstone], [score], [outcome] = found.capstones, found.scores, found.outcomes
    assert (capstone.title, capstone.team, capstone.mentors, capstone.has_write_up) == (
        "Maze", 1, 2, True,
    )  # fmt: skip
    assert (score.capstone, score.value, score.out_of) == (capstone.key, 4, 5)
    assert (outcome.person, outcome.track) == (found.members[0].person, "capabilities")
    assert [(c.category, c.amount, c.currency) for c in found.costs] == [("rent", 12.5, "GBP")]
    assert [(r.what, r.value) for r in found.reach] == [("chat", 300)]
    assert [(r.organisation, r.state) for r in found.reuse] == [("school", "used")]
    assert found.texts == {"goals": "Three."}


def test_what_came_after_the_cut_off_isnt_there(cohort):
    [member] = members_of(cohort, 1)
    fill_after(cohort, member, join(make_person("rita"), cohort, "reviewer"))
    moment = datetime.combine(CUT_OFF + timedelta(days=1), time(), cohort.tz)
    for model in (Capstone, CapstoneScore):
        model.objects.update(made_at=moment)
    for model in (Outcome, CostLine, Reuse):
        model.objects.update(on=CUT_OFF + timedelta(days=1))
    found = rows_of(cohort, CUT_OFF)
    assert (*found.capstones, *found.scores, *found.outcomes, *found.costs, *found.reuse) == ()
    later = rows_of(cohort, CUT_OFF + timedelta(days=1))
    counts = [later.capstones, later.scores, later.outcomes, later.costs, later.reuse]
    assert [len(rows) for rows in counts] == [1, 1, 1, 1, 1]


def test_rows_of_another_cohort_are_nowhere(cohort, other_cohort):
    [member] = members_of(other_cohort, 1)
    fill_after(other_cohort, member, join(make_person("rita"), other_cohort, "reviewer"))
    sat(member, "arrays", "before", 3, NOON, self_rating=4)
    attempt(member.person, "split_heads", NOON)
    form = make_form(other_cohort, "exit", "anonymous", {"q": "scale10"})
    answered(form, [member], {("q", ""): [7]}, NOON)
    found = rows_of(cohort, CUT_OFF)
    kept = [getattr(found, name) for name in found.__dataclass_fields__ if name != "cohort"]
    assert [table for table in kept if table] == []


def test_the_number_of_queries_is_the_same_for_one_member_and_for_nine(cohort):
    def count():
        with CaptureQueriesContext(connection) as queries:
            rows_of(cohort, CUT_OFF)
        return len(queries)

    reviewer = join(make_person("rita"), cohort, "reviewer")
    form = make_form(cohort, "exit", "confidential", {"q": "scale10"})
    counts = []
    for many in (1, 8):
        members = members_of(cohort, many, name=f"m{many}-")
        answered(form, members, {("q", ""): [7] * many}, NOON, key=f"w{many}")
        for member in members:
            fill_one(member, reviewer)
        counts.append(count())
    assert counts == [counts[0]] * 2
    assert counts[0] <= 22


def fill_one(member, reviewer):
    attempt(member.person, "split_heads", NOON)
    mark(member.person, "split_heads", NOON, "hint")
    sat(member, "arrays", "before", 3, NOON, self_rating=4)
    Outcome.objects.create(membership=member, kind="role")
    maze = Capstone.objects.create(cohort=member.cohort, title="Maze")
    CapstoneScore.objects.create(capstone=maze, reviewer=reviewer, criterion="o", value=4)
