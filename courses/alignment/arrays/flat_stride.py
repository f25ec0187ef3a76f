"""Decide whether a tensor can be laid flat without copying it.

In other words: say when `view(-1)` refuses, as PyTorch has to decide it. You get a shape and strides, as numbers, and no tensor. Lengths may be 1 or 0, and strides may be 0: an
axis that `expand` made reads the same memory again and again.
"""

import itertools

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.arrays.layouts import flat_stride


def ends_only(shape, strides):
    axes = [axis for axis in zip(shape, strides, strict=True) if axis[0] != 1]
    if 0 in shape or not axes:
        return 1
    expected = axes[-1][1]
    for length, _ in axes[1:]:
        expected *= length
    return axes[-1][1] if axes[0][1] == expected else None


def contiguous_or_not(shape, strides):
    expected = 1
    for length, stride in zip(reversed(shape), reversed(strides), strict=True):
        if length != 1 and stride != expected:
            return None
        expected *= length
    return 1


exercise = Exercise(
    implements=flat_stride,
    minutes=15,
    difficulty=4,
    importance=3,
    notice="Axes of length 1 are left out first, because nobody ever takes their step; then "
    "one comparison of neighbours decides.",
    hints=(
        "Take two axes. When the last index starts again at 0 and the first grows by 1, how far in "
        "memory is that step? It should be as long as the steps before it.",
        "From the last entry of one row to the first of the next: the outer stride, less the way "
        "back over the row. Set that equal to the inner stride.",
        "With more axes, each must fit the next one in this way. An axis of length 1 is never "
        "stepped along: its stride says nothing.",
    ),
    mistakes=(
        Mistake(
            "if axis[0] != 1]",
            "]",
            says="An axis of length 1 is asked for its stride. No step is ever taken along it, so "
            "its stride may be anything.",
        ),
        Mistake(
            "return axes[-1][1]",
            "return 1",
            says="A flat view need not have the stride 1: every second entry of a row lies flat "
            "as well, two apart.",
        ),
        Mistake(
            "outer != length * inner",
            "outer < inner",
            says="Strides in falling order are not enough. Between rows there may be entries that "
            "the tensor leaves out.",
        ),
        Mistake(
            "for (_, outer), (length, inner) in pairwise(axes)",
            "for (length, outer), (_, inner) in pairwise(axes)",
            says="The stride is compared with the length of its own axis. What an outer step "
            "passes over is the axis inside it.",
        ),
        Mistake(
            ends_only,
            says="Only the first axis and the last are compared. Each axis has to fit the next.",
        ),
        Mistake(
            "if 0 in shape or not axes",
            "if not axes",
            says="A tensor without entries is refused, or gets another stride. Nothing is ever "
            "read from it, so it lies flat: with stride 1, as agreed.",
        ),
        Mistake(
            contiguous_or_not,
            says="This asks whether the strides are those of a fresh tensor. Entries that lie "
            "further apart than 1 can be laid flat, too.",
        ),
        Mistake(
            "    for (_, outer)",
            "    if 0 in strides:\n        return None\n    for (_, outer)",
            says="Every stride of 0 is refused. Where all entries are one and the same, each lies "
            "equally far behind the one before: 0.",
        ),
        Mistake(
            "pairwise(axes)",
            "pairwise(sorted(axes, key=lambda axis: -axis[1]))",
            says="The axes are put in order of their strides. The entries are read in the order "
            "of the axes as they are.",
        ),
        Mistake(
            "return axes[-1][1]",
            "return axes[0][1]",
            says="This is the stride of the first axis. From one entry to the next it is the last "
            "index that moves.",
        ),
    ),
)


Layout = tuple[tuple[int, ...], tuple[int, ...]]  # a shape and its strides


def by_reading(shape: tuple[int, ...], strides: tuple[int, ...]) -> int | None:
    """The slow truth: the offset of every entry in order, and how far each is from the last."""
    offsets = [0]
    for length, stride in zip(shape, strides, strict=True):
        offsets = [offset + i * stride for offset in offsets for i in range(length)]
    distances = {after - before for before, after in itertools.pairwise(offsets)}
    if len(distances) > 1:
        return None
    return distances.pop() if distances else 1


def compare_each(expected: dict[Layout, int | None]) -> None:
    for layout, stride in expected.items():
        assert {layout: flat_stride(*layout)} == {layout: stride}


def test_tables_worked_out_by_hand() -> None:
    expected = {
        ((2, 3), (3, 1)): 1,  # a table
        ((3, 2), (1, 3)): None,  # the same, turned
        ((2, 3), (4, 1)): None,  # the first 3 of 4 columns
        ((3, 2), (4, 2)): 2,  # every second of 4 columns
        ((5,), (7,)): 7,  # one of 7 columns
    }
    compare_each(expected)


def test_three_axes_must_fit_one_another() -> None:
    expected = {
        ((2, 3, 5), (15, 5, 1)): 1,
        ((3, 2, 5), (5, 15, 1)): None,
        ((2, 5, 3), (15, 1, 5)): None,
        ((2, 3, 2), (18, 6, 3)): 3,
        ((2, 3, 2), (24, 6, 3)): None,
        ((2, 3, 2), (15, 5, 1)): None,
        ((2, 3, 2), (6, 5, 1)): None,
    }
    compare_each(expected)


def test_an_axis_of_length_one_has_no_say() -> None:
    expected = {
        ((3, 1, 2), (2, 99, 1)): 1,
        ((1, 4), (7, 3)): 3,
        ((4, 1), (3, 7)): 3,
        ((2, 1, 2), (5, 1, 1)): None,
    }
    compare_each(expected)


def test_an_entry_read_again_and_again() -> None:
    expected = {
        ((3, 4), (0, 1)): None,
        ((4, 3), (1, 0)): None,
        ((3, 4), (0, 0)): 0,
        ((5,), (0,)): 0,
    }
    compare_each(expected)


def test_with_fewer_than_two_entries_the_stride_is_one() -> None:
    expected = {
        ((), ()): 1,
        ((1, 1), (5, 3)): 1,
        ((0,), (4,)): 1,
        ((2, 0, 3), (1, 9, 2)): 1,
    }
    compare_each(expected)


def test_every_layout_agrees_with_reading_entry_by_entry(rng: np.random.Generator) -> None:
    for place in range(50):
        shape = tuple(rng.integers(1, 4, size=int(rng.integers(1, 5))).tolist())
        strides: list[int] = []
        reach = int(rng.integers(1, 5))
        for length in reversed(shape):  # axes that fit one another, from the last to the first
            strides.insert(0, reach if length > 1 else int(rng.integers(9)))
            reach *= length
        if place % 2:  # and one of them spoilt, which is nothing where its length is 1
            strides[int(rng.integers(len(shape)))] += int(rng.integers(1, 4))
        expected = {(shape, tuple(strides)): by_reading(shape, tuple(strides))}
        compare_each(expected)
