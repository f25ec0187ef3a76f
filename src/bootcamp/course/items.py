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

    [[items]]
    name = "ends"
    text = "Write `ends(x)`: ..."
    draw = { k = [2, 3] }
    code = '''                                     # code is asked for: this is right
    import torch


    def ends(x: torch.Tensor) -> torch.Tensor:
        return x[..., -{k}:]
    '''
    wrong = ['''def ends(x): ...''']              # each must be rejected, whatever is drawn
    inputs = ["torch.arange(12.)", "torch.ones(2, 5)"]  # of each call, in that code's names
    because = "..."

Before and after draw different variants of the same items, and none of them stands in a lesson.
An expression is arithmetic and no more; code is run by a judge alone.

A chapter's `recall.toml` holds items of the same form, without code: see `recall.py`.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootcamp import splice
from bootcamp.course.arithmetic import worked_out
from bootcamp.course.lesson_file import read_text
from bootcamp.course.table import parse_toml, unknown_field
from bootcamp.errors import CourseError, SourceError
from bootcamp.numerals import exact

FILE = "test_items.toml"
NEEDED = {"answer": ("answer",), "right": ("right", "wrong"), "code": ("code", "wrong", "inputs")}
FIELDS = ("name", "text", "draw", "let", "because", "tolerance", *NEEDED["code"], "answer", "right")
EXPLAINED = ("is", "says")  # of a wrong answer that has an explanation
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
    answer: str  # an expression; "" where a choice or code is asked for
    right: str  # the right choice
    code: str  # the right code
    wrong: tuple[str, ...]  # choices, code, or expressions for numbers
    inputs: tuple[str, ...]  # of code: the arguments of each call, without their parentheses
    tolerance: float
    says: tuple[str, ...] = ()  # why each of `wrong` is wrong, where that is said
    lesson: str = ""  # which lesson the item is about, where that is said


@dataclass(frozen=True)
class Drawn:
    """One item with its numbers. `text`, `because` and `choices` are Markdown."""

    name: str
    text: str
    because: str
    answer: float | str  # a str is one of `choices`, or "" where code is asked for
    choices: tuple[str, ...]
    tolerance: float
    numbers: tuple[tuple[str, float], ...]
    code: str = ""
    wrong: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    explained: tuple[tuple[float | str, str], ...] = ()  # a wrong answer, and why it is wrong

    @property
    def function(self) -> str:
        """The name of the function that is asked for."""
        return function_of(self.code)

    @property
    def stub(self) -> str:
        """What somebody starts from; "" where no code is asked for."""
        return splice.blank(self.code, self.function) if self.code else ""

    def is_blank(self, given: str) -> bool:
        """Whether nothing was answered."""
        return not given.strip() or given.strip() == self.stub.strip()

    def is_right(self, given: str) -> bool:
        """Whether this is the answer. A number may be written as 0.75 or 3/4."""
        if self.code:
            return False  # a judge alone can say that it is
        if isinstance(self.answer, str):
            return given == self.answer
        if not given.strip() or self.why_unreadable(given):
            return False
        return self._is_near(worked_out(_plain(given)), self.answer)

    def why_wrong(self, given: str) -> str:
        """The explanation of this wrong answer; "" where it has none."""
        is_number = isinstance(self.answer, float) and not self.why_unreadable(given)
        for wrong, says in self.explained:
            if given == wrong or (is_number and self._is_near(worked_out(_plain(given)), wrong)):
                return says
        return ""

    def _is_near(self, number: float, wanted: float | str) -> bool:
        return isinstance(wanted, float) and abs(number - wanted) <= self.tolerance * max(
            1.0, abs(wanted)
        )

    def why_unreadable(self, given: str) -> str:
        """A sentence on what isn't a number, or code, where it should be; "" where all is well."""
        if self.code:
            return self._why_no_code(given)
        if isinstance(self.answer, str) or not given.strip():
            return ""
        try:
            if not re.fullmatch(r"[\d\s.+*/()eE-]{1,60}", _plain(given)):
                raise CourseError(f"Expected a number such as -0.75 or 3/4, got `{given[:40]}`.")
            worked_out(_plain(given))
        except CourseError as error:
            return str(error)
        return ""

    def _why_no_code(self, given: str) -> str:
        try:
            tree = splice.parse(given, "What you wrote")
        except SourceError as error:
            return str(error)
        if self.is_blank(given) or splice.has(tree, self.function):
            return ""
        return f"Expected a function `{self.function}`, got none. Keep the name that it began with."


def _plain(given: str) -> str:
    return given.strip().replace("−", "-")


