"""A form as a TOML file: written and read without loss. Some ready ones come with the program."""

import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, fields
from importlib.resources import files
from typing import Any

from bootcamp.course.table import toml_value
from bootcamp.errors import BootcampError
from bootcamp.text import decoded
from bootcamp.web.cohort.domain.survey_spec import FormSpec, QuestionSpec, expect_sound

LIBRARY = files("bootcamp.web.cohort") / "forms_library"
LARGEST = 200_000  # characters


def to_toml(spec: FormSpec) -> str:
    """The file. What is as it is by default isn't written."""
    lines = _lines(spec, skip=("questions",))
    for question in spec.questions:
        lines += ["", "[[questions]]", *_lines(question)]
    return "\n".join(lines) + "\n"


def _lines(spec: FormSpec | QuestionSpec, skip: tuple[str, ...] = ()) -> list[str]:
    named = [(field, getattr(spec, field.name)) for field in fields(spec)]
    return [
        f"{field.name} = {toml_value(value)}"
        for field, value in named
        if field.name not in skip and value != field.default
    ]


def from_toml(text: str) -> FormSpec:
    """The form that a file describes. Raises a sentence about what isn't as it should be."""
    if len(text) > LARGEST:
        raise BootcampError(f"A form's file has up to {LARGEST} characters, this has {len(text)}.")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BootcampError(f"The file isn't TOML: {error}. Correct it there.") from error
    listed = found.pop("questions", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise BootcampError("Expected each question under a line of its own, `[[questions]]`.")
    questions = [
        _read(QuestionSpec, each, f"question {number}")
        for number, each in enumerate(listed, start=1)
    ]
    spec: FormSpec = _read(FormSpec, {**found, "questions": questions}, "form")
    expect_sound(spec)
    return spec


def _read(kind: Any, found: dict[str, Any], what: str) -> Any:
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(set(found) - set(known)):
        raise BootcampError(
            f"The {what} has a field `{unknown[0]}`, which isn't known. Known are: "
            f"{', '.join(known)}."
        )
    required = (name for name, field in known.items() if field.default is MISSING)
    if missing := [name for name in required if name not in found]:
        raise BootcampError(f"The {what} has no `{missing[0]}`. Add it.")
    return kind(**{name: _typed(what, known[name], value) for name, value in found.items()})


def _typed(what: str, field: Any, value: Any) -> Any:
    """The value, if it is of the field's type."""
    if field.name == "questions":
        return tuple(value)
    expected = {bool: "true or false", str: "text in quotes"}.get(field.type)
    if expected:
        is_right = isinstance(value, field.type)
    else:
        expected = "a list of texts"
        is_right = isinstance(value, list) and all(isinstance(each, str) for each in value)
    if not is_right:
        raise BootcampError(f"`{field.name}` of the {what} should be {expected}; got {value!r}.")
    return tuple(value) if isinstance(value, list) else value


def library() -> Iterable[FormSpec]:
    """The ready forms, by their keys."""
    return [from_library(name) for name in _ready()]


def from_library(key: str) -> FormSpec:
    """A ready form."""
    if key not in _ready():
        raise BootcampError(f"There is no ready form `{key[:60]}`. Choose one of the list.")
    file = LIBRARY / f"{key}.toml"
    return from_toml(decoded(file.read_bytes(), file.name))


def _ready() -> list[str]:
    names = (file.name for file in LIBRARY.iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
