"""What a learner is told, for right answers, wrong ones, and code that misbehaves."""

import os
import signal
import time
from pathlib import Path

import pytest

from bootcamp.check.client import Judge

TOTAL = "def total(values):\n    {body}\n"


def test_right_answer_passes(judge, write):
    write("double", "def double(x):\n    return 2 * x\n")
    verdict = judge.check("double")
    assert (verdict.outcome, [test.passed for test in verdict.tests]) == ("passed", [True, True])


def test_untouched_stub_is_blank_and_names_the_line(judge):
    verdict = judge.check("double")
    assert verdict.outcome == "blank"
    assert "tinylib/sums.py, line 6" in verdict.says


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("return x * x", "That is the square."),
        ("y = x\n    return y ** 2", "That is the square."),
        ("return x", "That is x itself."),
        ("return x + 3", ""),
    ],
)
def test_known_mistake_is_named_however_it_is_written(judge, write, body, sentence):
    write("double", f"def double(x):\n    {body}\n")
    verdict = judge.check("double")
    assert (verdict.outcome, verdict.mistake) == ("failed", sentence)


def test_failure_says_expected_and_got(judge, write):
    write("double", "def double(x):\n    return x * x\n")
    failure = judge.check("double").failure
    assert (failure.test, failure.expected, failure.got) == ("test_three_doubled_is_six", "6", "9")


def test_error_points_at_the_learners_own_line(judge, write):
    write("double", "def double(x):\n    return x / 0\n")
    failure = judge.check("double").failure
    assert failure.error == "ZeroDivisionError"
    assert (failure.where.file, failure.where.code) == ("tinylib/sums.py", "return x / 0")


def test_passing_alone_but_failing_in_the_stack_blames_the_other_function(judge, write):
    write("double", "def double(x):\n    return x\n")
    write("total", "def total(values):\n    return sum(map(double, values), 0.0)\n")
    verdict = judge.check("total")
    assert (verdict.outcome, verdict.blames) == ("stack", ("double",))


@pytest.mark.parametrize(
    "body", ["while True: pass", "import os; os._exit(0)", "return np.zeros(10**12)"]
)
def test_a_right_answer_on_a_function_that_never_returns_is_told_apart(judge, write, body):
    write("double", f"def double(x):\n    {body}\n")
    write("total", "def total(values):\n    return sum(map(double, values), 0.0)\n")
    verdict = judge.check("total")
    assert (verdict.outcome, verdict.blames) == ("stack", ("double",))


def test_a_change_that_no_exercise_asked_for_is_told_apart(judge, write, workspace, course):
    helped = "def helped(x):\n    return 0.0 + x\n\n\n"
    for root in (workspace.root, course.library_root):
        file = root / "tinylib/sums.py"
        file.write_text(file.read_text().replace("def double", f"{helped}def double"))
    write("total", "def total(values):\n    return sum((2 * helped(v) for v in values), 0.0)\n")
    assert judge.check("total").passed
    write("helped", "def helped(x):\n    return 7.0\n")
    verdict = judge.check("total")
    assert (verdict.outcome, verdict.blames) == ("stack", ("helped",))


@pytest.mark.parametrize("name", [".#sums.py", "._sums.py", "half-typed.py", "scratch.py"])
def test_a_stray_file_beside_the_library_stops_no_check(judge, write, workspace, name):
    (workspace.root / "tinylib" / name).write_text("def half(typed\n")
    (workspace.root / "tinylib" / "folder.py").mkdir()
    (workspace.root / "tinylib" / ".#gone.py").symlink_to("someone@nowhere.1234")
    write("double", "def double(x):\n    return x + x\n")
    assert judge.check("double").passed


def test_a_module_of_the_learners_own_that_cannot_be_read_says_why(judge, write, workspace):
    (workspace.root / "tinylib" / "mine.py").write_text("def half(typed\n")
    write("double", "def double(x):\n    from tinylib.mine import half\n    return half(x)\n")
    assert "mine.py, line 1" in judge.check("double").failure.says


