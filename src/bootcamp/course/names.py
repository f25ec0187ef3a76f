"""What exercises, lessons and chapters may be called.

A name is a word for what is learned. Order lives in course.toml and on the page, so that moving an
exercise never renames it.
"""

import keyword
import re
from pathlib import Path

RESERVED = ("conftest", "exercise")
_ORDER_WORDS = "chapter|day|ex|exercise|lesson|part|problem|q|question|section|step|task|unit|week"
_ORDER = re.compile(rf"^\d|(^|_)({_ORDER_WORDS})_?\d+(_|$)|^[a-z]?\d+(_|$)")


def why_refused(name: str, what: str) -> str:
    """Why `what` (an exercise, a lesson, a chapter) can't have that name, or ""."""
    if _ORDER.search(name):
        return (
            f"The {what} `{name}` carries a number as its place in an order. Name it after what it "
            "teaches; its place is given in course.toml and on the page."
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return (
            f"The {what} name `{name}` isn't lower-case letters, digits and `_`. "
            "Rename it, for example to `parents_first`."
        )
    if keyword.iskeyword(name) or is_reserved(name):
        return f"`{name}` is a word that Python or the format needs. Give the {what} another name."
    return ""


def is_reserved(name: str) -> bool:
    """Whether the format gives a file of that name another meaning than an exercise."""
    return name in RESERVED or _has_figures(name)


def figure_files(chapter: Path) -> list[Path]:
    """The files of a chapter that define figures: `figures.py`, `figures_slopes.py`."""
    return sorted(path for path in chapter.glob("*.py") if _has_figures(path.stem))


def _has_figures(name: str) -> bool:
    return name == "figures" or name.startswith("figures_")
