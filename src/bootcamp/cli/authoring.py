"""The authors' commands."""

import json
import sys

import click

from bootcamp.course.read import find_course, read_course
from bootcamp.errors import CourseError


def run_verify(names: tuple[str, ...], jobs: int, as_json: bool) -> int:
    """Verify the course or some of its exercises, and say what is refused."""
    from dataclasses import asdict

    from rich.progress import Progress

    from bootcamp.check.verify import verify
    from bootcamp.cli.show import console

    problems: list[CourseError] = []
    course = read_course(find_course(), problems)
    with Progress(console=console(), disable=as_json or not sys.stdout.isatty()) as progress:
        task = progress.add_task("verify", total=len(names) or len(course.exercises))
        report = verify(course, names, jobs, problems, lambda name: progress.advance(task))
    if as_json:
        click.echo(json.dumps(asdict(report), indent=2))
    else:
        for refusal in report.refused:
            click.echo(f"{refusal.exercise or course.title}: {refusal.says}")
        click.echo(
            f"{report.passed} of {report.exercises} exercises in {report.lessons} lessons hold, "
            f"{len(report.refused)} refusals, {report.seconds:.1f} s."
        )
    return 1 if report.refused else 0
