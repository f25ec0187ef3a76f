"""What is printed to a terminal, without what would steer the terminal.

Code under test, files and names may hold escape sequences, backspaces and marks that turn the
reading order: a terminal obeys them, and then shows something else than what is there. Whatever the
commands print goes through here.
"""

import re

SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, places
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"  # titles, links: closed before another opens
    r"[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"  # of lines and of reading order
)
HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: no terminal can be sent one


def clean(text: str) -> str:
    """The text without escape sequences and control characters, but for newlines and tabs."""
    text = SEQUENCES.sub("", text.replace("\r\n", "\n"))
    return HALVES.sub("\N{REPLACEMENT CHARACTER}", CONTROLS.sub("", text))


def echo(text: str = "", *, nl: bool = True, err: bool = False) -> None:
    """Print a line of plain text."""
    import click  # here: an error is said where click is missing, too

    click.echo(clean(text), nl=nl, err=err)
