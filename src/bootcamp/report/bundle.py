"""The report as files that prove it: the page, every figure's numbers, the spec, and hashes."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import asdict
from typing import Any

from bootcamp.report.figures import Report
from bootcamp.report.page import html_of
from bootcamp.report.plain import Cell, table_of

MADE_AT = (1980, 1, 1, 0, 0, 0)  # the same report makes the same bytes, whenever it is made
FORMULA = (*"=+-@＝＋－＠", "\t", "\n")  # what a spreadsheet would calculate
CSV = "utf-8-sig"  # the encoding of a CSV file: by its first bytes a spreadsheet knows it
README = """This is the report "{title}", as of {cut_off}, {edition} edition.

report.html        the page; it needs no network
report.json        all of it as data
figures/KEY.csv    the numbers of one figure; an empty cell is "not reported"
spec.toml          what was asked for
SHA256SUMS         hashes: `sha256sum -c SHA256SUMS` says whether a file was changed

A text cell that a spreadsheet would take for a formula begins with an apostrophe.
"""


def files_of(report: Report, spec_text: str) -> dict[str, bytes]:
    """The files by name, without the hashes."""
    readme = README.format(title=report.title, cut_off=report.cut_off, edition=report.edition)
    found = {
        "README.txt": readme,
        "report.html": html_of(report),
        "report.json": json.dumps(data_of(report), indent=1, sort_keys=True, ensure_ascii=False),
        "spec.toml": spec_text,
    }
    for part in report.parts:
        for figure in part.figures:
            found[f"figures/{figure.key}.csv"] = as_csv(table_of(figure))
    return {
        name: text.encode(CSV if name.endswith(".csv") else "utf-8")
        for name, text in sorted(found.items())
    }


def data_of(report: Report) -> dict[str, Any]:
    """The report as JSON has it. In public without how many rows there are: of two, say."""
    data = asdict(report)
    if report.edition == "public":
        for part in data["parts"]:
            for source in (each for figure in part["figures"] for each in figure["sources"]):
                del source["rows"]
    return data


def bundle_of(report: Report, spec_text: str) -> bytes:
    """All of the files in a ZIP."""
    found = files_of(report, spec_text)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in found.items())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in [*found.items(), ("SHA256SUMS", sums.encode())]:
            opened.writestr(zipfile.ZipInfo(name, MADE_AT), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def as_csv(rows: list[list[Cell]]) -> str:
    """Rows as CSV that a spreadsheet takes for text and numbers, never for a formula."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return made.getvalue()


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")  # which csv leaves without quotes
    return f"'{text}" if text.startswith(FORMULA) else text
