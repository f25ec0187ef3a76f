"""The whole exercise format, on one page.

An exercise is one Python file beside its lesson. Its name is the exercise's name, its docstring
says what is asked (first line: one sentence), it defines `exercise`, and its check is plain pytest
functions, so that `pytest courses` tests the library without this tool.

    kind         the learner writes                   the file also defines
    Exercise     a function, method or class          test_*: the check
    Answer       a number or a choice                 question(rng) -> Question
    Predict      a number or a choice, committed      question(rng) -> Question, and a figure
                 before the outcome is shown          to reveal
    WriteTest    a test of a library function         test_*: our own test, proved on `mistakes`
    Experiment   a function that reaches a target     measure(seed) -> float, and test_*

`question` gets a `numpy.random.Generator` seeded for this learner, so that two learners have
different numbers. A test may ask for two fixtures: `rng` (a Generator) and `seed` (an int).

The reference answer is the library itself: `implements=` names it, and the stub that a learner
starts from is computed from it. Nothing here is run in order to list a course: the values below
are read from the source, so write them as literals.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# What the judge tries by itself on an answer whose tests pass, and a contract may leave out;
# each is explained in docs/author/format.md.
EXCLUDABLE = (
    "layouts",
    "read-only arrays",
    "gradients",
    "sharing",
    "changed arguments",
    "empty axes",
    "single axes",
    "dtypes",
    "infinities",
    "NaN",
    "magnitudes",
    "ties",
    "forms",
)


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people really give. The check must reject it; a learner whose run fails
    in the same way is told `says`.

    `find` is text that stands exactly once in the reference, replaced by `instead`; or a whole
    function, defined above in the same file, that stands in for the reference. Such a function is
    spliced into the library's module: it uses that module's names.
    """

    find: str | Callable[..., Any]
    instead: str = ""
    says: str = field(kw_only=True)


@dataclass(frozen=True, kw_only=True)
class _Common:
    minutes: int  # for someone who has read the page
    difficulty: int  # 1 (typing) to 5 (an afternoon for some)
    importance: int  # 1 (nice to have) to 5 (everything later stands on it)
    hints: tuple[str, ...]  # each gives away a little more; the last still isn't the answer


@dataclass(frozen=True, kw_only=True)
class Exercise(_Common):
    """Write a function, method or class of the library."""

    implements: Any
    mistakes: tuple[Mistake, ...]
    seconds: float = 10.0  # one run of the whole check may take this long
    without: tuple[str, ...] = ()  # names that may not be used: they'd do what is to be built
    notice: str = ""  # after a pass, beside the reference: one sentence on what to see in it
    excludes: tuple[str, ...] = ()  # hostile inputs that the contract leaves out: EXCLUDABLE


@dataclass(frozen=True, kw_only=True)
class Answer(_Common):
    """Answer a question with a number or a choice. The numbers differ from learner to learner."""


@dataclass(frozen=True, kw_only=True)
class Predict(_Common):
    """Commit to a prediction; then the figure `reveal` and the outcome are shown.

    Any committed prediction completes it: what is learned comes from the difference.
    """

    reveal: str


@dataclass(frozen=True, kw_only=True)
class WriteTest(_Common):
    """Write a test for `of` that accepts the reference and rejects every mistake."""

    of: Any
    mistakes: tuple[Mistake, ...]
    seconds: float = 10.0


@dataclass(frozen=True, kw_only=True)
class Experiment(_Common):
    """Reach `target` in the median of `metric` over fresh seeds, drawn anew for each try.

    The file's `measure(seed)` runs the learner's function and returns the metric.
    """

    implements: Any
    mistakes: tuple[Mistake, ...]
    metric: str
    target: float
    higher_is_better: bool = True
    seeds: int = 3
    seconds: float = 120.0
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What `question(rng)` returns. `text` and `because` are Markdown with $math$."""

    text: str
    answer: float | str  # a str is one of `choices`
    because: str  # shown afterwards: why this is the answer
    choices: tuple[str, ...] = ()
    tolerance: float = 1e-3  # how far a number may be off: relative to max(1, |answer|)
    wrong: Mapping[float | str, str] = field(default_factory=dict)  # a known wrong answer: why


@dataclass(frozen=True)
class Dial:
    """What turns a parameter of a figure, in its annotation: `Annotated[float, Dial(0.1, 3.0)]`.

    An `int` takes every whole number from `low` to `high`, and has buttons for one step. A `float`
    takes so many `positions` between them, evenly spaced, with `is_log` in ratio.
    """

    low: float
    high: float
    start: float | None = None  # where it stands at first; None: at `low`
    is_log: bool = False
    positions: int = 41  # of a float
    label: str = ""  # "" is the parameter's name
