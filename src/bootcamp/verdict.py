"""What is said of one try: plain data, the same in the terminal, on the page and in JSON."""

import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from bootcamp.plain import plain, plain_data

OUTCOMES = {
    "passed": "the check passed",
    "failed": "the check ran and rejected the answer",
    "stack": "passes alone, but fails together with another function of the learner's",
    "blank": "not written yet",
    "missing": "the definition is no longer in its file",
    "signature": "the parameters aren't those that were asked for",
    "ready-made": "the code uses a name that the exercise doesn't allow",
    "syntax": "the file can't be parsed",
    "unreadable": "the file is missing, not UTF-8, or can't be opened",
    "import": "the file can't be imported",
    "timeout": "the run took too long and was stopped",
    "memory": "the run wanted more memory than it may have",
    "ended": "the process ended before the check did: sys.exit, os._exit, a crash",
    "broken": "the exercise's own file is at fault, not the learner",
}


@dataclass(frozen=True)
class Said:
    """A part of a verdict: every text in it is plain, wherever that text comes from."""

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, _plain(getattr(self, each.name)))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return plain_data(value)
    is_number = not isinstance(value, float) or math.isfinite(value)
    return value if is_number else None


@dataclass(frozen=True)
class Location(Said):
    """A line of the learner's."""

    file: str  # relative to the workspace
    line: int
    code: str  # that line's text, stripped; "" where the definition begins and nothing was raised


@dataclass(frozen=True)
class Grid(Said):
    """An array to be drawn. `cells` are in the order of reading; "nan", "inf", "-inf" are text."""

    shape: tuple[int, ...]  # of 1 to 3 axes
    cells: tuple[float | str, ...]


@dataclass(frozen=True)
class Picture(Said):
    """What was expected beside what came."""

    expected: Grid
    got: Grid
    differs: tuple[bool, ...]  # for each cell; () where the shapes differ


@dataclass(frozen=True)
class Example(Said):
    """An input, written as one would type it, and what should come of it and does."""

    inputs: str
    expected: str
    got: str


@dataclass(frozen=True)
class Failure(Said):
    """The first test that failed, and how."""

    test: str  # "test_a_shared_parent_appears_once[3]"
    says: str  # one sentence: "Expected shape (2, 3), got (3, 2)."
    expected: str = ""  # short, for reading side by side; "" where nothing was compared
    got: str = ""
    difference: str = ""  # "first difference at [0, 2]: expected 1.5, got -1.5"
    error: str = ""  # the exception's type, where one was raised: "ZeroDivisionError"
    claim: str = ""  # the check's own line: "assert order.count(shared) == 1"
    where: Location | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class TestResult(Said):
    """One test function, or one of its parametrized cases."""

    name: str
    passed: bool
    seconds: float


@dataclass(frozen=True)
class Verdict(Said):
    """What one try came to. `outcome` is a key of OUTCOMES."""

    exercise: str
    outcome: str
    says: str  # one or two sentences for the learner: what is the case, and what to do now
    tests: tuple[TestResult, ...] = ()
    failure: Failure | None = None
    mistake: str = ""  # the sentence of the known mistake that this run fails like
    smallest: Example | None = None  # without one: the smallest input found on which it is wrong
    blames: tuple[str, ...] = ()  # with "stack": the learner's other functions that it fails on
    metric: float | None = None  # of an Experiment: the median over its seeds
    output: str = ""  # what the code printed, shortened
    seconds: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the exercise is done."""
        return self.outcome == "passed"

    @property
    def honest(self) -> bool:
        """Whether this counts as a try: something was written, and it ran."""
        return self.outcome in ("passed", "failed", "stack", "timeout", "memory", "ended")

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers."""
        return asdict(self)


def verdict_from_json(data: dict[str, Any]) -> Verdict:
    """The inverse of `Verdict.to_json`; a verdict that an older version kept can be read too."""
    failure, smallest = data.get("failure"), data.get("smallest")
    if failure:
        where, picture = failure.get("where"), failure.get("picture")
        failure = Failure(
            **{
                **failure,
                "where": Location(**where) if where else None,
                "picture": picture_from_json(picture) if picture else None,
            }
        )
    return Verdict(
        **{
            **data,
            "failure": failure,
            "smallest": Example(**smallest) if smallest else None,
            "tests": tuple(TestResult(**test) for test in data.get("tests", ())),
            "blames": tuple(data.get("blames", ())),
        }
    )


def picture_from_json(data: dict[str, Any]) -> Picture:
    """A picture from its plain data."""
    grids = [Grid(tuple(g["shape"]), tuple(g["cells"])) for g in (data["expected"], data["got"])]
    return Picture(grids[0], grids[1], tuple(data["differs"]))


def sentence(test: str) -> str:
    """A test's name as a sentence: "A shared parent appears once [3]"."""
    name, bracket, case = test.partition("[")
    text = name.removeprefix("test_").replace("_", " ").strip()
    return text[:1].upper() + text[1:] + (f" [{case}" if bracket else "")
