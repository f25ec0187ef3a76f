"""An audit as one self-contained page that an author can work through: no scripts, no network."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from bootcamp.check.audit.equivalents import FILE, Equivalent
from bootcamp.check.audit.mutants import Mutant
from bootcamp.check.audit.report import Audited, Report, Survivor
from bootcamp.course.model import Course

COLUMNS = ("mutants", "killed", "equivalent", "survived", "rate")


def page(course: Course, report: Report) -> str:
    """The page's HTML. `report` is of that course."""
    return "\n".join(_page(course, report))


def _page(course: Course, report: Report) -> Iterator[str]:
    title = f"Audit of {escape(course.title)}"
    shown = [one for one in report.audited if not one.holds or one.equivalent]
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>"
    yield Path(__file__).with_name("page.css").read_text("utf-8")
    yield from map(_filter_rule, shown)
    yield f"</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    yield f"<p>{escape(_summary(report))}</p>"
    yield from _table(report, shown)
    if shown:
        yield '<p><label for="show">Show</label> <select id="show">'
        yield "<option>every exercise</option>"
        yield from (_option(one) for one in shown)
        yield "</select></p>"
    for one in shown:
        yield from _section(one)
    yield "</main>\n</body>\n</html>"


def _summary(report: Report) -> str:
    sums = report.to_json()
    tested = sums["killed"] + sums["survived"]
    left = (
        "Nothing is left to do." if report.holds else f"Left to do: {sums['survived']} survivors."
    )
    return (
        f"{sums['killed']} of {tested} wrong answers to {sums['exercises']} exercises are "
        f"rejected; {sums['equivalent']} more mutants are equivalent, each with its reason. {left}"
    )


def _filter_rule(one: Audited) -> str:
    name = one.exercise.name
    return (
        f'body:has(#show option[value="{name}"]:checked) section:not(#{name}) {{ display: none; }}'
    )


def _option(one: Audited) -> str:
    name, left = one.exercise.name, len(one.survivors)
    return f'<option value="{name}">{name}{f" ({left})" if left else ""}</option>'


def _table(report: Report, shown: list[Audited]) -> Iterator[str]:
    yield '<div class="table" role="region" aria-label="Every exercise" tabindex="0"><table>'
    yield "<caption>Rate: of the mutants that aren't equivalent, the share rejected.</caption>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("exercise", *COLUMNS))
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for one in report.audited:
        name = one.exercise.name
        link = f'<a href="#{name}">{name}</a>' if one in shown else name
        numbers = (one.mutants, one.killed, len(one.equivalent), len(one.survivors))
        cells = "".join(f"<td>{number}</td>" for number in (*numbers, f"{one.rate:.1%}"))
        yield f'<tr{"" if one.holds else " class=open"}><th scope="row">{link}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _section(one: Audited) -> Iterator[str]:
    name, target = one.exercise.name, one.exercise.target
    assert target is not None
    yield f'<section id="{name}">\n<h2>{name}</h2>'
    yield f'<p class="soft"><code>{escape(target.qualname)}</code> in {escape(target.file)}</p>'
    if one.refused:
        yield f'<p class="told">{escape(one.refused)}</p>'
    for survivor in sorted(one.survivors, key=lambda survivor: not survivor.differs):
        yield from _survivor(one, survivor)
    for entry in one.idle:
        yield "<article>\n<h3>An entry that speaks of no mutant that survives</h3>"
        yield from _diff(entry.before, entry.after)
        yield f"<p>Remove it from {one.exercise.chapter}/{FILE}.</p>\n</article>"
    if one.equivalent:
        yield f"<details><summary>Reviewed: {len(one.equivalent)}</summary>"
        for mutant, entry in one.equivalent:
            yield from _reviewed(mutant, entry)
        yield "</details>"
    yield "</section>"


def _survivor(one: Audited, survivor: Survivor) -> Iterator[str]:
    mutant = survivor.mutant
    kind = "A wrong answer is accepted" if survivor.differs else "Suspected equivalent"
    yield f"<article{' class=differs' if survivor.differs else ''}>"
    where = f", line {mutant.line}" if mutant.line else ""
    yield f"<h3>{kind}: {escape(mutant.operator)}{where}</h3>"
    yield from _diff(mutant.before, mutant.after)
    if survivor.differs:
        rows = (("on", "inputs"), ("expected", "expected"), ("got", "got"))
        told = "".join(
            f'<dt>{word}</dt><dd class="told">{escape(survivor.difference[name])}</dd>'
            for word, name in rows
        )
        yield f"<dl>{told}</dl>"
    yield f"<p>{escape(one.to_do(survivor))}</p>"
    yield f"<details><summary>An entry for {FILE}</summary>"
    yield f'<pre tabindex="0"><code>{escape(one.entry_for(mutant))}</code></pre></details>'
    yield "</article>"


def _reviewed(mutant: Mutant, entry: Equivalent) -> Iterator[str]:
    yield "<article>"
    yield from _diff(mutant.before, mutant.after)
    if entry.differs:
        yield f"<p>It differs: {escape(entry.differs)}</p>"
    yield f"<p>{escape(entry.reason)}</p>\n</article>"


def _diff(before: str, after: str) -> Iterator[str]:
    """The lines that go and those that come, marked by a sign as well as by a colour.

    An adversary is no change of a line: it is said in a sentence.
    """
    if not before:
        yield f'<p class="told">{escape(after)}</p>'
        return
    lines = [f"<del>- {escape(line)}</del>" for line in before.split("\n")]
    lines += [f"<ins>+ {escape(line)}</ins>" for line in after.split("\n") if after]
    yield f'<pre tabindex="0">{"".join(lines)}</pre>'
