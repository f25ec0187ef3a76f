"""Everything a learner tried: a database in the workspace that survives `kill -9` at any instant.

SQLite in WAL mode with full synchronisation: when `record` has returned, the attempt is on disk.
"""

import hashlib
import json
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootcamp.errors import WorkspaceError
from bootcamp.verdict import Verdict, verdict_from_json
from bootcamp.workspace.status import Status

SCHEMA = """
CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,           -- seconds since 1970
    exercise TEXT NOT NULL,
    outcome TEXT NOT NULL,
    honest INTEGER NOT NULL,
    hint_level INTEGER NOT NULL,
    code_hash TEXT NOT NULL,
    code TEXT NOT NULL,
    verdict TEXT NOT NULL       -- JSON
);
CREATE INDEX IF NOT EXISTS attempt_exercise ON attempt (exercise, id);
CREATE TABLE IF NOT EXISTS mark (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    exercise TEXT NOT NULL,
    kind TEXT NOT NULL,         -- hint, solution, borrowed, lent, reset, restored; kept, at hand
    text TEXT NOT NULL          -- the file that was replaced; lent: the code's hash; kept: the code
);
"""
HISTORY = """  -- what happened, in the order of time
SELECT at, exercise, 1 AS is_attempt, outcome AS what, honest, code_hash FROM attempt
UNION ALL
SELECT at, exercise, 0, kind, 0, CASE kind WHEN 'lent' THEN text ELSE '' END FROM mark
WHERE kind NOT IN ('kept', 'at hand')
ORDER BY at
"""
TEXTS = """  -- what the learner wrote, in the order of time
SELECT at, CASE WHEN outcome = 'passed' AND code_hash IN
    (SELECT text FROM mark WHERE exercise = :name AND kind = 'lent' AND mark.at < attempt.at)
    THEN 'borrowed' ELSE outcome END AS what, verdict, code AS text, 0 AS is_file
FROM attempt WHERE exercise = :name AND outcome != 'blank' AND code != ''
UNION ALL
SELECT at, 'unchecked', '{}', text, 1 FROM mark
WHERE exercise = :name AND kind IN ('reset', 'borrowed', 'restored') AND text != ''
UNION ALL
SELECT at, 'unchecked', '{}', text, 0 FROM mark WHERE exercise = :name AND kind = 'kept'
ORDER BY at
"""


@dataclass(frozen=True)
class Kept:
    """A text of the learner's: one that was checked, or a file in which one was replaced."""

    at: float  # seconds since 1970
    what: str  # the check's outcome; "borrowed", "unchecked"
    says: str  # the check's sentence
    text: str
    is_file: bool


@dataclass(frozen=True)
class Happened:
    """Attempts and marks as plain data, without code."""

    attempts: list[dict[str, Any]]
    marks: list[dict[str, Any]]


