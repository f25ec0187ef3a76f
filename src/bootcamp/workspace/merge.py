"""Bring two people's changes of one module together, definition by definition.

A text is cut into pieces that have names: each function, method and class head by its qualified
name, each import and assignment by what it binds. What only one side changed is taken from that
side. Where both changed the same piece, the learner's stays and the piece is named as a conflict.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bootcamp import splice
from bootcamp.errors import SourceError


@dataclass(frozen=True)
class Merged:
    """The text after a merge, and the pieces in which the learner's version won."""

    text: str
    conflicts: tuple[str, ...] = ()


def merge(base: str, mine: str, new: str) -> Merged:
    """Carry what changed from `base` to `new` into `mine`. Nothing that changed in `mine` is lost.

    A text that can't be parsed, or pieces that no longer fit together, leave `mine` as it is, with
    the conflict "the whole file".
    """
    if new in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(new)
    try:
        base_pieces, my_pieces, new_pieces = (pieces(text) for text in (base, mine, new))
    except SourceError:
        return Merged(mine, ("the whole file",))
    chosen: dict[str, str] = {}
    conflicts = []
    for name in dict.fromkeys([*new_pieces, *my_pieces]):
        versions = [found.get(name) for found in (base_pieces, my_pieces, new_pieces)]
        text, is_conflict = _choose(*versions)
        if is_conflict:
            conflicts.append(name)
        if text is not None:
            chosen[name] = text
    chosen |= _imports_in_use(my_pieces, new_pieces, chosen)
    text = "".join(chosen[name] for name in _order(list(my_pieces), list(new_pieces), chosen))
    if not _is_whole(text, chosen):
        return Merged(mine, ("the whole file",))
    return Merged(text, tuple(conflicts))


def _imports_in_use(
    mine: dict[str, str], new: dict[str, str], chosen: dict[str, str]
) -> dict[str, str]:
    """The imports that the course no longer has, and that the learner's own code still uses."""
    bound = {name for piece in chosen for name in _imported(piece)}
    own = (text for piece, text in chosen.items() if text != new.get(piece))
    words = set(re.findall(r"\w+", "".join(own)))
    return {
        piece: text
        for piece, text in mine.items()
        if piece not in chosen and words & (_imported(piece) - bound)
    }


def _imported(piece: str) -> set[str]:
    """What a piece of that name binds, where it is an import."""
    if not piece.startswith(("import ", "from ")):
        return set()
    statement = ast.parse(piece).body[0]
    assert isinstance(statement, ast.Import | ast.ImportFrom)
    return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}


def _choose(base: str | None, mine: str | None, new: str | None) -> tuple[str | None, bool]:
    """One piece's text (None: it goes away), and whether both sides changed it differently."""
    plain_base, plain_mine, plain_new = (text and text.strip("\n") for text in (base, mine, new))
    if plain_new == plain_base:
        return mine, False
    if plain_mine == plain_base:
        return new, False
    return mine, plain_mine != plain_new


def _order(mine: list[str], new: list[str], chosen: dict[str, str]) -> list[str]:
    """The course's order, with each of the learner's own pieces after what it stands after."""
    order = [name for name in new if name in chosen]
    before = ""
    for name in mine:
        if name not in chosen:
            continue
        if name not in order:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    if "" in order:  # what follows the last statement stays last
        order.remove("")
        order.append("")
    return order


def _is_whole(text: str, chosen: dict[str, str]) -> bool:
    """Whether the text, cut again, gives the pieces that it was put together from."""
    try:
        found = pieces(text)
    except SourceError:
        return False
    wanted = {name: piece.strip("\n") for name, piece in chosen.items() if piece.strip("\n")}
    return {k: v.strip("\n") for k, v in found.items() if v.strip("\n")} == wanted


def pieces(source: str) -> dict[str, str]:
    """The text cut into named pieces, in order; joined, they are the text again.

    Comments and blank lines belong to the piece that follows them; those at the end are named "".
    Raises SourceError where the text can't be parsed.
    """
    lines = splice.text_lines(source)
    found: dict[str, str] = {}
    done, last_name = 0, ""
    for name, end in _ends(splice.parse(source, "the file")):
        if end <= done:  # on a line with the one before
            continue
        text = "".join(lines[done:end])
        last_name = _unused(name, found)
        found[last_name] = text
        done = end
    found[""] = "".join(lines[done:])
    return found


def _unused(name: str, found: dict[str, str]) -> str:
    """The name, or with a number when the text binds it more than once."""
    count = sum(known == name or known.startswith(f"{name} #") for known in found)
    return f"{name} #{count + 1}" if count else name


def _ends(tree: ast.Module | ast.ClassDef, owner: str = "") -> Iterator[tuple[str, int]]:
    """Each piece's name and last line, counted from 1."""
    for node in tree.body:
        name = owner + _name(node)
        first = getattr(node, "body", [node])[0]
        if isinstance(node, ast.ClassDef) and first.lineno > node.lineno:
            yield name, splice.lines_of(first)[0] - 1 if _is_definition(first) else node.lineno
            yield from _ends(node, f"{name}.")
        else:
            yield name, node.end_lineno or node.lineno


def _is_definition(node: ast.AST) -> bool:
    return isinstance(node, splice.DEFINITION_TYPES)


def _name(node: ast.stmt) -> str:
    if isinstance(node, splice.DEFINITION_TYPES):
        return node.name
    if isinstance(node, ast.Assign):
        return " = ".join(ast.unparse(target) for target in node.targets) + " ="
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        return ast.unparse(node.target) + " ="
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return "the docstring"
    return ast.unparse(node).partition("\n")[0]
