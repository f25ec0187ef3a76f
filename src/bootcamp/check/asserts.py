"""Make a check say what it compared.

`assert a == b` becomes `assert _compared(a, "==", b)`, which remembers both sides, and returns the
comparison's own result. Everything else of the file stays as it is.
"""

import ast
import operator
from collections.abc import Callable
from types import CodeType
from typing import Any

from bootcamp import splice
from bootcamp.syntax import compiled

RECORDER = "_compared"

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
BY_SIGN = dict(OPERATORS.values())


class Comparisons:
    """The last comparison that an assert made."""

    def __init__(self) -> None:
        self.last: tuple[Any, str, Any] | None = None

    def __call__(self, left: Any, sign: str, right: Any) -> Any:
        """Compare, and remember what was compared."""
        self.last = (left, sign, right)
        return BY_SIGN[sign](left, right)


class _Rewriter(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.AST:
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
    return compiled(_Rewriter().visit(splice.parse(source, path)), path)
