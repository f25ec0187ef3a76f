"""Read the figures of a chapter by their syntax tree: their names, and the dials that turn them.

A dial is a list of values, so a figure with dials is a list of frames. A frame is named by the
position of each dial, in the order of the figure's parameters.
"""

import ast
import functools
import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from bootcamp.author import Dial
from bootcamp.course.lesson_file import read_text
from bootcamp.course.names import figure_files
from bootcamp.course.table import unknown_field
from bootcamp.errors import CourseError
from bootcamp.numerals import exact, rounded
from bootcamp.splice import parse

FRAMES_AT_MOST = 400  # of one figure: a server keeps them all
At = tuple[int, ...]  # the position of each dial


@dataclass(frozen=True)
class DialEntry:
    """A dial as a figure's parameter states it."""

    name: str
    label: str
    values: tuple[float, ...]
    start: int  # a position: values[start]
    is_whole: bool  # turned step by step

    @property
    def last(self) -> int:
        """Its highest position."""
        return len(self.values) - 1

    @property
    def shown(self) -> tuple[str, ...]:
        """Each value, as it stands beside the dial."""
        return tuple(map(exact, self.values))


@dataclass(frozen=True)
class FigureEntry:
    """A figure, and its dials in the order of its parameters."""

    name: str
    file: str  # in the chapter's folder
    dials: tuple[DialEntry, ...] = ()

    @property
    def start(self) -> At:
        """The frame that is shown first."""
        return tuple(dial.start for dial in self.dials)

    @property
    def frames(self) -> list[At]:
        """Every frame, that which is shown first at its head."""
        every = itertools.product(*(range(len(dial.values)) for dial in self.dials))
        return sorted(every, key=lambda at: at != self.start)

    @property
    def samples(self) -> tuple[At, ...]:
        """What stands for a figure where nothing moves: the first dial low, in the middle, high."""
        if not self.dials:
            return ((),)
        last = self.dials[0].last
        return tuple((place, *self.start[1:]) for place in dict.fromkeys((0, last // 2, last)))

    def at(self, asked: Mapping[str, str]) -> At:
        """The frame that is asked for by name of dial; who isn't named stands at its start.

        Raises CourseError where a dial has no such position.
        """
        return tuple(_position(dial, asked.get(dial.name, "")) for dial in self.dials)

    def values(self, at: At) -> dict[str, float]:
        """What the figure's parameters are in a frame."""
        return {dial.name: dial.values[place] for dial, place in zip(self.dials, at, strict=True)}

    def query(self, at: At) -> str:
        """The frame's part of an address."""
        names = (dial.name for dial in self.dials)
        return "&".join(f"{name}={place}" for name, place in zip(names, at, strict=True))

    def in_words(self, at: At) -> str:
        """`temperature 0.5, top p 0.9`."""
        pairs = zip(self.dials, at, strict=True)
        return ", ".join(f"{dial.label} {dial.shown[place]}" for dial, place in pairs)


@dataclass(frozen=True)
class Frame:
    """A figure as it was drawn."""

    svg: str
    says: str  # what it shows, for those who can't see it; "" where its caption says it
    written: Mapping[str, bool]  # by exercise whose function ran: whether the learner wrote it


def read_figures(chapter: Path) -> dict[str, FigureEntry]:
    """The figures that a chapter's files define. Raises CourseError where one can't be read."""
    found: dict[str, FigureEntry] = {}
    for path in figure_files(chapter):
        where = f"{chapter.name}/{path.name}"
        found |= _read(read_text(path, where), where)
    return found


@functools.lru_cache(maxsize=64)
def _read(text: str, where: str) -> dict[str, FigureEntry]:
    tree = parse(text, where)
    found = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {node.name: _figure(node, where) for node in found if not node.name.startswith("_")}


def _figure(node: ast.FunctionDef, where: str) -> FigureEntry:
    parameters = [*node.args.args, *node.args.kwonlyargs][1:]  # the first one is the paper
    found = ((parameter, _dial_call(parameter.annotation)) for parameter in parameters)
    dials = tuple(_dial(parameter, call, where) for parameter, call in found if call)
    entry = FigureEntry(node.name, where.rpartition("/")[2], dials)
    if not dials:
        return entry
    count = math.prod(len(dial.values) for dial in dials)
    if count > FRAMES_AT_MOST:
        raise _refuse(
            node,
            where,
            f"`{node.name}` has {count} frames, and {FRAMES_AT_MOST} are the most. "
            "Give its dials fewer `positions`.",
        )
    if ast.unparse(node.returns or ast.Constant(None)) != "str":
        raise _refuse(
            node,
            where,
            f"`{node.name}` has a dial, and doesn't say what a frame shows. Return a "
            "sentence for those who can't see it: `-> str`.",
        )
    return entry


def _dial_call(annotation: ast.expr | None) -> tuple[str, ast.Call] | None:
    match annotation:
        case ast.Subscript(
            value=ast.Name(id="Annotated"),
            slice=ast.Tuple(elts=[ast.Name(id=kind), ast.Call(func=ast.Name(id="Dial")) as call]),
        ):
            return kind, call
    return None


def _dial(parameter: ast.arg, found: tuple[str, ast.Call], where: str) -> DialEntry:
    kind, call = found
    name, known = parameter.arg, [field.name for field in fields(Dial)]
    given = dict(zip(known, call.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in call.keywords}
    for field in given:
        if field not in known:
            raise _refuse(call, where, f"Dial: {unknown_field(field, known)}")
    try:
        dial = Dial(**{field: ast.literal_eval(node) for field, node in given.items()})
        values = _values(dial, kind)
    except (TypeError, ValueError) as error:
        raise _refuse(
            call,
            where,
            f"`{name}`: this dial can't be read ({error}). Write "
            f"`Annotated[float, Dial(low, high)]` with numbers, low below high, and at most "
            f"{FRAMES_AT_MOST} positions.",
        ) from error
    start = values.index(dial.low if dial.start is None else dial.start)
    label = dial.label or name.replace("_", " ")
    return DialEntry(name, label, values, start, kind == "int")


def _values(dial: Dial, kind: str) -> tuple[float, ...]:
    """The values of a dial, its start among them. Raises ValueError where there are none."""
    start = dial.low if dial.start is None else dial.start
    if not dial.low <= start <= dial.high or not dial.low < dial.high:
        raise ValueError(f"from {dial.low} to {dial.high}, starting at {start}")
    if kind == "int":
        if any(type(number) is not int for number in (dial.low, dial.high, start)):
            raise ValueError("an int has whole numbers")
        _expect_few(int(dial.high) - int(dial.low) + 1)
        return tuple(range(int(dial.low), int(dial.high) + 1))
    if kind != "float":
        raise ValueError(f"of `{kind}`; a dial turns an int or a float")
    if dial.positions < 2 or (dial.is_log and dial.low <= 0):
        raise ValueError("two positions at least, and in ratio above 0")
    _expect_few(dial.positions)
    scale, back = (math.log, math.exp) if dial.is_log else (float, float)
    low, width = scale(dial.low), scale(dial.high) - scale(dial.low)
    shares = (place / (dial.positions - 1) for place in range(dial.positions))
    values = [float(rounded(back(low + width * share), 3)) for share in shares]
    values[0], values[-1] = float(dial.low), float(dial.high)
    if start not in (values[0], values[-1]):
        inner = range(1, len(values) - 1)
        if not inner:
            raise ValueError("two positions, so it starts at one of them")
        nearest = min(inner, key=lambda place: abs(scale(values[place]) - scale(start)))
        values[nearest] = float(start)
    if len(set(values)) < len(values):
        raise ValueError(
            f"rounded to three digits, {len(values)} positions are only {len(set(values))} "
            "numbers: give it fewer"
        )
    return tuple(values)


def _expect_few(positions: int) -> None:
    """Raises ValueError where a dial alone makes too many frames, before they are listed."""
    if positions > FRAMES_AT_MOST:
        raise ValueError(f"{positions:,} positions")


def _position(dial: DialEntry, asked: str) -> int:
    if not asked:
        return dial.start
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 4 or int(asked) > dial.last:
        raise CourseError(
            f"`{asked[:20]}` is no position of `{dial.name}`. Ask for one from 0 to {dial.last}."
        )
    return int(asked)


def _refuse(node: ast.AST, where: str, says: str) -> CourseError:
    line = getattr(node, "lineno", 1)
    return CourseError(f"{where}, line {line}: {says}", rule="text")
