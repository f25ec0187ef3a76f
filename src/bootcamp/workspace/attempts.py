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
from dataclasses import dataclass, field
from pathlib import Path

from bootcamp.errors import WorkspaceError
from bootcamp.verdict import Verdict, verdict_from_json

HONEST_TRIES_FOR_SOLUTION = 3

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
    kind TEXT NOT NULL,         -- hint, solution, borrowed, reset
    text TEXT NOT NULL          -- what was replaced, so that nothing is lost
);
"""


@dataclass
class Status:
    """Where a learner stands with one exercise."""

    state: str = "untouched"  # untouched, trying, passed
    tries: int = 0
    honest_tries: int = 0
    hint_level: int = 0
    marks: list[str] = field(default_factory=list)
    last: Verdict | None = None
    passed_at: float | None = None


class Attempts:
    """The attempts of one workspace. Safe between threads and between processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
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
                return
            except sqlite3.OperationalError as error:
                # Careful: SQLite doesn't wait by itself while another process turns WAL on.
                if "locked" not in str(error) or not patience:
                    raise
                time.sleep(0.1)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous=FULL")
                with connection:
                    yield connection
        except sqlite3.OperationalError as error:
            raise WorkspaceError(
                f"Your attempts can't be kept in {self.path}: {error}. Your code is untouched. "
                "Make room, or make the folder writable, and check again."
            ) from error

    def record(self, name: str, verdict: Verdict, code: str) -> None:
        """Keep one attempt. When this returns, it is on disk."""
        values = (
            time.time(),
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
        hashes: dict[str, set[str]] = {}
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT exercise, at, outcome, honest, code_hash FROM attempt ORDER BY id"
            ).fetchall()
            last = connection.execute(
                "SELECT exercise, verdict FROM attempt WHERE id IN "
                "(SELECT max(id) FROM attempt GROUP BY exercise)"
            ).fetchall()
            marks = connection.execute("SELECT exercise, kind FROM mark ORDER BY id").fetchall()
        for row in rows:
            status = found.setdefault(row["exercise"], Status())
            if row["outcome"] == "blank":
                continue
            status.tries += 1
            if row["outcome"] == "passed":
                status.state, status.passed_at = "passed", status.passed_at or row["at"]
            elif status.state == "untouched":
                status.state = "trying"
            if row["honest"] and row["outcome"] != "passed":
                hashes.setdefault(row["exercise"], set()).add(row["code_hash"])
        for row in marks:
            status = found.setdefault(row["exercise"], Status())
            if row["kind"] == "hint":
                status.hint_level += 1
            elif row["kind"] not in status.marks:
                status.marks.append(row["kind"])
        for name, distinct in hashes.items():
            found[name].honest_tries = len(distinct)
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

    def count(self) -> int:
        """How many attempts are kept."""
        with self._transaction() as connection:
            return int(connection.execute("SELECT count(*) FROM attempt").fetchone()[0])


def may_see_solution(status: Status) -> bool:
    """The policy: after a pass, or after three honest tries."""
    return status.state == "passed" or status.honest_tries >= HONEST_TRIES_FOR_SOLUTION


def hash_of(code: str) -> str:
    """What tells two versions of the code apart."""
    return hashlib.sha256(code.encode()).hexdigest()[:16]
