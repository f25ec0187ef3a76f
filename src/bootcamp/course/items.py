"""The items of a chapter's short test, `<chapter>/test_items.toml`: asked before and after it.

    [[items]]
    name = "broadcast_size"
    text = "`a` has the shape `[{p}, 1]` and `b` the shape `[{q}]`. How many entries has `a + b`?"
    draw = { p = [2, 3, 5], q = [7, 11, 13] }      # each time one of these
    answer = "p * q"                               # worked out; a number is asked for
    because = "`[{p}, 1]` and `[1, {q}]` give `[{p}, {q}]`."

    [[items]]
    name = "which_axis"
    text = "..."
    draw = { p = [2, 3, 5] }
    let = { twice = "2 * p" }                      # more numbers, for the texts
    right = "`[{p}, {twice}]`"                     # a choice is asked for
    wrong = ["`[{twice}, {p}]`", "It is an error."]
    because = "..."

Before and after draw different variants of the same items, and none of them stands in a lesson.
Nothing of a course is run for it: an expression is arithmetic and no more.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootcamp.course.arithmetic import worked_out
from bootcamp.course.lesson_file import read_text
from bootcamp.course.table import parse_toml, unknown_field
from bootcamp.errors import CourseError

FILE = "test_items.toml"
FIELDS = ("name", "text", "draw", "let", "answer", "right", "wrong", "because", "tolerance")
TOLERANCE = 1e-3  # relative to max(1, |answer|)
TRIES = 400


@dataclass(frozen=True)
class Item:
    """One item, before its numbers are drawn."""

    name: str
    text: str
    because: str
    draw: Mapping[str, tuple[float, ...]]
    let: Mapping[str, str]
    answer: str  # "" of a choice
    right: str
    wrong: tuple[str, ...]
    tolerance: float


@dataclass(frozen=True)
class Drawn:
    """One item with its numbers. `text`, `because` and `choices` are Markdown."""

    name: str
    text: str
    because: str
    answer: float | str  # a str is one of `choices`
    choices: tuple[str, ...]
    tolerance: float
    numbers: tuple[tuple[str, float], ...]

    def is_right(self, given: str) -> bool:
        """Whether this is the answer. A number may be written as 0.75 or 3/4."""
        if isinstance(self.answer, str):
            return given == self.answer
        if not given.strip() or self.why_unreadable(given):
            return False
        number = worked_out(_plain(given))
        return abs(number - self.answer) <= self.tolerance * max(1.0, abs(self.answer))

    def why_unreadable(self, given: str) -> str:
        """A sentence on what isn't a number where one is asked for; "" where all is well."""
        if isinstance(self.answer, str) or not given.strip():
            return ""
        try:
            if not re.fullmatch(r"[\d\s.+*/()eE-]{1,60}", _plain(given)):
                raise CourseError(f"Expected a number such as -0.75 or 3/4, got `{given[:40]}`.")
            worked_out(_plain(given))
        except CourseError as error:
            return str(error)
        return ""


def _plain(given: str) -> str:
    return given.strip().replace("−", "-")


def read_items(chapter: Path) -> tuple[Item, ...]:
    """The items of a chapter's folder; none where it has no such file. Raises CourseError."""
    path = chapter / FILE
    if not path.is_file():
        return ()
    where = f"{chapter.name}/{FILE}"
    tables = parse_toml(read_text(path, where), where).get("items")
    if not isinstance(tables, list) or not tables:
        raise CourseError(f"{where}: expected [[items]], got none. Write one at least.")
    items = tuple(_item(table, f"{where}, item {i}") for i, table in enumerate(tables, start=1))
    names = [item.name for item in items]
    if len(set(names)) < len(names):
        raise CourseError(f"{where}: a name should be there once. Rename the double.")
    return items


def _item(table: dict[str, Any], where: str) -> Item:
    for field in table:
        if field not in FIELDS:
            raise CourseError(f"{where}: {unknown_field(field, FIELDS)}")
    is_choice = "right" in table
    for field in ("name", "text", "because", "draw", *(("wrong",) if is_choice else ("answer",))):
        if not table.get(field):
            raise CourseError(f"{where}: `{field}` is missing. Add it.")
    if is_choice == ("answer" in table):
        raise CourseError(f"{where}: expected `answer`, or `right` and `wrong`. Keep one of them.")
    draw = {name: _range(values, f"{where}, `{name}`") for name, values in table["draw"].items()}
    return Item(
        table["name"],
        table["text"],
        table["because"],
        draw,
        dict(table.get("let", {})),
        str(table.get("answer", "")),
        table.get("right", ""),
        tuple(table.get("wrong", ())),
        float(table.get("tolerance", TOLERANCE)),
    )


def _range(values: Any, where: str) -> tuple[float, ...]:
    is_good = isinstance(values, list) and len(values) > 1
    if not is_good or not all(isinstance(v, int | float) for v in values):
        raise CourseError(f"{where}: expected two numbers or more, got {values!r}. List them.")
    return tuple(values)


def drawn(items: tuple[Item, ...], seed: int) -> tuple[Drawn, ...]:
    """Every item, with the numbers that this seed draws."""
    return tuple(_drawn(item, random.Random(f"{seed}:{item.name}")) for item in items)


def seed_apart(items: tuple[Item, ...], other: int, start: int) -> int:
    """A seed whose items all differ in their numbers from those of another; the most, if none."""
    before = drawn(items, other)

    def alike(seed: int) -> int:
        pairs = zip(drawn(items, seed), before, strict=True)
        return sum(mine.numbers == theirs.numbers for mine, theirs in pairs)

    return min(range(start, start + TRIES), key=alike) if items else start


def _drawn(item: Item, chance: random.Random) -> Drawn:
    numbers = {name: chance.choice(values) for name, values in item.draw.items()}
    for name, expression in item.let.items():
        numbers[name] = worked_out(expression, numbers)
    answer: float | str = _filled(item.right, numbers)
    choices: list[str] = []
    if item.answer:
        answer = worked_out(item.answer, numbers)
    else:
        choices = [str(answer), *(_filled(wrong, numbers) for wrong in item.wrong)]
        if len(set(choices)) < len(choices):
            raise CourseError(f"{item.name}: two choices are equal: {choices}. Change the ranges.")
        chance.shuffle(choices)
    numbers_for_text = numbers | ({"answer": answer} if isinstance(answer, float) else {})
    text, because = (_filled(t, numbers_for_text) for t in (item.text, item.because))
    drawn_alone = tuple((name, numbers[name]) for name in item.draw)
    return Drawn(item.name, text, because, answer, tuple(choices), item.tolerance, drawn_alone)


def _filled(text: str, numbers: Mapping[str, float]) -> str:
    """The text with {name} replaced by the number; other braces are a formula's, and stay."""

    def number(found: re.Match[str]) -> str:
        return f"{numbers[found[1]]:g}" if found[1] in numbers else found[0]

    return re.sub(r"\{(\w+)\}", number, text)
