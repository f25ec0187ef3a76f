"""A learner at a real terminal: tmux, keys, and files saved by hand."""

import os
import re
import subprocess
import sys
import time

import pytest

from bootcamp.workspace.versions import versions

pytestmark = pytest.mark.terminal
SQUARE = "def double(x):\n    return x * x\n"
RIGHT = "def double(x):\n    return x + x\n"


def bootcamp(workspace, *words):
    """Run a command in another terminal."""
    environment = {**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)}
    command = [sys.executable, "-m", "bootcamp", *words]
    return subprocess.run(
        command, cwd=workspace.root, env=environment, capture_output=True, text=True, check=False
    )


def test_lesson_by_keyboard_alone(terminal_on, write, workspace):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    terminal.press("h")
    terminal.sees("What is twice a number?")
    write("double", "def double(x):\n    return x * x\n")
    screen = terminal.sees("That is the square.")
    assert "Three doubled is six" in screen
    write("double", "def double(x):\n    return x + x\n")
    terminal.sees("PASS")
    terminal.press("n")
    terminal.sees("Sum the doubles.")
    terminal.press("l")
    terminal.sees("[x] double")
    terminal.press("by_hand", "Enter")
    terminal.sees("a answer")
    number = int(terminal.sees("What is").split("What is ")[1].split("+")[0].strip(" $"))
    terminal.press("a")
    terminal.sees("Your answer")
    terminal.press(str(number - 1), "Enter")
    screen = terminal.sees("That is one less.")
    assert f"What is {number} + 1?" in screen
    assert "That is right." not in screen
    terminal.press("a")
    terminal.press(str(number + 1), "Enter")
    terminal.sees("That is right.")
    terminal.press("q")
    terminal.sees("LEFT")
    terminal.end()
    terminal.start()
    terminal.sees("2 of 4 passed")
    terminal.sees("Sum the doubles.")
    terminal.press("C-c")
    terminal.sees("LEFT")


def test_hints_stand_below_each_other_with_their_number_of_how_many(terminal_on, workspace):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    terminal.press("h")
    terminal.sees("Hint 1 of 2: What is twice a number?")
    terminal.press("h")
    screen = terminal.sees("Hint 2 of 2: Add it to itself.")
    assert "Hint 1 of 2: What is twice a number?" in screen
    terminal.press("h")
    assert "Hint 2 of 2" in terminal.sees("There are no more hints.")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (50, 12)])
def test_a_screen_is_never_taller_than_the_terminal(terminal_on, write, workspace, width, height):
    terminal = terminal_on(workspace)
    terminal.start(width, height)
    terminal.sees("Double a number.")
    write("double", "def double(x):\n    print('one line\\n' * 60)\n    return 'wide ' * 200\n")
    screen = terminal.sees("FAIL")
    assert screen.splitlines()[0].startswith("Groundup")
    assert "tests pass." in screen
    assert re.search(r"\.\.\. \d+ more lines", screen)
    assert "h hint" in screen


def test_a_verdict_that_is_the_same_again_shows_that_it_was_checked(terminal_on, write, workspace):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    write("double", SQUARE)
    checked = r"checked (\d\d:\d\d:\d\d), version 1"
    first = re.search(checked, terminal.sees(", version 1"))
    assert first
    while time.strftime("%H:%M:%S") == first[1]:  # the clock on the screen counts seconds
        time.sleep(0.05)
    terminal.press("c")
    deadline = time.monotonic() + 20
    while re.search(checked, terminal.sees(", version 1"))[1] == first[1]:
        assert time.monotonic() < deadline


def test_the_number_on_the_screen_is_the_one_that_attempts_lists(terminal_on, write, workspace):
    write("double", SQUARE.replace("x * x", "x * x * x"))
    workspace.reset("double")  # never checked, and listed all the same
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    write("double", SQUARE)
    terminal.sees(", version 2")
    assert versions(workspace, "double")[1].text == SQUARE


def test_a_check_passes_over_a_breakpoint(terminal_on, write, workspace):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    write("double", "def double(x):\n    breakpoint()\n    return x + x\n")
    assert "Pdb" not in terminal.sees("PASS")


