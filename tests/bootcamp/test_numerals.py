"""Numbers as people read them."""

import math
import re
from pathlib import Path

import pytest

import bootcamp
from bootcamp.numerals import exact, rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567, "1234567"),
        (1234567.0, "1234567"),
        (9007199254740991.0, "9007199254740991"),
        (1234567.5, "1234567.5"),
        (0.1 + 0.2, "0.3"),
        (2.5, "2.5"),
        (-0.0, "0"),
        (1e-7, "1e-07"),
        (1e300, "1e+300"),
        (math.inf, "inf"),
        (math.nan, "nan"),
    ],
)
def test_what_was_exact_stays_exact(value, text):
    assert exact(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.333333"),
        (2 / 3e7, "6.66667e-08"),
        (1234567.891, "1234567.89"),
        (1234567.0, "1234567"),
        (0.0, "0"),
        (-12.5, "-12.5"),
        (math.inf, "inf"),
    ],
)
def test_a_computed_number_has_six_digits_and_never_fewer_than_it_has_before_the_point(value, text):
    assert rounded(value) == text


SHORTENED = re.compile(r":,?(\.\d+)?g\}")
MEANT = {  # seconds from settings, differences and scales, where few digits are meant
    "check/compare.py",
    "check/differ/literals.py",
    "check/item.py",
    "check/judge.py",
    "numerals.py",
    "picture.py",
    "web/host.py",
}


def test_no_other_place_shortens_numbers_by_itself():
    root = Path(bootcamp.__file__).parent
    found = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if SHORTENED.search(file.read_text())
    }
    assert found <= MEANT
