"""The documentation says what there is: each command, field and rule, and no link leads nowhere."""

import dataclasses
import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from bootcamp import author
from bootcamp.check.audit.adversaries import ADVERSARIES
from bootcamp.check.audit.equivalents import FIELDS as EQUIVALENT_FIELDS
from bootcamp.check.audit.mutants import OPERATORS, mutants_of
from bootcamp.check.isolation.linux import REFUSED
from bootcamp.check.isolation.wards import Limits
from bootcamp.check.verify import RULES
from bootcamp.cli import authoring, commands, hosting, pushing, working  # noqa: F401  (they add)
from bootcamp.cli.group import bootcamp
from bootcamp.course.lesson_file import LESSON_FIELDS
from bootcamp.course.read import CHAPTER_FIELDS, COURSE_FIELDS

ROOT = Path(__file__).resolve().parents[1]
HOST = (ROOT / "docs/host/boundaries.md").read_text()
COMMANDS = "".join((ROOT / f"docs/{n}.md").read_text() for n in ("learn/commands", "host/serving"))
AUDIT = (ROOT / "docs/author/audit.md").read_text()
FORMAT = (ROOT / "docs/author/format.md").read_text()
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()
PAGES = [name for name in TRACKED if name.endswith(".md")]
WITH_COMMANDS = [n for n in TRACKED if n.startswith(("src/", "courses/", "docs/")) or n in PAGES]
KINDS = (author.Exercise, author.Answer, author.Predict, author.WriteTest, author.Experiment)


def rows(text: str, first_column: str) -> list[list[str]]:
    """The cells of the tables whose first column is headed so."""
    found: list[list[str]] = []
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        inside = line.startswith("|") and (inside or cells[0] == first_column)
        if inside and cells[0] != first_column and not set(cells[0]) <= set("- "):
            found.append(cells)
    return found


def section(text: str, heading: str) -> str:
    """What stands under a heading, until the next of the same depth or higher."""
    depth = heading.index(" ")
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"no heading {heading!r}"
    return re.split(rf"\n#{{1,{depth}}} ", rest)[0]


def names(table: list[list[str]]) -> list[str]:
    """The names in a table's first column."""
    return [row[0].strip("`") for row in table]


def test_every_command_and_option_is_documented_and_no_other() -> None:
    documented = {}
    for row in rows(COMMANDS, "command"):
        match = re.match(r"`bootcamp (\w+)", row[0])
        assert match, row
        documented[match[1]] = set(re.findall(r"--[a-z-]+", " ".join(row)))
    actual = {
        name: {
            option
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for option in [*parameter.opts, *parameter.secondary_opts]
        }
        for name, command in bootcamp.commands.items()
    }
    assert documented == actual


def test_every_argument_is_in_its_commands_row() -> None:
    rows_of = {row[0].split()[1].strip("`"): row[0] for row in rows(COMMANDS, "command")}
    for name, command in bootcamp.commands.items():
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                label = parameter.metavar or parameter.human_readable_name.upper()
                assert label in rows_of[name], f"{name}: {label}"


def test_every_environment_variable_is_documented_and_no_other() -> None:
    asked = set()
    for name in TRACKED:
        if name.startswith("src/bootcamp/") and name.endswith(".py"):
            text = (ROOT / name).read_text()
            asked |= set(re.findall(r"environ\.get\(\s*\"(BOOTCAMP_\w+)\"", text))
    documented = set(names(rows(COMMANDS, "variable")))
    assert {name for name in documented if name.startswith("BOOTCAMP_")} == asked


def test_every_exercise_field_is_documented_with_its_kinds() -> None:
    all_kinds = {kind.__name__ for kind in KINDS}
    documented = {
        row[0].strip("`"): all_kinds if row[1] == "all" else set(row[1].split(", "))
        for row in rows(section(FORMAT, "## An exercise"), "field")
        if len(row) == 3
    }
    actual: dict[str, set[str]] = {}
    for kind in KINDS:
        for field in dataclasses.fields(kind):
            actual.setdefault(field.name, set()).add(kind.__name__)
    assert documented == actual
    assert set(names(rows(FORMAT, "kind"))) == all_kinds


@pytest.mark.parametrize("default", ["seconds", "seeds"])
def test_documented_defaults_are_the_defaults(default: str) -> None:
    (row,) = [row for row in rows(FORMAT, "field") if row[0] == f"`{default}`"]
    actual = [
        f"{field.default:g}"
        for kind in KINDS
        for field in dataclasses.fields(kind)
        if field.name == default
    ]
    assert sorted(re.findall(r"\d+", row[2])) == sorted(set(actual))


def test_every_field_of_a_question_a_mistake_and_a_lesson_is_documented() -> None:
    question = rows(section(FORMAT, "### Questions"), "field")
    assert names(question) == [field.name for field in dataclasses.fields(author.Question)]
    mistake = re.search(r"`Mistake\((.*)\)`", section(FORMAT, "### Mistakes"))
    assert mistake
    assert re.findall(r"\w+", mistake[1]) == [f.name for f in dataclasses.fields(author.Mistake)]
    assert names(rows(section(FORMAT, "## A lesson"), "field")) == list(LESSON_FIELDS)


