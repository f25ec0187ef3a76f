"""Connect a workspace with a cohort's server, and send what was checked."""

from __future__ import annotations

from dataclasses import asdict

import click

from bootcamp.cli.clean import echo
from bootcamp.cli.group import as_json, bootcamp, say
from bootcamp.cli.opened import the_workspace

ASKS = (
    "After each check, send the exercise, the time, how it ended, hints seen, the known mistake "
    "and a hash of the code; and when you saw a hint or a solution, borrowed code or began anew "
    "(never the code)?"
)


@bootcamp.command()
@click.argument("url")
def login(url: str) -> None:
    """Connect this workspace with a cohort's server. It asks for a key, from the page You there."""
    from bootcamp.workspace.remote import log_in

    workspace = the_workspace()
    key = click.prompt(
        "Key (on the cohort's site: You, Keys for your own machine)", hide_input=True
    )
    agrees = click.confirm(ASKS)
    kept = log_in(workspace, url, key, agrees)
    then = (
        "Each check is sent from now on."
        if agrees
        else "Nothing is sent by itself: `bootcamp push` sends what there is when you say so."
    )
    echo(f"Connected with {kept.url}. {then}")


@bootcamp.command()
@click.option("--all", "is_all", is_flag=True, help="Everything again; nothing is kept twice.")
@as_json
def push(is_all: bool, as_json: bool) -> None:
    """Send the attempts and marks that the cohort's server hasn't got yet; never the code."""
    from bootcamp.workspace.remote import push

    sent = push(the_workspace(), is_all=is_all)
    if as_json:
        say(asdict(sent))
    else:
        echo(f"Sent: {sent.kept} new, {sent.known} that the server had already.")
        if sent.refused:
            echo(f"{sent.refused} can't be kept there. The first: {sent.why}")
        if sent.left:
            echo(f"{sent.left} of a time when you had taken back your consent stay here.")
