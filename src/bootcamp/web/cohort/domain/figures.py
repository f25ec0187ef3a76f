"""A report's figures as JSON and back, so that a later edition can be held against an earlier."""

from dataclasses import fields, is_dataclass
from typing import Any

from bootcamp.report import figures
from bootcamp.report.figures import Figure, Report

TYPE = "is"  # the key under which an object's type stands
TYPES = {
    name: kind
    for name, kind in vars(figures).items()
    if isinstance(kind, type) and is_dataclass(kind)
}


def packed(value: Any) -> Any:
    """The value as JSON has it."""
    if is_dataclass(value):
        kept = {field.name: packed(getattr(value, field.name)) for field in fields(value)}
        return {TYPE: type(value).__name__, **kept}
    if isinstance(value, dict):
        return {str(key): packed(each) for key, each in value.items()}
    return [packed(each) for each in value] if isinstance(value, list | tuple) else value


def unpacked(value: Any) -> Any:
    """What was packed. A list becomes a tuple, and digits as a key a number: counts of a scale."""
    if isinstance(value, list):
        return tuple(unpacked(each) for each in value)
    if not isinstance(value, dict):
        return value
    if kind := TYPES.get(str(value.get(TYPE))):
        return kind(**{name: unpacked(each) for name, each in value.items() if name != TYPE})
    return {int(key) if key.isdigit() else key: unpacked(each) for key, each in value.items()}


def report_in(kept: dict[str, Any]) -> Report:
    """The report that was packed."""
    found = unpacked(kept)
    assert isinstance(found, Report)
    return found


def figures_in(report: Report) -> dict[str, Figure]:
    """Its figures by key."""
    return {figure.key: figure for part in report.parts for figure in part.figures}
