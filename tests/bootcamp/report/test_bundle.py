"""The bundle: the same report, the same bytes; every figure's numbers can be read back."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bootcamp.report.build import report_of
from bootcamp.report.bundle import as_csv, bundle_of
from bootcamp.report.plain import table_of
from bootcamp.report.spec import shipped_spec, shipped_text

from . import sample
from .cohorts import CUT_OFF, seed_rows


def made():
    report = report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "internal")
    return report, bundle_of(report, shipped_text("seed"))


@pytest.fixture(scope="module")
def bundle():
    return made()


def opened(bundle):
    return zipfile.ZipFile(io.BytesIO(bundle[1]))


def test_the_same_report_makes_the_same_bytes(bundle):
    assert made()[1] == bundle[1]


def test_the_bytes_are_the_same_in_another_process():
    """Where sets and dictionaries of texts have another order."""
    program = (
        "import hashlib; from tests.bootcamp.report import test_bundle as made; "
        "print(hashlib.sha256(made.made()[1]).hexdigest())"
    )
    root = Path(__file__).parents[3]
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root, env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(said) == 1


def test_every_figure_has_its_numbers(bundle):
    report, names = bundle[0], opened(bundle).namelist()
    assert names == [*sorted(set(names) - {"SHA256SUMS"}), "SHA256SUMS"]
    keys = {figure.key for part in report.parts for figure in part.figures}
    assert {name for name in names if name.startswith("figures/")} == {
        f"figures/{key}.csv" for key in keys
    }


def test_the_agreement_is_read_back_from_its_table(bundle):
    rows = list(
        csv.DictReader(
            io.StringIO(opened(bundle).read("figures/agreement.csv").decode("utf-8-sig"))
        )
    )
    found = {
        row["item"]: ([int(row[str(n)]) for n in (5, 4, 3, 2, 1)], float(row["median"]))
        for row in rows
    }
    assert found == {
        "connections": ([13, 2, 0, 1, 0], 5),
        "fit_for_field": ([5, 7, 3, 1, 0], 4),
        "practical_skills": ([14, 2, 0, 0, 0], 5),
        "independent_research": ([9, 3, 3, 0, 0], 5),
        "bottleneck_knowledge": ([8, 4, 3, 1, 0], 4.5),
    }
    skipped = next(row for row in rows if row["item"] == "independent_research")
    assert (skipped["answered"], skipped["eligible"], skipped["skipped"]) == ("15", "16", "1")


def test_what_isnt_reported_is_an_empty_cell(bundle):
    rows = csv.DictReader(
        io.StringIO(opened(bundle).read("figures/sections.csv").decode("utf-8-sig"))
    )
    prerequisites = [row for row in rows if row["section"] == "Prerequisites"]
    assert {row["median"] for row in prerequisites} == {""}
    assert {row["5"] for row in prerequisites} == {""}


def test_the_hashes_hold_and_tell_a_change(bundle, tmp_path):
    opened(bundle).extractall(tmp_path)
    check = ["sha256sum", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "figures/agreement.csv").write_text("connections,16\n")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 1


def test_the_spec_is_the_one_that_the_report_names(bundle):
    about = json.loads(opened(bundle).read("report.json"))["about"]
    assert about["spec_sha256"] == hashlib.sha256(opened(bundle).read("spec.toml")).hexdigest()


def test_a_public_report_doesnt_say_how_many_rows_there_are(bundle):
    def sources(bundle):
        data = json.loads(opened(bundle).read("report.json"))
        return [
            s for part in data["parts"] for figure in part["figures"] for s in figure["sources"]
        ]

    public = report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "public")
    assert sources(bundle)
    assert all("rows" in source for source in sources(bundle))
    found = sources((public, bundle_of(public, shipped_text("seed"))))
    assert found
    assert not any("rows" in source for source in found)


def test_every_kind_of_figure_is_read_back_as_it_was():
    report = sample.report()
    zipped = opened((report, bundle_of(report, "")))
    for figure in (figure for part in report.parts for figure in part.figures):
        text = zipped.read(f"figures/{figure.key}.csv").decode("utf-8-sig")
        wanted = [["" if cell is None else str(cell) for cell in row] for row in table_of(figure)]
        assert list(csv.reader(io.StringIO(text))) == wanted, figure.key


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_is_no_formula_and_a_negative_number_is_a_number(text):
    (row,) = csv.reader(io.StringIO(as_csv([[text, -1.5]]), newline=""))
    assert row == ["'" + text.replace("\r", "\n"), "-1.5"]