def test_wrong_alone_too_is_a_failure_not_the_stacks(judge, write):
    write("double", "def double(x):\n    return x\n")
    write("total", "def total(values):\n    return -1.0\n")
    assert judge.check("total").outcome == "failed"


def test_blank_neighbours_are_filled_from_the_reference(judge, write):
    write("total", "def total(values):\n    return sum(map(double, values), 0.0)\n")
    assert judge.check("total").passed


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("while True: pass", "timeout"),
        ("import time; time.sleep(1000)", "timeout"),
        ("return bytearray(10**11)", "memory"),
        ("import os; os._exit(0)", "ended"),
        ("import os; os.kill(os.getpid(), 9)", "ended"),
        ("raise SystemExit(0)", "failed"),
        ("import sys; sys.exit()", "failed"),
        ("input()", "failed"),
    ],
)
def test_misbehaving_code_gets_a_verdict(judge, write, body, outcome):
    write("total", TOTAL.format(body=body))
    verdict = judge.check("total")
    assert verdict.outcome == outcome, verdict
    assert judge.check("double").outcome == "blank"  # and the judge goes on


def test_output_of_100_mb_is_cut(judge, write):
    write("total", TOTAL.format(body="print('x' * 10**8); return 1.0"))
    verdict = judge.check("total")
    assert verdict.outcome == "failed"
    assert len(verdict.output) < 25_000
    assert "left out" in verdict.output


def test_thread_that_never_ends_does_not_hold_the_verdict(judge, write):
    body = "import threading, time; threading.Thread(target=time.sleep, args=[999]).start(); "
    write("total", TOTAL.format(body=body + "return 2 * sum(values)"))
    assert judge.check("total").passed  # else its time would have been up


@pytest.mark.parametrize(
    ("text", "outcome", "part"),
    [
        ("def double(x:\n", "syntax", "line 1"),
        ("def twice(x):\n    return x + x\n", "missing", "`double`"),
        ("def double(y, z):\n    return y\n", "signature", "(x), got (y, z)"),
        ("async def double(x):\n    return x + x\n", "signature", "not `async def`"),
    ],
)
def test_files_that_cannot_be_run_are_described(judge, workspace, text, outcome, part):
    (workspace.root / "tinylib/sums.py").write_text(text)
    verdict = judge.check("double")
    assert verdict.outcome == outcome
    assert part in verdict.says


def test_file_that_is_not_utf8_is_named(judge, workspace):
    (workspace.root / "tinylib/sums.py").write_bytes(b"x = '\xff'\n")
    verdict = judge.check("double")
    assert verdict.outcome == "unreadable"
    assert "UTF-8" in verdict.says


def test_file_that_cannot_be_imported_says_why(judge, workspace, write):
    write("double", "def double(x):\n    return x + x\n")
    file = workspace.root / "tinylib/sums.py"
    file.write_text("import nowhere_to_be_found\n" + file.read_text())
    verdict = judge.check("double")
    assert verdict.outcome == "import"
    assert "nowhere_to_be_found" in verdict.says


def test_broken_exercise_file_is_the_authors_fault(judge, course, write):
    write("double", "def double(x):\n    return x + x\n")
    path = course.exercises["double"].path
    path.write_text(path.read_text().replace("test_zero_stays_zero()", "test_zero(fixture)"))
    verdict = judge.check("double")
    assert verdict.outcome == "broken"
    assert "fixture" in verdict.says


def test_arrays_differ_by_shape_first_then_by_value(judge, write):
    write("scaled", "def scaled(x, factor=2.0):\n    return (x * factor).T\n")
    assert "Expected shape (2, 3), got shape (3, 2)" in judge.check("scaled").failure.says
    write("scaled", "def scaled(x, factor=2.0):\n    return -x * factor\n")
    difference = judge.check("scaled").failure.difference
    assert "First difference at [0, 1]: expected 3, got -3" in difference
    assert "The sign is the wrong way round" in difference


