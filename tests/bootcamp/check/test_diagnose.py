"""A run is told the mistake that it fails like, and none where two would do or none is near."""

import numpy as np
import pytest

from bootcamp.check.diagnose import (
    fail_alike,
    one_of_two,
    pairs_to_try,
    recognised,
    resemblance,
    signature,
)
from bootcamp.check.fingerprint import distance, fingerprint

WANTED = np.array([1.0, 2.0, 4.0])


def mismatch(test, got, line=7, expected=WANTED):
    print_, off = fingerprint(got), distance(got, expected)
    return {
        "name": test,
        "passed": False,
        "line": line,
        "error": "",
        "signature": print_,
        "off": off,
    }


def raised(test, error, line=7, words=""):
    return {"name": test, "passed": False, "line": line, "error": error, "signature": words}


def passed(test):
    return {"name": test, "passed": True}


def failing(*results):
    return signature(list(results))


TESTS = [f"test_{number}" for number in range(10)]
SIGN = failing(*(mismatch(test, -WANTED) for test in TESTS))
SCALE = failing(*(mismatch(test, 3 * WANTED) for test in TESTS))


@pytest.mark.parametrize(
    "got",
    [
        -WANTED * (1 + 1e-9),
        np.array([-1.0, -2.0, -4.0], dtype=np.float64),
    ],
)
def test_values_equal_within_rounding_fail_alike(got):
    assert fail_alike(failing(*(mismatch(test, got) for test in TESTS)), SIGN)


@pytest.mark.parametrize(
    "other",
    [
        mismatch("test_0", -WANTED, line=8),
        mismatch("test_0", WANTED[::-1]),
        mismatch("test_0", -WANTED[:2], expected=WANTED[:2]),
        raised("test_0", "ValueError"),
        passed("test_0"),
    ],
)
def test_another_line_value_shape_error_or_set_of_tests_does_not_fail_alike(other):
    assert not fail_alike(failing(other, *(mismatch(t, -WANTED) for t in TESTS[1:])), SIGN)


def test_entries_beyond_the_first_64_count_and_so_does_their_order():
    one = np.arange(100.0)
    other = one.copy()
    other[[80, 90]] = other[[90, 80]]
    prints = [failing(mismatch("test", array, expected=0 * one)) for array in (one, other, one)]
    assert not fail_alike(prints[0], prints[1])
    assert fail_alike(prints[0], prints[2])


def test_numbers_in_lists_are_equal_within_rounding_whatever_their_type():
    prints = [failing(mismatch("test", got, expected=None)) for got in ([1, 0.3], [1.0, 0.1 + 0.2])]
    assert fail_alike(*prints)


def test_run_that_fails_like_a_mistake_is_that_mistake():
    assert recognised(SIGN, {0: SCALE, 1: SIGN}) == 1


def test_run_that_differs_in_dtype_or_by_little_is_that_mistake():
    narrow = failing(*(mismatch(test, (-WANTED).astype(np.float32)) for test in TESTS))
    nearly = failing(*(mismatch(test, -WANTED + 0.01) for test in TESTS))
    assert [recognised(run, {0: SCALE, 1: SIGN}) for run in (narrow, nearly)] == [1, 1]


def test_run_whose_error_has_another_type_in_one_of_ten_tests_is_that_mistake():
    known = failing(raised("test_0", "TypeError"), *(mismatch(t, -WANTED) for t in TESTS[1:]))
    mine = failing(raised("test_0", "ValueError"), *(mismatch(t, -WANTED) for t in TESTS[1:]))
    assert recognised(mine, {0: SCALE, 1: known}) == 1


@pytest.mark.parametrize(
    "mine",
    [
        failing(*(mismatch(test, 2 * WANTED) for test in TESTS)),
        failing(*(mismatch(test, -WANTED) for test in TESTS[:5])),
        failing(*(raised(test, "TypeError") for test in TESTS)),
    ],
)
def test_run_that_fails_in_another_way_is_no_known_mistake(mine):
    assert recognised(mine, {0: SCALE, 1: SIGN}) is None


def test_run_that_resembles_two_mistakes_is_neither():
    first = failing(*(mismatch(test, -WANTED + 0.01) for test in TESTS))
    second = failing(*(mismatch(test, -WANTED - 0.01) for test in TESTS))
    assert min(resemblance(SIGN, first), resemblance(SIGN, second)) >= 0.9
    assert recognised(SIGN, {0: first, 1: second}) is None


def test_errors_fail_alike_only_with_the_same_message():
    known = failing(*(raised(test, "ValueError", words="# shapes") for test in TESTS))
    other = failing(*(raised(test, "ValueError", words="# unpack") for test in TESTS))
    assert (recognised(known, {0: known}), recognised(other, {0: known})) == (0, None)


@pytest.mark.parametrize("slip", ["NameError", "UnboundLocalError", "AttributeError"])
def test_slip_of_pythons_never_resembles_another_error(slip):
    other = failing(raised("test_0", "TypeError"))
    assert resemblance(failing(raised("test_0", slip)), other) == 0.0
    assert resemblance(failing(raised("test_0", "ValueError")), other) > 0.0


LEFT = failing(*(mismatch(test, WANTED / 3) for test in TESTS[:4]))
RIGHT = failing(*(mismatch(test, WANTED / 7) for test in TESTS[3:8]))
BOTH = failing(
    *(mismatch(test, WANTED / 3) for test in TESTS[:3]),
    mismatch(TESTS[3], WANTED / 21),
    *(mismatch(test, WANTED / 7) for test in TESTS[4:8]),
)


def test_one_of_two_mistakes_is_named_by_the_tests_that_it_alone_explains():
    assert recognised(BOTH, {0: LEFT, 1: RIGHT, 2: SIGN}) is None
    assert one_of_two(BOTH, {0: LEFT, 1: RIGHT, 2: SIGN}) in (0, 1)


def test_none_is_named_where_the_other_one_is_not_known():
    assert one_of_two(BOTH, {0: LEFT, 2: SIGN}) is None
    assert one_of_two(BOTH, {1: RIGHT, 2: SIGN}) is None


def test_none_is_named_that_fails_in_a_test_which_passed():
    assert (
        one_of_two(failing(*(mismatch(test, WANTED / 3) for test in TESTS[:3])), {0: LEFT}) is None
    )


def test_whole_numbers_near_0_are_no_evidence():
    zeros = [
        failing(*(mismatch(test, 0 * WANTED) for test in part)) for part in (TESTS[:1], TESTS[1:])
    ]
    assert (
        one_of_two(
            failing(*(mismatch(test, 0 * WANTED) for test in TESTS[:2])), dict(enumerate(zeros))
        )
        is None
    )


def test_pairs_that_fail_in_just_these_tests_are_made_together_the_one_shown_first():
    assert pairs_to_try(BOTH, {0: LEFT, 1: RIGHT, 2: SIGN}) == [(0, 1)]
    assert pairs_to_try(BOTH, {1: RIGHT, 2: SIGN}) == []
