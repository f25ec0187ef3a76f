"""What every command is made with: the group, its arguments, its JSON."""

import json
from typing import Any

import click


class InOrder(click.Group):
    """Lists its commands in the order in which they were written, and says all of each."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command with its whole sentence."""
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="groundup")
def bootcamp() -> None:
    """Learn by building. `bootcamp start` is all you need to begin."""


def names_of(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The exercises whose name begins so, for the shell."""
    from bootcamp.course.read import find_course, read_course

    exercises = read_course(find_course(), problems=[]).exercises
    return [name for name in exercises if name.startswith(incomplete)]


def names_and_lessons(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The same, and the lessons whose name begins so."""
    from bootcamp.course.read import find_course, read_course

    lessons = [lesson.name for lesson in read_course(find_course(), problems=[]).lessons]
    known = [*names_of(ctx, param, ""), *lessons]
    return [name for name in dict.fromkeys(known) if name.startswith(incomplete)]


def say(data: Any) -> None:
    """Print one JSON object on one line."""
    click.echo(json.dumps(data))


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
name_argument = click.argument("name", required=False, shell_complete=names_of)