def test_a_list_longer_than_the_screen_shows_the_part_around_the_cursor(terminal_on, workspace):
    terminal = terminal_on(workspace)
    terminal.start(60, 9)
    terminal.sees("Double a number.")
    terminal.press("l")
    screen = terminal.sees("> [ ] double")
    assert re.search(r"↓ \d more", screen)
    assert "by_hand" not in screen
    for _ in range(3):
        terminal.press("Down")
    screen = terminal.sees("> [ ] by_hand")
    assert re.search(r"↑ \d more", screen)
    terminal.press("Enter")
    terminal.sees("Add two numbers by hand.")


def test_the_name_of_a_lesson_moves_the_cursor_to_its_first_exercise(terminal_on, workspace):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    terminal.press("l")
    terminal.press("by_hand")
    terminal.sees("> [ ] by_hand")
    terminal.press(*["BSpace"] * 7)
    terminal.press("su")
    terminal.sees("> [ ] double")


def test_titles_that_are_cut_end_in_dots(terminal_on, workspace):
    terminal = terminal_on(workspace)
    terminal.start(50, 20)
    terminal.sees("Double a number.")
    terminal.press("l")
    assert re.search(r"\[ \] double .*Double a .*…", terminal.sees("Esc back"))


def test_ctrl_c_leaves_the_list_and_the_question_but_not_the_program(terminal_on, workspace):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("Double a number.")
    terminal.press("l")
    terminal.sees("Esc back")
    terminal.press("C-c")
    terminal.sees("Double a number.")
    terminal.press("l")
    terminal.press("by_hand", "Enter")
    terminal.sees("a answer")
    terminal.press("a")
    terminal.sees("Your answer")
    terminal.press("C-c")
    terminal.sees("a answer")
    assert "LEFT" not in terminal.screen()


def test_what_another_command_did_is_counted_and_shown(terminal_on, workspace, write):
    terminal = terminal_on(workspace)
    terminal.start()
    terminal.sees("0 of 4 passed")
    number = int(bootcamp(workspace, "show", "by_hand").stdout.split("What is ")[1].split("+")[0])
    bootcamp(workspace, "answer", "by_hand", str(number + 1))
    screen = terminal.sees("1 of 4 passed")
    assert "Double a number." in screen  # the learner is still there


@pytest.mark.browser
def test_the_terminal_stays_where_it_is_while_the_page_is_used(terminal_on, workspace, page):
    terminal = terminal_on(workspace)
    terminal.start()
    url = re.search(r"http://\S+", terminal.sees("Double a number."))[0]
    page.goto(f"{url}lesson/sums/sums/")
    page.locator("#total").get_by_role("button", name="Check").click()
    screen = terminal.sees("total: ")
    assert "Double a number." in screen
    page.locator("#scaled").get_by_role("button", name="Hint").click()
    page.locator("#scaled .hints li").wait_for()
    screen = terminal.screen()
    assert "Double a number." in screen
    assert "Hint 1" not in screen
    terminal.press("n")
    terminal.sees("Sum the doubles.")


def test_a_second_start_says_where_the_first_runs_without_broken_words(terminal_on, workspace):
    start = f"{sys.executable} -m bootcamp start {workspace.root} --no-browser"
    first = subprocess.Popen(
        ["sh", "-c", f"exec {start}"],
        env={**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    url = re.search(r"http://\S+", first.stdout.readline())[0]
    terminal = terminal_on(workspace)
    terminal.run(start, width=len(str(workspace.root)) + 50)
    screen = terminal.sees("LEFT")
    first.kill()
    first.communicate()
    assert url in screen
    assert "page" in re.split(r"\s+", screen)


def test_where_bootcamp_is_no_command_the_first_screen_says_how_to_type_it(terminal_on, workspace):
    terminal = terminal_on(workspace)
    terminal.run(f"PATH=/usr/bin:/bin {sys.executable} -m bootcamp start {workspace.root}", 120)
    terminal.sees("work in another terminal after")
