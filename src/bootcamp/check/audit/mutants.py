"""Mutants of a definition: the same text with one small thing wrong.

A check that accepts a mutant accepts a wrong answer, unless the mutant happens to be right. What
can be wrong in one small way is listed in `OPERATORS`. A mutant that doesn't compile, or compiles
to the same instructions as the reference or another mutant, is dropped.
"""

import ast
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

from bootcamp.check.audit import calls, expressions, statements
from bootcamp.check.audit.places import Edit, Place, Source, places

Operator = Callable[[Place], Iterator[ast.expr] | Iterator[Edit]]

OPERATORS: dict[str, tuple[Operator, ...]] = {  # the first that makes a mutant names it
    "arithmetic": (expressions.arithmetic, statements.arithmetic),
    "operand": (expressions.operands,),
    "comparison": (expressions.comparison,),
    "boolean": (expressions.boolean,),
    "constant": (expressions.constant,),
    "sign": (expressions.sign,),
    "axis": (calls.axis,),
    "reduction": (calls.twin,),
    "argument": (calls.argument,),
    "detach": (calls.detached, statements.unguarded),
    "statement": (statements.dropped,),
    "early return": (statements.early_return,),
    "loop": (statements.loop,),
    "in place": (calls.inplace, statements.inplace),
    "dtype": (calls.dtype,),
    "parameter": (statements.parameter,),
    "returned input": (expressions.returned_input,),
    "call": (calls.call,),
    "slice": (expressions.subscript,),
    "variable": (expressions.variable,),
    "pattern": (calls.pattern,),
    "error": (statements.error,),
}


@dataclass(frozen=True)
class Mutant:
    """A definition with one thing wrong.

    `operator` is a key of OPERATORS, or "adversary". `before` and `after` are the lines that differ
    from the reference, the first of them at `line`, counted from 1 in the definition.
    """

    operator: str
    text: str
    line: int
    before: str
    after: str


def mutants_of(text: str) -> list[Mutant]:
    """Every mutant of a definition, in the order of its text. `text` is the whole definition."""
    source = Source(text)
    found: dict[Any, Mutant] = {_instructions(text): Mutant("", text, 0, "", "")}
    for place in places(source):
        for name, operators in OPERATORS.items():
            for edit in (edit for operator in operators for edit in _edits(operator, place)):
                changed = text[: edit.start] + edit.text + text[edit.end :]
                instructions = _instructions(changed)
                if instructions is not None and instructions not in found:
                    found[instructions] = mutant(name, text, changed)
    return _told_apart(text, list(found.values())[1:])


def _edits(operator: Operator, place: Place) -> Iterator[Edit]:
    for change in operator(place):
        yield change if isinstance(change, Edit) else place.instead(change)


def mutant(operator: str, text: str, changed: str, around: int = 0) -> Mutant:
    """A mutant, with the lines in which it differs and so many more before them.

    A line that comes or goes is shown with the one after it, the last with the one before.
    """
    old, new = text.rstrip("\n").split("\n"), changed.rstrip("\n").split("\n")
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    differing = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    (_, start, _, start_new, _), (_, _, end, _, end_new) = differing[0], differing[-1]
    if start == end or start_new == end_new:
        if end < len(old):
            end, end_new = end + 1, end_new + 1
        else:
            start, start_new = start - 1, start_new - 1
    above = min(around, start)
    before, after = old[start - above : end], new[start_new - above : end_new]
    return Mutant(operator, changed, start - above + 1, _joined(before), _joined(after))


def _told_apart(text: str, mutants: list[Mutant]) -> list[Mutant]:
    """The mutants, each with as many lines as tell it apart from the others."""
    for around in range(1, 4):
        seen: dict[tuple[str, str], int] = {}
        for one in mutants:
            seen[one.before, one.after] = seen.get((one.before, one.after), 0) + 1
        mutants = [
            one
            if seen[one.before, one.after] == 1
            else mutant(one.operator, text, one.text, around)
            for one in mutants
        ]
    return mutants


def _joined(lines: list[str]) -> str:
    """The lines without the blanks that all of them begin with."""
    blanks = min((len(x) - len(x.lstrip()) for x in lines if x.strip()), default=0)
    return "\n".join(line[blanks:].rstrip() for line in lines)


def _instructions(text: str) -> Any:
    """What the text compiles to, without where it stands; None where it doesn't compile."""
    try:
        return _read(compile(text, "", "exec", dont_inherit=True))
    except (SyntaxError, ValueError):
        return None


def _read(code: CodeType) -> Any:
    constants = [_read(x) if isinstance(x, CodeType) else repr(x) for x in code.co_consts]
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    shape = (code.co_argcount, code.co_kwonlyargcount, code.co_flags, code.co_exceptiontable)
    return (code.co_name, code.co_code, tuple(constants), names, shape)
