"""Mistakes inside an expression: another operator, another number, one side left out."""

import ast
from collections.abc import Iterator

from bootcamp.check.audit.places import Place

Changed = Iterator[ast.expr]

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitAnd,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
NUMBERS = (ast.BinOp, ast.Call, ast.Name, ast.Subscript, ast.Attribute)


def arithmetic(place: Place) -> Changed:
    """Another operator."""
    node = place.node
    if isinstance(node, ast.BinOp):
        for other in ARITHMETIC[type(node.op)]:
            yield ast.BinOp(node.left, other(), node.right)


def operands(place: Place) -> Changed:
    """One side of an operation left out."""
    node = place.node
    if isinstance(node, ast.BinOp):
        yield from (node.left, node.right)
    if isinstance(node, ast.BoolOp):
        for index in range(len(node.values)):
            rest = [*node.values[:index], *node.values[index + 1 :]]
            yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)


def comparison(place: Place) -> Changed:
    """Another comparison."""
    node = place.node
    if isinstance(node, ast.Compare):
        for index, sign in enumerate(node.ops):
            for other in COMPARISONS[type(sign)]:
                signs = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                yield ast.Compare(node.left, signs, node.comparators)


def boolean(place: Place) -> Changed:
    """The other truth value, `and` for `or`, a condition turned round or always the same."""
    node = place.node
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    if getattr(place.parent, "test", None) is node and not isinstance(place.parent, ast.IfExp):
        yield ast.UnaryOp(ast.Not(), _expression(node))
        yield ast.Constant(value=False)
        if isinstance(place.parent, ast.If):
            yield ast.Constant(value=True)
    if isinstance(place.parent, ast.comprehension) and node in place.parent.ifs:
        yield ast.Constant(value=True)


def constant(place: Place) -> Changed:
    """A number off by one, ten per cent larger, or of the other sign."""
    node = place.node
    number = node.value if isinstance(node, ast.Constant) else None
    if isinstance(number, bool) or not isinstance(number, int | float):
        return
    others: list[float]
    if isinstance(number, int):
        others = [number + 1, number - 1, *([-number] if number else [])]
        if isinstance(place.parent, ast.BinOp) and number:
            others.append(number * 1.1)
    else:
        others = [number * 1.1, -number] if number else [1.0]
    for other in others:
        yield ast.parse(repr(other), mode="eval").body


def sign(place: Place) -> Changed:
    """The other sign: of a result, or where a minus stands."""
    node = place.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    elif isinstance(node, NUMBERS) and _is_result(place):
        yield ast.UnaryOp(ast.USub(), node)


def subscript(place: Place) -> Changed:
    """A slice without one of its ends, its step or the brackets."""
    node = place.node
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    if isinstance(node, ast.Slice):
        for left_out in ("lower", "upper", "step"):
            kept = {n: getattr(node, n) for n in ("lower", "upper", "step") if n != left_out}
            if getattr(node, left_out) is not None:
                yield ast.Slice(**kept)


def variable(place: Place) -> Changed:
    """Another parameter of the same type, or another variable."""
    node = place.node
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node.id == "self":
        return
    for function in place.functions():
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        kinds = {arg.arg: ast.dump(arg.annotation) if arg.annotation else "" for arg in arguments}
        kinds |= dict.fromkeys(_assigned_before(node, function), "a variable")
        if node.id in kinds:
            for other, kind in kinds.items():
                if other not in (node.id, "self") and kind == kinds[node.id]:
                    yield ast.Name(other, ast.Load())
            return


def _assigned_before(node: ast.expr, function: ast.AST) -> list[str]:
    """The names that the function's statements before that node give values to."""
    return [
        name.id
        for statement in ast.walk(function)
        if isinstance(statement, ast.Assign) and statement.lineno < node.lineno
        for target in statement.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    ]


def returned_input(place: Place) -> Changed:
    """A parameter, as it came in, in place of the result."""
    if isinstance(place.node, ast.expr) and _is_result(place):
        function = place.functions()[0]
        for arg in [*function.args.posonlyargs, *function.args.args]:
            if arg.arg != "self" and not isinstance(place.node, ast.Tuple | ast.Lambda):
                yield ast.Name(arg.arg, ast.Load())


def _is_result(place: Place) -> bool:
    """Whether this is what a function returns, or an item of the tuple that it returns."""
    parent = place.parent
    if isinstance(parent, ast.Tuple) and len(place.around) > 1:
        parent = place.around[-2]
    return isinstance(parent, ast.Return | ast.Lambda)


def _expression(node: ast.AST) -> ast.expr:
    assert isinstance(node, ast.expr)
    return node
