"""Run a file's tests on whatever library the overlay serves: the part that happens in the child."""

import inspect
import itertools
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from types import CodeType, FunctionType
from typing import Any

from bootcamp.check.asserts import LOOKED_AT, RECORDER, Comparisons
from bootcamp.check.compare import Comparison, compare, kinds_differ, short, unwrapped
from bootcamp.check.fingerprint import distance, fingerprint, quiet
from bootcamp.check.fixtures import FIXTURES
from bootcamp.check.raised import (
    NAME_KEPT,
    compares,
    is_mismatch,
    raised_in,
    sentence,
    words_of,
)
from bootcamp.syntax import line_at

Result = dict[str, Any]
TOLD_LINES = "_told_lines"  # of a worker's error: the file and line of each frame, as it says
LINE_KEPT = 300  # characters of a line that is quoted
Guard = Callable[[Callable[[], Any]], Callable[[], Any]]  # a test, and the test made safe


def unguarded(call: Callable[[], Any]) -> Callable[[], Any]:
    """The test as it is."""
    return call


class BrokenCheckError(Exception):
    """The exercise's own file asks for something that the judge doesn't have."""


class BoundaryFault(BaseException):
    """What came from the code under test isn't to be believed, or it's gone: the run is over."""


def load_check(code: CodeType, name: str) -> tuple[dict[str, Any], Comparisons]:
    """Run a compiled file of tests; its namespace, and what its asserts compare."""
    comparisons = Comparisons()
    namespace: dict[str, Any] = {
        "__name__": f"check_{name}",
        "__file__": code.co_filename,
        RECORDER: comparisons,
    }
    exec(code, namespace)
    comparisons.looked_at = namespace.get(LOOKED_AT, {})
    return namespace, comparisons


def run_tests(
    code: CodeType,
    name: str,
    workspace: str,
    seed: int,
    guarded: Guard = unguarded,
    texts: Mapping[str, str] | None = None,
) -> Iterator[Result]:
    """One result for each test, in the order of the file.

    `texts`: the files that may be quoted, by name. Code under test can name any file as its own, so
    no file is opened by a name that a traceback holds.
    """
    namespace, comparisons = load_check(code, name)
    reader = Reader(code.co_filename, workspace, comparisons, texts or {})
    for label, call in collect(namespace, seed):
        yield reader.result_of(label, guarded(call))


