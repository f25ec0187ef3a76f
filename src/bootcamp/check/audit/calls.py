"""Mistakes in how a function is called: arguments, axes, the wrong one of two twins."""

import ast
import re
from collections.abc import Iterator
from itertools import permutations

from bootcamp.check.audit.places import Function, Place

Changed = Iterator[ast.expr]

PAIRS = """
    sum mean, max min, any all, argmax argmin, amax amin, maximum minimum, cumsum cumprod, std var,
    zeros ones, zeros_like ones_like, floor ceil, tril triu, sin cos, exp expm1, log log1p
"""
TWINS = {one: other for pair in PAIRS.split(",") for one, other in permutations(pair.split())}
DTYPES = {"float32": "float64", "float64": "float32", "int64": "float32", "long": "float32"}
AXIS = ("axis", "dim", "axes", "dims")
KEPT = ("keepdims", "keepdim")
REDUCTIONS = (
    "sum", "mean", "prod", "max", "min", "amax", "amin", "any", "all", "argmax", "argmin",
    "std", "var", "cumsum", "softmax", "log_softmax", "logsumexp",
)  # fmt: skip
GUARDS = ("detach", "clone", "copy", "contiguous", "item")  # what a result's independence rests on
INPLACE = (
    "abs", "add", "clamp", "div", "exp", "index_add", "log", "masked_fill", "mul", "neg",
    "pow", "relu", "scatter", "scatter_add", "sqrt", "squeeze", "sub", "tanh",
)  # fmt: skip
UFUNCS = ("exp", "log", "tanh", "sqrt", "abs", "maximum", "minimum", "negative", "square")


def argument(place: Place) -> Changed:
    """An argument left out, or two in each other's place; likewise the items of a tuple."""
    node = place.node
    if isinstance(node, ast.Call):
        for index in range(len(node.args)):
            rest = [*node.args[:index], *node.args[index + 1 :]]
            yield ast.Call(node.func, rest, node.keywords)
        for index in range(len(node.keywords)):
            keywords = [*node.keywords[:index], *node.keywords[index + 1 :]]
            yield ast.Call(node.func, node.args, keywords)
        for args in _swaps(node.args):
            yield ast.Call(node.func, args, node.keywords)
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for items in _swaps(node.elts):
            yield ast.Tuple(items, ast.Load())


def axis(place: Place) -> Changed:
    """Another axis, all of them, or the axis kept or not."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    for index, keyword in enumerate(node.keywords):
        others: list[ast.expr] = []
        if keyword.arg in AXIS:
            others = _other_axes(keyword.value)
        if keyword.arg in KEPT:
            others = [ast.Constant(value=True), ast.Constant(value=False)]
        for other in others:
            changed = ast.keyword(keyword.arg, other)
            keywords = [*node.keywords[:index], changed, *node.keywords[index + 1 :]]
            yield ast.Call(node.func, node.args, keywords)
    if isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS and node.args:
        is_method = not _is_global(place, node.func.value)
        index = 0 if is_method else 1
        for other in _other_axes(node.args[index]) if len(node.args) > index else []:
            args = [*node.args[:index], other, *node.args[index + 1 :]]
            yield ast.Call(node.func, args, node.keywords)


def twin(place: Place) -> Changed:
    """The other reduction: `mean` for `sum`, `min` for `max`, `all` for `any`."""
    node = place.node
    if isinstance(place.parent, ast.Call) and node is place.parent.func:
        if isinstance(node, ast.Attribute):
            if node.attr in TWINS:
                yield ast.Attribute(node.value, TWINS[node.attr], ast.Load())
        elif isinstance(node, ast.Name) and node.id in TWINS:
            yield ast.Name(TWINS[node.id], ast.Load())


def detached(place: Place) -> Changed:
    """No `detach`, `clone` or `copy`."""
    node = place.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if node.func.attr in GUARDS and not _is_global(place, node.func.value):
        yield node.func.value
    elif node.func.attr in GUARDS and node.args:
        yield node.args[0]


def call(place: Place) -> Changed:
    """A function left out: what went in comes out."""
    node = place.node
    if not isinstance(node, ast.Call) or isinstance(place.parent, ast.Expr):
        return
    if node.args:
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and not _is_global(place, node.func.value):
        yield node.func.value


def dtype(place: Place) -> Changed:
    """Another kind of number."""
    node = place.node
    if isinstance(node, ast.Attribute) and node.attr in DTYPES:
        yield ast.Attribute(node.value, DTYPES[node.attr], ast.Load())


def inplace(place: Place) -> Changed:
    """In place where it wasn't, or not where it was: `x.add_(y)` for `x.add(y)`."""
    node = place.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name, owner = node.func.attr, node.func.value
    if name.endswith("_") and not name.startswith("_"):
        other = ast.Attribute(owner, name.rstrip("_"), ast.Load())
        yield ast.Call(other, node.args, node.keywords)
    elif name in INPLACE and not _is_global(place, owner):
        other = ast.Attribute(owner, f"{name}_", ast.Load())
        yield ast.Call(other, node.args, node.keywords)
    elif name in UFUNCS and ast.unparse(owner) == "np" and isinstance(node.args[0], ast.Name):
        out = ast.keyword("out", node.args[0])
        yield ast.Call(node.func, node.args, [*node.keywords, out])


def pattern(place: Place) -> Changed:
    """Axes named in another order, or one left out, in what einsum or einops makes."""
    node = place.node
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return
    before, arrow, after = node.value.partition("->")
    if not arrow:
        return
    is_spaced = any(" " in term.strip() for term in before.split(","))
    joint = " " if is_spaced else ""  # "ij,jk->ik": a letter is an axis
    parts = re.findall(r"\w+|\.\.\.|[(][^)]*[)]" if is_spaced else r"\w|\.\.\.", after)
    for index in range(len(parts)):
        left = [*parts[:index], *parts[index + 1 :]]
        yield ast.Constant(f"{before}-> {joint.join(left)}".strip())
    for index in range(len(parts) - 1):
        swapped = [*parts[:index], parts[index + 1], parts[index], *parts[index + 2 :]]
        yield ast.Constant(f"{before}-> {joint.join(swapped)}")


def _swaps(parts: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """The list with two neighbours in each other's place."""
    for index in range(len(parts) - 1):
        yield [*parts[:index], parts[index + 1], parts[index], *parts[index + 2 :]]


def _other_axes(value: ast.expr) -> list[ast.expr]:
    return [
        other
        for other in (ast.Constant(0), _minus_one(), ast.Constant(None))
        if ast.unparse(other) != ast.unparse(value)
    ]


def _minus_one() -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(1))


def _is_global(place: Place, owner: ast.expr) -> bool:
    """Whether it is a module such as `np.random`, and no value of the function's own."""
    while isinstance(owner, ast.Attribute):
        owner = owner.value
    return isinstance(owner, ast.Name) and all(
        owner.id not in _names(function) for function in place.functions()
    )


def _names(function: Function) -> set[str]:
    """The names that a function gives values to: its parameters, and what it assigns."""
    inner = list(ast.walk(function))
    stored = {x.id for x in inner if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Store)}
    return stored | {x.arg for x in inner if isinstance(x, ast.arg)}
