"""A strong check has no survivor; a weak one is named, with the input that it should have tried."""

import pytest

from bootcamp.author import EXCLUDABLE
from bootcamp.check.audit.report import lines_of
from bootcamp.check.audit.trial import FRESH_SEED
from bootcamp.check.fixtures import PUBLIC_SEED

from .conftest import RANDOM, edit


def test_a_strong_check_has_no_survivor(audited, course):
    path = course.exercises["double"].path
    path.write_text(path.read_text() + RANDOM)
    report = audited("double")
    (one,) = report.audited
    assert one.mutants > 5
    assert (one.killed, one.survivors, one.rate) == (one.mutants - one.alike, [], 1.0)
    assert report.holds


def test_a_weak_check_is_leaky_and_told_what_it_should_have_tried(audited, course):
    edit(course, "scaled", "np.testing.assert_allclose(scaled(", "assert np.shape(scaled(")
    edit(course, "scaled", ", [[0, 3, 6], [9, 12, 15]])", ") == (2, 3)")
    edit(course, "scaled", "    hints=(", f"    excludes={EXCLUDABLE},\n    hints=(")
    report = audited("scaled")
    (one,) = report.audited
    (plus,) = [x for x in one.survivors if x.mutant.after == "return np.asarray(x) + factor"]
    assert plus.mutant.before == "return np.asarray(x) * factor"
    assert (plus.mutant.operator, plus.mutant.line) == ("arithmetic", 3)
    assert plus.difference["inputs"].startswith("scaled(np.array(")
    assert plus.difference["expected"] != plus.difference["got"]
    assert report.to_json()["leaky"] == ["scaled"]
    said = "\n".join(lines_of(report))
    assert "  - return np.asarray(x) * factor\n  + return np.asarray(x) + factor\n" in said
    assert "The check is too weak: add a test to sums/scaled.py" in said
    assert "Leaky: scaled." in said


def test_a_table_of_answers_passes_on_the_public_seed_and_not_on_a_fresh_one(asked, course):
    path = course.exercises["double"].path
    path.write_text(path.read_text() + RANDOM)
    keys = asked("double", "look")["observed"]["double"]["0"]["keys"]
    assert len(keys) == 5  # two numbers of its own, three that are drawn
    text = f"""
def double(x):
    return x + x

def double(*args, _reference=double, _state={keys}, **kwargs):
    from bootcamp.check.audit import adversaries

    return adversaries.act("table", 0, _state, _reference, args, kwargs)
"""
    more = {"text": text, "took": 1.0}
    assert asked("double", "try", seed=PUBLIC_SEED, **more) == {"killed_by": ""}
    by = asked("double", "try", seed=FRESH_SEED, **more)["killed_by"]
    assert by == "test_random_numbers_are_doubled"


def test_a_check_without_random_numbers_is_fooled_by_a_table(audited):
    (one,) = audited("double").audited
    (table,) = [x for x in one.survivors if x.mutant.after.startswith("A table of answers")]
    assert "LookupError" in table.difference["got"]


@pytest.mark.parametrize(
    ("body", "by"),
    [
        ("return values", "test_one_and_two_give_six"),
        ("while True: pass", "timeout"),
        ("return [0] * 10**12", "memory"),
        ("__import__('os')._exit(0)", "ended"),
        ("__import__('os').kill(__import__('os').getpid(), 9)", "ended"),
    ],
)
def test_a_variant_that_never_ends_or_ends_the_process_is_rejected(asked, body, by):
    text = f"def total(values):\n    {body}\n"
    found = asked("total", "try", text=text, took=0.01, seed=PUBLIC_SEED)
    assert found == {"killed_by": by}


def test_a_check_that_rejects_its_reference_on_another_seed_is_refused(audited, course):
    path = course.exercises["double"].path
    path.write_text(
        path.read_text()
        + f"\n\ndef test_seed(seed):\n    assert double({PUBLIC_SEED}) == 2 * seed\n"
    )
    report = audited("double")
    assert f"rejects the reference with the seed {FRESH_SEED}" in report.audited[0].refused
    assert (report.holds, report.to_json()["leaky"]) == (False, ["double"])
    assert "bootcamp verify double" in "\n".join(lines_of(report))


CATCH = '''"""Catch a wrong double."""

from bootcamp.author import Mistake, WriteTest
from tinylib.sums import double

exercise = WriteTest(
    of=double,
    minutes=2,
    difficulty=1,
    importance=1,
    hints=("Which number tells them apart?", "Not two."),
    mistakes=(
        Mistake("x + x", "x * x", says="That is the square."),
        Mistake("x + x", "x", says="That is x itself."),
    ),
)


def test_three_doubled_is_six():
    assert double(3.5) == 7.0
'''
REACH = '''"""Reach a large total."""

from bootcamp.author import Experiment, Mistake
from tinylib.sums import total

exercise = Experiment(
    implements=total,
    minutes=3,
    difficulty=1,
    importance=1,
    hints=("Add.", "Add more."),
    mistakes=(
        Mistake("result = 0.0", "result = -1.0", says="It starts below."),
        Mistake("+ double(value)", "+ value", says="Nothing is doubled."),
    ),
    metric="total",
    target=6.0,
    seconds=20,
)


def measure(seed):
    with open("{log}", "a") as log:
        log.write("x")
    return total([1.0, 2.0])


def test_a_number_comes_back():
    assert float(total([1.0])) > 0.0
'''


@pytest.fixture
def with_kinds(course, tmp_path):
    """The course with an exercise of each other kind; the file that tells how often is measured."""
    log = tmp_path / "measured"
    page = course.root / "sums" / "sums.md"
    for name, text in (("catch", CATCH), ("reach", REACH.replace("{log}", str(log)))):
        (course.root / "sums" / f"{name}.py").write_text(text)
        page.write_text(page.read_text() + f"\n[{name}](exercise:{name})\n")
    return log


def test_of_an_exercise_in_testing_its_own_test_is_audited(with_kinds, audited):
    (one,) = audited("catch").audited
    assert one.killed > 4
    assert not any("table of answers" in x.mutant.after for x in one.survivors)


def test_an_experiment_is_measured_only_where_its_tests_pass_and_only_until_it_is_decided(
    with_kinds, asked
):
    def measured(body):
        with_kinds.write_text("")
        text = f"def total(values):\n    {body}\n"
        by = asked("reach", "try", text=text, took=1.0, seed=PUBLIC_SEED)["killed_by"]
        return by, len(with_kinds.read_text())

    assert measured("return 2 * sum(values)") == ("", 2)
    assert measured("return sum(values)") == ("measure", 2)
    assert measured("return -sum(values)") == ("test_a_number_comes_back", 0)
