"""The command line: one function per command."""

import sys
from importlib import import_module


def main() -> None:
    """The `bootcamp` command. Every error that a user can meet is a sentence."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Groundup needs Python 3.11 or newer, this is {found}: install a newer one.")
    try:
        from bootcamp.cli.group import bootcamp

        for module in ("commands", "authoring"):  # `--help` lists them in this order
            import_module(f"bootcamp.cli.{module}")
    except ImportError as error:
        sys.exit(f"{error}. Install what is missing: `pip install -c constraints.txt -e .`")
    import click

    from bootcamp.errors import BootcampError

    try:
        sys.exit(bootcamp.main(standalone_mode=False) or 0)
    except BootcampError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except ImportError as error:
        sys.exit(f"{error}. Install what is missing: `pip install -c constraints.txt -e .`")
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(141)
