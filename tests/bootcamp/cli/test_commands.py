"""The commands, each in a process of its own, as a learner runs them."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest

from bootcamp.cli.start import news_of
from bootcamp.workspace.folder import Workspace

BOOTCAMP = [sys.executable, "-m", "bootcamp"]
HEAVY = ("django", "rich", "numpy", "pytest", "matplotlib", "watchfiles", "torch")


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['bootcamp', '--help']\nfrom bootcamp.cli import main\n"
        "try: main()\nfinally: print('LOADED', *sorted(sys.modules), file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    loaded = said.stderr.split("LOADED")[1].split()
    assert "click" in loaded  # else the next line could not fail
    assert [name for name in HEAVY if name in loaded] == []


def test_check_exits_with_1_then_0_and_says_the_mistake(run, write):
    write("double", "def double(x):\n    return x * x\n")
    failed = run("check", "double")
    assert failed.returncode == 1
    assert "That is the square." in failed.stdout
    assert "Three doubled is six" in failed.stdout
    assert "Traceback" not in failed.stdout + failed.stderr
    write("double", "def double(x):\n    return x + x\n")
    assert run("check", "double").returncode == 0


def test_json_holds_the_verdict_and_nothing_else(run, write):
    write("double", "def double(x):\n    return x * x\n")
    verdict = json.loads(run("check", "double", "--json").stdout)
    assert (verdict["outcome"], verdict["mistake"]) == ("failed", "That is the square.")


def test_a_program_runs_on_what_is_written_and_on_the_reference(with_program, run, write):
    assert run("run", "sum_up", "1", "2").stdout == (
        "6.0 2.0\nIt ran 0 of your functions; 2 still came from the reference.\n"
    )
    write("double", "def double(x):\n    return 10 * x\n")
    assert run("run", "sum_up", "1", "2").stdout == (
        "30.0 10.0\nIt ran 1 of your functions; 1 still came from the reference.\n"
    )
    write(
        "scaled", "def scaled(x, factor=2.0):\n    return x * factor\n"
    )  # the program needs it not
    assert "It ran 1 of your functions; 1 still" in run("run", "sum_up", "1").stdout
    said = run("run", "sum_up", "1", "2", "--reference").stdout
    assert said == "On the reference alone.\n6.0 2.0\n"


def test_what_runs_late_is_counted_too_and_nothing_is_traced(with_program, run):
    program = with_program.course.library_root / "tinylib" / "run" / "late.py"
    program.write_text(
        "import sys\nfrom tinylib.sums import double, total\n"
        "for _ in range(20_000):\n    double(1.0)\nprint(total([1.0]), sys.gettrace())\n"
    )
    assert run("run", "late").stdout == (
        "2.0 None\nIt ran 0 of your functions; 2 still came from the reference.\n"
    )


def test_a_module_of_the_library_runs_by_its_name(with_program, run, write):
    write("double", "def double(x):\n    return 10 * x\n")
    command = [sys.executable, "-m", "tinylib.run.sum_up", "3"]
    said = subprocess.run(
        command, cwd=with_program.root, capture_output=True, text=True, check=True
    )
    assert said.stdout == "30.0 10.0\n"


def test_piped_lines_end_in_no_blanks_and_are_100_wide(run, write):
    write("double", "def double(x):\n    return x * x\n")
    for words in (["list"], ["show", "double"], ["check", "double"], ["progress"]):
        lines = run(*words).stdout.splitlines()
        assert lines
        assert [line for line in lines if line != line.rstrip() or len(line) > 100] == []


def test_piped_output_has_no_escape_codes(run):
    for words in (["list"], ["show", "double"], ["progress"], ["check"]):
        assert "\x1b" not in run(*words).stdout


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["check", "duoble"], 2, "Did you mean double"),
        (["solution", "double"], 2, "--now"),
        (["answer", "double", "3"], 1, "asks for code"),
        (["check", "sums"], 2, "`sums` is a lesson"),
        (["show", "sums/sums"], 2, "`double`, `total`, `scaled`, `by_hand`"),
        (["borrow", "doubles"], 2, "There is no exercise or lesson `doubles`. Did you mean double"),
        *(
            ([w, "sums"], 2, "is a lesson")
            for w in ("hint", "solution", "reset", "attempts", "restore")
        ),
        (["answer", "sums", "3"], 2, "is a lesson"),
        (["run", "nothing"], 2, "There is no program"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_wrong_words_get_a_sentence(run, words, code, part):
    said = run(*words)
    assert said.returncode == code
    assert part in said.stderr
    assert "Traceback" not in said.stderr


def test_a_solution_says_what_to_notice_and_stays_python(run, course):
    file = course.root / "sums/double.py"
    stands = "It adds, where `2 * x` would multiply: " + "so it is for $x^2$ as well, " * 4
    file.write_text(
        file.read_text().replace("    minutes=2,", f"    minutes=2, notice={stands!r},")
    )
    said = run("solution", "double", "--now").stdout
    assert "    return x + x\n\n# Notice: It adds, where `2 * x` would multiply:" in said
    assert max(map(len, said.splitlines())) <= 100
    ast.parse(said)


def test_a_lesson_is_borrowed_but_for_what_is_solved(run, write, workspace):
    write("double", "def double(x):\n    return 2 * x\n")
    assert run("check", "double").returncode == 0
    write("total", "def total(values):\n    return 'mine'\n")
    said = run("borrow", "sums").stdout
    assert "total, scaled now hold the reference, and count as borrowed." in said
    assert "What you had is kept for total: `bootcamp restore total` puts it back." in said
    assert "`bootcamp reset NAME` puts a stub back." in said
    assert "2 * x" in workspace.source("double")
    for name in ("total", "scaled"):
        assert workspace.source(name) == workspace.reference(name)
    again = run("borrow", "Sums")
    assert (again.returncode, "nothing left to borrow" in again.stderr) == (2, True)
    assert run("restore", "total").returncode == 0
    assert "mine" in workspace.source("total")


def test_an_answer_without_a_value_shows_the_question(run, workspace):
    said = run("answer", "by_hand")
    assert said.returncode == 2
    assert "Answer with: `bootcamp answer by_hand VALUE`" in " ".join(said.stdout.split())
    assert "Missing argument" in run("answer", "by_hand", "--json").stdout


def test_where_no_line_raised_the_place_is_told_without_the_line(run, write):
    write("double", "def double(x):\n    return x * x\n")
    said = run("check", "double").stdout.splitlines()
    assert any(re.fullmatch(r"tinylib/sums.py, line \d+", line.strip()) for line in said)
    write("double", "def double(x):\n    return x / 0\n")
    assert "return x / 0" in run("check", "double").stdout


def test_a_negative_answer_is_an_answer(run):
    said = run("answer", "by_hand", "-180", "--json")
    assert (said.returncode, json.loads(said.stdout)["says"]) == (1, "-180 isn't it.")
    assert run("answer", "by_hand", "-1", "-2").returncode == 2


def test_outside_of_a_workspace_the_way_in_is_named(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    said = run("list", cwd=folder)
    assert said.returncode == 2
    assert "bootcamp start" in said.stderr


def test_an_error_is_an_object_too_where_json_is_asked_for(run, tmp_path):
    for words, code in ((["check", "duoble", "--json"], 2), (["hint", "--json", "--x"], 2)):
        said = run(*words)
        assert (said.returncode, said.stderr) == (code, "")
        assert list(json.loads(said.stdout)) == ["error"]
    assert "Did you mean double" in json.loads(run("check", "duoble", "--json").stdout)["error"]


def test_help_says_all_of_each_command(run):
    said = " ".join(run("--help").stdout.partition("Commands:")[2].split())
    assert "checks on every save, a page, one thing to do." in said
    assert "..." not in said


def test_from_any_folder_beside_the_workspace_it_is_found_and_no_second_one_is_made(
    run, workspace, course
):
    (workspace.root.parent / "src/deep").mkdir(parents=True)
    deep = workspace.root.parent / "src/deep"
    write_nothing = run("check", "double", cwd=deep)
    assert "is waiting to be written" in write_nothing.stdout
    environment = {**os.environ, "BOOTCAMP_COURSE": str(course.root)}
    command = [*BOOTCAMP, "start", "--no-browser"]
    process = subprocess.Popen(
        command,
        cwd=deep,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert "http://" in process.stdout.readline()
    process.kill()
    process.communicate()
    assert not (deep / "work").exists()


def test_a_new_workspace_says_how_many_definitions_there_are(course, tmp_path):
    environment = {**os.environ, "BOOTCAMP_COURSE": str(course.root)}
    command = [*BOOTCAMP, "start", str(tmp_path / "new"), "--no-browser"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
    )
    lines = [process.stdout.readline() for _ in range(5)]
    process.kill()
    process.communicate()
    assert "3 definitions are yours to write" in " ".join(" ".join(lines).split())


def test_update_says_what_it_brought_and_what_is_left_to_decide(run, course, write):
    assert run("update").stdout == "Your workspace is up to date.\n"
    assert news_of(Workspace.open(course.root.parent / "work")) == ""
    write("double", "def double(x):\n    return 7 * x\n")
    library = course.library_root / "tinylib/sums.py"
    library.write_text(library.read_text().replace("Twice x.", "Two times x."))
    assert "the course is newer than your files" in run("doctor").stdout
    assert "bootcamp update" in news_of(Workspace.open(course.root.parent / "work"))
    said = run("update")
    assert said.returncode == 1
    assert "yours stays: tinylib/sums.py" in said.stdout
    assert "double" in said.stdout


@pytest.mark.isolation
def test_doctor_says_whether_others_code_can_be_run(run):
    said = run("doctor")
    assert said.returncode == 0, said.stdout
    assert "ok     to run others' code: a process was isolated, as a trial" in said.stdout


def test_doctor_finds_no_fault_with_a_learners_machine_that_cant_isolate(run, monkeypatch):
    monkeypatch.setenv("PATH", "")
    said = run("doctor")
    assert said.returncode == 0, said.stdout
    assert "note   to run others' code: bubblewrap isn't installed" in said.stdout
    assert "Only who runs others' code needs it." in said.stdout
    marks = {
        finding["what"]: finding["mark"] for finding in json.loads(run("doctor", "--json").stdout)
    }
    assert marks["to run others' code: bubblewrap isn't installed"] == "note"
