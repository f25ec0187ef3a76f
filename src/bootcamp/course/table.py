"""TOML: values written, tables read with sentences.

A table's fields are given by a schema, the same that the docs list.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from bootcamp.errors import CourseError

Schema = Mapping[str, type]  # str, int, or list (of strings; of tables for `chapters`)
_IN_WORDS = {str: "a string in quotes", int: "a whole number", list: "a list in brackets"}
_EXAMPLES = {str: '"…"', int: "30", list: '["…"]'}


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """The table in `text`. Raises CourseError with the line that can't be parsed."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = f", line {found[1]}" if found else ""
        reason = re.sub(r" \(at .*", "", str(error))
        raise CourseError(
            f"{where}{line}: this isn't TOML ({reason}). Correct the line; strings need quotes.",
            rule="format",
        ) from error


def toml_value(value: object) -> str:
    """A text, a number, a truth value or a list of them, as TOML.

    Raises ValueError for a text with half of a surrogate pair: TOML can't hold it.
    """
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, str):
        value.encode()
    # JSON writes all of these as TOML does, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def checked(
    table: Mapping[str, Any], schema: Schema, where: str, optional: Iterable[str] = ()
) -> dict[str, Any]:
    """The table, once it has every field of the schema and no other."""
    for name in table:
        if name not in schema:
            raise CourseError(f"{where}: {unknown_field(name, schema)}", rule="format")
    for name, kind in schema.items():
        if name not in table:
            if name in optional:
                continue
            raise CourseError(
                f"{where}: `{name}` is missing. Add {_example(name, kind)}.", rule="format"
            )
        if not _is(table[name], kind):
            raise CourseError(
                f"{where}: `{name}` should be {_IN_WORDS[kind]}, and is {table[name]!r}. "
                f"Write {_example(name, kind)}.",
                rule="format",
            )
    return dict(table)


def unknown_field(name: str, known: Iterable[str]) -> str:
    """The sentence for a field that the format doesn't have."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"There is no field `{name}`. Write `{close[0]}`."
    return f"There is no field `{name}`. Remove it, or use one of {', '.join(known)}."


def _is(value: Any, kind: type) -> bool:
    if isinstance(value, bool):
        return False
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    if isinstance(value, list):
        return kind is list and all(isinstance(item, str | dict) for item in value)
    return isinstance(value, kind)


def _example(name: str, kind: type) -> str:
    return f"`{name} = {_EXAMPLES[kind]}`"
