"""Put one number on how far a gradient is from the truth.

"Close enough" needs a scale: an error of 0.001 is a bug in a gradient of size 1, and rounding in
one of size a million. And one bad entry among a thousand must not drown.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.numeric import gradient_error


def purely_relative(computed, expected):
    with np.errstate(all="ignore"):
        errors = np.abs(computed - expected) / np.maximum(np.abs(computed), np.abs(expected))
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))


def one_scale_for_all(computed, expected):
    largest = max(1.0, np.max(np.abs(computed), initial=0), np.max(np.abs(expected), initial=0))
    errors = np.abs(computed - expected) / largest
    return float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))


exercise = Exercise(
    implements=gradient_error,
    minutes=12,
    difficulty=2,
    importance=3,
    hints=(
        "Work on whole arrays: `np.abs` and `np.maximum` act on each entry. `np.maximum` takes two "
        "arguments; for three, use it twice.",
        "Of all entries' errors the worst counts.",
        "A NaN is neither larger nor smaller than anything. Find NaNs with `np.isnan`, and let "
        "`np.where` put infinity in their place.",
        "Of an empty array there is no maximum, unless you give `np.max` an `initial` value.",
    ),
    notice="One `np.where` catches both kinds of trouble: infinity divided by infinity is NaN, "
    "too.",
    mistakes=(
        Mistake(
            "np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0)",
            "np.mean(np.where(np.isnan(errors), np.inf, errors)) if errors.size else 0.0",
            says="The errors were averaged. In a large array one wrong entry disappears in a mean; "
            "the worst entry must count.",
        ),
        Mistake(
            "np.where(np.isnan(errors), np.inf, errors)",
            "np.where(np.isnan(errors), 0.0, errors)",
            says="An entry that is not a number counted as right. It is as wrong as can be.",
        ),
        Mistake(
            purely_relative,
            says="The error is relative everywhere. Near zero that magnifies rounding, and makes "
            "0 against 0 a NaN; the scale must not fall below 1.",
        ),
        Mistake(
            "np.abs(computed - expected)",
            "(computed - expected)",
            says="The sign of the difference is kept, so a gradient that is too small counts as "
            "less than right. Take the size of the difference.",
        ),
        Mistake(
            "np.abs(computed - expected) / scale",
            "np.abs(computed - expected)",
            says="The error is absolute: in a gradient of a million, rounding looks like a bug. "
            "Divide by the entry's scale.",
        ),
        Mistake(
            one_scale_for_all,
            says="One scale was taken for the whole array, that of its largest entry. A wrong "
            "entry beside a large one then looks right: each entry is judged by its own size.",
        ),
        Mistake(
            "np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))",
            "np.maximum(1.0, np.abs(computed), np.abs(expected))",
            says="`expected` has no part in the scale. (A third array that `np.maximum` is given "
            "is where it writes its result.)",
        ),
        Mistake(
            "np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0)",
            "np.max(errors, initial=0.0)",
            says="An entry that is not a number makes the whole error NaN, and NaN is larger than "
            "no threshold. It counts as infinitely wrong.",
        ),
        Mistake(
            ", initial=0.0)",
            ")",
            says="Without any entry there is no largest one, and `max` refuses. The error is then "
            "0.",
        ),
        Mistake(
            "np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))",
            "np.maximum(1.0, np.abs(expected))",
            says="`computed` has no part in the scale.",
        ),
        Mistake(
            "np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0)",
            "np.max(errors)",
            says="Two corners are open: an entry that is not a number makes the whole error NaN, "
            "and without any entry there is no largest.",
        ),
        Mistake(
            "np.maximum(np.abs(computed), np.abs(expected))",
            "np.abs(computed) + np.abs(expected)",
            says="The two sizes are added, which makes the scale about twice as large. It is the "
            "larger of the two.",
        ),
        Mistake(
            "np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0)",
            "np.sum(np.where(np.isnan(errors), np.inf, errors))",
            says="The errors are added up, so that a long gradient looks worse than a short one. "
            "The worst entry counts.",
        ),
        Mistake(
            "np.maximum(1.0, np.maximum(np.abs(computed), np.abs(expected)))",
            "np.maximum(1.0, np.maximum(computed, expected))",
            says="The scale is taken of the numbers with their signs, so that large negative ones "
            "have none. Their sizes count.",
        ),
        Mistake(
            "float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))",
            "np.where(np.isnan(errors), np.inf, errors)",
            says="Each entry's error comes back. One number is asked for: that of the worst entry.",
        ),
    ),
)


def test_a_large_entry_is_judged_by_its_size() -> None:
    error = gradient_error(np.array([1.0, 200.0]), np.array([1.0, 150.0]))
    np.testing.assert_allclose(error, 0.25)


def test_too_small_is_as_wrong_as_too_large() -> None:
    error = gradient_error(np.array([-150.0, 3.0, 2.0]), np.array([-200.0, 3.5, 2.0]))
    np.testing.assert_allclose(error, 0.25)
    error = gradient_error(np.array([[30.0], [150.0]]), np.array([[30.0], [200.0]]))
    np.testing.assert_allclose(error, 0.25)


def test_a_small_entry_is_judged_by_the_difference_itself() -> None:
    error = gradient_error(np.array([0.0, 1e-3, 0.0]), np.array([0.0, 3e-3, 0.0]))
    np.testing.assert_allclose(error, 2e-3)


def test_the_opposite_sign_is_an_error_of_two() -> None:
    error = gradient_error(np.array([4.0]), np.array([-4.0]))
    np.testing.assert_allclose(error, 2.0)


def test_one_wrong_entry_among_many_is_seen() -> None:
    computed = np.zeros((7, 11))
    computed[3, 5] = 0.5
    error = gradient_error(computed, np.zeros((7, 11)))
    np.testing.assert_allclose(error, 0.5)


def test_the_worst_of_many_random_entries_counts(rng) -> None:
    computed, expected = 3 * rng.normal(size=(2, 7, 5))
    worst = 0.0
    for one, other in zip(computed.ravel().tolist(), expected.ravel().tolist(), strict=True):
        worst = max(worst, abs(one - other) / max(1.0, abs(one), abs(other)))
    error = gradient_error(computed, expected)
    np.testing.assert_allclose(error, worst)


def test_a_large_negative_entry_is_judged_by_its_size() -> None:
    error = gradient_error(np.array([-200.0]), np.array([-150.0]))
    np.testing.assert_allclose(error, 0.25)


def test_both_gradients_are_left_as_they_were() -> None:
    computed, expected = np.array([2.0, -30.0]), np.array([5.0, 70.0])
    gradient_error(computed, expected)
    np.testing.assert_array_equal(np.array([computed, expected]), [[2.0, -30.0], [5.0, 70.0]])


def test_an_entry_that_is_not_a_number_is_infinitely_wrong() -> None:
    assert gradient_error(np.array([1.0, np.nan]), np.array([1.0, 2.0])) == np.inf
    assert gradient_error(np.array([1.0, 2.0]), np.array([np.nan, 2.0])) == np.inf


def test_equal_gradients_have_no_error_and_neither_have_empty_ones() -> None:
    errors = [
        gradient_error(np.array([5.0, -7.0]), np.array([5.0, -7.0])),
        gradient_error(np.zeros((0, 3)), np.zeros((0, 3))),
    ]
    assert errors == [0.0, 0.0]


def test_a_large_entry_does_not_hide_a_wrong_one_beside_it() -> None:
    error = gradient_error(np.array([1000.0, 1.0]), np.array([1000.0, 2.0]))
    np.testing.assert_allclose(error, 0.5)
    assert np.shape(error) == ()


def test_a_small_error_is_still_a_number() -> None:
    errors = [
        gradient_error(np.array([0.5, 0.25]), np.array([0.5, 0.25 + 1e-10])),
        gradient_error(np.array([4e6, 1.0]), np.array([4e6 + 0.001, 1.0])),
    ]
    np.testing.assert_allclose(errors, [1e-10, 2.5e-10], rtol=1e-5)


def test_nothing_infinite_and_no_two_that_are_no_numbers_count_as_right() -> None:
    nan, inf = np.nan, np.inf
    pairs = [
        ([1.0, nan], [1.0, nan]),
        ([inf, 1.0], [5.0, 1.0]),
        ([1.0, 5.0], [1.0, -inf]),
        ([inf, 2.0], [inf, 2.0]),
    ]
    with np.errstate(all="ignore"):
        errors = [gradient_error(np.array(one), np.array(other)) for one, other in pairs]
    assert errors == [inf, inf, inf, inf]
