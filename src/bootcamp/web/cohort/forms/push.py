"""What a learner's machine sends, checked before it is kept. What isn't asked for is left out."""

import json
import math
import re
from datetime import UTC, datetime
from typing import Any

from bootcamp.errors import BootcampError
from bootcamp.verdict import OUTCOMES
from bootcamp.web.cohort.domain.push import Marked, Pushed, Tried

MOST_ROWS = 500
LONGEST_MISTAKE = 400
KINDS = ("hint", "solution", "borrowed", "lent", "reset", "restored")
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
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
    attempts, marks = rows
    return Pushed(tuple(map(_tried, attempts or ())), tuple(map(_marked, marks or ())))


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
    is_time = isinstance(at, int | float) and not isinstance(at, bool) and math.isfinite(at)
    _expect(is_time and EARLIEST.timestamp() <= at < LATEST.timestamp(), "seconds since 1970", at)
    return exercise, datetime.fromtimestamp(at, UTC)


def _hash(row: dict[str, Any]) -> str:
    code_hash = row.get("code_hash", "")
    is_hash = isinstance(code_hash, str) and HASH.fullmatch(code_hash)
    _expect(bool(is_hash), "a hash of at most 16 digits", code_hash)
    return str(code_hash)


def _expect(holds: bool, what: str, got: Any) -> None:
    if not holds:
        raise BootcampError(f"Expected {what}, got {str(got)[:40]!r}: nothing was kept.")
