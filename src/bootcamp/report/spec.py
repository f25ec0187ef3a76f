"""What a report shall contain: a TOML file, read into plain data and checked field by field.

    title = "Impact report"
    version = "1"

    [[parts]]
    key = "career"
    title = "Career"

    [[parts.figures]]
    key = "agreement"
    kind = "agreement"
    title = "After the programme"
    form = "exit"
    items = ["connections", "fit_for_field"]

A spec names no cohort and no person: another report is another file and no code. `FIELDS` says
which fields a kind of figure has.
"""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any

from bootcamp.errors import ReportError

SHIPPED = ("seed", "paired")  # specs/<name>.toml

# Of each kind: the fields it must have, and those it may.
FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    kind: (frozenset(must.split()), frozenset(may.split()))
    for kind, must, may in (
        ("text", "text", ""),
        ("programme", "", ""),
        ("people", "", "roles"),
        ("agreement", "form items", "months among sections"),
        ("ratings", "form items", "months among sections"),
        ("median", "form items", "months among sections unit"),
        ("choices", "form items", "months among"),
        ("themes", "form items", "months among"),
        ("quotes", "form items", "months"),
        ("paired", "before after items", "sections unit"),
        ("gain", "", "chapters before after items"),
        ("exercises", "", "chapters"),
        ("progress", "", "chapters"),
        ("capstones", "", ""),
        ("capstone_list", "", ""),
        ("scores", "", "by items"),
        ("outcomes", "by", "months"),
        ("outcome_list", "", "months"),
        ("cost", "", ""),
        ("reach", "", "items"),
        ("reuse", "", ""),
        ("reuse_list", "", ""),
    )
}
ALLOWED_BY = {"scores": ("criterion", "reviewer", "capstone"), "outcomes": ("kind", "track")}


@dataclass(frozen=True)
class Among:
    """Only those who gave an answer, of a choice or as a theme of a text, to another question."""

    item: str
    answer: str


@dataclass(frozen=True)
class FigureSpec:
    """One figure that is asked for."""

    key: str
    kind: str
    title: str = ""
    note: str = ""  # a remark under the figure; Markdown
    text: str = ""  # which of Rows.texts
    form: str = ""
    before: str = ""  # forms; the same twice means its first and its last wave
    after: str = ""
    items: tuple[str, ...] = ()  # codes of questions; of reach: its `what`
    sections: tuple[str, ...] = ()  # () is all of them
    chapters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    months: int = 0  # after the end: of a follow-up
    by: str = ""
    unit: str = ""
    among: Among | None = None


@dataclass(frozen=True)
class PartSpec:
    """A section of the report."""

    key: str
    title: str
    figures: tuple[FigureSpec, ...]


@dataclass(frozen=True)
class Spec:
    """The whole. `sha256` is that of the file's text."""

    title: str
    version: str
    parts: tuple[PartSpec, ...]
    sha256: str


def shipped_spec(name: str) -> Spec:
    """A spec that comes with the tool: see SHIPPED."""
    return read_spec(shipped_text(name), f"specs/{name}.toml")


def shipped_text(name: str) -> str:
    """The TOML of a spec that comes with the tool."""
    if name not in SHIPPED:
        raise ReportError(f"There is no spec `{name}`. Write one of: {', '.join(SHIPPED)}.")
    return files("bootcamp.report").joinpath("specs", f"{name}.toml").read_text("utf-8")


