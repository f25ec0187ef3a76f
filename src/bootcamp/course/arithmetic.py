"""Work out an expression such as `p * q + 1`, without running anything: numbers, + - * / // % **,
parentheses, names that were given, and min, max, abs, sqrt, log2.
"""

import ast
import math
from collections.abc import Callable, Mapping

from bootcamp import splice
from bootcamp.errors import CourseError

LONGEST = 200  # characters
OPERATORS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Mod: lambda a, b: a % b,
    ast.Pow: lambda a, b: math.pow(a, b),
}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "sqrt": math.sqrt,
    "log2": math.log2,
}


def worked_out(text: str, names: Mapping[str, float] | None = None) -> float:
    """The number that the expression is. Raises CourseError with a sentence if it is none.

    All numbers are floats: no power can grow without end.
    """
    try:
        if len(text) > LONGEST:
            raise ValueError(f"longer than {LONGEST} characters")
        number = _value(splice.syntax(text.strip(), "eval").body, names or {})
        if not math.isfinite(number):
            raise ValueError("not a finite number")
    except (SyntaxError, ValueError, ArithmeticError, TypeError, RecursionError, MemoryError) as no:
        raise CourseError(
            f"Expected a number or an expression such as 3/4, got `{text[:40]}` ({no}). Correct it."
        ) from no
    return number


def _value(node: ast.AST, names: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name) if name in names:
            return float(names[name])
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, names)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _value(inner, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return float(FUNCTIONS[name](*(_value(arg, names) for arg in args)))
    raise ValueError("only numbers, names that were given, and + - * / ** ( ) are allowed")
