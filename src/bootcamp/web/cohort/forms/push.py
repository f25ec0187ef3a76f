"""What a learner's machine sends, checked before it is kept. What isn't asked for is left out.

A row that can't be kept holds up no other: it is counted, and the first one's reason is told.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bootcamp.errors import BootcampError
from bootcamp.verdict import OUTCOMES
from bootcamp.web.cohort.domain.push import Marked, Pushed, Tried

MOST_ROWS = 500
LONGEST_MISTAKE = 400
KINDS = ("hint", "solution", "borrowed", "lent", "reset", "restored")
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
AHEAD_SECONDS = 24 * 3600.0  # so far may a learner's clock be ahead
NAME = re.compile(r"\w{1,80}")
HASH = re.compile(r"[0-9a-f]{0,16}")


def read_push(body: bytes) -> Pushed:
    """One delivery. Raises BootcampError with what was expected; then nothing of it is kept."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BootcampError("Expected JSON, got something else: nothing was kept.") from None
    rows = [data.get(key) if isinstance(data, dict) else None for key in ("attempts", "marks")]
    for found in rows:
        _expect(isinstance(found, list), "the lists `attempts` and `marks`", type(found).__name__)
        _expect(len(found) <= MOST_ROWS, f"at most {MOST_ROWS} rows", len(found))  # type: ignore[arg-type]
    refused: list[str] = []
    attempts, marks = (
        tuple(_those_that_can_be_kept(read, found, refused))
        for read, found in zip((_tried, _marked), rows, strict=True)
    )
    return Pushed(attempts, marks, tuple(refused))


def _those_that_can_be_kept(
    read: Callable[[Any], Any], rows: Any, refused: list[str]
) -> Iterator[Any]:
    for row in rows:
        try:
            yield read(row)
        except BootcampError as error:
            refused.append(str(error))


def _tried(row: Any) -> Tried:
    exercise, at = _common(row)
    outcome, honest = row.get("outcome"), row.get("honest")
    _expect(outcome in OUTCOMES if isinstance(outcome, str) else False, "an outcome", outcome)
    _expect(honest in (0, 1), "honest as true or false", honest)
    level = row.get("hint_level")
    _expect(isinstance(level, int) and 0 <= level < 100, "a number of hints", level)
    mistake = row.get("mistake") or ""
    _expect(isinstance(mistake, str), "a known mistake's sentence", mistake)
    code_hash = _hash(row)
    return Tried(exercise, at, outcome, bool(honest), level, code_hash, mistake[:LONGEST_MISTAKE])


def _marked(row: Any) -> Marked:
    exercise, at = _common(row)
    kind = row.get("kind")
    _expect(isinstance(kind, str) and kind in KINDS, "a kind of mark", kind)
    return Marked(exercise, at, kind, _hash(row))


def _common(row: Any) -> tuple[str, datetime]:
    _expect(isinstance(row, dict), "an object for each row", row)
    exercise, at = row.get("exercise"), row.get("at")
    is_name = isinstance(exercise, str) and NAME.fullmatch(exercise)
    _expect(bool(is_name), "an exercise's name", exercise)
    is_number = isinstance(at, int | float) and not isinstance(at, bool)
    latest = time.time() + AHEAD_SECONDS
    is_time = is_number and EARLIEST.timestamp() <= at <= latest  # not a number is neither
    _expect(is_time, "seconds since 1970, of a clock that is right", at)
    return exercise, datetime.fromtimestamp(at, UTC)


def _hash(row: dict[str, Any]) -> str:
    code_hash = row.get("code_hash", "")
    is_hash = isinstance(code_hash, str) and HASH.fullmatch(code_hash)
    _expect(bool(is_hash), "a hash of at most 16 digits", code_hash)
    return str(code_hash)


def _expect(holds: bool, what: str, got: Any) -> None:
    if not holds:
        raise BootcampError(f"Expected {what}, got {str(got)[:40]!r}: that wasn't kept.")
