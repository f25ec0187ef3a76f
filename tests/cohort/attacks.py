"""Tools of someone who has the database's files, and copies of them from every moment.

They know who answered when (they sat in the room), and look for anything in the files that puts a
text at its writer's place.
"""

import contextlib
import sqlite3
import struct
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HEADER, FRAME = 32, 24  # bytes of a WAL's and of a frame's header


@dataclass
class Copy:
    """The database's file and its WAL, as they were at one moment."""

    path: Path

    @property
    def raw(self):
        return self.path.read_bytes()

    @property
    def wal(self):
        wal = Path(f"{self.path}-wal")
        return wal.read_bytes() if wal.exists() else b""

    def query(self, sql):
        """Rows, read from a copy of the copy: reading a WAL changes it."""
        place = take(self.path, self.path.parent / "read").path
        with contextlib.closing(sqlite3.connect(place)) as connection:
            return connection.execute(sql).fetchall()

    def tables(self):
        """All rows of all tables, by the table's name."""
        place = take(self.path, self.path.parent / "read").path
        with contextlib.closing(sqlite3.connect(place)) as connection:
            listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [name for (name,) in listed.fetchall()]
            return {
                name: set(connection.execute(f'SELECT * FROM "{name}"').fetchall())
                for name in names
            }


def take(source, target):
    """Copy a database's file with its WAL. By another process: closing a file that this one has
    open elsewhere would take SQLite's locks away.
    """
    for end in ("", "-wal", "-shm"):
        Path(f"{target}{end}").unlink(missing_ok=True)
    wal = [f"{source}-wal"] if Path(f"{source}-wal").exists() else []
    subprocess.run(["cp", str(source), str(target)], check=True)
    if wal:
        subprocess.run(["cp", wal[0], f"{target}-wal"], check=True)
    return Copy(Path(target))


def commits(wal):
    """The WAL's commits in order, each as the (page number, page) that it wrote."""
    if len(wal) < HEADER:
        return []
    size, salts = struct.unpack(">I", wal[8:12])[0], wal[16:24]
    found, pending = [], []
    for start in range(HEADER, len(wal) - FRAME - size + 1, FRAME + size):
        number, is_commit = struct.unpack(">II", wal[start : start + 8])
        if wal[start + 8 : start + 16] != salts:
            break  # left over from before the last checkpoint
        pending.append((number, wal[start + FRAME : start + FRAME + size]))
        if is_commit:
            found.append(pending)
            pending = []
    return found


@dataclass
class Watched:
    """What an attacker has of one wave."""

    truth: list  # the text of the first who answered, of the second, ...
    before: Copy
    during: list = field(default_factory=list)  # a copy after each answer
    after: Copy | None = None  # just after the closing, with all in the WAL
    settled: Copy | None = None  # with all in the file
    log: list = field(default_factory=list)

    def steps(self):
        """The commits that each answer made, and last those of the closing."""
        known = len(commits(self.before.wal))
        salts = self.before.wal[16:24]
        for copy in [*self.during, self.after]:
            wal = copy.wal
            if wal[16:24] != salts:
                known, salts = 0, wal[16:24]
            made = commits(wal)
            yield made[known:]
            known = len(made)

    def new_rows(self, table):
        """The rows that each answer put into a table."""
        seen = self.before.tables().get(table, set())
        for copy in self.during:
            rows = copy.tables()[table]
            yield rows - seen
            seen = rows


def hits(guess, truth):
    """How many texts a guess puts at their writer's place, read forwards or backwards."""
    return max(
        sum(a == b for a, b in zip(order, truth, strict=False)) for order in (guess, guess[::-1])
    )


def by_column(watched, table, text, where=""):
    """Guesses: the texts in the order of each column of their table, and of the hidden row number."""
    columns = [row[1] for row in watched.after.query(f"PRAGMA table_info({table})")]
    return {
        f"{table} by {column}": [
            found
            for (found,) in watched.after.query(
                f'SELECT "{text}" FROM {table} {where} ORDER BY "{column}", rowid'
            )
        ]
        for column in ["rowid", *columns]
    }


def by_place_in_the_file(watched):
    """A guess: the texts in the order in which they lie in the file, or in its WAL."""
    found = {}
    for name, raw in (("file", watched.settled.raw), ("wal", watched.after.wal)):
        places = {text: raw.find(text.encode()[:16]) for text in watched.truth}
        if all(place >= 0 for place in places.values()):
            found[f"place in the {name}"] = sorted(watched.truth, key=places.get)
    return found


def varint(number):
    """A number as SQLite writes a row's number: seven bits a byte, in the ninth all eight."""
    if number < 1 << 56:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        return bytes(reversed(groups))
    last, rest = number & 0xFF, number >> 8
    return bytes((rest >> 7 * n) & 0x7F | 0x80 for n in range(7, -1, -1)) + bytes([last])


def by_order_of_writing(watched, envelopes, numbered):
    """A guess: rows were written in the order of their envelopes' numbers, which are known.

    However random its number, a page's later row lies before the earlier ones, and a long text's
    overflow pages are taken one after the other.
    """
    numbers = [next(iter(rows))[0] for rows in watched.new_rows(envelopes)]
    ranks, raw, found = sorted(numbers), watched.settled.raw, {}
    ends = {text: raw.rfind(text.encode()[-16:]) for text in watched.truth}
    cells = {text: raw.find(varint(number)) for number, text in numbered}
    for name, places in (("overflow", ends), ("cell", cells)):
        assert all(place >= 0 for place in places.values())
        order = sorted(places, key=places.get)
        for way, written in (("up", order), ("down", order[::-1])):
            found[f"{name} {way}"] = [written[ranks.index(number)] for number in numbers]
    return found


def by_commit(watched):
    """A guess: each text belongs to who answered when it was first written to the WAL."""
    guess = []
    for made in watched.steps():
        pages = b"".join(page for commit in made for _, page in commit)
        fresh = [t for t in watched.truth if t not in guess and t.encode()[:16] in pages]
        guess += sorted(fresh, key=lambda text: pages.find(text.encode()[:16]))
    return {"first commit": guess} if guess else {}


def by_length(watched, table, column):
    """A guess: the longer what was put away at an answer, the longer the text."""
    lengths = []
    for rows in watched.new_rows(table):
        (row,) = rows
        lengths.append(max(len(value) for value in row if isinstance(value, bytes)))
    ranked = sorted(range(len(lengths)), key=lambda n: lengths[n])
    texts = sorted(watched.truth, key=len)
    guess = [""] * len(texts)
    for rank, number in enumerate(ranked):
        guess[number] = texts[rank]
    return {"length": guess}, lengths


def by_rank_of_id(watched, table, final, text, where=""):
    """A guess: what was put away under the smallest number became the text of the smallest."""
    numbers = [next(iter(rows))[0] for rows in watched.new_rows(table)]
    sql = f"SELECT {text} FROM {final} {where}"
    texts = [found for (found,) in watched.after.query(sql)]
    ranks = sorted(numbers)
    return {"rank of id": [texts[ranks.index(number)] for number in numbers]}
