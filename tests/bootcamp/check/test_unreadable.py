"""A text that can't be read ends one verdict, with a sentence, and the judge goes on."""

import pytest

from bootcamp.check.client import Judge
from bootcamp.verdict import OUTCOMES
from bootcamp.workspace.folder import Workspace

from ..hard_to_read import LARGE_BUT_FINE, TEXTS

RIGHT = "def double(x):\n    return 2 * x\n"
NOT_READ = ("syntax", "unreadable")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One workspace and its judge for all these texts."""
    from .. import conftest

    tmp_path = tmp_path_factory.mktemp("unreadable")
    course = conftest.course.__wrapped__(tmp_path)
    workspace = Workspace.create(tmp_path / "work", course)
    with Judge.start(course.root, workspace.root) as judge:
        yield workspace, judge


@pytest.fixture
def verdict_on(shared):
    """The verdict on a file of these definitions; then one on right code, from the same judge."""
    workspace, judge = shared
    file = workspace.root / "tinylib" / "sums.py"
    pristine = file.read_text()

    def verdict_on(text, hosted, beside=pristine):
        pid = judge.ask({"do": "ping"})["pid"]
        file.write_text(f"{beside}\n\n{text}")
        verdict = judge.check("double", hosted=hosted)
        file.write_text(f"{pristine}\n\n{RIGHT}")
        assert judge.check("double", hosted=hosted).passed
        assert judge.ask({"do": "ping"})["pid"] == pid
        return verdict

    yield verdict_on
    file.write_text(pristine)


@pytest.mark.parametrize("hosted", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_what_cant_be_read_is_told_in_a_sentence(verdict_on, name, hosted):
    verdict = verdict_on(TEXTS[name], hosted)
    outcome = "unreadable" if name == "a null byte" else "syntax"
    assert (verdict.outcome, "Error" in verdict.says) == (outcome, False), verdict
    assert "sums.py" in verdict.says
    assert verdict.outcome in OUTCOMES


@pytest.mark.parametrize("name", LARGE_BUT_FINE)
def test_what_can_be_read_is_judged(verdict_on, name):
    verdict = verdict_on(LARGE_BUT_FINE[name], True)
    assert verdict.outcome in ("passed", "failed"), verdict


def test_another_definition_that_only_the_compiler_refuses_is_named(verdict_on):
    verdict = verdict_on(f"{RIGHT}\n\ndef other():\n    break\n", False)
    assert (verdict.outcome, "'break' outside loop" in verdict.says) == ("syntax", True)


@pytest.mark.parametrize("text", ["return 1\n", "x = 0" + "+0" * 2000 + "\n", "x = '\0'\n"])
def test_another_file_of_theirs_is_told_apart(shared, verdict_on, text):
    workspace, _judge = shared
    mine = workspace.root / "tinylib" / "mine.py"
    mine.write_text(text)
    try:
        verdict = verdict_on("from tinylib import mine\n\n\n" + RIGHT, False)
        assert verdict.outcome == "import"
        assert "mine.py" in verdict.says
        assert verdict_on(RIGHT, False).passed
    finally:
        mine.unlink()


@pytest.mark.parametrize("mark", ["\f", "\u2028", "\x1c", "\x85"])
@pytest.mark.parametrize("hosted", [False, True])
def test_the_line_that_is_shown_is_pythons_own(verdict_on, mark, hosted):
    text = f'MARK = """{mark}{mark}"""\n\n\ndef double(x):\n    raise ValueError(x)\n'
    verdict = verdict_on(text, hosted, beside=f"# {mark}\n")
    where = verdict.failure.where
    assert (where.line, where.code) == (8, "raise ValueError(x)")
    text = text.replace("raise ValueError(x)", "return 7.0")
    where = verdict_on(text, hosted, beside=f"# {mark}\n").failure.where
    assert (where.line, where.code) == (7, "")