def test_answer_known_wrong_answer_and_nonsense(judge):
    right = judge.question("by_hand", 5)["answer"]
    assert judge.check("by_hand", answer=str(right), learner_seed=5).passed
    wrong = judge.check("by_hand", answer=str(right - 2), learner_seed=5)
    assert (wrong.outcome, wrong.mistake) == ("failed", "That is one less.")
    for odd in ("many", "²", "1" * 400 + "/1", "1" * 10**6, "0,25,1"):
        said = judge.check("by_hand", answer=odd, learner_seed=5)
        assert said.outcome == "blank"
        assert said.says.startswith("Expected a number")
        assert len(said.says) < 200
    assert judge.check("by_hand", answer=f"−{right}", learner_seed=5).outcome == "failed"


def test_two_learners_get_different_numbers(judge):
    texts = {judge.question("by_hand", seed)["text"] for seed in range(20)}
    assert len(texts) > 3


def test_judge_killed_between_checks_comes_back(judge, write):
    write("double", "def double(x):\n    return x + x\n")
    os.kill(judge.ask({"do": "ping"})["pid"], signal.SIGKILL)
    time.sleep(0.2)
    assert judge.check("double").passed


def test_a_judge_finds_folders_that_are_named_from_here(workspace, write, monkeypatch):
    write("double", "def double(x):\n    return 2 * x\n")
    monkeypatch.chdir(workspace.root.parent)
    course = Path(os.path.relpath(workspace.course.root))
    with Judge.start(course, Path(workspace.root.name)) as judge:
        assert judge.check("double").passed


WAITS = (
    "import pdb; pdb.set_trace()",
    "x = input('How much? ')",
    "import sys; sys.stdin.read()",
    "import sys; x = [line for line in sys.stdin]",
    "import pdb; pdb.Pdb().set_trace()",
    "import code; code.interact()",
)


@pytest.mark.parametrize("is_hosted", [False, True])
@pytest.mark.parametrize("line", WAITS)
def test_code_that_waits_for_a_keyboard_is_told_that_there_is_none(judge, write, line, is_hosted):
    write("double", f"def double(x):\n    {line}\n    return 2 * x\n")
    verdict = judge.check("double", hosted=is_hosted)
    assert verdict.outcome == "failed"
    assert "nobody can type during a check" in verdict.failure.says
    assert verdict.failure.where.code in (line, "return 2 * x")  # pdb stops before the next line


@pytest.mark.parametrize("is_hosted", [False, True])
@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("import numpyy", "ModuleNotFoundError"),
        ("from tinylib.sums import later", "ImportError"),  # itself, half-way
        ("y = undefined", "NameError"),
        ("y = np.zeros(-1)", "ValueError"),  # raised in numpy, called from here
        ("input()", "nobody can type"),
        ("def twice(x=1 / 0): return x", "ZeroDivisionError"),
    ],
)
def test_a_file_that_cannot_be_imported_names_the_line(
    judge, write, workspace, line, error, is_hosted
):
    write("double", "def double(x):\n    return 2 * x\n")
    file = workspace.root / "tinylib/sums.py"
    file.write_text(file.read_text() + f"\n\n{line}\n")
    number = file.read_text().split("\n").index(line) + 1
    says = judge.check("double", hosted=is_hosted).says
    assert error in says
    assert f"(tinylib/sums.py, line {number})" in says


def test_an_import_error_in_another_file_of_theirs_names_that_line(judge, write, workspace):
    (workspace.root / "tinylib/mine.py").write_text("x = 1\nimport numpyy\n")
    write("double", "def double(x):\n    return 2 * x\n")
    file = workspace.root / "tinylib/sums.py"
    file.write_text("import tinylib.mine\n" + file.read_text())
    assert "(tinylib/mine.py, line 2)" in judge.check("double").says


@pytest.mark.parametrize("length", [90, 110, 200])
def test_a_judge_starts_where_the_folder_for_temporary_files_has_a_long_name(
    course, tmp_path, monkeypatch, length
):
    folder = tmp_path / ("d" * max(1, length - len(str(tmp_path)) - 1))
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with Judge.start(course.root, None) as judge:
        assert judge.ask({"do": "ping"})["pid"] == judge.pid
