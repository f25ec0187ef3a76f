"""Read one lesson page: its front matter, and the exercises that it links to."""

import re
from collections.abc import Iterator
from pathlib import Path

from bootcamp.course.model import Lesson
from bootcamp.course.table import Schema, checked, parse_toml
from bootcamp.errors import CourseError, SourceError
from bootcamp.syntax import text_lines
from bootcamp.text import read

LESSON_FIELDS: Schema = {
    "title": str,
    "summary": str,
    "minutes": int,
    "needs": list,
    "teaches": list,
    "reading": list,
    "keep": list,
    "explore": list,
}
MAY_LACK = ("keep", "explore")
MOST_KEPT = 8  # lines on a lesson's card
FENCE = "+++"
BOX = re.compile(r"\[[^\]]*\]\(exercise:([^)\s]*)\)\s*")
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def read_text(path: Path, where: str) -> str:
    """A course file's text. Raises CourseError where it can't be read."""
    try:
        return read(path, where)
    except SourceError as error:
        raise CourseError(str(error), rule="format") from error


def read_lesson(path: Path, chapter: str, where: str) -> Lesson:
    """The lesson on that page, with every exercise that it links to, known or not."""
    text = read_text(path, where)
    lines = text_lines(text)
    fences = [number for number, line in enumerate(lines) if line.strip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise CourseError(
            f"{where}, line 1: a lesson begins with its front matter between two lines `{FENCE}`. "
            f"Put `{FENCE}` on the first line, then title, summary and the rest, then `{FENCE}`.",
            rule="format",
        )
    head = "\n" + "".join(lines[1 : fences[1]])  # the empty line keeps the file's line numbers
    table = checked(
        parse_toml(head, where), LESSON_FIELDS, f"{where}, front matter", optional=MAY_LACK
    )
    if len(table.get("keep", [])) > MOST_KEPT:
        raise CourseError(
            f"{where}: expected at most {MOST_KEPT} lines in `keep`, got {len(table['keep'])}. "
            "Leave out what one can look up.",
            rule="format",
        )
    body = "".join(lines[fences[1] + 1 :])
    return Lesson(
        name=path.stem,
        chapter=chapter,
        path=path,
        title=table["title"],
        summary=table["summary"],
        minutes=table["minutes"],
        needs=tuple(table["needs"]),
        teaches=tuple(table["teaches"]),
        reading=tuple(table["reading"]),
        keep=tuple(table.get("keep", ())),
        explore=tuple(table.get("explore", ())),
        body=body,
        exercises=tuple(name for _, name in exercise_links(body)),
    )


def prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """The body's lines that are not inside a code fence, numbered from 1."""
    fence = ""
    for number, line in enumerate(body.split("\n"), 1):
        opened = _CODE_FENCE.match(line)
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opened:
            fence = opened[1]
        else:
            yield number, line


def exercise_links(body: str) -> Iterator[tuple[int, str]]:
    """Line number in the body, and name, of every exercise box."""
    for number, line in prose_lines(body):
        if box := BOX.fullmatch(line):
            yield number, box[1]
