"""A learner at a real terminal: tmux, keys, and files saved by hand."""

import pytest

pytestmark = pytest.mark.terminal


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
    terminal.sees("Your answer:")
    terminal.press(str(number - 1), "Enter")
    terminal.sees("That is one less.")
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
