"""Replace a named definition: the one primitive.

The stub that a learner starts from, a known mistake, a mutant, a check in isolation and the
learner's own stack are all "this module, with that definition replaced".

A definition is named by its qualified name inside the module: `parents_first`, `Value.backward`,
`SGD`. A function is *blank* when its body is a docstring (or none) and one `raise
NotImplementedError`. A class is blank when all of its functions are.
"""

import ast
import tokenize
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from bootcamp.errors import CourseError, DefinitionNotFound, SourceError
from bootcamp.syntax import parse as parse
from bootcamp.syntax import syntax as syntax
from bootcamp.syntax import text_lines as text_lines

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
DEFINITION_TYPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def definitions(
    tree: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, Definition]]:
    """Every named definition at module level and inside classes, with its qualified name."""
    for node in tree.body:
        if isinstance(node, DEFINITION_TYPES):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node, f"{prefix}{node.name}.")


def find(tree: ast.Module, qualname: str) -> Definition:
    """The definition of that name; of several, the last, which is the one Python keeps."""
    found = [node for name, node in definitions(tree) if name == qualname]
    if not found:
        raise DefinitionNotFound(f"`{qualname}` is not defined here.")
    return found[-1]


def has(tree: ast.Module, qualname: str) -> bool:
    """Whether the module defines that name."""
    return any(name == qualname for name, _ in definitions(tree))


def lines_of(node: Definition) -> tuple[int, int]:
    """First and last line of a definition, decorators included, counted from 1."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return first, node.end_lineno or node.lineno


def extract(source: str, qualname: str) -> str:
    """The text of a definition, moved to the left margin, ending in a newline."""
    return _text_of(find(parse(source, "the module"), qualname), text_lines(source))


def take_apart(source: str, names: Iterable[str]) -> tuple[dict[str, str], str]:
    """The text of those of the names that are defined, and the other lines, without comments.

    Raises SourceError where the source can't be parsed.
    """
    found = dict(definitions(parse(source, "the file")))
    lines = text_lines(source)
    taken = {name: found[name] for name in names if name in found}
    inside = {n for node in taken.values() for n in range(lines_of(node)[0], lines_of(node)[1] + 1)}
    rest = [line for number, line in enumerate(lines, 1) if number not in inside]
    rest = [line for line in rest if line.strip() and not line.lstrip().startswith("#")]
    return {name: _text_of(node, lines) for name, node in taken.items()}, "".join(rest)


def _text_of(node: Definition, lines: list[str]) -> str:
    first, last = lines_of(node)
    taken = lines[first - 1 : last]
    return _moved(taken, indent_of(taken[0]), "").rstrip("\n") + "\n"


def replace(source: str, qualname: str, definition: str) -> str:
    """The module's text with that definition replaced by the text of another."""
    node = find(parse(source, "the module"), qualname)
    first, last = lines_of(node)
    lines = text_lines(source)
    new = text_lines(definition.strip("\n"))
    moved = _moved(new, indent_of(new[0]) if new else "", indent_of(lines[first - 1]))
    return "".join([*lines[: first - 1], moved, *lines[last:]])


def insert(source: str, qualname: str, definition: str, after: Iterable[str]) -> str:
    """The module's text with a new definition: behind the first of `after` that is there.

    Where none is, it comes at the end, of its class if it is a method. Raises SourceError where
    that class is on one line.
    """
    tree = parse(source, "the module")
    lines = text_lines(source)
    owner = qualname.rpartition(".")[0]
    beside = [find(tree, name) for name in after if has(tree, name)][:1]
    inside = find(tree, owner) if owner else None
    neighbour = beside[0] if beside else inside
    indent = ""
    if beside:
        indent = indent_of(lines[lines_of(beside[0])[0] - 1])
    elif isinstance(inside, ast.ClassDef):
        indent = _indent_of_body(inside, lines)
    place = lines_of(neighbour)[1] if neighbour else len(lines)
    gap = "\n" if owner else "\n\n"
    before = "".join(lines[:place]).rstrip("\n")
    new = _moved(text_lines(definition.strip("\n")), "", indent)
    return "".join([f"{before}\n{gap}" if before else "", new, *lines[place:]])


def indent_of(line: str) -> str:
    """The blanks and tabs that a line begins with; a form feed among them begins it anew."""
    return line[: len(line) - len(line.lstrip(" \t\f"))].rpartition("\f")[2]


def _indent_of_body(node: Definition, lines: list[str]) -> str:
    """How the lines inside a definition begin. Raises SourceError where it is on one line."""
    first = node.body[0]
    line = lines[(lines_of(first)[0] if isinstance(first, DEFINITION_TYPES) else first.lineno) - 1]
    if line[: first.col_offset].strip():
        raise SourceError(f"`{node.name}` is on one line: put its body on lines of its own.")
    return indent_of(line)


