"""The process that judges what is submitted to a cohort's server."""

from __future__ import annotations

import click

from bootcamp.cli.group import bootcamp
from bootcamp.cli.hosting import set_up
from bootcamp.errors import BootcampError


@bootcamp.command()
@click.option("--open", "is_open", is_flag=True, help="Without isolation: in debug alone.")
def worker(is_open: bool) -> None:
    """Judge what is submitted on a page, in isolation. `serve` runs one; more may run anywhere."""
    from bootcamp.check.isolation.offers import require

    if not is_open:
        require()
    set_up()
    from django.conf import settings

    from bootcamp.web.host import end_with_input
    from bootcamp.web.worker import run

    if is_open and not settings.IS_DEVELOPERS:
        raise BootcampError(
            "Others' code is run without isolation on a developer's machine alone: expected "
            "BOOTCAMP_DEBUG=1 beside --open. Leave --open away to run it isolated."
        )
    end_with_input()
    run(is_isolated=not is_open)
