"""What a program reaches is the median over fresh seeds."""

import itertools
import math

import pytest

from bootcamp.check.kinds import _measured
from bootcamp.check.process import Ran
from bootcamp.course.read import read_course

from ..course.conftest import ORIGINAL


@pytest.mark.parametrize("values", list(itertools.permutations([math.nan, 0.001, 5.0])))
def test_what_is_no_number_is_the_worst_there_is(values):
    """Sorted, it stands wherever it stood: so one good run of three was enough."""
    exercise = read_course(ORIGINAL / "course").exercises["pi_from_points"]
    assert _measured(exercise, list(values), [1, 2, 3], Ran()).outcome == "failed"


def test_a_good_median_passes():
    exercise = read_course(ORIGINAL / "course").exercises["pi_from_points"]
    assert _measured(exercise, [0.001, 0.0011, math.nan], [1, 2, 3], Ran()).outcome == "passed"