def collect(namespace: dict[str, Any], seed: int) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each test and each of its parametrized cases, ready to be called."""
    for name, function in list(namespace.items()):
        if name.startswith("test_") and isinstance(function, FunctionType):
            for label, arguments in _cases(function):
                wanted = list(inspect.signature(function).parameters)
                for parameter in wanted:
                    if parameter not in arguments:
                        if parameter not in FIXTURES:
                            raise BrokenCheckError(
                                f"{name} asks for a fixture `{parameter}`; there are only "
                                f"{', '.join(FIXTURES)}."
                            )
                        arguments[parameter] = FIXTURES[parameter](seed)
                yield name + label, lambda f=function, a=arguments: f(**a)  # type: ignore[misc]


def _cases(function: FunctionType) -> Iterator[tuple[str, dict[str, Any]]]:
    marks = [m for m in getattr(function, "pytestmark", []) if m.name == "parametrize"]
    axes = []
    for mark in reversed(marks):
        names = mark.args[0]
        names = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
        rows = [getattr(row, "values", row) for row in mark.args[1]]
        axes.append([dict(zip(names, r if len(names) > 1 else [r], strict=True)) for r in rows])
    for parts in itertools.product(*axes):
        arguments = {key: value for part in parts for key, value in part.items()}
        label = "-".join(short(value) for value in arguments.values())
        yield (f"[{label}]" if arguments else ""), arguments


class Reader:
    """Turns what happened in a test into plain data."""

    def __init__(
        self,
        check_file: str,
        workspace: str,
        comparisons: Comparisons,
        texts: Mapping[str, str],
    ) -> None:
        self.texts = texts
        self.check_file = check_file
        self.workspace = workspace
        self.comparisons = comparisons
        self.has_compared = False

    def result_of(self, label: str, call: Callable[[], Any]) -> Result:
        """Call a test, and tell what happened."""
        self.comparisons.last = None
        started = time.perf_counter()
        result: Result = {"name": label, "passed": True}
        try:
            call()
        except (KeyboardInterrupt, BoundaryFault):
            raise
        except BaseException as error:  # SystemExit too: the learner's code may call sys.exit
            result.update(passed=False, **self._describe(error))
        result["seconds"] = round(time.perf_counter() - started, 4)
        return result

    def _describe(self, error: BaseException) -> Result:
        frames = list(traceback.walk_tb(error.__traceback__))
        checks = [i for i, (f, _) in enumerate(frames) if f.f_code.co_filename == self.check_file]
        innermost = checks[-1] if checks else len(frames) - 1
        line = frames[innermost][1] if frames else 0
        inner = [frame for frame, _ in frames[innermost + 1 :]]
        claim = self._quoted(self.check_file, line)
        place = raised_in(error, [frame for frame, _ in frames])
        is_told = is_mismatch(error, inner)
        with quiet():  # what we compute of odd numbers warns of nothing that the learner did
            pair = self._compared(error, inner)
            described: Result = {
                "error": "" if is_told or pair else type(error).__name__[:NAME_KEPT],
                "claim": claim,
                "line": line,
                "where": self._learners_line(error),
                "raised_in": place,
            }
            if not pair:
                print_ = type(error).__name__ if is_told else words_of(error)
                described.update(says=sentence(error, claim, place), signature=print_)
                return described
            described.update(self._held_together(*pair, line))
        return described

    def _held_together(self, got: Any, expected: Any, line: int) -> Result:
        """What two things that a check compared come to: for diagnosis, and once for reading."""
        is_first, self.has_compared = not self.has_compared, True
        try:
            found: Result = {"signature": fingerprint(got), "off": distance(got, expected)}
            if is_first:  # it is read; of the others diagnosis needs the print
                looked_at = self.comparisons.looked_at.get(line, "")
                found.update(_told(compare(got, expected, looked_at)))
        except Exception as odd:  # code under test may return what nothing can be computed of
            texts = {"expected": short(expected), "got": short(got)}
            says = "Expected {expected}, got {got}.".format(**texts)
            return {"signature": type(odd).__name__, "says": says, **texts}
        return found

    def _compared(self, error: BaseException, inner: list[Any]) -> tuple[Any, Any] | None:
        """Got and expected, where the check compared two things."""
        for frame in inner:  # numpy.testing and torch.testing hold both in their frames
            if not compares(str(frame.f_globals.get("__name__", ""))):
                continue
            for names in (("actual", "desired"), ("actual", "expected"), ("x", "y")):
                if all(name in frame.f_locals for name in names):
                    got, expected = (unwrapped(frame.f_locals[name]) for name in names)
                    is_told = isinstance(error, AssertionError) or kinds_differ(got, expected)
                    return (got, expected) if is_told else None
        if not isinstance(error, AssertionError):
            return None
        if self.comparisons.last and not inner and not str(error):
            left, sign, right = self.comparisons.last
            return (left, right) if sign in ("==", "is") else None
        return None

    def _learners_line(self, error: BaseException) -> Result | None:
        frames = traceback.walk_tb(error.__traceback__)
        here = [(frame.f_code.co_filename, line) for frame, line in frames]
        for file, line in reversed([*here, *vars(error).get(TOLD_LINES, [])]):
            is_theirs = self.workspace and file.startswith(self.workspace)
            if is_theirs and file != self.check_file and (code := self._quoted(file, line)):
                name = file[len(self.workspace) :].lstrip("/")
                return {"file": name, "line": line, "code": code}
        return None

    def _quoted(self, file: str, line: int) -> str:
        """That line of a text that was handed in; "" where there is none."""
        return " ".join(line_at(self.texts.get(file, ""), line)[:LINE_KEPT].split())


def _told(told: Comparison) -> Result:
    picture = asdict(told.picture) if told.picture else None
    return {
        "says": told.says,
        "expected": told.expected,
        "got": told.got,
        "difference": told.difference,
        "picture": picture,
    }
