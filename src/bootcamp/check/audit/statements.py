"""Mistakes in the order of things: a step left out, a return too early, a guard gone."""

import ast
from collections.abc import Iterator

from bootcamp.check.audit.expressions import ARITHMETIC
from bootcamp.check.audit.places import Edit, Place

Edits = Iterator[Edit]
NEEDED = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)  # without, nothing runs


def dropped(place: Place) -> Edits:
    """A statement left out."""
    node = place.node
    if isinstance(node, ast.stmt) and not isinstance(node, NEEDED):
        yield place.rewritten("pass")
    if isinstance(node, ast.Try):
        rest = [*node.body, *node.orelse, *node.finalbody]
        yield place.rewritten(f"\n{place.indent}".join(place.source.text_of(x) for x in rest))


def early_return(place: Place) -> Edits:
    """The function returns too early: before the work, or after the first round of a loop."""
    node = place.node
    if not isinstance(node, ast.stmt) or not isinstance(place.parent, ast.FunctionDef):
        return
    later = place.parent.body[place.parent.body.index(node) + 1 :]
    returns = [x for x in later if isinstance(x, ast.Return)]
    text = place.source.text_of(returns[-1]) if returns else "return"
    if "\n" in text or isinstance(node, ast.FunctionDef | ast.Return):
        return
    is_first = place.parent.body[-len(later) - 1] is _body(place.parent)[0]
    if not is_first or returns:
        yield place.preceded_by(text)
    if isinstance(node, ast.For | ast.While):
        yield place.body_followed_by(text)


def loop(place: Place) -> Edits:
    """A loop that ends after one round, or goes without its first or last."""
    node = place.node
    if isinstance(node, ast.For | ast.While):
        yield place.body_followed_by("break")
    if getattr(place.parent, "iter", None) is node:  # of a comprehension, too
        for part in ("[1:]", "[:-1]"):
            yield place.rewritten(f"list({place.source.text_of(node)}){part}")
    if isinstance(node, ast.Break):
        yield place.rewritten("continue")
    if isinstance(node, ast.Continue):
        yield place.rewritten("break")


def unguarded(place: Place) -> Edits:
    """No `no_grad`, or no other guard around a block or a function."""
    node, source = place.node, place.source
    if isinstance(node, ast.With):
        start, end = source.span(node)
        header = source.text[start : source.span(node.body[0])[0]]
        yield Edit(start, start + len(header.rstrip()), "if True:")
    if isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            start, end = source.span(decorator)
            yield Edit(start - 1, end + 1 + len(place.indent), "")


def inplace(place: Place) -> Edits:
    """In place where it wasn't, or not where it was: `x += y` for `x = x + y`."""
    node = place.node
    if (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.value, ast.BinOp)
    ):
        target, left = ast.unparse(node.targets[0]), ast.unparse(node.value.left)
        if target == left:
            yield place.rewritten(_augmented(node.targets[0], node.value.op, node.value.right))
        elif isinstance(node.value.left, ast.Name):
            changed = _augmented(node.value.left, node.value.op, node.value.right)
            yield place.rewritten(f"{changed}\n{place.indent}{target} = {left}")
    if isinstance(node, ast.AugAssign) and not isinstance(node.target, ast.Subscript):
        load = ast.parse(ast.unparse(node.target), mode="eval").body
        value = ast.unparse(ast.BinOp(load, node.op, node.value))
        yield place.rewritten(f"{ast.unparse(node.target)} = {value}")


def arithmetic(place: Place) -> Edits:
    """Another operator."""
    node = place.node
    if isinstance(node, ast.AugAssign):
        for other in ARITHMETIC[type(node.op)]:
            yield place.rewritten(_augmented(node.target, other(), node.value))
        yield place.rewritten(f"{ast.unparse(node.target)} = {ast.unparse(node.value)}")


def error(place: Place) -> Edits:
    """An error of another type."""
    node = place.node
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield Edit(*place.source.span(node.exc.func), "ArithmeticError")


def parameter(place: Place) -> Edits:
    """A parameter that is ignored: its default in its place, or a constant."""
    node = place.node
    owner = place.parent
    if not isinstance(owner, ast.FunctionDef) or node is not _body(owner)[0]:
        return
    positional = [*owner.args.posonlyargs, *owner.args.args]
    defaults = dict(zip([a.arg for a in positional][::-1], owner.args.defaults[::-1], strict=False))
    keyword_only = zip(owner.args.kwonlyargs, owner.args.kw_defaults, strict=True)
    defaults |= {arg.arg: default for arg, default in keyword_only if default}
    for arg in [*positional, *owner.args.kwonlyargs]:
        if arg.arg in defaults:
            yield place.preceded_by(f"{arg.arg} = {ast.unparse(defaults[arg.arg])}")
        for value in CONSTANTS.get(_kind(arg.annotation), ()):
            yield place.preceded_by(f"{arg.arg} = {value.format(arg.arg)}")
    if owner.args.vararg:
        yield place.preceded_by(f"{owner.args.vararg.arg} = {owner.args.vararg.arg}[:1]")


CONSTANTS = {  # by the type that is annotated: what is put in a parameter's place
    "int": ("1",),
    "float": ("1.0",),
    "bool": ("True", "False"),
    "Array": ("{} * 0", "{} * 0 + 1"),
    "Tensor": ("{} * 0", "{} * 0 + 1"),
}


def _kind(annotation: ast.expr | None) -> str:
    """`int`, `Array`, `Tensor`: the first name of a type; jaxtyping's arrays are tensors."""
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.slice, ast.Tuple):
        annotation = annotation.slice.elts[0]
    if isinstance(annotation, ast.BinOp):  # Array | None
        annotation = annotation.left
    return annotation.id if isinstance(annotation, ast.Name) else ""


def _augmented(target: ast.expr, sign: ast.operator, value: ast.expr) -> str:
    mark = ast.unparse(ast.BinOp(ast.Name("a"), sign, ast.Name("b"))).split()[1]
    return f"{ast.unparse(target)} {mark}= {ast.unparse(value)}"


def _body(function: ast.FunctionDef) -> list[ast.stmt]:
    """A function's statements without its docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body
