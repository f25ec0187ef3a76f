"""Look into a report, and write small specs."""

from typing import Any

from bootcamp.report.figures import Figure, Report
from bootcamp.report.spec import Spec, read_spec


def figure(report: Report, key: str) -> Figure:
    return next(f for part in report.parts for f in part.figures if f.key == key)


def by_label(report: Report, key: str) -> dict[str, Any]:
    return {item.label: item for item in figure(report, key).items}  # type: ignore[union-attr]


def cells(report: Report, key: str) -> dict[Any, tuple[Any, ...]]:
    items: tuple[Any, ...] = figure(report, key).items
    return {item.cells[0]: item.cells[1:] for item in items}


def kinds_of(report: Report, key: str) -> list[str]:
    return [type(item).__name__ for item in figure(report, key).items]


def spec_text(*figures: str) -> str:
    """The text of a spec of one part; each figure is the TOML of its table."""
    head = 'title = "T"\nversion = "1"\n[[parts]]\nkey = "p"\ntitle = "P"\n'
    return head + "".join(f"[[parts.figures]]\n{figure}\n" for figure in figures)


def spec_of(*figures: str) -> Spec:
    """The same, read."""
    return read_spec(spec_text(*figures))
