"""Copy the database to a file and back, while the server runs."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bootcamp.errors import BootcampError

SQLITE = b"SQLite format 3\0"
POSTGRES = b"PGDMP"


def back_up(file: Path) -> str:
    """Copy the database as it is at one moment; a sentence that says what was made."""
    if file.exists():
        raise BootcampError(f"{file} exists already. Name a new file: nothing was copied.")
    part = file.with_name(file.name + ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        if _is_postgres():
            _postgres("pg_dump", "--format=custom", "--file", str(part))
        else:
            _copy(Path(connection.settings_dict["NAME"]), part)
        part.chmod(0o600)
        part.rename(file)
    except OSError as error:
        raise BootcampError(f"{file} can't be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return f"Copied to {file}, {file.stat().st_size / 1e6:.1f} MB. It holds personal data."


def put_back(file: Path) -> str:
    """Replace everything by a backup, in one step; what was there is backed up first."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(16)
    except OSError as error:
        raise BootcampError(f"{file} can't be read: {error.strerror}.") from error
    expected, kind = (POSTGRES, "PostgreSQL") if _is_postgres() else (SQLITE, "SQLite")
    if not begins.startswith(expected):
        raise BootcampError(
            f"Expected a backup of a {kind} database, as `bootcamp backup` makes it; {file} is "
            "none. Nothing was changed."
        )
    kept = new_name_for_what_was()
    back_up(kept)
    if _is_postgres():
        in_one_step = ("--clean", "--if-exists", "--single-transaction", "--no-owner")
        _postgres("pg_restore", *in_one_step, str(file))
    else:
        _check(file)
        _copy(file, Path(connection.settings_dict["NAME"]))
    return f"Recovered from {file}. What was there before is in {kept}."


def new_name_for_what_was() -> Path:
    """A file that no other putting back uses, be it of the same second."""
    return settings.DATA / f"before-recover-{datetime.now():%Y%m%d-%H%M%S-%f}"


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path, timeout=30)
    try:
        yield opened
    except sqlite3.DatabaseError as error:
        raise BootcampError(f"{path} can't be used: {error}. Nothing was changed.") from error
    finally:
        opened.close()


def _copy(source: Path, target: Path) -> None:
    """Copy one database over another. All of it is there at once, or nothing is."""
    if not source.exists():
        raise BootcampError(f"There is no database at {source}: look at BOOTCAMP_DATA.")
    with _opened(source) as from_, _opened(target) as to:
        from_.backup(to, pages=-1)


def _check(file: Path) -> None:
    with _opened(file) as opened:
        (state,) = opened.execute("PRAGMA quick_check(1)").fetchone()
        tables = opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'cohort_person'")
        is_ours = tables.fetchone()[0] == 1
    if state != "ok" or not is_ours:
        raise BootcampError(f"{file} is damaged or not of this program. Nothing was changed.")


def _postgres(program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the database; the password isn't on its command line."""
    if shutil.which(program) is None:
        raise BootcampError(f"`{program}` isn't installed: `apt-get install postgresql-client`.")
    where, password = _way_in()
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(
        [program, "--dbname", where, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        says = " ".join(done.stderr.split()) or "no reason given"
        raise BootcampError(f"{program} failed: {says[:300]}. Nothing was changed.")


def _way_in() -> tuple[str, str]:
    """How Django reaches the database, as PostgreSQL's programs want it said; and the password."""
    from psycopg import pq
    from psycopg.conninfo import make_conninfo

    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    given: dict[str, Any] = connection.get_connection_params()
    password = str(given.pop("password", "") or "")
    return make_conninfo(**{k: v for k, v in given.items() if k in known and v}), password
