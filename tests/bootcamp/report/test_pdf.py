"""The PDF has the page's numbers on A4 sheets."""

import subprocess

import pytest

from bootcamp.report.build import report_of
from bootcamp.report.page import html_of
from bootcamp.report.pdf import pdf_of
from bootcamp.report.spec import shipped_spec

from .cohorts import CUT_OFF, seed_rows


@pytest.mark.pdf
def test_the_pdf_has_the_numbers_and_its_pages_are_numbered(tmp_path):
    page = html_of(report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "public"))
    (tmp_path / "report.pdf").write_bytes(pdf_of(page))
    said = subprocess.run(
        ["pdftotext", "-layout", "report.pdf", "-"], cwd=tmp_path, capture_output=True, text=True
    ).stdout
    assert "median 4.5" in said
    assert "15 answered of 16 eligible" in said
    assert said.count("\f") > 3
    assert f"1 / {said.count(chr(12))}" in said