def test_every_field_of_course_toml_is_documented() -> None:
    text = section(FORMAT, "## course.toml")
    assert names(rows(text, "field")) == list(COURSE_FIELDS)
    prose = text.partition("Each chapter has")[2]
    for field in CHAPTER_FIELDS:
        assert f"`{field}`" in prose, field


def test_every_rule_of_verify_is_documented_in_its_own_words() -> None:
    assert {row[0].strip("`"): row[1] for row in rows(FORMAT, "rule")} == RULES


def test_every_operator_of_the_audit_is_documented_and_writes_what_is_said() -> None:
    table = rows(AUDIT, "operator")
    assert names(table) == list(OPERATORS)
    for operator, before, after in ([cell.strip("`") for cell in row] for row in table):
        body = before.replace("; ", "\n    ")
        made = mutants_of(f"def made(x: Array, y: Array, axis: int = 0):\n    {body}\n")
        assert any(one.operator == operator and after in one.after for one in made), operator


def test_every_adversary_of_the_audit_is_documented_in_its_own_words() -> None:
    documented = {row[0].strip("`"): row[1] for row in rows(AUDIT, "adversary")}
    assert documented == {name: one.__doc__ for name, one in ADVERSARIES.items()}
    assert names(rows(AUDIT, "key")) == list(EQUIVALENT_FIELDS)


def test_every_limit_of_others_code_is_documented_with_its_default() -> None:
    units = {"GiB": 1 << 30, "MiB": 1 << 20}
    documented = {}
    for name, default, *_ in rows(HOST, "field"):
        number, _, unit = default.partition(" ")
        documented[name.strip("`")] = int(number) * units.get(unit, 1)
    assert documented == {field.name: field.default for field in dataclasses.fields(Limits)}


def test_every_refused_system_call_is_documented_with_its_reason() -> None:
    documented = {reason: calls.replace("`", "") for reason, calls in rows(HOST, "to")}
    assert documented == REFUSED


def anchor(heading: str) -> str:
    """A heading's anchor, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = re.sub(r"^(```|    ).*$", "", (ROOT / page).read_text(), flags=re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", "", text)  # examples
    for target in re.findall(r"\]\(([^)\s]+)[^)]*\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), f"{page}: {target}"
        if fragment:
            headings = re.findall(r"^#+ (.*)$", file.read_text(), flags=re.MULTILINE)
            assert fragment in [anchor(heading) for heading in headings], f"{page}: {target}"


def commands_in(name: str) -> list[str]:
    """The commands that a file tells someone to type."""
    text = (ROOT / name).read_text(errors="ignore")
    found = re.findall(r"`(bootcamp [^`\n]+)`", text)
    found += re.findall(r"<code>(bootcamp [^<]+)</code>", text)
    if name.endswith(".md"):
        found += re.findall(r"^ {4,}(bootcamp .+)$", text, flags=re.MULTILINE)
    return found


def why_not_understood(line: str) -> str:
    """Why the command line would be refused; empty if it wouldn't."""
    line = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{[^}]*\}", "X", line)  # what a template fills in
    _, name, *arguments = shlex.split(re.sub(r"[\[\]|]", " ", line), comments=True)
    if name.startswith("-"):
        known = {o for p in bootcamp.get_params(click.Context(bootcamp)) for o in p.opts}
        return "" if name in known else "no such option"
    if name not in bootcamp.commands:
        return "no such command"
    command = bootcamp.commands[name]
    try:
        parser = command.make_parser(click.Context(command, info_name=name))
        _, left_over, _ = parser.parse_args(arguments)
    except click.UsageError as error:
        return error.format_message()
    return f"too much: {left_over}" if left_over else ""


def test_every_command_that_a_page_or_a_message_names_is_understood() -> None:
    found = [(name, line) for name in WITH_COMMANDS for line in commands_in(name)]
    assert len(found) > 50
    refused = [f"{n}: {line}: {why}" for n, line in found if (why := why_not_understood(line))]
    assert refused == []


@pytest.mark.parametrize(
    "line", ["bootcamp chekc", "bootcamp check --jsno", "bootcamp --verison", "bootcamp next a b"]
)
def test_a_command_that_is_not_there_is_found(line: str) -> None:
    assert why_not_understood(line)


def test_every_make_target_that_a_page_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    pages = [(page, (ROOT / page).read_text()) for page in PAGES]
    named = {m for _, text in pages for m in re.findall(r"(?:^    |`)make ([a-z]+)", text, re.M)}
    assert {"start", "test", "bench"} <= named
    assert named <= targets


def test_every_file_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    named = set(re.findall(r"\b((?:check|cli|web|course|workspace)/[\w/]+\.(?:py|html))\b", text))
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / "src/bootcamp" / name).is_file()] == []
