"""Draw a lesson's figure with the learner's library, in a child."""

import functools
import io
from collections.abc import Iterator
from typing import Any

from bootcamp.check.bench import Bench
from bootcamp.check.run import Guard, Result, load_check
from bootcamp.errors import JudgeError

FIGURE_SECONDS = 60.0
TEXT_COLOUR = "#010203"  # becomes the colour of the page's text
COLOURED = ("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor")


def draw(bench: Bench, chapter: str, figure: str) -> str:
    """A figure of a chapter as SVG. Raises JudgeError where the learner's code can't draw it."""
    code = bench.check_code(bench.course.root / chapter / "figures.py")
    library = bench.library
    build = library.stack(None) if bench.workspace else library.reference()
    warm_up()

    def work(guarded: Guard) -> Iterator[Result]:
        drawn = _new_figure(figure)
        namespace, _ = load_check(code, "figures")
        namespace[figure](drawn)
        yield {"svg": _svg(drawn)}

    ran = bench.run_on(build, work, FIGURE_SECONDS)
    if ran.ended != "done" or not ran.messages:
        raise JudgeError(f"The figure `{figure}` can't be drawn on your code: {ran.ended}.")
    return str(ran.messages[0]["svg"])


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
