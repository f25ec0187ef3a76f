"""Draw a lesson's figures with the learner's library, in a child kept for the next frame."""

import functools
import io
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from bootcamp.check.bench import Bench, serve
from bootcamp.check.build import Build
from bootcamp.check.process import Ran
from bootcamp.check.resident import Answer, Message, Resident
from bootcamp.check.run import Result, load_check
from bootcamp.course.figure_file import At, FigureEntry, read_figures
from bootcamp.course.model import Target
from bootcamp.errors import CourseError, JudgeError

STILL_SECONDS = 60.0  # for a figure that may train something
MOVING_SECONDS = 10.0  # for a frame of one that a dial turns
NONE = Target("", "")
NOTHING_NEW = 5_000  # calls of the library
TEXT_COLOUR = "#010203"  # becomes the colour of the page's text
INCHES = (4.8, 3.0)  # as wide as a phone shows with text of 9 pixels
STYLE: dict[str, Any] = {
    **dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), TEXT_COLOUR),
    **dict.fromkeys(("axes.edgecolor", "legend.labelcolor"), TEXT_COLOUR),
    **dict.fromkeys(("font.size", "axes.titlesize", "axes.labelsize", "legend.fontsize"), 10),
    **dict.fromkeys(("xtick.labelsize", "ytick.labelsize"), 9.5),
    **dict.fromkeys(("axes.spines.top", "axes.spines.right", "legend.frameon"), False),
    "axes.facecolor": "none",
    "font.family": "sans-serif",
    "svg.fonttype": "none",
}
COLOURS = ("#2f7fc1", "#d9730d", "#2f9e62", "#c94f8c")  # C0 to C3 read on light and on dark
MARGINS = {"left": 0.13, "right": 0.97, "bottom": 0.17, "top": 0.9}  # of a figure that moves


class Easel:
    """Draws figures. The child that drew the last one stays: it has the library loaded."""

    def __init__(self) -> None:
        self._made_of: tuple[Any, ...] = ()
        self._child: Resident | None = None
        self._called: list[list[str]] = []
        self._ended: dict[At, Ran] = {}  # of the learner's code: where its child ended badly

    def draw(
        self, bench: Bench, chapter: str, name: str, at: At | None, is_reference: bool
    ) -> Result:
        """A frame of a figure: `svg`, `says` (what it shows, or ""), and `written`.

        `written` says, by exercise whose function ran, whether the learner has written it. `at`:
        None for the frame that is shown first. `is_reference`: with none of the learner's code.
        Where it can't be drawn this raises CourseError of the reference, JudgeError of the
        learner's code.
        """
        entry = read_figures(bench.course.root / chapter).get(name)
        if entry is None:
            raise CourseError(f"{chapter} has no figure `{name}`: figures.py doesn't define it.")
        is_reference = is_reference or not bench.workspace
        with bench.library.at_once():
            return self._draw(bench, chapter, entry, at or entry.start, is_reference)

    def _draw(
        self, bench: Bench, chapter: str, entry: FigureEntry, at: At, is_reference: bool
    ) -> Result:
        library = bench.library
        code = bench.check_code(bench.course.root / chapter / entry.file)
        build = library.reference() if is_reference else library.stack(None)
        self._begin(bench.course.library, code, build, entry)
        seconds = MOVING_SECONDS if entry.dials else STILL_SECONDS
        ran = self._ended.get(at) or self._awake().ask(entry.values(at), seconds)
        if ran.ended != "done" and not is_reference:  # nobody waits for the same again
            self._ended[at] = ran
        late = f"it takes longer than {seconds:.0f} seconds"
        ended = late if ran.ended == "timeout" else ran.ended
        drawn: Message = ran.messages[0] if ran.messages else {"failed": ended}
        if "failed" in drawn:
            whose = "" if is_reference else " on your code"
            says = f"The figure `{entry.name}` can't be drawn{whose}: {drawn['failed']}."
            raise CourseError(says) if is_reference else JudgeError(says)
        self._called = drawn["called"] or self._called  # noted with the first frame
        called = {tuple(each) for each in self._called}
        written = set() if is_reference else {each.name for each in library.written(besides=NONE)}
        ran_exercises = {
            name: name in written
            for name, exercise in bench.course.exercises.items()
            if exercise.kind == "Exercise" and exercise.target
            if (exercise.target.module, exercise.target.qualname) in called
        }
        return {"svg": drawn["svg"], "says": drawn["says"], "written": ran_exercises}

    def _begin(self, *made_of: Any) -> None:
        """Draw from now on what is made of these: the library, its code, and a figure."""
        if self._made_of != made_of:
            self.close()
            self._made_of, self._called, self._ended = made_of, [], {}

    def _awake(self) -> Resident:
        """The child, or another one where it has ended."""
        if self._child is None or self._child.is_asleep or self._child.ended:
            self.close()
            warm_up()
            library, code, build, entry = self._made_of
            self._child = Resident(lambda: _draws(library, code, build, entry))
        return self._child

    def close(self) -> None:
        """End the child."""
        if self._child:
            self._child.close()
        self._child = None


def _draws(library: str, code: CodeType, build: Build, entry: FigureEntry) -> Answer:
    """In the child: what draws a frame of this figure."""
    is_new = True

    def draw_frame(values: dict[str, float]) -> Message:
        nonlocal is_new
        paper, said, called = _new_figure(entry), [], set()

        def act() -> None:
            said.append(namespace[entry.name](paper, **values))

        try:
            if is_new:
                called, is_new = called_by(act, library), False
            else:
                act()
            says = str(said[0] or "")[:1000]
            return {"svg": _svg(paper), "says": says, "called": sorted(called)}
        except MemoryError:
            return {"failed": "memory"}
        except BaseException as error:  # SystemExit too: the learner's code may call sys.exit
            return {"failed": f"{type(error).__name__}: {error}"[:500]}

    serve(library, build)
    namespace, _ = load_check(code, "figures")
    return draw_frame


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
    drawn = _new_figure(FigureEntry("warm-up", ""))
    drawn.subplots().set_title("1")
    _svg(drawn)


def _new_figure(entry: FigureEntry) -> Any:
    """The paper. Where a dial turns, nothing lays it out anew: its axes would jump."""
    import matplotlib
    from cycler import cycler
    from matplotlib.figure import Figure

    matplotlib.use("svg")
    settings = STYLE | {f"figure.subplot.{side}": share for side, share in MARGINS.items()}
    settings |= {"svg.hashsalt": entry.name, "axes.prop_cycle": cycler(color=COLOURS)}
    matplotlib.rcParams.update(settings)  # type: ignore[arg-type]  # it lists every key
    drawn = Figure(figsize=INCHES, layout=None if entry.dials else "constrained")
    drawn.patch.set_alpha(0.0)
    return drawn


def _svg(drawn: Any) -> str:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    for axes in drawn.axes:
        axes.patch.set_alpha(0.0)
    canvas: Any = FigureCanvasSVG(drawn)
    text = io.StringIO()
    canvas.print_svg(text, metadata={"Date": None})  # `savefig` would draw it twice
    svg = text.getvalue()
    return svg[svg.index("<svg") :].replace(TEXT_COLOUR, "currentColor")