class Attempts:
    """The attempts of one workspace. Safe between threads and between processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recorded: set[float] = set()  # when this process recorded something itself
        self.set_aside: Path | None = None
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            if "malformed" not in str(error) and "not a database" not in str(error):
                raise WorkspaceError(
                    f"{path} can't be opened: {error}. Your code is untouched. "
                    "Make room, or make the folder writable, and try again."
                ) from error
            self.set_aside = path.with_suffix(f".damaged-{int(time.time())}")
            path.rename(self.set_aside)
            self._prepare()
        # One connection stays open, unused, and with it SQLite's two files beside the database:
        # else each reader would make them anew, which a full disk forbids.
        keeper = sqlite3.connect(path, check_same_thread=False)
        keeper.execute("SELECT count(*) FROM mark").fetchone()
        weakref.finalize(self, keeper.close)

    def _prepare(self) -> None:
        for patience in range(50, -1, -1):
            try:
                with closing(sqlite3.connect(self.path, timeout=10)) as connection:
                    connection.execute("PRAGMA journal_mode=WAL")
                    connection.executescript(SCHEMA)
                    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if state != "ok":
                    raise sqlite3.DatabaseError(f"malformed: {state}")
                return
            except sqlite3.OperationalError as error:
                # Careful: SQLite doesn't wait by itself while another process turns WAL on.
                if "locked" not in str(error) or not patience:
                    raise
                time.sleep(0.1)  # nothing tells when the other is done

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous=FULL")
                with connection:
                    yield connection
        except sqlite3.DatabaseError as error:
            raise WorkspaceError(
                f"Your attempts can't be kept in {self.path}: {error}. Your code is untouched. "
                "Make room, or make the folder writable, and check again."
            ) from error

    def record(self, name: str, verdict: Verdict, code: str) -> None:
        """Keep one attempt. When this returns, it is on disk."""
        at = time.time()
        self.recorded.add(at)
        values = (
            at,
            name,
            verdict.outcome,
            verdict.honest,
            self.hint_level(name),
            hash_of(code),
            code,
            json.dumps(verdict.to_json()),
        )
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO attempt (at, exercise, outcome, honest, hint_level, code_hash, code, "
                "verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def mark(self, name: str, kind: str, text: str = "") -> None:
        """Keep that a hint or the solution was seen, or code was borrowed or reset."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO mark (at, exercise, kind, text) VALUES (?, ?, ?, ?)",
                (time.time(), name, kind, text),
            )

    def keep(self, name: str, code: str) -> None:
        """Keep a text that no check has told of, unless it is kept already or is empty."""
        values = {"at": time.time(), "name": name, "code": code, "hash": hash_of(code)}
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO mark (at, exercise, kind, text) SELECT :at, :name, 'kept', :code "
                "WHERE :code != '' AND NOT EXISTS (SELECT 1 FROM attempt "
                "WHERE exercise = :name AND code_hash = :hash) AND NOT EXISTS (SELECT 1 FROM mark "
                "WHERE exercise = :name AND kind = 'kept' AND text = :code)",
                values,
            )

    def at_hand(self) -> str:
        """The exercise that was last checked, chosen, or marked in any way; "" before the first."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT exercise, at FROM attempt WHERE id = (SELECT max(id) FROM attempt) "
                "UNION ALL "
                "SELECT exercise, at FROM mark WHERE id = (SELECT max(id) FROM mark) "
                "ORDER BY at DESC LIMIT 1"
            ).fetchone()
        return str(row["exercise"]) if row else ""

    def hint_level(self, name: str) -> int:
        """How many hints of this exercise have been shown."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT count(*) FROM mark WHERE exercise = ? AND kind = 'hint'", (name,)
            ).fetchone()
        return int(row[0])

    def statuses(self) -> dict[str, Status]:
        """Where the learner stands, for every exercise that was touched."""
        found: dict[str, Status] = {}
        with self._transaction() as connection:
            rows = connection.execute(HISTORY).fetchall()
            last = connection.execute(
                "SELECT exercise, verdict FROM attempt WHERE id IN "
                "(SELECT max(id) FROM attempt GROUP BY exercise)"
            ).fetchall()
        for row in rows:
            status = found.setdefault(row["exercise"], Status())
            if row["is_attempt"]:
                status.take_attempt(row["at"], row["what"], bool(row["honest"]), row["code_hash"])
            else:
                status.take_mark(row["what"], row["code_hash"])
        for row in last:
            found[row["exercise"]].last = verdict_from_json(json.loads(row["verdict"]))
        return found

    def status(self, name: str) -> Status:
        """Where the learner stands with one exercise."""
        return self.statuses().get(name, Status())

    def failed(self) -> list[tuple[str, str, Verdict]]:
        """Every try that ran and was rejected: the exercise, its code's hash, the verdict."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT exercise, code_hash, verdict FROM attempt WHERE outcome = 'failed' "
                "ORDER BY id"
            ).fetchall()
        return [
            (row["exercise"], row["code_hash"], verdict_from_json(json.loads(row["verdict"])))
            for row in rows
        ]

    def kept(self, name: str) -> list[Kept]:
        """The texts that are kept of one exercise, the oldest first."""
        with self._transaction() as connection:
            rows = connection.execute(TEXTS, {"name": name}).fetchall()
        return [
            Kept(
                row["at"],
                row["what"],
                json.loads(row["verdict"]).get("says", ""),
                row["text"],
                bool(row["is_file"]),
            )
            for row in rows
        ]

    def since(self, attempt: int, mark: int, most: int) -> Happened:
        """What was kept after the attempt and the mark of these numbers, the oldest first."""
        with self._transaction() as connection:
            attempts = connection.execute(
                "SELECT id, at, exercise, outcome, honest, hint_level, code_hash, "
                "json_extract(verdict, '$.mistake') AS mistake FROM attempt WHERE id > ? "
                "ORDER BY id LIMIT ?",
                (attempt, most),
            ).fetchall()
            marks = connection.execute(
                "SELECT id, at, exercise, kind, CASE kind WHEN 'lent' THEN text ELSE '' END AS "
                "code_hash FROM mark WHERE id > ? AND kind NOT IN ('kept', 'at hand') "
                "ORDER BY id LIMIT ?",
                (mark, most),
            ).fetchall()
        return Happened(list(map(dict, attempts)), list(map(dict, marks)))

    def times_of(self, attempt: int, mark: int) -> tuple[float | None, float | None]:
        """When the attempt and the mark of these numbers were made; None where there is none."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT (SELECT at FROM attempt WHERE id = ?), (SELECT at FROM mark WHERE id = ?)",
                (attempt, mark),
            ).fetchone()
        return row[0], row[1]

    def count(self) -> int:
        """How many attempts are kept."""
        with self._transaction() as connection:
            return int(connection.execute("SELECT count(*) FROM attempt").fetchone()[0])


def hash_of(code: str) -> str:
    """What tells two versions of the code apart."""
    return hashlib.sha256(code.encode()).hexdigest()[:16]
