"""Make a check say what it compared.

`assert a == b` becomes `assert _compared(a, "==", b)`, which remembers both sides, and returns the
comparison's own result. `allclose(a, b)` becomes `_compared.by(allclose, a, b)`, which refuses an
array without entries: it would be near to every number. At the end of the file stands, by line,
what a statement looks at where that is no function's result: `{31: "x.grad"}`. Everything else of
the file stays as it is.
"""

import ast
import operator
from collections.abc import Callable
from types import CodeType
from typing import Any

from bootcamp import splice
from bootcamp.check.compare import is_array, short
from bootcamp.syntax import compiled

RECORDER = "_compared"
LOOKED_AT = "_looked_at"

OPERATORS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Is: ("is", operator.is_),
    ast.IsNot: ("is not", operator.is_not),
    ast.In: ("in", lambda item, items: item in items),
    ast.NotIn: ("not in", lambda item, items: item not in items),
}
COMPARE = ("assert_allclose", "assert_array_equal", "allclose", "isclose")
BY_SIGN = dict(OPERATORS.values())


class Comparisons:
    """The last comparison that an assert made."""

    def __init__(self) -> None:
        self.last: tuple[Any, str, Any] | None = None
        self.looked_at: dict[int, str] = {}

    def __call__(self, left: Any, sign: str, right: Any) -> Any:
        """Compare, and remember what was compared."""
        self.last = (left, sign, right)
        if sign == "==" and _is_empty(left) != _is_empty(right):
            return False
        return BY_SIGN[sign](left, right)

    def by(self, compare: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Compare by a function. What came and what should come have entries, or neither has."""
        if len(arguments) > 1 and _is_empty(arguments[0]) != _is_empty(arguments[1]):
            got, expected = map(short, arguments[:2])
            raise AssertionError(f"Expected {expected}, got {got}.")
        return compare(*arguments, **options)


def _is_empty(value: Any) -> bool:
    """Whether it is an array without entries, or a list of nothing else."""
    if type(value).__name__.startswith("Approx"):  # of pytest
        value = value.expected
    if is_array(value):
        return 0 in value.shape
    return isinstance(value, list | tuple) and all(map(_is_empty, value))


class _Rewriter(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in COMPARE and node.args and not isinstance(node.args[0], ast.Starred):
            by = ast.Attribute(ast.Name(RECORDER, ast.Load()), "by", ast.Load())
            call = ast.Call(by, [node.func, *node.args], node.keywords)
            return ast.fix_missing_locations(ast.copy_location(call, node))
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        self.generic_visit(node)
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            sign = OPERATORS[type(test.ops[0])][0]
            name = ast.Name(RECORDER, ast.Load())
            arguments = [test.left, ast.Constant(sign), test.comparators[0]]
            node.test = ast.copy_location(ast.Call(name, arguments, []), test)
            ast.fix_missing_locations(node)
        return node


def compile_check(source: str, path: str) -> CodeType:
    """The code of a file of tests; run it with a `Comparisons` under the name `_compared`.

    Raises SourceError where it can't be parsed or compiled.
    """
    tree = splice.parse(source, path)
    looked_at = ast.parse(f"{LOOKED_AT} = {looked_at_in(tree)!r}").body
    tree = _Rewriter().visit(tree)
    tree.body += looked_at
    return compiled(tree, path)


def looked_at_in(tree: ast.Module) -> dict[int, str]:
    """By line: what a statement compares, where it isn't simply what a call returned."""
    found = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        returned = {
            node.targets[0].id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            if _is_returned(node.value)
        }
        for node in ast.walk(function):
            part = _compared_part(node)
            is_returned = isinstance(part, ast.Name) and part.id in returned
            if part and not is_returned and not _is_returned(part):
                assert isinstance(node, ast.stmt)
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                found.update(dict.fromkeys(lines, ast.unparse(part)))
    return found


def _compared_part(node: ast.AST) -> ast.expr | None:
    """What came, of a statement that compares: `assert came == ...`, `assert_close(came, ...)`."""
    if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
        return node.test.left
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and node.value.args:
        return node.value.args[0]
    return None


def _is_returned(value: ast.expr) -> bool:
    """Whether it is what a function returned, rather than what an object holds."""
    if not isinstance(value, ast.Call):
        return False
    return not (isinstance(value.func, ast.Name) and value.func.id == "getattr")
