"""A database of an earlier version is brought up to this one, and keeps what is in it."""

import os
import sqlite3
import subprocess
import sys


def migrate(folder, *to):
    environment = {
        **os.environ,
        "BOOTCAMP_DATA": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "bootcamp.web.host_settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", *to]
    subprocess.run(command, env=environment, check=True)
    [path] = folder.glob("*.sqlite3")
    return sqlite3.connect(path)


def test_rows_kept_before_they_had_a_day_are_known_all_along(tmp_path):
    database = migrate(tmp_path, "cohort", "0002")
    names = [row[1] for row in database.execute("pragma table_info(cohort_cohort)")]
    database.execute(
        f"insert into cohort_cohort ({', '.join(names)}) values ({', '.join('?' * len(names))})",
        [{"id": 1, "holidays": "[]"}.get(name, "2026-01-05") for name in names],
    )
    database.execute(
        "insert into cohort_costline (cohort_id, category, amount, is_actual, in_kind) "
        "values (1, 'rent', 1, 1, 0)"
    )
    database.execute(
        "insert into cohort_capstone (public, cohort_id, title, summary, mentors, write_up, "
        "is_alignment_related, is_public) values ('p', 1, 'Maze', '', 1, '', 1, 1)"
    )
    database.commit()
    database.close()
    database = migrate(tmp_path)
    assert database.execute('select category, "on" from cohort_costline').fetchall() == [
        ("rent", "2000-01-01")
    ]
    [[title, made_at]] = database.execute("select title, made_at from cohort_capstone")
    assert (title, made_at[:10]) == ("Maze", "2000-01-01")
    database.close()
