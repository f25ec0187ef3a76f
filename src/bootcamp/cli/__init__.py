"""The command line: one function per command."""

import json
import os
import signal
import sys
import textwrap
from importlib import import_module
from types import FrameType

from bootcamp.cli.clean import clean

MODULES = ("commands", "authoring", "pushing", "hosting", "working")  # as `--help` lists them
INSTALL = "Install what is missing: `pip install -c constraints.txt -e .`"


def main() -> None:
    """The `bootcamp` command. Every error that a user can meet is a sentence."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Groundup needs Python 3.11 or newer, this is {found}: install a newer one.")
    for number in (signal.SIGINT, signal.SIGALRM):
        signal.signal(number, interrupt)
    try:
        code = _run()
    except KeyboardInterrupt:
        code = 130
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left to do is to leave
    sys.exit(code)


def interrupt(number: int, frame: "FrameType | None") -> None:
    """Ctrl-C, a closed terminal, a polite kill: leave, but never from the midst of an import.

    Python makes another error of an interrupt that comes while a class is built. So an import is
    left to end: the alarm asks again in a moment.
    """
    while frame:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            signal.setitimer(signal.ITIMER_REAL, 0.01)
            return
        frame = frame.f_back
    raise KeyboardInterrupt


def _run() -> int:
    """Run the command that was typed; its exit code."""
    try:
        import click

        from bootcamp.cli.group import bootcamp

        for module in MODULES:
            import_module(f"bootcamp.cli.{module}")
        from bootcamp.errors import BootcampError
    except ImportError as error:
        return _say(f"{error}. {INSTALL}")
    try:
        return bootcamp.main(standalone_mode=False) or 0
    except BootcampError as error:
        return _say(str(error), error.exit_code)
    except ImportError as error:
        return _say(f"{error}. {INSTALL}")
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        if "--json" in sys.argv:
            return _say(error.format_message(), error.exit_code)
        error.show()
        return error.exit_code
    except BrokenPipeError:
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _say(f"{where}{error.strerror}. `bootcamp doctor` looks for what may be wrong.")


def _say(text: str, code: int = 1) -> int:
    """Say why it can't be done: with --json as an object, in a terminal without broken words."""
    if "--json" in sys.argv:
        print(json.dumps({"error": text}))
        return code
    text = clean(text)
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        text = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
    print(text, file=sys.stderr)
    return code
