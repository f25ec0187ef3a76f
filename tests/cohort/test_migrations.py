"""A database of an earlier version is brought up to this one, and keeps what is in it."""

import os
import sqlite3
import subprocess
import sys

MOMENT = "2026-01-05 12:00:00"


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
        [{"id": 1, "holidays": "[]", "currency": "NOK"}.get(name, "2026-01-05") for name in names],
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
    kept = database.execute('select category, "on", currency from cohort_costline').fetchall()
    assert kept == [("rent", "2000-01-01", "NOK")]
    [[title, made_at]] = database.execute("select title, made_at from cohort_capstone")
    assert (title, made_at[:10]) == ("Maze", "2000-01-01")
    database.close()


def insert(database, table, **given):
    """A row; what isn't given is a date, or empty."""
    columns = [(row[1], row[2]) for row in database.execute(f"pragma table_info({table})")]
    row = {n: MOMENT if kind in ("date", "datetime") else "" for n, kind in columns} | given
    names = ", ".join(f'"{name}"' for name in row)
    database.execute(
        f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", list(row.values())
    )


def test_who_had_ticked_that_words_may_be_quoted_agrees_unless_they_took_it_back(tmp_path):
    database = migrate(tmp_path, "cohort", "0005")
    database.execute("pragma foreign_keys = off")
    insert(database, "cohort_cohort", id=1, holidays="[]")
    insert(database, "cohort_form", id=1, cohort_id=1)
    insert(database, "cohort_wave", id=1, cohort_id=1, form_id=1)
    for n in (1, 2, 3):  # the first said nothing, the second took it back, the third never ticked
        insert(database, "cohort_person", id=n, email=f"{n}@example.org", public=f"p{n}")
        insert(database, "cohort_membership", id=n, public=f"m{n}", person_id=n, cohort_id=1)
        insert(
            database, "cohort_response",
            id=f"{n:032x}", wave_id=1, membership_id=n, may_quote=int(n != 3),
        )  # fmt: skip
    insert(database, "cohort_consent", id=1, person_id=2, purpose="quote")
    database.commit()
    database.close()
    database = migrate(tmp_path)
    ticked = database.execute("select membership_id from cohort_response where may_quote")
    assert ticked.fetchall() == [(1,)]
    said = "select person_id, withdrawn_at is null from cohort_consent order by id"
    assert database.execute(said).fetchall() == [(2, 0), (1, 1)]
    database.close()


def test_domains_become_ascii_and_an_address_that_is_there_twice_is_told(tmp_path, capfd):
    migrate(tmp_path, "cohort", "0008").close()
    database = migrate(tmp_path, "account")
    database.execute("pragma foreign_keys = off")
    typed = ["ada@faß.de", "bob@münchen.de", "bob@xn--mnchen-3ya.de", "eve@a☃.org", "x@example.org"]
    for n, email in enumerate(typed, start=1):
        insert(database, "cohort_person", id=n, email=email, public=f"p{n}")
        insert(database, "account_emailaddress", id=n + 10, email=email, user_id=n)
    for n in (1, 2):
        insert(database, "cohort_cohort", id=n, holidays="[]", slug=f"c{n}")
    for n, (cohort, email) in enumerate([(1, typed[1]), (2, typed[1]), (2, typed[2])], start=1):
        insert(
            database, "cohort_invitation",
            id=n, cohort_id=cohort, role="ta", email=email, public=f"i{n}", token_hash=f"h{n}",
            used_by_id=None, used_at=None, withdrawn_at=None,
        )  # fmt: skip
    database.commit()
    database.close()
    capfd.readouterr()
    database = migrate(tmp_path)
    kept = ["ada@xn--fa-hia.de", *typed[1:]]
    for table in ("cohort_person", "account_emailaddress"):
        found = database.execute(f"select email from {table} order by id").fetchall()
        assert [row[0] for row in found] == kept
    invited = database.execute("select email from cohort_invitation order by id").fetchall()
    assert [row[0] for row in invited] == [typed[2], typed[1], typed[2]]
    database.close()
    said = capfd.readouterr().out
    for table, first in (("cohort_person", 0), ("account_emailaddress", 10)):
        assert f"{table}: rows {first + 2} and {first + 3} have the same address" in said
        assert f"{table}: row {first + 4} has an address to which no mail can be sent" in said
    assert "@" not in said
