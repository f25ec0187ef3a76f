"""What the terminal shows. Rich in a terminal, plain when piped, no colours with NO_COLOR."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.progress import Progress
from rich.style import Style
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from bootcamp.cli.clean import clean, echo
from bootcamp.cli.console import cleaning_console
from bootcamp.cli.grids import Grids, side_by_side
from bootcamp.course.contract import Contract, contract_of
from bootcamp.course.formula import without_formulas
from bootcamp.verdict import Example, Failure, Verdict, sentence

if TYPE_CHECKING:
    from bootcamp.session import Session
    from bootcamp.workspace.unmatched import Unmatched

WIDTH = 100
PRINTED_LINES = 10
THEME = Theme({"markdown.code": "cyan"})


def console() -> Console:
    """Where to print; as wide as a page of text at most, and always so where it is piped."""
    width, height = WIDTH, None
    if sys.stdout.isatty():  # not what COLUMNS says: it may be another terminal's
        columns, height = os.get_terminal_size(sys.stdout.fileno())
        width = min(columns or WIDTH, WIDTH)
    return cleaning_console(width=width, height=height or None, theme=THEME)


def put(thing: RenderableType) -> None:
    """Print; where it is piped, no line ends in blanks."""
    terminal = console()
    if terminal.is_terminal:
        terminal.print(thing)
        return
    with terminal.capture() as printed:
        terminal.print(thing)
    for line in printed.get().removesuffix("\n").split("\n"):
        echo(line.rstrip())


@contextlib.contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Hear "2 of 4: what is done"; show it as a bar in a terminal, as lines where it is piped."""
    terminal = cleaning_console(stderr=True)
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
    """Hear (3, 40, "what is done"), and show it as a bar in a terminal.

    Rich draws a bar behind our cleaner, so what is done is cleaned here.
    """
    terminal = cleaning_console(stderr=True)
    with Progress(console=terminal, disable=quiet or not terminal.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total, what: progress.update(
            task, completed=done, total=total, description=escape(clean(what))
        )


def prose(markdown: str, style: str = "") -> Text:
    """A sentence or two of Markdown: formulas as plain text, code in its colour, stress italic."""
    text = Text(style=style)
    for part in re.split(r"(`[^`]+`|\*\S[^*]*\*)", without_formulas(markdown)):
        is_stressed = len(part) > 2 and part[0] == part[-1] == "*"
        text.append(part.strip("*") if is_stressed else part, "italic" if is_stressed else "")
    text.highlight_regex("`[^`]+`", "cyan")
    return text


def as_comment(markdown: str) -> str:
    """What to notice, as a comment below code: what is printed stays Python. "" for nothing."""
    if not markdown:
        return ""
    text = prose(f"Notice: {markdown}").plain
    wrapped = textwrap.wrap(text, console().width - 2, break_on_hyphens=False)
    return "\n" + "".join(f"# {line}\n" for line in wrapped)


def paragraphs(markdown: str) -> RenderableType:
    """Markdown of any length, its formulas as plain text."""
    text = without_formulas(markdown).strip()
    if re.search(r"^\s*([-*>#|]|\d+\.|```)", text, re.M):  # more than prose
        return Markdown(text)
    return Group(*_apart([prose(" ".join(each.split())) for each in text.split("\n\n")]))


def _apart(texts: list[Text]) -> list[RenderableType]:
    """With an empty line between each two."""
    return [Padding(text, (1 if number else 0, 0, 0, 0)) for number, text in enumerate(texts)]


def verdict_lines(verdict: Verdict, when: str = "", figure_at: str = "") -> RenderableType:
    """A verdict, as it is read: what, which mistake it is, expected and got, where.

    What matters least comes last: a low terminal cuts it. `figure_at`: where a prediction's figure
    is to be seen.
    """
    good = verdict.passed
    word, style = ("PASS", "bold green") if good else ("FAIL", "bold red")
    if verdict.outcome == "blank" or "right" in verdict.details:  # a prediction is no test
        word, style = "DONE" if good else "", "bold cyan"
    head = Text.assemble((f"{word:<6}", style), (verdict.exercise, "bold"), (f"   {when}", "dim"))
    head.rstrip()
    parts: list[RenderableType] = [head, Padding(prose(verdict.says), (0, 0, 0, 6))]
    if figure_at and good:
        parts.append(Padding(prose(f"The figure is on the page: {figure_at}"), (0, 0, 0, 6)))
    if verdict.mistake and not good:
        parts.append(Padding(prose(verdict.mistake, "bold yellow"), (1, 0, 0, 6)))
    if verdict.failure and not good:
        parts.append(Padding(_failure(verdict.failure), (1, 0, 0, 6)))
    if verdict.smallest and not good:
        parts.append(Padding(_example(verdict.smallest), (1, 0, 0, 6)))
    if because := verdict.details.get("because"):
        parts.append(Padding(paragraphs(str(because)), (1, 0, 0, 6)))
    if not_kept := verdict.details.get("not_kept"):
        parts.append(Padding(Text(str(not_kept), style="bold yellow"), (1, 0, 0, 6)))
    if verdict.output.strip() and not good:
        parts.append(Padding(_printed(verdict.output), (1, 0, 0, 6)))
    return Group(*parts)


def _printed(output: str) -> RenderableType:
    """The last lines of what was printed: those before the end are the likeliest to matter."""
    lines = output.strip().splitlines()
    last = lines[-PRINTED_LINES:]
    head = "It printed:" if len(lines) == len(last) else f"The last {len(last)} lines it printed:"
    return Group(Text(head), Text("\n".join(last)[-1500:], style="dim"))


def _failure(failure: Failure) -> RenderableType:
    parts: list[RenderableType] = [Text(sentence(failure.test), style="bold"), Text(failure.says)]
    if failure.picture:
        parts.append(Grids(failure))
    elif failure.expected and f"got {failure.got}" not in failure.says:
        parts.append(side_by_side(failure))
    if failure.difference:
        parts.append(Text(failure.difference))
    if failure.where:
        where = f"{failure.where.file}, line {failure.where.line}"
        code = failure.where.code and f": {failure.where.code}"
        parts.append(Text.assemble((where, "dim"), code))
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


def show_verdict(verdict: Verdict, figure_at: str = "") -> None:
    """Print a verdict."""
    put(verdict_lines(verdict, figure_at=figure_at))


def exercise_lines(session: Session, name: str) -> RenderableType:
    """What an exercise asks for, and where to write it. What a low terminal may cut comes last."""
    workspace = session.workspace
    exercise = workspace.exercise(name)
    head = Text.assemble((name, "bold"), f"   {exercise.kind}, about {exercise.minutes} minutes")
    parts: list[RenderableType] = [head, prose(exercise.summary, "bold")]
    if exercise.learner_file:
        file = near(workspace.file(name) or Path())
        parts.append(Text.assemble("Write it in ", (f"{file}:{workspace.line(name)}", "cyan")))
    if exercise.text:
        parts.append(Padding(paragraphs(exercise.text), (1, 0, 0, 0)))
    if contract := contract_of(session.course, exercise):
        parts.append(_contract(contract, is_tested=exercise.kind == "WriteTest"))
    if not exercise.learner_file:
        parts.append(question_lines(session, name))
        parts.append(prose(f"\nAnswer with: `bootcamp answer {name} VALUE`"))
    return Group(*parts)


def question_lines(session: Session, name: str) -> RenderableType:
    """What a question asks, and the choices that it gives."""
    question = session.question(name)
    choices = (prose(f"  {n}. {choice}") for n, choice in enumerate(question["choices"], 1))
    return Padding(Group(paragraphs(question["text"]), *choices), (1, 0, 0, 0))


def _contract(contract: Contract, is_tested: bool) -> RenderableType:
    code = Syntax(contract.signature.rstrip(), "python", theme="ansi_dark", word_wrap=True)
    code.background_style = Style.null()
    told = [*contract.paragraphs, *([contract.terms] if contract.terms and not is_tested else [])]
    promised = Padding(Group(*_apart([prose(each) for each in told])), (0, 0, 0, 4))
    head = [Text("Your test is of this:", style="dim")] if is_tested else []
    return Padding(Group(*head, code, promised), (1, 0, 0, 0))


def figure_of(session: Session, name: str, page: str) -> str:
    """Where the figure of a prediction is to be seen; "" where the exercise has none."""
    exercise = session.workspace.exercise(name)
    if not exercise.reveal:
        return ""
    if not page:
        return "`bootcamp start` serves it."
    return f"{page}lesson/{exercise.chapter}/{exercise.lesson}/#figure-{exercise.reveal}"


def near(path: Path) -> str:
    """A path as one would type it here."""
    here = os.path.relpath(path)
    return str(path) if here.startswith("..") else here


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
