"""Show a learner whose failure is no known mistake the smallest input on which it is wrong."""

from dataclasses import replace

from bootcamp.check.bench import Bench
from bootcamp.check.build import target_of
from bootcamp.check.differ import Difference, find_difference_of
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import BootcampError
from bootcamp.verdict import Example, Verdict

SECONDS = 0.3  # for the search: it ends sooner where a difference is found, as is the rule


def with_smallest(bench: Bench, exercise: ExerciseEntry, verdict: Verdict) -> Verdict:
    """The verdict with the smallest input found, where the check failed and no mistake is known."""
    if verdict.outcome != "failed" or verdict.mistake or not verdict.failure:
        return verdict
    try:
        build = bench.library.alone(target_of(exercise))
        found = find_difference_of(bench, exercise, build, SECONDS, verdict.failure.test)
    except BootcampError:  # the verdict stands without it
        return verdict
    if found is None or not _is_telling(found):
        return verdict
    return replace(verdict, smallest=Example(found.inputs, found.expected, found.got))


def _is_telling(found: Difference) -> bool:
    """Whether a learner can type the input, and a right answer couldn't give that result too."""
    is_free = found.is_drawn and found.kind in ("value", "argument")
    is_typing_error = found.got.startswith(("NameError", "UnboundLocalError", "ImportError"))
    is_no_result = found.is_watched or found.kind == "alias"
    return found.is_plain and not (is_free or is_typing_error or is_no_result)
