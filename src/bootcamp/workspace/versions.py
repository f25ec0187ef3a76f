"""What a learner had written for an exercise at one time or another: listed, and put back."""

from dataclasses import replace

from bootcamp import splice
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError, WorkspaceError
from bootcamp.text import read
from bootcamp.workspace.attempts import Kept
from bootcamp.workspace.edits import with_definition, write
from bootcamp.workspace.folder import Workspace

PAST_READING = (OSError, ValueError, SyntaxError, BootcampError)


def versions(workspace: Workspace, name: str) -> list[Kept]:
    """Every text of the exercise that is kept, the oldest first: each a definition or an answer.

    Of those that follow each other and are the same, what the last check said. A file that was kept
    and can't be parsed stands whole.
    """
    exercise = workspace.exercise(name)
    found: list[Kept] = []
    for kept in workspace.attempts.kept(name):
        version = _definition_in(exercise, kept)
        if version is None:
            continue
        if found and found[-1].text == version.text:
            if version.what == "unchecked":  # what a check said tells more
                continue
            found.pop()
        found.append(version)
    return found


def _definition_in(exercise: ExerciseEntry, kept: Kept) -> Kept | None:
    """The exercise's own part of a file that was kept; None where that is blank."""
    if not kept.is_file or exercise.target is None or exercise.kind == "WriteTest":
        return kept
    name = exercise.target.qualname
    try:
        definition = splice.extract(kept.text, name)
        short_name = name.rpartition(".")[2]
        if splice.is_blank(splice.find(splice.parse(definition, name), short_name)):
            return None
        return replace(kept, text=definition, is_file=False)
    except PAST_READING:
        return kept


def is_something_kept(workspace: Workspace, name: str) -> bool:
    """Whether a version is kept that isn't what is in the file: `restore` would put it back."""
    now = workspace.source(name)
    return any(version.text != now for version in versions(workspace, name))


def restore(workspace: Workspace, name: str, number: int | None) -> int:
    """Put a version back, by default the last that isn't what is there; its number, from 1.

    What is there is kept first.
    """
    if not workspace.exercise(name).learner_file:
        raise WorkspaceError(f"{name} is a question: its answers are listed, there is no file.")
    known = versions(workspace, name)
    now = workspace.source(name)
    others = [i for i, version in enumerate(known, 1) if version.text != now]
    if number is None and not others:
        raise WorkspaceError(f"Of {name} nothing is kept that isn't in the file already.")
    number = number or others[-1]
    if not 1 <= number <= len(known):
        raise WorkspaceError(
            f"{name} has no version {number}: `bootcamp attempts {name}` lists {len(known)}."
        )
    _put(workspace, name, known[number - 1])
    return number


def _put(workspace: Workspace, name: str, version: Kept) -> None:
    exercise, file = workspace.exercise(name), workspace.file(name)
    assert file
    assert exercise.target
    qualname = exercise.target.qualname
    try:
        text = read(file) if file.exists() else ""
        is_whole = version.is_file or exercise.kind == "WriteTest"
        whole = version.text if is_whole else with_definition(text, qualname, version.text)
    except PAST_READING as error:
        raise WorkspaceError(
            f"{exercise.learner_file} has no place for `{qualname}`: {error} Nothing was changed. "
            f"`bootcamp reset {name}` makes one."
        ) from error
    workspace.attempts.mark(name, "restored", text)
    write(file, whole, made_from=text if file.exists() else None)
