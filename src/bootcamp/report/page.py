"""The report as one HTML page that needs nothing else: no script, no file, no network."""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from bootcamp.report import wording
from bootcamp.report.figures import Base, Figure, Number, Part, Quote, Report, Row, Withheld
from bootcamp.report.plain import table_of
from bootcamp.report.plots import agreement, change, ratings, series
from bootcamp.report.prose import line_of_prose, prose
from bootcamp.report.wording import safe, said

PLOTS: Mapping[str, Callable[[Sequence[Any]], str]] = {
    "agreement": agreement.agreement,
    "ratings": ratings.ratings,
    "paired": change.paired,
    "gain": change.gains,
    "series": series.series,
}
EDITIONS = {"internal": "internal edition: not for publication", "public": "public edition"}


def html_of(report: Report, links: Mapping[str, str] | None = None) -> str:
    """The page. `links`: for a figure's key, where the rows behind it can be seen."""
    css = files("bootcamp.report").joinpath("page.css").read_text("utf-8")
    contents = "".join(
        f'<li><a href="#part:{p.key}">{safe(p.title)}</a></li>' for p in report.parts
    )
    is_public = report.edition == "public"
    parts = "".join(_part(part, links or {}, is_public) for part in report.parts)
    about = f"{report.about.get('cohort', '')} · {EDITIONS[report.edition]}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(report.title)}</title>\n<style>{css}</style></head>\n<body><header>"
        f'<h1>{safe(report.title)}</h1><p class="about">{safe(about)} · as of {report.cut_off}</p>'
        f"{_how_to_read(report)}</header>\n"
        f'<nav aria-label="Contents"><ul>{contents}</ul></nav>\n<main>{parts}</main>\n'
        f'<footer class="about"><p>{_proof(report)}</p></footer></body></html>\n'
    )


def _how_to_read(report: Report) -> str:
    rule = ""
    if report.edition == "public" and "k" in report.about:
        k = report.about["k"]
        rule = (
            f"Answers, tests, exercises and outcomes are told of groups of {k} people or more, "
            "also where two figures are compared; of such a group it is said how many gave each "
            "answer. How many took part, stayed and left is always said. Capstones, words and "
            "outcomes in words stand here where those agreed whose they are."
        )
    return (
        '<p class="quiet">Each figure says how many answered, of how many who could have. '
        "“Not reported” means that there is nothing to compute it from; it is never counted as an "
        f"answer. {rule}</p>"
    )


def _proof(report: Report) -> str:
    version = report.about.get("spec_version", "")
    digest = str(report.about.get("spec_sha256", ""))[:16]
    return safe(f"Made from rows by spec version {version} ({digest}); no number is typed by hand.")


def _part(part: Part, links: Mapping[str, str], is_public: bool) -> str:
    shown = "".join(
        _figure(figure, links.get(figure.key, ""), is_public) for figure in part.figures
    )
    return f'<section id="part:{part.key}"><h2>{safe(part.title)}</h2>{shown}</section>\n'


def _figure(figure: Figure, link: str, is_public: bool) -> str:
    if figure.kind == "text":
        text = prose(figure.text) if figure.text else '<p class="quiet">not written</p>'
        return (
            f'<div class="figure text" id="{figure.key}"><h3>{safe(figure.title)}</h3>{text}</div>'
        )
    withheld = [item for item in figure.items if isinstance(item, Withheld)]
    shown = [item for item in figure.items if not isinstance(item, Withheld)]
    body = _body(figure, shown) if shown or not withheld else ""
    notes = f'<div class="quiet">{prose(figure.text)}</div>' if figure.text else ""
    foot = _foot(figure, shown) + ("" if is_public else _source(figure))
    rows = f'<a class="rows quiet" href="{safe(link)}">The rows behind it</a>' if link else ""
    return (
        f'<figure class="figure" id="{figure.key}" aria-labelledby="{figure.key}:title">'
        f'<h3 id="{figure.key}:title">{safe(figure.title)}</h3>{body}'
        f"{''.join(_withheld(item, figure.title) for item in withheld)}{notes}{foot}{rows}</figure>"
    )


def _withheld(item: Withheld, title: str) -> str:
    is_named = item.label not in ("", title)  # the figure's title stands above it
    name = f"<strong>{safe(wording.named(item.label))}</strong>: " if is_named else ""
    return f'<p class="withheld">{name}{line_of_prose(item.reason)}</p>'


def _body(figure: Figure, shown: list[Any]) -> str:
    if not shown:
        return '<p class="quiet">not reported</p>'
    if figure.kind in PLOTS:
        return PLOTS[figure.kind](shown) + _numbers_in_a_table(figure)
    if figure.kind == "numbers":
        return _numbers(shown)
    if figure.kind == "quotes":
        texts = [item.text for item in shown if isinstance(item, Quote)]
        return "".join(f"<blockquote>{safe(text)}</blockquote>" for text in texts)
    cells = [[said(cell) for cell in row.cells] for row in shown if isinstance(row, Row)]
    return _table(list(figure.columns), cells)


def _numbers(items: list[Number]) -> str:
    """Numbers, by what they are about where they say it."""
    rows = []
    for item in items:
        more = (item.note, wording.interval(item.interval, as_percent=True))
        note = "; ".join(text for text in more if text)
        rows.append([wording.named(item.label), wording.number(item), note])
    return _table(["What", "Number", ""], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    if rows and not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    top = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{safe(first)}</th>'
        + "".join(f'<td class="n">{safe(cell)}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="table"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _numbers_in_a_table(figure: Figure) -> str:
    """The same numbers once more, for whoever would rather read them."""
    head, *rows = table_of(figure)
    cells = [[said(cell) for cell in row] for row in rows]
    table = _table([str(cell) for cell in head], cells)
    return f"<details><summary>The numbers as a table</summary>{table}</details>"


def _foot(figure: Figure, shown: list[Any]) -> str:
    """Who stands behind the figure; item by item where that differs."""
    bases: dict[Base, list[str]] = {}
    for item in shown:
        if getattr(item, "base", None) is not None and item.base.answered:
            label = wording.named(item.label)
            if section := getattr(item, "section", ""):
                label = f"{label} ({section})"
            bases.setdefault(item.base, []).append(label)
    if not bases and figure.base:
        bases = {figure.base: []}
    if len(bases) < 2:
        lines = [wording.base(base) for base in bases]
    else:
        most, *others = sorted(bases, key=lambda base: -len(bases[base]))
        name = "All but those named below" if len(bases[most]) > 1 else bases[most][0]
        lines = [f"{name}: {wording.base(most)}"]
        lines += [f"{'; '.join(bases[base])}: {wording.base(base)}" for base in others]
    return "".join(f'<p class="foot">{safe(line)}</p>' for line in lines)


def _source(figure: Figure) -> str:
    """Which tables the rows are from, and what all of them have in common."""
    tables: dict[str, dict[str, set[str]]] = {}
    for source in figure.sources:
        common = tables.setdefault(source.table, {})
        for name, value in source.where.items():
            common.setdefault(name, set()).add(value)
    says = []
    for table, common in tables.items():
        same = [f"{name} {min(values)}" for name, values in common.items() if len(values) == 1]
        says.append(f"{table} ({', '.join(same)})" if same else table)
    return f'<p class="foot">{safe("Source: " + "; ".join(says))}</p>' if says else ""
