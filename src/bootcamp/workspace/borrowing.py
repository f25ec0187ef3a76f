"""Go on with the reference's code: for one exercise, or for what is left of a lesson."""

from bootcamp.course.lookup import exercises_named
from bootcamp.errors import BootcampError, WorkspaceError
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.status import Status


def borrow(workspace: Workspace, typed: str) -> list[str]:
    """Borrow an exercise, or all of a lesson's that aren't done and have code; their names."""
    chosen = exercises_named(workspace.course, typed)
    if typed in workspace.course.exercises:
        workspace.borrow(typed)
        return [typed]
    statuses = workspace.attempts.statuses()
    left = [
        each.name
        for each in chosen
        if each.kind in ("Exercise", "Experiment") and not statuses.get(each.name, Status()).is_done
    ]
    if not left:
        raise WorkspaceError(f"The lesson `{typed}` has nothing left to borrow.")
    for place, name in enumerate(left):
        try:
            workspace.borrow(name)
        except BootcampError as error:
            before = f" Borrowed before that: {', '.join(left[:place])}." if place else ""
            raise type(error)(f"{name}: {error}{before}") from error
    return left
