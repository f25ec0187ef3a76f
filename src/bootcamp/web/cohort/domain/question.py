"""Questions as each learner gets them. A judge draws their numbers; a page finds them here."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError, IsolationError, JudgeEndedTwice, JudgeError
from bootcamp.web.cohort.domain.course import the_course, version_of
from bootcamp.web.cohort.models import Membership, Person, PosedQuestion
from bootcamp.web.cohort.models.membership import Role

KINDS = ("Answer", "Predict")
AT_ONCE = 50
Draw = Callable[[str, list[int]], list[dict[str, Any]]]  # what a judge does


def posed(exercise: str, seed: int) -> PosedQuestion:
    """The question for this seed. Its `data` is None until a judge has drawn it."""
    row, _ = PosedQuestion.objects.get_or_create(
        exercise=exercise, seed=seed, version=version_of(exercise)
    )
    return row


def posed_to(person: Person) -> dict[str, PosedQuestion]:
    """All questions of the course for this person, as far as there are any, by exercise."""
    names = {each.name: version_of(each.name) for each in questions()}
    rows = PosedQuestion.objects.filter(exercise__in=names, seed=person.seed)
    return {row.exercise: row for row in rows if row.version == names[row.exercise]}


def questions() -> list[ExerciseEntry]:
    """The exercises of the course that are questions."""
    return [each for each in the_course().exercises.values() if each.kind in KINDS]


def ask_for_all() -> int:
    """Note down what every participant will be asked, so that it is drawn before they come."""
    people = Membership.objects.active().filter(role=Role.PARTICIPANT).values("person__seed")
    seeds = {row["person__seed"] for row in people}
    made = 0
    for exercise in questions():
        version = version_of(exercise.name)
        rows = PosedQuestion.objects.filter(exercise=exercise.name, version=version)
        known = set(rows.values_list("seed", flat=True))
        new = [
            PosedQuestion(exercise=exercise.name, seed=seed, version=version)
            for seed in sorted(seeds - known)
        ]
        made += len(PosedQuestion.objects.bulk_create(new, ignore_conflicts=True))
    return made


def draw_due(draw: Draw) -> int:
    """Draw the questions that somebody waits for. Doing it twice writes the same."""
    due = PosedQuestion.objects.filter(data__isnull=True, error="").order_by("pk")[:AT_ONCE]
    groups: dict[tuple[str, str], list[PosedQuestion]] = defaultdict(list)
    for row in due:
        groups[row.exercise, row.version].append(row)
    for (exercise, version), rows in groups.items():
        error, drawn = "", []
        try:
            if exercise not in the_course().exercises or version_of(exercise) != version:
                raise BootcampError("The course has another version of it by now.")
            drawn = draw(exercise, [row.seed for row in rows])
        except JudgeEndedTwice as failed:  # on this question: a third judge would end as well
            error = str(failed)[:300]
        except (JudgeError, IsolationError):
            raise
        except Exception as failed:  # whatever it is, it is this question's alone
            error = str(failed)[:300] or type(failed).__name__
        for row in rows:
            row.error = error
        for row, data in zip(rows, drawn, strict=False):
            row.data = data
        PosedQuestion.objects.bulk_update(rows, ["data", "error"])
    return sum(map(len, groups.values()))
