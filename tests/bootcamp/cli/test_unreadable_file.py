"""Commands on a file that is hard to read: a sentence each time, and nothing lost."""

import pytest

from ..hard_to_read import TEXTS

HARD = ["a default of 700 terms", "1,500 elifs", "10 MB", "a null byte", "a finally in 30 others"]


@pytest.mark.parametrize("name", HARD)
def test_check_and_reset_say_a_sentence_and_change_nothing(run, workspace, name):
    file = workspace.root / "tinylib" / "sums.py"
    file.write_text(text := f"{file.read_text()}\n\n{TEXTS[name]}")
    checked, reset = run("check", "double"), run("reset", "double")
    assert "Traceback" not in checked.stdout + checked.stderr + reset.stdout + reset.stderr
    assert "sums.py" in checked.stdout + checked.stderr
    assert (checked.returncode, reset.returncode != 0) == (1, True)
    assert file.read_text() == text
    assert run("list").returncode == 0
