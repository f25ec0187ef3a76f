"""A strong check has no survivor; a weak one is named, with the input that it should have tried."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from bootcamp import splice
from bootcamp.check.audit.audit import audit
from bootcamp.check.audit.equivalents import short_hash
from bootcamp.check.audit.report import lines_of
from bootcamp.check.audit.state import State
from bootcamp.check.audit.trial import FRESH_SEED
from bootcamp.check.client import Judge
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.course.read import read_course
from bootcamp.errors import BootcampError, CourseError

RANDOM = """

def test_random_numbers_are_doubled(rng):
    for number in rng.normal(size=3).tolist():
        expected = 2 * number
        assert double(number) == expected
"""
IN_PLACE = """
[[equivalents]]
exercise = "total"
before = "result = result + double(value)"
after = "result += double(value)"
reference = "{reference}"
reason = "Numbers are never changed in place."
"""


@pytest.fixture
def audited(course, tmp_path):
    """Audit exercises of the course as it is now; one result for each."""

    def go(*names):
        now = read_course(course.root)
        state = State(tmp_path / "state.jsonl")
        try:
            return audit(now, names, 1, state)
        finally:
            state.close()

    return go


@pytest.fixture
def asked(course):
    """What the judge says to one step of an audit."""
    with Judge.start(course.root, None) as judge:
        yield lambda name, step, **more: judge.ask(
            {"do": "audit", "name": name, "step": step, **more}
        )


def edit(course, name, old, new):
    path = course.exercises[name].path
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def reference_of(course, name):
    target = course.exercises[name].target
    source = (course.library_root / target.file).read_text()
    return short_hash(splice.extract(source, target.qualname))


def test_a_strong_check_has_no_survivor(audited, course):
    path = course.exercises["double"].path
    path.write_text(path.read_text() + RANDOM)
    report = audited("double")
    (one,) = report.audited
    assert one.mutants > 5
    assert (one.killed, one.survivors, one.rate) == (one.mutants, [], 1.0)
    assert report.holds


def test_a_weak_check_is_leaky_and_told_what_it_should_have_tried(audited, course):
    edit(course, "scaled", "np.testing.assert_allclose(scaled(", "assert np.shape(scaled(")
    edit(course, "scaled", ", [[0, 3, 6], [9, 12, 15]])", ") == (2, 3)")
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
    started = time.monotonic()
    text = f"def total(values):\n    {body}\n"
    found = asked("total", "try", text=text, took=0.01, seed=PUBLIC_SEED)
    assert found == {"killed_by": by}
    assert time.monotonic() - started < 30


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


def test_an_equivalent_wants_a_reason_that_goes_stale(audited, course):
    file = course.root / "sums" / "equivalents.toml"

    def of_it():
        (one,) = audited("total").audited
        return [x for x in one.survivors if x.mutant.after.startswith("result +=")], one

    (survivor,), one = of_it()
    assert not survivor.differs
    assert "say in sums/equivalents.toml why there is none" in one.to_do(survivor)
    assert '[[equivalents]]\nexercise = "total"' in one.entry_for(survivor.mutant)
    file.write_text(IN_PLACE.format(reference=reference_of(course, "total")))
    found, one = of_it()
    assert found == []
    assert [entry.reason for _, entry in one.equivalent] == ["Numbers are never changed in place."]
    assert one.idle == []
    file.write_text(IN_PLACE.format(reference="0123456789ab"))
    (survivor,), one = of_it()
    assert "was given for another text of the reference" in one.to_do(survivor)
    assert reference_of(course, "total") in one.to_do(survivor)


def test_an_entry_that_speaks_of_no_survivor_is_reported(audited, course):
    text = IN_PLACE.replace("result +=", "result -=").format(
        reference=reference_of(course, "total")
    )
    (course.root / "sums" / "equivalents.toml").write_text(text)
    report = audited("total")
    assert [entry.after for entry in report.audited[0].idle] == ["result -= double(value)"]
    assert not report.holds
    assert "Remove it: result = result + double(value)" in "\n".join(lines_of(report))


WEAK = """
[[equivalents]]
exercise = "double"
after = "A table of answers for the check's own inputs, as they are with the public seed."
reference = "{reference}"
reason = "Nobody would do that."
"""


def test_a_wrong_answer_is_no_equivalent_unless_it_is_said_in_what_it_differs(audited, course):
    file = course.root / "sums" / "equivalents.toml"
    text = WEAK.format(reference=reference_of(course, "double"))
    file.write_text(text)
    (one,) = audited("double").audited
    (table,) = [x for x in one.survivors if x.entry]
    assert "calls it equivalent, and it isn't" in one.to_do(table)
    assert one.is_leaky
    file.write_text(text + 'differs = "It knows the check\'s numbers alone."\n')
    (one,) = audited("double").audited
    assert [entry.reason for _, entry in one.equivalent] == ["Nobody would do that."]
    assert not any(x.entry for x in one.survivors)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('exercise = "total"', 'exercise = "totals"', "there is no exercise `totals`"),
        ('reason = "Numbers', 'reasons = "Numbers', "Write `reason`"),
        ("before =", "# before =", None),
        ("before =", "# after =", "has no `before`"),
        ("after =", 'differs = "So."\n# after =', "has `differs` and no `after`"),
        ("[[equivalents]]", "[equivalents", "isn't TOML"),
    ],
)
def test_an_entry_that_is_not_in_order_is_refused_in_a_sentence(audited, course, old, new, says):
    text = IN_PLACE.replace(old, new).replace(
        "after =", "# after =" if new == "# after =" else "after ="
    )
    (course.root / "sums" / "equivalents.toml").write_text(text.format(reference="0"))
    if says is None:
        assert audited("total").audited[0].idle
        return
    with pytest.raises(CourseError, match=says):
        audited("total")


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


def command(course, *words):
    environment = {**os.environ, "BOOTCAMP_COURSE": str(course.root)}
    return subprocess.Popen(
        [sys.executable, "-m", "bootcamp", "audit", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_audit_that_was_killed_goes_on_where_it_was(course, tmp_path, number):
    state = tmp_path / "state.jsonl"
    words = ("total", "scaled", "--jobs", "1", "--json", "--state", str(state))
    first = command(course, *words)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (
        state.exists() and state.read_text().count("\n") > 5
    ):
        time.sleep(0.01)
    first.send_signal(number)
    out, err = first.communicate(timeout=60)
    assert (out, "Traceback" in err) == ("", False)
    assert first.returncode == (-9 if number == signal.SIGKILL else 130)
    assert ("goes on where it was" in err) == (number == signal.SIGINT)
    known = [json.loads(line)["key"] for line in state.read_text().splitlines() if line[-1:] == "}"]
    assert len(known) > 5
    second = command(course, *words)
    out, _ = second.communicate(timeout=120)
    report = json.loads(out.splitlines()[-1])
    lines = [json.loads(line) for line in state.read_text().splitlines() if line[-1:] == "}"]
    keys = [line["key"] for line in lines]
    assert keys[: len(known)] == known  # kept
    assert len(set(keys)) == len(keys)  # and none of them done again
    tried = [line for line in lines if isinstance(line["found"], str)]
    assert len(tried) == report["mutants"]


def test_the_command_ends_with_one_object_and_says_by_its_code_whether_all_holds(course, tmp_path):
    html, state = tmp_path / "page.html", tmp_path / "state.jsonl"
    options = ("--json", "--state", str(state))
    out, _ = command(course, "double", *options, "--html", str(html)).communicate(timeout=120)
    report = json.loads(out.splitlines()[-1])
    assert list(report) == [
        "exercises", "mutants", "killed", "equivalent", "survived", "leaky", "seconds", "details",
    ]  # fmt: skip
    assert report["killed"] + report["equivalent"] + report["survived"] == report["mutants"]
    assert report["leaky"] == ["double"]
    (details,) = report["details"]
    assert (details["exercise"], len(details["survived"])) == ("double", report["survived"])
    assert "A table of answers" in html.read_text()
    path = course.exercises["double"].path
    path.write_text(path.read_text() + RANDOM)
    strong = command(course, "double", *options)
    strong.communicate(timeout=120)
    assert strong.returncode == 0


def test_what_cannot_be_audited_is_said_in_a_sentence(course, tmp_path):
    for words, says in (
        (["treble"], "There is no exercise `treble`"),
        (["double", "--state", "/proc/none/state"], "Name another file with --state"),
        (["double", "--jobs", "0"], "0 is not in the range"),
    ):
        process = command(course, *words)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, says in err, "Traceback" in err) == (2, True, False), err


def test_a_line_that_was_cut_off_is_passed_over(tmp_path):
    path = tmp_path / "state.jsonl"
    state = State(path)
    state.put("one", "kept")
    state.close()
    path.write_bytes(path.read_bytes() + b'{"key": "two", "fou')
    state = State(path)
    assert (state.get("one"), state.get("two")) == ("kept", None)
    state.put("three", {})
    state.close()
    state = State(path)
    assert (state.get("one"), state.get("three")) == ("kept", {})
    state.close()


def test_results_follow_from_the_check_and_the_library(audited, course, tmp_path):
    state = tmp_path / "state.jsonl"

    def tried():
        audited("double")
        return state.read_text().count('"found": "')

    first = tried()
    assert tried() == first > 0
    edit(course, "double", "assert double(0.0) == 0.0", "assert double(0.5) == 1.0")
    second = tried()
    assert second == 2 * first
    library = course.library_root / "tinylib" / "sums.py"
    library.write_text(library.read_text().replace('"""Sums."""', '"""All sums."""'))
    assert tried() == 3 * first


def test_the_audit_says_how_far_it_is(course, tmp_path):
    heard = []
    state = State(tmp_path / "state.jsonl")
    audit(course, ["double"], 2, state, lambda *step: heard.append(step))
    state.close()
    running = [step for step in heard if step[2] == "running the checks on mutants"]
    assert sorted(done for done, _, _ in running) == list(range(1, len(running) + 1))
    assert {total for _, total, _ in running} == {len(running)}


def test_a_course_with_nothing_to_audit_holds(course, tmp_path):
    state = State(tmp_path / "state.jsonl")
    report = audit(course, ["by_hand"], 1, state)
    state.close()
    assert (report.holds, report.to_json()["exercises"]) == (True, 0)
    with pytest.raises(BootcampError):
        audit(course, ["nothing"], 1, state)