def read_spec(text: str, where: str = "the spec") -> Spec:
    """The spec in a TOML text. Raises ReportError for what isn't as the format asks."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReportError(f"{where} isn't TOML: {error}. Correct that line.") from error
    _refuse_unknown(table, {"title", "version", "parts"}, where)
    title, version = (_text(table, name, where) for name in ("title", "version"))
    parts = tuple(
        _part(part, f"{where}, part {i}") for i, part in enumerate(_tables(table, "parts", where))
    )
    _refuse_twice([part.key for part in parts], f"{where}: parts")
    _refuse_twice([fig.key for part in parts for fig in part.figures], f"{where}: figures")
    return Spec(title, version, parts, hashlib.sha256(text.encode()).hexdigest())


def _part(table: dict[str, Any], where: str) -> PartSpec:
    _refuse_unknown(table, {"key", "title", "figures"}, where)
    key = _key(table, where)
    figures = tuple(
        _figure(figure, f"{where} ({key}), figure {i}")
        for i, figure in enumerate(_tables(table, "figures", where))
    )
    return PartSpec(key, _text(table, "title", where), figures)


def _figure(table: dict[str, Any], where: str) -> FigureSpec:
    key, kind = _key(table, where), _text(table, "kind", where)
    where = f"{where} ({key})"
    if kind not in FIELDS:
        raise ReportError(f"{where}: there is no kind `{kind}`. {_instead(kind, FIELDS.keys())}")
    must, may = FIELDS[kind]
    _refuse_unknown(table, must | may | {"key", "kind", "title", "note"}, where)
    for name in sorted(must - table.keys()):
        raise ReportError(
            f"{where}: a figure of kind `{kind}` needs `{name}`, and has none. Add it."
        )
    values = {name: _value(name, table, where) for name in table}
    if kind in ALLOWED_BY and values.get("by", ALLOWED_BY[kind][0]) not in ALLOWED_BY[kind]:
        raise ReportError(
            f"{where}: `by` should be one of {', '.join(ALLOWED_BY[kind])}, "
            f"and is {values['by']!r}. Write one of these."
        )
    return FigureSpec(**values)


def _value(name: str, table: dict[str, Any], where: str) -> Any:
    if name == "among":
        return _among(table, where)
    default = next(field.default for field in fields(FigureSpec) if field.name == name)
    if isinstance(default, tuple):
        return _texts(table, name, where)
    if isinstance(default, int):
        return _whole(table, name, where)
    return _text(table, name, where)


def _among(table: dict[str, Any], where: str) -> Among:
    among = table["among"]
    if not isinstance(among, dict):
        raise ReportError(
            f"{where}: `among` should be a table, and is {among!r}. "
            'Write {item = "…", answer = "…"}.'
        )
    _refuse_unknown(among, {"item", "answer"}, f"{where}, `among`")
    return Among(_text(among, "item", where), _text(among, "answer", where))


def _text(table: dict[str, Any], name: str, where: str) -> str:
    if name not in table:
        raise ReportError(f'{where}: `{name}` is missing. Add `{name} = "…"`.')
    value = table[name]
    if not isinstance(value, str) or not value.strip():
        raise ReportError(
            f"{where}: `{name}` should be a text, and is {value!r}. Write it in quotes."
        )
    return value


def _key(table: dict[str, Any], where: str) -> str:
    key = _text(table, "key", where)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", key):  # it names a file
        raise ReportError(
            f"{where}: `key` should be of a to z, 0 to 9, - and _, and is {key!r}. Rename it."
        )
    return key


def _texts(table: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = table[name]
    if not isinstance(value, list) or not value or not all(isinstance(x, str) for x in value):
        raise ReportError(
            f"{where}: `{name}` should be a list of texts, and is {value!r}. "
            f'Write `{name} = ["…"]`, or leave it out where it may be.'
        )
    return tuple(value)


def _whole(table: dict[str, Any], name: str, where: str) -> int:
    value = table[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ReportError(
            f"{where}: `{name}` should be a whole number from 0, and is {value!r}. "
            f"Write `{name} = 6`."
        )
    return value


def _tables(table: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    value = table.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(x, dict) for x in value):
        raise ReportError(
            f"{where}: `{name}` should be tables, one at least, and is {value!r}. "
            f"Write each under its own [[{name}]]."
        )
    return value


def _refuse_unknown(table: dict[str, Any], known: Set[str], where: str) -> None:
    for name in table:
        if name not in known:
            raise ReportError(f"{where}: there is no field `{name}` here. {_instead(name, known)}")


def _refuse_twice(keys: list[str], where: str) -> None:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        raise ReportError(
            f"{where}: the key `{key}` should be there once, and is twice. Rename one."
        )


def _instead(name: str, known: Set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"Write `{close[0]}`." if close else f"Use one of: {', '.join(sorted(known))}."