def read_items(chapter: Path, file: str = FILE) -> tuple[Item, ...]:
    """The items of a file in a chapter's folder; none without that file. Raises CourseError."""
    path = chapter / file
    if not path.is_file():
        return ()
    where = f"{chapter.name}/{file}"
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
        if field not in (*FIELDS, "lesson"):
            raise CourseError(f"{where}: {unknown_field(field, FIELDS)}")
    kinds = [kind for kind in NEEDED if kind in table]
    if len(kinds) > 1:
        raise CourseError(f"{where}: expected one of {', '.join(NEEDED)}, got more. Keep one.")
    for field in ("name", "text", "because", "draw", *NEEDED[kinds[0] if kinds else "answer"]):
        if not table.get(field):
            raise CourseError(f"{where}: `{field}` is missing. Add it.")
    draw = {name: _range(values, f"{where}, `{name}`") for name, values in table["draw"].items()}
    wrong, says = _wrong(table.get("wrong", []), where)
    return Item(
        table["name"],
        table["text"],
        table["because"],
        draw,
        dict(table.get("let", {})),
        str(table.get("answer", "")),
        table.get("right", ""),
        table.get("code", ""),
        wrong,
        tuple(table.get("inputs", ())),
        float(table.get("tolerance", TOLERANCE)),
        says,
        table.get("lesson", ""),
    )


def _wrong(given: list[Any], where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The wrong answers, and why each is wrong; no reasons where none are said."""
    if not any(isinstance(each, dict) for each in given):
        return tuple(given), ()
    for each in given:
        if not isinstance(each, dict) or set(each) != set(EXPLAINED):
            raise CourseError(
                f"{where}: expected `wrong` to hold tables {{ is = …, says = … }}, got {each!r}. "
                "Explain all of the wrong answers or none."
            )
    return tuple(str(each["is"]) for each in given), tuple(each["says"] for each in given)


def _range(values: Any, where: str) -> tuple[float, ...]:
    is_good = isinstance(values, list) and len(values) > 1
    if not is_good or not all(isinstance(v, int | float) for v in values):
        raise CourseError(f"{where}: expected two numbers or more, got {values!r}. List them.")
    return tuple(values)


def drawn(items: tuple[Item, ...], seed: int) -> tuple[Drawn, ...]:
    """Every item, with the numbers that this seed draws."""
    return tuple(_drawn(item, random.Random(f"{seed}:{item.name}")) for item in items)


def seed_apart(items: tuple[Item, ...], other: int, start: int) -> int:
    """A seed whose items all differ from those of another, in their numbers and, if that can be, in
    their answers.
    """
    before = drawn(items, other)
    least, found = (len(items) + 1, 0), start
    for seed in range(start, start + TRIES):
        pairs = list(zip(drawn(items, seed), before, strict=True))
        alike = (
            sum(mine.numbers == theirs.numbers for mine, theirs in pairs),
            sum(bool(mine.answer) and mine.answer == theirs.answer for mine, theirs in pairs),
        )
        if alike < least:
            least, found = alike, seed
        if alike == (0, 0):
            break
    return found


def function_of(code: str) -> str:
    """The name of the one function that code defines. Raises CourseError where it isn't one."""
    try:
        names = [name for name, _ in splice.definitions(splice.parse(code, "the code"))]
    except SourceError as error:
        raise CourseError(f"{error} Mend the item's code.") from error
    if len(names) != 1:
        raise CourseError(f"Expected one function, got {names}. Define one in the item's code.")
    return names[0]


def _drawn(item: Item, chance: random.Random) -> Drawn:
    numbers = {name: chance.choice(values) for name, values in item.draw.items()}
    for name, expression in item.let.items():
        numbers[name] = worked_out(expression, numbers)
    drawn_alone = tuple((name, numbers[name]) for name in item.draw)
    answer: float | str = worked_out(item.answer, numbers) if item.answer else ""
    for_text = numbers | ({"answer": answer} if isinstance(answer, float) else {})
    text, because = (_filled(t, for_text) for t in (item.text, item.because))
    wrong, inputs = (
        tuple(_filled(t, numbers) for t in all_of) for all_of in (item.wrong, item.inputs)
    )
    if item.code:
        code = _filled(item.code, numbers).lstrip("\n")
        about = (item.name, text, because, "", (), item.tolerance, drawn_alone)
        return Drawn(*about, code, wrong, inputs)
    choices: list[str] = []
    reasons = zip(wrong, (_filled(t, for_text) for t in item.says), strict=False)
    explained: list[tuple[float | str, str]]
    if item.right:
        answer, explained = _filled(item.right, numbers), list(reasons)
        choices = [answer, *wrong]
        if len(set(choices)) < len(choices):
            raise CourseError(f"{item.name}: two choices are equal: {choices}. Change the ranges.")
        chance.shuffle(choices)
    else:
        explained = [(worked_out(each, numbers), why) for each, why in reasons]
    shown = (item.name, text, because, answer, tuple(choices), item.tolerance, drawn_alone)
    return Drawn(*shown, explained=tuple(explained))


def _filled(text: str, numbers: Mapping[str, float]) -> str:
    """The text with {name} replaced by the number; other braces are a formula's, and stay."""

    def number(found: re.Match[str]) -> str:
        return exact(numbers[found[1]]) if found[1] in numbers else found[0]

    return re.sub(r"\{(\w+)\}", number, text)
