"""Addresses as people paste them: a list, a line of a mail's head, or rows of a spreadsheet."""

import csv
import re
from collections.abc import Iterator

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.address import address_of

HEADING = re.compile(r"e-?mail|address", re.IGNORECASE)
NAMED = re.compile(r"<([^<>]*)>")  # as in Ada <ada@example.org>
BETWEEN = re.compile(r"[,;\t\n]")
QUOTED = re.compile(r'"([^"\n]*)"(\s*<)?')  # "Doe, Ada" is a name, also before <ada@example.org>
Row = tuple[int, list[str]]  # the number of its line, and its cells


def addresses_in(text: str) -> list[str]:
    """Every address, once. Raises BootcampError for the first line that can't be read.

    It does so as well where there is no address at all.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = list(_rows(text))
    found = list(dict.fromkeys(_of_table(rows) if _is_table(rows) else _of_list(text)))
    if not found:
        raise BootcampError("Expected at least one e-mail address, got none.")
    return found


def _rows(text: str) -> Iterator[Row]:
    between = next((each for each in "\t;" if each in text), ",")
    reader = csv.reader(text.splitlines(keepends=True), delimiter=between, skipinitialspace=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BootcampError(f"Line {reader.line_num} can't be read: {error}.") from None


def _is_table(rows: list[Row]) -> bool:
    """A heading, or several rows with one address each beside something else."""
    if len(rows) < 2:
        return False
    widths = {len(cells) for _, cells in rows}
    if not _with_sign(rows[0][1]) and (len(rows[0][1]) > 1 or HEADING.search(rows[0][1][0])):
        return True
    return min(widths) > 1 and all(len(_with_sign(cells)) == 1 for _, cells in rows)


def _of_table(rows: list[Row]) -> Iterator[str]:
    """One address of each row: of the column that is headed so, or else the only one."""
    column, body = None, rows
    if not _with_sign(rows[0][1]):
        headed = [place for place, cell in enumerate(rows[0][1]) if HEADING.search(cell)]
        column, body = (headed[0] if len(headed) == 1 else None), rows[1:]
    for number, cells in body:
        there = cells if column is None else cells[column : column + 1]
        given = _with_sign(there)
        if len(given) != 1:
            shown = " ".join(" ".join(cells).split())[:60]
            raise BootcampError(
                f"Expected one e-mail address on line {number}, got {len(given) or 'none'}: "
                f"“{shown}”. Correct that line."
            )
        named = NAMED.findall(given[0])
        yield _read(named[0] if named else given[0], number)


def _of_list(text: str) -> Iterator[str]:
    """Every word, but for the names beside an address."""
    for number, line in enumerate(text.split("\n"), start=1):
        for part in BETWEEN.split(QUOTED.sub(_without_name, line)):
            for word in _words(part):
                yield _read(word, number)


def _without_name(quoted: re.Match[str]) -> str:
    """What is left of something in quotes: an address in quotes is no name."""
    inside, before_address = quoted.group(1), quoted.group(2) or ""
    return f" {before_address}" if before_address or "@" not in inside else f" {inside} "


def _words(part: str) -> list[str]:
    """What should be an address in “Ada <ada@example.org>”, or in words without a name."""
    named = NAMED.findall(part)
    others = NAMED.sub(" ", part).split()
    return [*named, *(word for word in others if "@" in word or not named)]


def _with_sign(cells: list[str]) -> list[str]:
    return [cell for cell in cells if "@" in cell.strip()[1:]]  # “@ada” is no address


def _read(word: str, number: int) -> str:
    try:
        return address_of(word)
    except BootcampError as error:
        raise BootcampError(f"Line {number}: {error}") from None
