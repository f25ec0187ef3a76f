"""What is behind a number: who sees rows, who sees sums, and of how many."""

import re

from bootcamp.report.build import report_of
from bootcamp.report.figures import Figure, Source
from bootcamp.report.spec import shipped_spec
from bootcamp.web.cohort.domain.behind import behind
from bootcamp.web.cohort.domain.figures import figures_in, report_in
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.models import Answer, AuditEvent, Outcome

from . import test_report_fixture as fixture
from .filled import attempt, members_of, sat
from .reported import CUT_OFF, figure, make


def cells(html):
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>", 1)[-1].split("</tbody>")[0])
    return [re.findall(r"<td>(.*?)</td>", row) for row in rows]


def test_organisers_see_sums_of_anonymous_answers_and_no_text(
    cohort, organiser, members, signed_in
):
    run = make(cohort, organiser)
    html = figure(signed_in(organiser), run, "career")
    assert "answers where form = “exit” and question = “connections”" in html
    assert cells(html) == [
        ["answered", "2", "1"], ["answered", "3", "1"], ["answered", "4", "2"],
        ["answered", "5", "3"], ["skipped", "–", "1"],
    ]  # fmt: skip
    words = figure(signed_in(organiser), run, "words")
    assert "reason-" not in words
    assert cells(words) == [["answered", "a text, for the evaluator", "8"]]


def test_of_too_few_answers_organisers_see_not_even_sums(cohort, members):
    where = {"form": "exit", "wave": "exit", "question": "connections"}
    asked = Figure("career", "agreement", "Career", sources=(Source("answers", where, 8),))
    for k, shown in ((7, 5), (8, 0)):
        cohort.k = k
        [source] = behind(asked, rows_of(cohort, CUT_OFF), frozenset({"organiser"}))
        assert (len(source.rows), "Fewer than 8 answered" in source.says) == (shown, k == 8)


def test_an_evaluator_sees_rows_in_a_new_order_each_time_without_ids_and_it_is_written_down(
    cohort, organiser, evaluator, members, signed_in
):
    run, client = make(cohort, organiser), signed_in(evaluator)
    pages = [figure(client, run, "words") for _ in range(6)]
    orders = {tuple(row[1] for row in cells(html)) for html in pages}
    assert {tuple(sorted(order)) for order in orders} == {tuple(f"reason-{n}" for n in range(8))}
    assert len(orders) > 1
    for answer in Answer.objects.all():
        assert str(answer.pk) not in pages[0]
        assert str(answer.response_id) not in pages[0]
    looked = AuditEvent.objects.filter(verb="looked at the answers behind")
    assert {event.target for event in looked} == {f"report:{run.public} words"}
    assert looked.count() == 6


def test_confidential_answers_are_sums_to_organisers_and_identified_ones_rows(
    cohort, organiser, members, signed_in
):
    run, client = make(cohort, organiser), signed_in(organiser)
    form = cohort.forms.get()
    for mode, shown in (("confidential", False), ("identified", True)):
        form.mode = mode
        form.save()
        assert ("reason-3" in figure(client, run, "words")) is shown


def test_of_tests_everyone_sees_averages_alone(cohort, organiser, evaluator, members, signed_in):
    run = make(cohort, organiser)
    for person in (organiser, evaluator):
        html = figure(signed_in(person), run, "tests")
        assert cells(html) == [["before", "8", "0.25"], ["after", "8", "0.75"]]


def test_self_ratings_are_as_private_as_the_tests_they_stand_on(
    cohort, organiser, evaluator, members, signed_in
):
    run = make(cohort, organiser)
    gain = figures_in(report_in(run.figures))["tests"].items[0]
    assert (gain.before, gain.after, gain.self_before, gain.self_after) == (0.25, 0.75, 3, 7)
    for role in ("organiser", "evaluator"):
        tables = behind(
            figures_in(report_in(run.figures))["tests"], rows_of(cohort, CUT_OFF), frozenset({role})
        )
        rated = [t.rows for t in tables if "test_" in t.query and "arrays" in t.query]
        assert rated == [[(8, "3")], [(8, "7")]]


def test_of_exercises_organisers_see_rows_and_evaluators_sums(
    cohort, organiser, evaluator, members, signed_in
):
    run = make(cohort, organiser)
    rows = cells(figure(signed_in(organiser), run, "solved"))
    assert sorted(row[0] for row in rows) == [f"person {n}" for n in range(1, 9)]
    assert {row[1] for row in rows} == {"split_heads"}
    assert cells(figure(signed_in(evaluator), run, "solved")) == [["split_heads", "8", "8", "8"]]


def test_outcomes_are_shown_without_names_and_texts_as_they_are(
    cohort, organiser, members, signed_in
):
    run, client = make(cohort, organiser), signed_in(organiser)
    html = figure(client, run, "outcomes")
    assert cells(html) == [["person 1", "role", "unknown", "Hired somewhere", "no"]]
    words = re.sub(r"<[^>]*>", " ", html).split()  # without tags: a token may hold any letters
    assert members[0].person.name not in words
    assert cells(figure(client, run, "goals")) == [["Three goals."]]


def test_rows_that_came_since_the_report_are_pointed_out(cohort, organiser, members, signed_in):
    run = make(cohort, organiser)
    assert "when the report was made" not in figure(signed_in(organiser), run, "outcomes")
    Outcome.objects.create(membership=members[1], kind="study", on=CUT_OFF)
    assert "when the report was made there were 1" in figure(signed_in(organiser), run, "outcomes")


def test_behind_every_number_of_the_seeds_report_are_as_many_rows_as_it_counted(fast):
    cohort = fixture.make_cohort("arena", fixture.PUBLISHED["programme"]["section_days"])
    members = members_of(cohort, fixture.N)
    for fill in (fixture.fill_exit, fixture.fill_sections, fixture.fill_rest):
        fill(cohort, members)
    for member in members:
        attempt(member.person, "split_heads", fixture.CLOSED, "passed")
        sat(member, "arrays", "before", 2, fixture.CLOSED)
    rows = rows_of(cohort, fixture.CUT_OFF)
    spec = shipped_spec("seed")
    report = report_of(rows, spec, fixture.CUT_OFF, "internal")
    checked = 0
    for each in figures_in(report).values():
        for role in ("organiser", "evaluator"):
            for source in behind(each, rows, frozenset({role})):
                assert (each.key, source.found) == (each.key, source.counted)
                checked += source.found > 0
    assert checked > 40
