"""Which lines of two texts do the same, whatever their variables are called.

Each variable of the one text stands for one of the other, as most of their lines suggest it: so a
line that only one of them has changes nothing for the lines below it.
"""

import ast
import difflib
import tokenize
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from bootcamp import splice

Variable = tuple[str, str]  # the definition that it is in, its name


@dataclass
class Line:
    """A line that isn't blank, without comments and spaces."""

    number: int
    depth: int  # how many blocks it stands in
    words: list[str | Variable]

    def named(self, call: Callable[[Variable], str]) -> tuple[str, ...]:
        """Its words, the variables as they are called."""
        return tuple(word if isinstance(word, str) else call(word) for word in self.words)

    @property
    def shape(self) -> tuple[str, ...]:
        """Its words, the variables counted in order of appearance."""
        seen: dict[Variable, str] = {}
        return self.named(lambda variable: seen.setdefault(variable, f"variable {len(seen)}"))


def same_lines(mine: Sequence[Line], reference: Sequence[Line]) -> list[tuple[int, int]]:
    """The pairs of lines that do the same at the same depth, by their numbers."""
    partners = _partners(mine, reference)
    pairs = _aligned(
        [(line.depth, line.named(lambda each: str(partners.get(each, ())))) for line in mine],
        [(line.depth, line.named(str)) for line in reference],
    )
    return [(mine[a].number, reference[b].number) for a, b in pairs]


def _partners(mine: Sequence[Line], reference: Sequence[Line]) -> dict[Variable, Variable]:
    """The reference's variable that each of mine stands for; no two stand for the same."""
    texts = mine, reference
    as_typed = _aligned(*([line.named(lambda each: each[1]) for line in text] for text in texts))
    alike = _aligned(*([line.shape for line in text] for text in texts))
    votes: Counter[tuple[Variable, Variable]] = Counter()
    for a, b in [*as_typed, *alike]:
        words = zip(mine[a].words, reference[b].words, strict=True)
        votes.update((x, y) for x, y in words if not isinstance(x, str) and not isinstance(y, str))
    partners: dict[Variable, Variable] = {}
    for (x, y), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0][0] != vote[0][1])):
        if x not in partners and y not in partners.values():
            partners[x] = y
    return partners


def _aligned(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    found = difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(block.a + n, block.b + n) for block in found for n in range(block.size)]


def read_lines(code: str) -> list[Line]:
    """The lines of a text that aren't blank. Raises SourceError where it can't be parsed."""
    tree = splice.parse(code, "the code")
    variables = _variables(tree)
    rows: dict[int, Line] = {}
    depth = 0
    for token in tokenize.generate_tokens(iter(splice.text_lines(code)).__next__):
        depth += {tokenize.INDENT: 1, tokenize.DEDENT: -1}.get(token.type, 0)
        if token.type == tokenize.COMMENT or not token.string.strip():
            continue
        row, column = token.start
        place = row, len(token.line[:column].encode())
        for number, part in enumerate(token.string.split("\n"), row):
            line = rows.setdefault(number, Line(number, depth, []))
            line.words.append(variables.get((*place, part), part))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):  # before Python 3.12 an f-string is one token
            inside = [inner for inner in ast.walk(node) if isinstance(inner, ast.Name)]
            places = [(inner.lineno, inner.col_offset, inner.id) for inner in inside]
            rows[node.lineno].words += [variables[at] for at in places if at in variables]
    return list(rows.values())


def _variables(tree: ast.Module) -> dict[tuple[int, int, str], Variable]:
    """Where variables stand, by line, column in bytes and name: those that their scope binds."""
    scopes = {
        number: name
        for name, node in splice.definitions(tree)
        for number in range(splice.lines_of(node)[0], splice.lines_of(node)[1] + 1)
    }
    found: dict[tuple[int, int, str], Variable] = {}
    bound: set[Variable] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.Name):
            name = node.arg if isinstance(node, ast.arg) else node.id
            variable = scopes.get(node.lineno, ""), name
            found[node.lineno, node.col_offset, name] = variable
            if isinstance(node, ast.arg) or isinstance(node.ctx, ast.Store):
                bound.add(variable)
    return {place: variable for place, variable in found.items() if variable in bound}
