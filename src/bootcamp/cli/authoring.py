"""The authors' commands."""

import sys
from pathlib import Path

import click

from bootcamp.cli.clean import echo
from bootcamp.cli.group import as_json, bootcamp, names_of, say

jobs = click.option(
    "--jobs",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many judges work at a time.",
)
KINDS = ("Exercise", "Answer", "Predict", "WriteTest", "Experiment")


@bootcamp.command()
@click.argument("names", nargs=-1, shell_complete=names_of)
@jobs
@as_json
def verify(names: tuple[str, ...], jobs: int, as_json: bool) -> int:
    """For authors: prove that every check accepts the reference and rejects each mistake."""
    from dataclasses import asdict

    from rich.progress import Progress

    from bootcamp.check.verify import verify
    from bootcamp.cli.show import console
    from bootcamp.course.read import find_course, read_course
    from bootcamp.errors import CourseError

    problems: list[CourseError] = []
    course = read_course(find_course(), problems)
    with Progress(console=console(), disable=as_json or not sys.stdout.isatty()) as progress:
        task = progress.add_task("verify", total=len(names) or len(course.exercises))
        report = verify(course, names, jobs, problems, lambda name: progress.advance(task))
    if as_json:
        say(asdict(report))
    else:
        for refusal in report.refused:
            echo(f"{refusal.exercise or course.title}: {refusal.says}")
        echo(
            f"{report.passed} of {report.exercises} exercises in {report.lessons} lessons hold, "
            f"{len(report.refused)} refusals, {report.seconds:.1f} s."
        )
    return 1 if report.refused else 0


@bootcamp.command()
@click.argument("names", nargs=-1, shell_complete=names_of)
@jobs
@as_json
@click.option("--html", type=click.Path(dir_okay=False), help="Write a page to work through.")
@click.option("--state", type=click.Path(dir_okay=False), help="Where results are kept.")
def audit(
    names: tuple[str, ...], jobs: int, as_json: bool, html: str | None, state: str | None
) -> int:
    """For authors: find wrong answers that a check accepts, by making many."""
    from contextlib import closing
    from pathlib import Path

    from bootcamp.check.audit.audit import audit
    from bootcamp.check.audit.page import page
    from bootcamp.check.audit.report import lines_of
    from bootcamp.check.audit.state import State, default_state
    from bootcamp.cli.show import step_bar
    from bootcamp.course.read import find_course, read_course

    course = read_course(find_course(), problems=[] if names else None)
    with (
        closing(State(Path(state) if state else default_state())) as known,
        step_bar(quiet=as_json) as on_progress,
    ):
        try:
            report = audit(course, names, jobs, known, on_progress)
        except KeyboardInterrupt:
            echo("Interrupted. The same command goes on where it was.", err=True)
            raise
    if html:
        Path(html).write_text(page(course, report), "utf-8")
    if as_json:
        say(report.to_json())
    else:
        for line in lines_of(report):
            echo(line)
    return 0 if report.holds else 1


@bootcamp.command()
@click.argument("path", metavar="CHAPTER/NAME")
@click.option("--implements", default="", metavar="MODULE:NAME", help="What the learner writes.")
@click.option("--kind", type=click.Choice(KINDS), default="Exercise", show_default=True)
def new(path: str, implements: str, kind: str) -> None:
    """For authors: begin an exercise with a file that only wants filling in."""
    from bootcamp.course.read import find_course, read_course
    from bootcamp.course.skeleton import new_exercise

    course = read_course(find_course(), problems=[])
    where, text = new_exercise(course, path, kind, implements)
    (course.root / where).write_text(text, "utf-8")
    name = where.rpartition("/")[2].removesuffix(".py")
    echo(
        f"Wrote {course.root / where}.\n"
        f"1. Fill in what says TODO.\n"
        f"2. On its lesson's page, on a line of its own: [{name}](exercise:{name})\n"
        f"3. bootcamp verify {name}"
    )


@bootcamp.command()
@click.argument("workspaces", nargs=-1, type=click.Path(path_type=Path), metavar="[WORKSPACE...]")
@as_json
def unmatched(workspaces: tuple[Path, ...], as_json: bool) -> None:
    """For authors: count, for each exercise, the failing tries that no known mistake names."""
    from dataclasses import asdict

    from bootcamp.cli.show import show_unmatched
    from bootcamp.workspace.folder import Workspace
    from bootcamp.workspace.unmatched import unmatched

    folders = workspaces or (Workspace.locate(Path.cwd()).root,)
    rows = unmatched(folders)
    if as_json:
        say({"workspaces": len(folders), "exercises": [asdict(row) for row in rows]})
    else:
        show_unmatched(rows)
