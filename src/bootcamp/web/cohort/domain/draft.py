"""What a learner has written on the page: one text for each exercise, and the files it makes."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from bootcamp import splice
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError, SourceError, WorkspaceError
from bootcamp.web.cohort.domain.course import handed_out, the_course
from bootcamp.web.cohort.models import Draft, Person
from bootcamp.workspace import edits
from bootcamp.workspace.attempts import hash_of

LONGEST = 50_000  # characters
CHANGED = (
    "`{name}` was changed since this page was loaded, in another window or on another machine. "
    "Nothing was saved: compare the two and decide."
)


def stub_of(exercise: ExerciseEntry) -> str:
    """What a learner begins with; "" for a question."""
    text = handed_out().get(exercise.learner_file, "")
    if exercise.kind == "WriteTest" or not exercise.target:
        return text
    return splice.extract(text, exercise.target.qualname)


def source_of(person: Person, exercise: ExerciseEntry) -> str:
    """What they have written for this exercise, or the stub."""
    code = Draft.objects.filter(person=person, exercise=exercise.name).values_list("code")
    found = code.first()
    return found[0] if found else stub_of(exercise)


def stack_of(person: Person) -> dict[str, str]:
    """Everything that they have written, by exercise."""
    return dict(Draft.objects.filter(person=person).values_list("exercise", "code"))


def write(exercise: ExerciseEntry, text: str, expected_hash: str, *, actor: Person) -> None:
    """Keep new text, if the text before is still what `expected_hash` says."""
    if exercise.target is None or not exercise.learner_file:
        raise WorkspaceError(f"{exercise.name} is a question: there is no code to save.")
    if len(text) > LONGEST:
        raise BootcampError(
            f"Expected at most {LONGEST} characters, got {len(text)}: nothing was saved."
        )
    before = source_of(actor, exercise)
    if hash_of(before) != expected_hash:
        raise WorkspaceError(CHANGED.format(name=exercise.name))
    if exercise.kind != "WriteTest":
        name = exercise.target.qualname
        place = "Imports and functions of your own go inside it here."
        whole = handed_out()[exercise.learner_file]
        text = splice.extract(edits.with_edited(whole, name, text, place), name)
    _replace(actor, exercise.name, before, text)


def _replace(person: Person, name: str, before: str, text: str) -> None:
    """Keep the text unless somebody else was faster."""
    rows = Draft.objects.filter(person=person, exercise=name)
    if rows.filter(code=before).update(code=text, changed_at=timezone.now()):
        return
    try:
        with transaction.atomic():
            Draft.objects.create(person=person, exercise=name, code=text)
    except IntegrityError:
        raise WorkspaceError(CHANGED.format(name=name)) from None


def files_of(stack: dict[str, str]) -> dict[str, str]:
    """A workspace's files with these definitions in them, by path.

    What doesn't fit any more, because the course has changed, is left blank.
    """
    files = dict(handed_out())
    exercises = the_course().exercises
    known = [exercises[name] for name in stack if name in exercises]
    for exercise in sorted(known, key=lambda each: each.target.qualname if each.target else ""):
        if exercise.kind == "WriteTest":
            files[exercise.learner_file] = stack[exercise.name]
        elif exercise.target and exercise.learner_file:
            text, name = files[exercise.learner_file], exercise.target.qualname
            try:
                files[exercise.learner_file] = splice.replace(text, name, stack[exercise.name])
            except (BootcampError, SourceError):
                continue
    return files
