"""What the terminal shows. Rich in a terminal, plain when piped, no colours with NO_COLOR."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from bootcamp.cli.grids import Grids, side_by_side
from bootcamp.course.formula import without_formulas
from bootcamp.verdict import Example, Failure, Verdict, sentence

if TYPE_CHECKING:
    from bootcamp.session import Session
    from bootcamp.workspace.unmatched import Unmatched

WIDTH = 100
THEME = Theme({"markdown.code": "cyan"})


def console() -> Console:
    """Where to print; as wide as a page of text at most, and always so where it is piped."""
    width = Console().width if sys.stdout.isatty() else WIDTH
    return Console(highlight=False, width=min(width, WIDTH), theme=THEME)


def put(thing: RenderableType) -> None:
    """Print; where it is piped, no line ends in blanks."""
    terminal = console()
    if terminal.is_terminal:
        terminal.print(thing)
        return
    with terminal.capture() as printed:
        terminal.print(thing)
    for line in printed.get().splitlines():
        print(line.rstrip())


@contextlib.contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Hear "2 of 4: what is done"; show it as a bar in a terminal, as lines where it is piped."""
    terminal = Console(stderr=True, highlight=False)
    with Progress(console=terminal, disable=quiet or not terminal.is_terminal) as progress:
        task = progress.add_task("", total=None, visible=False)

        def tell(text: str) -> None:
            if step := re.match(r"(\d+) of (\d+): ", text):
                done, total = map(int, step.groups())
                progress.update(task, completed=done, total=total, visible=True)
            if not quiet:
                terminal.print(f"  {text}", style="dim")

        yield tell


@contextlib.contextmanager
def step_bar(quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Hear (3, 40, "what is done"), and show it as a bar in a terminal."""
    terminal = Console(stderr=True, highlight=False)
    with Progress(console=terminal, disable=quiet or not terminal.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total, what: progress.update(
            task, completed=done, total=total, description=what
        )


def prose(markdown: str, style: str = "") -> Text:
    """A sentence or two of Markdown: formulas as plain text, code in its colour, stress italic."""
    text = Text(style=style)
    for part in re.split(r"(`[^`]+`|\*\S[^*]*\*)", without_formulas(markdown)):
        is_stressed = len(part) > 2 and part[0] == part[-1] == "*"
        text.append(part.strip("*") if is_stressed else part, "italic" if is_stressed else "")
    text.highlight_regex("`[^`]+`", "cyan")
    return text


def paragraphs(markdown: str) -> Markdown:
    """Markdown of any length, its formulas as plain text."""
    return Markdown(without_formulas(markdown))


def verdict_lines(verdict: Verdict) -> RenderableType:
    """A verdict, as it is read: what, expected and got, where, and which mistake it is."""
    good = verdict.passed
    word, style = ("PASS", "bold green") if good else ("FAIL", "bold red")
    if verdict.outcome == "blank" or "right" in verdict.details:  # a prediction is no test
        word, style = "DONE" if good else "", "bold cyan"
    head = Text.assemble((f"{word:<6}", style), (verdict.exercise, "bold"))
    parts: list[RenderableType] = [head, Padding(prose(verdict.says), (0, 0, 0, 6))]
    if verdict.failure and not good:
        parts.append(Padding(_failure(verdict.failure), (1, 0, 0, 6)))
    if verdict.smallest and not good:
        parts.append(Padding(_example(verdict.smallest), (1, 0, 0, 6)))
    if verdict.mistake and not good:
        parts.append(Padding(prose(verdict.mistake, "bold yellow"), (1, 0, 0, 6)))
    if because := verdict.details.get("because"):
        parts.append(Padding(paragraphs(str(because)), (1, 0, 0, 6)))
    if not_kept := verdict.details.get("not_kept"):
        parts.append(Padding(Text(str(not_kept), style="bold yellow"), (1, 0, 0, 6)))
    if verdict.output.strip() and not good:
        printed = Text(verdict.output.strip()[-1500:], style="dim")
        parts.append(Padding(Group(Text("It printed:"), printed), (1, 0, 0, 6)))
    return Group(*parts)


def _failure(failure: Failure) -> RenderableType:
    parts: list[RenderableType] = [Text(sentence(failure.test), style="bold"), Text(failure.says)]
    if failure.picture:
        parts.append(Grids(failure))
    elif failure.expected and f"got {failure.got}" not in failure.says:
        parts.append(side_by_side(failure))
    if failure.difference:
        parts.append(Text(failure.difference))
    if failure.where:
        where = f"{failure.where.file}, line {failure.where.line}: "
        parts.append(Text.assemble((where, "dim"), failure.where.code))
    if failure.claim:
        parts.append(Text.assemble(("the check says: ", "dim"), failure.claim))
    return Group(*parts)


def _example(example: Example) -> RenderableType:
    head = Text("The smallest input found on which it differs:", style="dim")
    table = Table.grid(padding=(0, 2))
    table.add_row("", Text(example.inputs))
    table.add_row(Text("expected", style="green"), Text(example.expected))
    table.add_row(Text("got", style="red"), Text(example.got))
    return Group(head, table)


def show_verdict(verdict: Verdict) -> None:
    """Print a verdict."""
    put(verdict_lines(verdict))


def exercise_lines(session: Session, name: str) -> RenderableType:
    """What an exercise asks for, and where to write it."""
    workspace = session.workspace
    exercise = workspace.exercise(name)
    head = Text.assemble((name, "bold"), f"   {exercise.kind}, about {exercise.minutes} minutes")
    parts: list[RenderableType] = [head, prose(exercise.summary)]
    if exercise.text:
        parts.append(Padding(paragraphs(exercise.text), (1, 0, 0, 0)))
    if exercise.learner_file:
        line = workspace.line(name)
        parts.append(Text.assemble("\nWrite it in ", (f"{workspace.file(name)}:{line}", "cyan")))
    else:
        question = session.question(name)
        parts.append(Padding(paragraphs(question["text"]), (1, 0, 0, 0)))
        for number, choice in enumerate(question["choices"], 1):
            parts.append(prose(f"  {number}. {choice}"))
        parts.append(Text(f"\nAnswer with: bootcamp answer {name} VALUE"))
    return Group(*parts)


def show_exercise(session: Session, name: str) -> None:
    """Print what an exercise asks for."""
    put(exercise_lines(session, name))


def show_unmatched(rows: list[Unmatched]) -> None:
    """Print where known mistakes are missing."""
    if not rows:
        put("No try has failed yet.")
        return
    table = Table.grid(padding=(0, 2))
    table.add_row("exercise", "failing", "unmatched", "codes", "most often at")
    for row in rows:
        counts = (str(number) for number in (row.failing, row.unmatched, row.codes))
        table.add_row(row.exercise, *counts, sentence(row.test))
    put(table)
