"""Draw a lesson's figure with the learner's library, in a child."""

import functools
import io
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from bootcamp.check.bench import Bench
from bootcamp.check.run import Guard, Result, load_check
from bootcamp.course.model import Target
from bootcamp.errors import CourseError, JudgeError

FIGURE_SECONDS = 60.0
NONE = Target("", "")
NOTHING_NEW = 5_000  # calls of the library
TEXT_COLOUR = "#010203"  # becomes the colour of the page's text
COLOURED = ("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor")


def draw(bench: Bench, chapter: str, figure: str, is_reference: bool) -> Result:
    """A figure of a chapter: `svg`, and `written`, by exercise that ran: whether it is written.

    `is_reference`: with none of the learner's code. Where it can't be drawn this raises CourseError
    of the reference, JudgeError of the learner's code.
    """
    code = bench.check_code(bench.course.root / chapter / "figures.py")
    library = bench.library
    is_reference = is_reference or not bench.workspace
    build = library.reference() if is_reference else library.stack(None)
    warm_up()

    def work(guarded: Guard) -> Iterator[Result]:
        drawn = _new_figure(figure)
        namespace, _ = load_check(code, "figures")
        called = called_by(lambda: namespace[figure](drawn), bench.course.library)
        yield {"svg": _svg(drawn), "called": sorted(called)}

    ran = bench.run_on(build, work, FIGURE_SECONDS)
    if ran.ended != "done" or not ran.messages:
        if is_reference:
            raise CourseError(f"The figure `{figure}` can't be drawn: {ran.ended}.")
        raise JudgeError(f"The figure `{figure}` can't be drawn on your code: {ran.ended}.")
    called = {tuple(name) for name in ran.messages[0]["called"]}
    written = set() if is_reference else {each.name for each in library.written(besides=NONE)}
    ran_exercises = {
        name: name in written
        for name, exercise in bench.course.exercises.items()
        if exercise.kind == "Exercise" and exercise.target
        if (exercise.target.module, exercise.target.qualname) in called
    }
    return {"svg": ran.messages[0]["svg"], "written": ran_exercises}


def called_by(act: Callable[[], object], library: str) -> set[tuple[str, str]]:
    """Do it; the library's functions that ran meanwhile, by module and qualified name.

    It stops listening once none is new for long: listening slows a training down.
    """
    called: set[tuple[str, str]] = set()
    known = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal known
        module = str(frame.f_globals.get("__name__"))
        if module.partition(".")[0] == library:
            name = module, frame.f_code.co_qualname
            known = known + 1 if name in called else 0
            called.add(name)
            if known > NOTHING_NEW:
                sys.settrace(None)

    sys.settrace(note)
    try:
        act()
    finally:
        sys.settrace(None)
    return called


@functools.lru_cache(maxsize=1)
def warm_up() -> None:
    """Import matplotlib and find its fonts, once in the judge rather than in each child."""
    drawn = _new_figure("warm-up")
    drawn.subplots().set_title("1")
    _svg(drawn)


def _new_figure(salt: str) -> Any:
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.use("svg")
    settings: dict[Any, Any] = dict.fromkeys(COLOURED, TEXT_COLOUR)
    settings |= {"svg.fonttype": "none", "svg.hashsalt": salt, "font.family": "sans-serif"}
    matplotlib.rcParams.update(settings)
    drawn = Figure(figsize=(6.4, 3.6), layout="constrained")
    drawn.patch.set_alpha(0.0)
    return drawn


def _svg(drawn: Any) -> str:
    for axes in drawn.axes:
        axes.patch.set_alpha(0.0)
    text = io.StringIO()
    drawn.savefig(text, format="svg", metadata={"Date": None})
    svg = text.getvalue()
    return svg[svg.index("<svg") :].replace(TEXT_COLOUR, "currentColor")
