"""What is printed never steers the terminal."""

import io
import re
import time
from pathlib import Path

import pytest
from rich.text import Text

import bootcamp.cli
from bootcamp.cli.clean import clean
from bootcamp.cli.console import cleaning_console
from bootcamp.cli.show import progress_bar, step_bar
from bootcamp.verdict import Failure, Location, Verdict

HOSTILE = {
    "\x1b[31mred\x1b[0m": "red",
    "\x1b[2J\x1b[H\x1b[?25lgone": "gone",
    "\x1b]0;title\x07text": "text",
    "\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\": "link",
    "\x1bP1$r\x1b\\dcs": "dcs",
    "\x1b]0;never closed": "0;never closed",
    "\x1bcreset": "reset",
    "\x1b(0box": "box",
    "\x9b31mred": "red",
    "right\b\b\b\b\bwrong": "rightwrong",
    "50%\r100%": "50%100%",
    "a\r\nb": "a\nb",
    "bell\a\0": "bell",
    "abc\u202edef\u2066ghi": "abcdefghi",
    "half \ud800": "half \N{REPLACEMENT CHARACTER}",
    "\x1b": "",
    "tab\tand\nline é 🎓 👩\u200d🔬": "tab\tand\nline é 🎓 👩\u200d🔬",
    "[red]no markup[/red] [/] :smile:": "[red]no markup[/red] [/] :smile:",
}


@pytest.mark.parametrize(("text", "left"), HOSTILE.items(), ids=ascii)
def test_what_would_steer_a_terminal_is_taken_out(text, left):
    assert clean(text) == left


@pytest.mark.parametrize(("text", "left"), HOSTILE.items(), ids=ascii)
@pytest.mark.parametrize("kind", [str, Text])
def test_a_console_prints_what_is_left(text, left, kind):
    left = "0;titletext" if "title" in text else left  # Rich has taken the bell out by then
    out = io.StringIO()
    cleaning_console(file=out, width=80, force_terminal=False).print(kind(text))
    assert out.getvalue() == left.expandtabs(8) + "\n"


@pytest.mark.parametrize("opening", ["\x1b]", "\x9d", "\x1b]0;x", "\x1bP\x9d", "\x1b[", "\x1b[0 "])
def test_openings_that_are_never_closed_cost_no_more_than_their_length(opening):
    before = time.process_time()
    clean(opening * 32_000)
    assert time.process_time() - before < 3  # 14 where each is read to the end


@pytest.mark.parametrize("show", [step_bar, progress_bar])
def test_what_stands_beside_a_bar_is_cleaned(show, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal, then
    hostile = "1 of 2: a\x1b]0;title\x07b\u202ec\x9b31m[red]d\x1b[2J"
    with show(quiet=False) as tell:
        tell(hostile) if show is progress_bar else tell(1, 2, hostile)
    said = capsys.readouterr().err
    assert "bc[red]d" in said
    assert "1 of 2" in said
    assert not re.search("\u202e|\x9b|\x1b\\]0|\x1b\\[2J", said)


def test_colours_of_our_own_stay():
    out = io.StringIO()
    terminal = cleaning_console(file=out, width=80, force_terminal=True, color_system="standard")
    terminal.print(Text("a\x1b[2Jb", style="red"))
    assert out.getvalue() == "\x1b[31mab\x1b[0m\n"


def test_every_part_of_a_verdict_is_cleaned(capsys):
    from bootcamp.cli.show import show_verdict

    bad = "\x1b[2J\x1b]0;x\x07\u202e[/red]"
    place = Location(f"a{bad}.py", 1, bad)
    failure = Failure(f"test_{bad}", bad, expected=bad, got=bad, error=bad, claim=bad, where=place)
    show_verdict(Verdict("double", "failed", bad, failure=failure, mistake=bad, output=bad))
    said = capsys.readouterr().out
    assert said.count("[/red]") >= 8
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


PRINTS = re.compile(
    r"click\.echo\(|(?<!terminal\.)\bprint\(|\bConsole\((?!\))|std(out|err)\.write\(|\.show\(\)"
)
OUR_OWN = {  # JSON, which escapes; a script of click's; the screen's own control
    "__init__.py": 3,
    "clean.py": 1,
    "commands.py": 1,
    "console.py": 1,
    "group.py": 1,
    "screen.py": 2,
}


def test_nothing_is_printed_past_the_cleaner():
    root = Path(bootcamp.cli.__file__).parent
    found = {f.name: len(PRINTS.findall(f.read_text())) for f in root.glob("*.py")}
    assert {name: count for name, count in found.items() if count} == OUR_OWN
