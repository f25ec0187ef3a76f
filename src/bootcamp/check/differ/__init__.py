"""Look for an input on which a changed definition behaves differently from the reference.

The exercise's own check is run on the reference, and what it calls the definition with is noted.
Then both definitions, the reference's and the changed one, are called with those arguments and with
many like them, each in the same surroundings: all that isn't the definition is shared.

    calls       note the calls of a check, and stand in for the definition
    arguments   the values among a call's arguments
    contract    what the inputs of a check have in common
    relations   what a smaller one must keep
    inputs      others like them            shrink      simpler ones
    stage       both definitions in one module
    outcomes    make a call                 gaps        compare what came of two
    search      put together                literals    write it down
"""

import contextlib
import importlib
import itertools
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from types import CodeType

from bootcamp import splice
from bootcamp.check.bench import Bench, serve
from bootcamp.check.build import Build, target_of
from bootcamp.check.differ.calls import Exchange
from bootcamp.check.differ.search import Difference, LateError, Search, at_most
from bootcamp.check.differ.stage import Exchanging, variant_of
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.process import run_in_child
from bootcamp.check.run import Result, collect, load_check
from bootcamp.course.model import ExerciseEntry
from bootcamp.errors import JudgeError
from bootcamp.workspace.overlay import put_first

__all__ = ["Difference", "find_difference", "find_difference_of"]

SEEDS = (PUBLIC_SEED, 1, 2)  # the check is run with each, to see what it calls with
PATIENCE = 5  # how many times as long it may take by the clock on the wall
SHARE_FOR_NOTING = 0.4  # of the time; the rest is for looking


def find_difference(
    bench: Bench, exercise: ExerciseEntry, changed: str, seconds: float
) -> Difference | None:
    """The smallest input found on which `changed` differs from the reference; None if none was.

    `changed` is the text of the whole definition, and takes its place in the reference's module.
    That no input was found doesn't prove that there is none. `seconds` are of the processor's time:
    a search finds as much on a busy machine. Raises SourceError where the text can't be parsed.
    """
    target = target_of(exercise)
    source = splice.replace(bench.library.reference_source(target), target.qualname, changed)
    build = bench.library.reference({target.module: source})
    return find_difference_of(bench, exercise, build, seconds)


def find_difference_of(
    bench: Bench, exercise: ExerciseEntry, build: Build, seconds: float, test: str = ""
) -> Difference | None:
    """The same for the definition as a build of the library has it.

    With the name of a test, that fails there, nothing is shown but what is surely meant to work:
    the check's own calls, those of that test first, and smaller ones like them.
    """
    target = target_of(exercise)
    reference = bench.library.reference()
    code = bench.check_code(exercise.path)

    def work() -> Iterator[Result]:
        exchange = Exchange()
        serve(bench.course.library, {**build, **reference})
        put_first(Exchanging(bench.course.library, reference, target, exchange))
        warnings.simplefilter("ignore")
        module = importlib.import_module(target.module)
        variant = variant_of(build[target.module], module, target)
        if variant:
            seeds = SEEDS[:1] if test else SEEDS
            note_calls(exchange, code, exercise.name, seeds, SHARE_FOR_NOTING * seconds)
            left = (1 - SHARE_FOR_NOTING) * seconds
            search = Search(exchange, variant, left, bool(test), exercise.excludes)
            yield from map(asdict, search.differences(test))

    ran = run_in_child(work, PATIENCE * seconds)
    if ran.ended.partition(": ")[0].isidentifier() and ": " in ran.ended:
        raise JudgeError(f"The search for a difference ended with an error of ours: {ran.ended}")
    return Difference(**ran.messages[-1]) if ran.messages else None


def note_calls(
    exchange: Exchange, code: CodeType, name: str, seeds: Sequence[int], seconds: float
) -> None:
    """Run the check on the reference with these seeds, noting what it calls with."""
    namespace, _ = load_check(code, name)
    with contextlib.suppress(LateError), at_most(seconds):
        for label, run in itertools.chain(*(collect(namespace, seed) for seed in seeds)):
            exchange.noting(label)
            with contextlib.suppress(Exception, SystemExit):
                run()
    exchange.noting("")
