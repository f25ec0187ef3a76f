"""The commands of whoever runs a cohort's server."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bootcamp.cli.clean import echo
from bootcamp.cli.group import bootcamp
from bootcamp.errors import BootcampError


def set_up(*, debug: bool = False) -> None:
    """Make Django ready with the host's settings; without its packages, say how to get them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bootcamp.web.host_settings"
    if debug:
        os.environ["BOOTCAMP_DEBUG"] = "1"
    try:
        import allauth  # noqa: F401
        import dj_database_url  # noqa: F401
        import whitenoise  # noqa: F401
    except ImportError as error:
        raise BootcampError(
            f"Serving a cohort needs more packages ({error}). Install them: "
            "`pip install -c constraints.txt -e '.[host]'`."
        ) from error
    from bootcamp.web.host import ready

    ready()


@bootcamp.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--processes", default=2, show_default=True, help="How many answer requests.")
@click.option("--judges", default=2, show_default=True, help="How many judge submitted code.")
@click.option("--demo", is_flag=True, help="A made-up cohort, with every role to sign in as.")
def serve(host: str, port: int, processes: int, judges: int, demo: bool) -> None:
    """Serve cohorts: pages, mail, and the judging of code that is submitted on a page."""
    if demo:
        os.environ["BOOTCAMP_DEMO"] = "1"
        os.environ.setdefault("BOOTCAMP_DATA", "cohort-demo")
    set_up(debug=demo)
    from bootcamp.web.host import run

    run(host, port, processes, judges, demo=demo)


@bootcamp.command()
@click.argument("address")
def organiser(address: str) -> None:
    """Let this e-mail address open cohorts, with a new account where it has none."""
    set_up()
    from bootcamp.web.cohort.domain.account import organiser as allow
    from bootcamp.web.host import make_tables

    make_tables()
    person = allow(address)
    echo(f"{person.email} may open cohorts. They sign in with a code that is mailed to them.")


@bootcamp.command()
@click.option("--every", type=float, default=None, help="Seconds until it is done again.")
def tick(every: float | None) -> None:
    """Do what is due: send mail, close what should be closed. `serve` runs it every 5 seconds."""
    set_up()
    from bootcamp.web.host import do_due

    do_due(every)


@bootcamp.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to a file, while the server runs."""
    set_up()
    from bootcamp.web.backups import back_up

    echo(back_up(file))


@bootcamp.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Don't ask: replace what is in the database.")
def recover(file: Path, yes: bool) -> None:
    """Put a backup in place of what is in the database, which is backed up before."""
    set_up()
    from bootcamp.web.backups import put_back

    if not yes:
        click.confirm(f"Replace everything in the database by {file}?", abort=True)
    echo(put_back(file))
