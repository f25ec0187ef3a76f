"""The workspace that a command is about, and its session for as long as the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bootcamp.cli.clean import echo

if TYPE_CHECKING:
    from bootcamp.session import Session
    from bootcamp.workspace.folder import Workspace

SETTLE_SECONDS = 2.0  # at the very end, for what is being sent to a cohort's server


def the_workspace() -> Workspace:
    """The workspace around the folder that one is in."""
    from bootcamp.workspace.folder import Workspace

    return Workspace.locate(Path.cwd())


class Opened:
    """A session for the length of one command."""

    def __enter__(self) -> Session:
        """The session."""
        from bootcamp.check.client import connect
        from bootcamp.session import Session

        workspace = the_workspace()
        self.judge = connect(workspace.course.root, workspace.root)
        session = Session(workspace, self.judge)
        click.get_current_context().call_on_close(lambda: _settle(session))
        return session

    def __exit__(self, *unused: object) -> None:
        """End its judge, if it is its own."""
        self.judge.close()


def _settle(session: Session) -> None:
    """Let what is being sent arrive; if it doesn't, say so beside what the command says."""
    if problem := session.settle(SETTLE_SECONDS):
        echo(f"Not sent yet: {problem} It goes with the next check.", err=True)


def or_current(session: Session, name: str | None) -> str:
    """The exercise of that name; without one, the one to do."""
    if name:
        return session.workspace.exercise(name).name
    current = session.current()
    if current is None:
        raise click.ClickException("Everything is passed. Name an exercise to look at it again.")
    return current.name
