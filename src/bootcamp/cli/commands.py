"""The commands. What they need is imported when they run, so that `--help` is there at once."""

from __future__ import annotations

from pathlib import Path

import click

from bootcamp.cli.clean import echo
from bootcamp.cli.group import (
    as_json,
    bootcamp,
    name_argument,
    names_and_lessons,
    names_of,
    say,
)
from bootcamp.cli.opened import Opened, or_current, the_workspace


@bootcamp.command()
@click.argument("folder", type=click.Path(path_type=Path), default="work")
@click.option("--port", default=8000, show_default=True, help="The first port to try.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
def start(folder: Path, port: int, browser: bool) -> None:
    """Make the workspace, or go on where it was: checks on every save, a page, one thing to do."""
    from bootcamp.cli.start import run_start

    run_start(folder, port, browser)


@bootcamp.command()
@name_argument
@as_json
def check(name: str | None, as_json: bool) -> int:
    """Check an exercise, by default the one you are at. Exit code 0: passed, 1: not yet."""
    from bootcamp.cli.show import progress_bar, show_verdict

    with Opened() as session, progress_bar(quiet=as_json) as told:
        name = or_current(session, name)
        verdict = session.check(name, on_progress=told)
    if as_json:
        say(verdict.to_json())
    else:
        show_verdict(verdict)
    return 0 if verdict.passed else 1


@bootcamp.command(context_settings={"ignore_unknown_options": True})  # -180 is a value
@click.argument("name", shell_complete=names_of)
@click.argument("value", required=False)
@as_json
def answer(name: str, value: str | None, as_json: bool) -> int:
    """Answer a question with a number, a fraction or a choice; without one, show the question."""
    from bootcamp.cli.show import figure_of, show_exercise, show_verdict
    from bootcamp.workspace.lock import page_of

    with Opened() as session:
        if session.workspace.exercise(name).kind not in ("Answer", "Predict"):
            raise click.ClickException(f"{name} asks for code, not for an answer: `bootcamp show`.")
        if value is None:
            if as_json:
                raise click.UsageError("Missing argument 'VALUE'.")
            show_exercise(session, name)
            return 2
        verdict = session.check(name, answer=value)
        figure_at = figure_of(session, name, page_of(session.workspace.root))
    if as_json:
        say(verdict.to_json())
    else:
        show_verdict(verdict, figure_at)
    return 0 if verdict.passed else 1


@bootcamp.command()
def watch() -> None:
    """Check what you save, in the terminal alone. Ctrl-C ends it."""
    from bootcamp.cli.start import run_watch

    with Opened() as session:
        run_watch(session)


@bootcamp.command("next")
@as_json
def next_(as_json: bool) -> None:
    """Say what to do next."""
    from bootcamp.cli.show import show_exercise

    with Opened() as session:
        name = or_current(session, None)
        if as_json:
            say({"exercise": name, "file": session.workspace.exercise(name).learner_file})
        else:
            show_exercise(session, name)


@bootcamp.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List the exercises, and where you stand."""
    from bootcamp.cli.standing import list_data, show_list

    workspace = the_workspace()
    statuses = workspace.attempts.statuses()
    if as_json:
        say(list_data(workspace, statuses))
    else:
        show_list(workspace, statuses)


@bootcamp.command()
@name_argument
def show(name: str | None) -> None:
    """Show what an exercise asks for."""
    from bootcamp.cli.show import show_exercise

    with Opened() as session:
        show_exercise(session, or_current(session, name))


@bootcamp.command()
@name_argument
@as_json
def hint(name: str | None, as_json: bool) -> None:
    """Show one hint more."""
    from bootcamp.cli.show import prose, put

    with Opened() as session:
        name = or_current(session, name)
        text = session.hint(name)
        seen = session.hints_seen(name)
        total = len(session.workspace.exercise(name).hints)
    if as_json:
        say({"exercise": name, "hint": text, "seen": len(seen), "of": total})
    elif text is None:
        for number, line in enumerate(seen, 1):
            put(prose(f"{number}. {line}"))
        put(f"Those are all {total} hints for {name}.")
    else:
        put(prose(f"Hint {len(seen)} of {total} for {name}: {text}"))


@bootcamp.command()
@name_argument
@click.option("--now", is_flag=True, help="Show it before you have tried; this is marked.")
def solution(name: str | None, now: bool) -> None:
    """Show the reference: after a pass, after three honest tries, or --now."""
    from bootcamp.cli.show import as_comment, paragraphs, put

    with Opened() as session:
        name = or_current(session, name)
        text = session.solution(name, now)
        exercise = session.workspace.exercise(name)
    if exercise.learner_file:
        echo(text + as_comment(exercise.notice), nl=False)
    else:
        put(paragraphs(f"{text}\n\n{exercise.notice}"))


@bootcamp.command()
@click.argument("name", shell_complete=names_and_lessons)
def borrow(name: str) -> None:
    """Put the reference's code into your file, marked as borrowed, and go on.

    Of a lesson it takes every definition that isn't solved yet.
    """
    from bootcamp.workspace.borrowing import borrow

    borrowed = borrow(the_workspace(), name)
    s = "s" if len(borrowed) == 1 else ""
    holds = f"{', '.join(borrowed)} now hold{s} the reference, and count{s} as borrowed."
    echo(f"{holds} {_ways_back(borrowed)}")


def _ways_back(borrowed: list[str]) -> str:
    """How to get back what was there: what was written, or the stub."""
    from bootcamp.workspace.versions import is_something_kept

    kept = [each for each in borrowed if is_something_kept(the_workspace(), each)]
    if not kept:
        name = borrowed[0] if len(borrowed) == 1 else "NAME"
        return f"`bootcamp reset {name}` puts the stub back."
    name = kept[0] if len(kept) == 1 else "NAME"
    of = "" if kept == borrowed else f" for {', '.join(kept)}"
    back = f"What you had is kept{of}: `bootcamp restore {name}` puts it back."
    return back if kept == borrowed else f"{back} `bootcamp reset NAME` puts a stub back."


@bootcamp.command()
@click.argument("name", shell_complete=names_of)
def reset(name: str) -> None:
    """Put the stub back. What you wrote is kept with your attempts."""
    from bootcamp.workspace.versions import is_something_kept

    the_workspace().reset(name)
    kept = f" What you had is kept: `bootcamp restore {name}` puts it back."
    echo(f"{name} is blank again.{kept if is_something_kept(the_workspace(), name) else ''}")


@bootcamp.command()
@click.argument("name", shell_complete=names_of)
@click.argument("number", type=int, required=False)
@as_json
def attempts(name: str, number: int | None, as_json: bool) -> None:
    """List what you had written for an exercise, and when; with a number, show that text."""
    from bootcamp.cli.standing import show_versions, versions_data

    workspace = the_workspace()
    if as_json:
        say(versions_data(workspace, name, number))
    else:
        show_versions(workspace, name, number)


@bootcamp.command()
@click.argument("name", shell_complete=names_of)
@click.argument("number", type=int, required=False)
def restore(name: str, number: int | None) -> None:
    """Put back what you had written: the last that isn't in the file, or the one numbered so."""
    from bootcamp.workspace.versions import restore

    number = restore(the_workspace(), name, number)
    echo(
        f"{name} is as it was in version {number} again. `bootcamp attempts {name}` lists all; "
        f"what was in the file is now among them."
    )


@bootcamp.command(context_settings={"ignore_unknown_options": True})
@click.argument("program")
@click.option("--mine/--reference", default=True, help="On your functions, or on the reference's.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run(program: str, mine: bool, arguments: tuple[str, ...]) -> int:
    """Run one of the library's programs on your functions, and say how many it stands on."""
    from bootcamp.cli.programs import run_program

    return run_program(the_workspace(), program, mine, arguments)


@bootcamp.command()
@as_json
def update(as_json: bool) -> int:
    """Bring a newer course into your workspace; what you wrote stays. Exit code 1: conflicts."""
    from dataclasses import asdict

    from bootcamp.cli.standing import show_update
    from bootcamp.workspace.update import update as bring_up_to_date

    done = bring_up_to_date(the_workspace())
    if as_json:
        say(asdict(done))
    else:
        show_update(done)
    return 1 if done.conflicts else 0


@bootcamp.command()
@as_json
def progress(as_json: bool) -> None:
    """Say how far you are."""
    from bootcamp.cli.standing import progress_of, show_progress

    workspace = the_workspace()
    if as_json:
        say(progress_of(workspace))
    else:
        show_progress(workspace)


@bootcamp.command()
@as_json
def doctor(as_json: bool) -> int:
    """Look for what may be wrong with this installation, and say what to do."""
    from bootcamp.cli.doctor import examine

    findings = examine(Path.cwd())
    if as_json:
        say([{"ok": f.ok, "mark": f.mark, "what": f.what, "do": f.do} for f in findings])
    else:
        for finding in findings:
            do = f"\n       {finding.do}" if finding.do else ""
            echo(f"{finding.mark:5}  {finding.what}{do}")
    return 1 if any(finding.mark == "wrong" for finding in findings) else 0


@bootcamp.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that makes a shell complete names: eval "$(bootcamp completion bash)"."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(bootcamp, {}, "bootcamp", "_BOOTCAMP_COMPLETE").source())