def _moved(lines: list[str], old: str, new: str) -> str:
    """A definition's lines, which begin with `old`, as lines that begin with `new`.

    What is inside a long string stays as it is.
    """
    if old == new:
        return "".join(lines)
    fixed = inside_strings(lines)
    moved = []
    for number, line in enumerate(lines, 1):
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(line, old, strict=False))))
        bare = line[shared:]
        is_fixed = number in fixed
        moved.append(line if is_fixed else new + bare if bare.strip() else bare)
    return "".join(moved)


def inside_strings(lines: list[str]) -> set[int]:
    """The numbers of the lines that begin inside a string which is not a docstring."""
    inside: set[int] = set()
    begun: list[int] = []  # where the f-strings that are open began
    is_statement = True  # a string here is one by itself: a docstring
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            kind = tokenize.tok_name[token.type]
            if kind == "STRING" and not is_statement:
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
            elif kind == "FSTRING_START":  # from Python 3.12 on
                begun.append(token.start[0])
            elif kind == "FSTRING_END":
                inside.update(range(begun.pop() + 1, token.end[0] + 1))
            if kind not in ("NL", "COMMENT"):
                is_statement = kind in ("NEWLINE", "INDENT", "DEDENT")
    except (tokenize.TokenError, SyntaxError):  # half-typed: what was read so far
        pass
    return inside


def is_blank(node: Definition) -> bool:
    """Whether nothing has been written: a docstring at most, then `raise NotImplementedError`."""
    if isinstance(node, ast.ClassDef):
        functions = [inner for inner in node.body if isinstance(inner, DEFINITION_TYPES)]
        return bool(functions) and all(map(is_blank, functions))
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc
    raised = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def blank(source: str, qualname: str) -> str:
    """The module's text with that definition's body taken out: the stub that a learner fills.

    Signature, types, decorators and docstring stay. In a class, each function is blanked.
    """
    node = find(parse(source, "the module"), qualname)
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            if isinstance(inner, DEFINITION_TYPES):
                source = blank(source, f"{qualname}.{inner.name}")
        return source
    lines = text_lines(source)
    has_docstring = ast.get_docstring(node) is not None
    first = node.body[0]
    try:
        indent = _indent_of_body(node, lines)
    except SourceError as error:
        raise CourseError(str(error)) from error
    keep_until = (first.end_lineno or first.lineno) if has_docstring else first.lineno - 1
    body = f'{indent}raise NotImplementedError("{qualname}")\n'
    return "".join([*lines[:keep_until], body, *lines[node.end_lineno :]])


def stub(source: str, qualname: str) -> str:
    """The text of a definition with its body taken out."""
    return extract(blank(source, qualname), qualname)


def without_docstrings(source: str) -> str:
    """The module's text without the docstrings of its definitions, but where that is all there is.

    Text that can't be parsed comes back as it is.
    """
    try:
        tree = parse(source, "the module")
    except SourceError:
        return source
    nodes = [node for node in ast.walk(tree) if isinstance(node, DEFINITION_TYPES)]
    lines = text_lines(source)
    for node in nodes:
        if ast.get_docstring(node) is not None and len(node.body) > 1:
            first, last = node.body[0].lineno, node.body[0].end_lineno or 0
            while last < len(lines) and not lines[last].strip():
                last += 1
            if node.lineno < first and last < node.body[1].lineno:
                lines[first - 1 : last] = [""] * (last - first + 1)
    return "".join(lines)


def edit(source: str, qualname: str, find_text: str, instead: str) -> str:
    """The module's text with `find_text` replaced, which must stand once in the definition."""
    definition = extract(source, qualname)
    count = definition.count(find_text)
    if count != 1:
        raise CourseError(
            f"`{find_text}` stands {count} times in `{qualname}`; it must stand exactly once. "
            "Give more of the line, or less."
        )
    return replace(source, qualname, definition.replace(find_text, instead))


def fill(tree: ast.Module, reference: ast.Module, names: Iterable[str]) -> ast.Module:
    """Put the reference's definitions of those names in place of the tree's, in place.

    The nodes that come in take the line of the definition they replace, so that a traceback through
    them points there. A name that the tree lacks is appended, unless its class is missing too.
    """
    for name in names:
        incoming = find(reference, name)
        owner_name, _, _ = name.rpartition(".")
        if owner_name and not has(tree, owner_name):
            continue
        owner = find(tree, owner_name) if owner_name else tree
        assert isinstance(owner, ast.Module | ast.ClassDef)
        places = [i for i, node in enumerate(owner.body) if _is_named(node, incoming.name)]
        line = owner.body[places[-1]].lineno if places else 1
        for node in ast.walk(incoming):
            if hasattr(node, "lineno"):
                place: Any = node
                place.lineno = place.end_lineno = line
                place.col_offset = place.end_col_offset = 0
        if places:
            owner.body[places[-1]] = incoming
        else:
            owner.body.append(incoming)
    return tree


def _is_named(node: ast.stmt, name: str) -> bool:
    return isinstance(node, DEFINITION_TYPES) and node.name == name
