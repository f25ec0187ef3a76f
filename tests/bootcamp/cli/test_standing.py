"""Where a learner stands, as the commands tell it, and what is kept of what they wrote."""

import json


def test_hint_borrow_reset_progress_and_list_agree(run):
    assert "Hint 1 of 2" in run("hint", "double").stdout
    assert run("borrow", "double").returncode == 0
    assert "[b] double" in run("list").stdout
    assert run("check", "double").returncode == 0
    progress = json.loads(run("progress", "--json").stdout)
    assert (progress["passed"], progress["borrowed"], progress["hints_seen"]) == (0, 1, 1)
    assert progress["tries"] == 0
    said = run("list").stdout
    assert "[b] double" in said
    assert json.loads(run("next", "--json").stdout)["exercise"] == "total"
    assert run("reset", "double").returncode == 0
    assert run("check", "double").returncode == 1
    assert "[ ] double" in run("list").stdout


def test_what_was_passed_and_fails_now_is_said_and_stays_passed(run, write):
    write("double", "def double(x):\n    return x + x\n")
    run("check", "double")
    write("double", "def double(x):\n    return x * x\n")
    run("check", "double")
    assert "[!] double" in run("list").stdout
    row = json.loads(run("list", "--json").stdout)[0]
    assert (row["name"], row["state"], row["now"]) == ("double", "passed", "failed")
    assert "1 of 4 exercises passed, 1 of them fails now. 2 tries" in run("progress").stdout


def test_a_solution_seen_before_a_pass_is_marked(run):
    run("solution", "double", "--now")
    assert "solution seen. Double a number." in run("list").stdout
    assert json.loads(run("list", "--json").stdout)[0]["solution_seen"] is True


def test_what_is_borrowed_counts_as_the_references(with_program, run):
    run("borrow", "double")
    said = run("run", "sum_up", "1").stdout
    assert said.endswith("It ran 0 of your functions; 2 still came from the reference.\n")


def test_every_text_is_kept_listed_and_put_back(run, write, workspace):
    write("double", "def double(x):\n    return x * x\n")
    run("check", "double")
    write("double", "def double(x):\n    return 2 * x\n")
    run("check", "double")
    write("double", "def double(x):\n    return x * 2.0\n")  # never checked
    assert "`bootcamp restore double`" in run("borrow", "double").stdout
    said = run("restore", "double")
    assert "version 3" in said.stdout
    assert "x * 2.0" in workspace.source("double")
    listed = json.loads(run("attempts", "double", "--json").stdout)
    assert [row["outcome"] for row in listed] == ["failed", "passed", "unchecked", "unchecked"]
    assert "x + x" in listed[3]["text"]  # what the reference lent
    assert "1 of 2 tests pass." in run("attempts", "double").stdout
    assert run("attempts", "double", "1").stdout == "def double(x):\n    return x * x\n"
    assert run("restore", "double", "1").returncode == 0
    assert "x * x" in workspace.source("double")
    assert "no version 9" in run("restore", "double", "9").stderr


def test_tries_are_counted_alike(run, write):
    write("double", "def double(x):\n    return x * x\n")
    run("check", "double")
    run("check", "total")  # blank
    assert "1 try, 0 hints" in run("progress").stdout
    assert "1 tries kept" in run("doctor").stdout


def test_show_names_the_definition_and_what_it_promises(run):
    said = run("show", "double").stdout
    assert "def double(x):" in said
    assert "Twice x." in said


def test_what_is_said_of_a_way_back_from_a_stub_is_so(run, workspace):
    stub = workspace.source("double")
    assert run("reset", "double").stdout == "double is blank again.\n"
    said = run("borrow", "double").stdout
    assert said.endswith("counts as borrowed. `bootcamp reset double` puts the stub back.\n")
    assert run("reset", "double").returncode == 0
    assert workspace.source("double") == stub
    said = " ".join(run("borrow", "sums").stdout.split())
    assert "total, scaled" in said
    assert "`bootcamp reset NAME` puts the stub back." in said


def test_the_names_that_borrow_takes_are_listed(run):
    for words in (["list"], ["progress"]):
        assert any(line.split()[:2] == ["Sums", "sums"] for line in run(*words).stdout.splitlines())
