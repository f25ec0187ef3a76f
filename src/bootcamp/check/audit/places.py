"""The places of a definition that can be changed, and changes of its text.

A change replaces one piece of the text and keeps the rest to the letter, so that the difference an
author reads is as small as the mistake.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from bootcamp.splice import DEFINITION_TYPES, text_lines

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Edit:
    """The text from `start` to `end`, counted in characters, becomes `text`."""

    start: int
    end: int
    text: str


class Source:
    """A definition's text, and where each node of its tree stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._lines = [line.encode() for line in text_lines(text)]
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line.decode()))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """First character of the node, and the one after its last."""
        assert isinstance(node, ast.expr | ast.stmt | ast.ExceptHandler)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._at(node.lineno, node.col_offset)
        return start, self._at(node.end_lineno, node.end_col_offset)

    def text_of(self, node: ast.AST) -> str:
        """The node's own text."""
        start, end = self.span(node)
        return self.text[start:end]

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + len(self._lines[line - 1][:column].decode())


@dataclass(frozen=True)
class Place:
    """A node that can be changed, with the nodes around it, the outermost first."""

    source: Source
    node: ast.AST
    around: tuple[ast.AST, ...]

    @property
    def parent(self) -> ast.AST:
        """The node that this one is a part of."""
        return self.around[-1]

    def functions(self) -> list[Function]:
        """The functions that the node stands in, the innermost first."""
        found = (*self.around, self.node)
        return [node for node in reversed(found) if isinstance(node, Function)]

    def instead(self, new: ast.expr) -> Edit:
        """The edit that puts another expression here, in brackets where it needs them."""
        start, end = self.source.span(self.node)
        text = ast.unparse(new)
        wanted = self._dump_with(new)
        for candidate in (text, f"({text})"):
            changed = self.source.text[:start] + candidate + self.source.text[end:]
            try:
                if ast.dump(ast.parse(changed)) == wanted:
                    return Edit(start, end, candidate)
            except SyntaxError:
                continue
        return Edit(start, end, f"({text})")

    def _dump_with(self, new: ast.expr) -> str:
        """How the whole tree reads with another node here."""
        for field, value in ast.iter_fields(self.parent):
            parts = value if isinstance(value, list) else [value]
            for index, part in enumerate(parts):
                if part is not self.node:
                    continue
                changed = [*parts[:index], new, *parts[index + 1 :]]
                setattr(self.parent, field, changed if isinstance(value, list) else new)
                try:
                    return ast.dump(self.source.tree)
                finally:
                    setattr(self.parent, field, value)
        raise AssertionError("a node is a part of its parent")

    def rewritten(self, text: str) -> Edit:
        """The edit that puts other text in place of the node."""
        return Edit(*self.source.span(self.node), text)

    def preceded_by(self, line: str) -> Edit:
        """The edit that puts a line before this statement."""
        start, _ = self.source.span(self.node)
        return Edit(start, start, f"{line}\n{self.indent}")

    @property
    def indent(self) -> str:
        """The blanks before this statement."""
        return " " * getattr(self.node, "col_offset", 0)

    def body_followed_by(self, line: str) -> Edit:
        """The edit that puts a line at the end of this statement's body."""
        body: list[ast.stmt] = getattr(self.node, "body")  # noqa: B009  a statement that has one
        _, end = self.source.span(body[-1])
        return Edit(end, end, f"\n{' ' * body[-1].col_offset}{line}")


def places(source: Source) -> Iterator[Place]:
    """Every place of a definition where an answer may go wrong, in the order of the text.

    Not among them: the signature, which is given; docstrings, annotations and what an error says.
    """
    yield from _inside(source, source.tree, ())


def _inside(source: Source, node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[Place]:
    for part in _parts(node):
        if isinstance(part, ast.expr | ast.stmt):
            yield Place(source, part, (*around, node))
        yield from _inside(source, part, (*around, node))


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert):
        return
    if isinstance(node, ast.AnnAssign):
        yield node.target
        if node.value:
            yield node.value
        return
    skipped: list[ast.AST] = []
    if isinstance(node, DEFINITION_TYPES):
        skipped = [*node.decorator_list]
        if not isinstance(node, ast.ClassDef):
            skipped += [node.args, *([node.returns] if node.returns else [])]
    if isinstance(node, ast.Lambda):
        skipped = [node.args]
    for part in ast.iter_child_nodes(node):
        is_text = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
        if not is_text and part not in skipped:
            yield part
