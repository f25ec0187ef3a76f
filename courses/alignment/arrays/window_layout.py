"""Say where the windows of a tensor lie in its memory, so that none of them need be copied.

Moving averages, convolutions, n-grams and the frames of a recording are all windows. Windows overlap,
so as copies they'd take several times the memory; as a view they take none. Write it without
`unfold` and `sliding_window_view`.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.arrays.layouts import window_layout

exercise = Exercise(
    implements=window_layout,
    minutes=12,
    difficulty=3,
    importance=3,
    without=("unfold", "sliding_window_view"),
    notice="The same stride stands twice: once for the next place in a window, and times "
    "`step` for the next window.",
    hints=(
        "A stride answers one question: how far in memory when this index grows by 1? Ask it of "
        "the window's number, then of the place in the window.",
        "From one entry of the last axis to the next it is not always 1 in memory: think of a "
        "column of a table.",
        "The last window begins at the largest multiple of `step` from which `size` entries still "
        "fit. How many multiples are there, 0 included?",
    ),
    mistakes=(
        Mistake(
            "step * stride, stride)",
            "step, 1)",
            says="Neighbours along the last axis are taken to be neighbours in memory. How far "
            "apart they lie is the axis's own stride.",
        ),
        Mistake(
            "step * stride, stride)",
            "stride, stride)",
            says="Each window begins one entry after the one before, whatever `step` is.",
        ),
        Mistake(
            "max((length - size) // step + 1, 0)",
            "max((length - size) // step, 0)",
            says="The last window is missing: one that begins at 0 counts as well.",
        ),
        Mistake(
            "max((length - size) // step + 1, 0)",
            "(length - 1) // step + 1",
            says="The last windows reach past the end of the axis: into the next row, if there "
            "is one, or out of the tensor's memory.",
        ),
        Mistake(
            "(*leading, windows, size), (*outer, step * stride, stride)",
            "(*leading, size, windows), (*outer, stride, step * stride)",
            says="The last two axes are exchanged: first the window, then the place in it.",
        ),
        Mistake(
            "max((length - size) // step + 1, 0)",
            "(length - size) // step + 1",
            says="Where not even one window fits, the number of windows comes out negative.",
        ),
        Mistake(
            "(length - size) // step + 1",
            "length - size + 1",
            says="There are as many windows as with a step of 1. Where they begin further apart, "
            "fewer fit.",
        ),
        Mistake(
            "step * stride, stride)",
            "step, stride)",
            says="`step` is taken for a distance in memory. It counts entries of the axis, and "
            "these may lie further apart.",
        ),
        Mistake(
            "step * stride, stride)",
            "size * stride, stride)",
            says="Each window begins where the one before has ended. It begins `step` entries "
            "further on, and windows may overlap.",
        ),
        Mistake(
            "step * stride, stride)",
            "step * stride, step * stride)",
            says="Within a window, too, a step is taken from each entry to the next. Its entries "
            "are neighbours.",
        ),
        Mistake(
            "(*leading, windows, size), (*outer, step * stride, stride)",
            "(windows, size), (step * stride, stride)",
            says="The axes in front of the last are lost. Each row has windows of its own.",
        ),
        Mistake(
            "(length - size) // step + 1",
            "-((size - length) // step) + 1",
            says="A last window is counted that doesn't fit whole.",
        ),
    ),
)

Layout = tuple[tuple[int, ...], tuple[int, ...]]


def read(memory: list[float], layout: Layout) -> object:
    """What a view shows, as nested lists: the slow truth. None where it reaches out of memory."""

    def entries(offset: int, axes: list[tuple[int, int]]) -> object:
        if not axes:
            return memory[offset] if 0 <= offset < len(memory) else None
        (length, stride), *inner = axes
        return [entries(offset + i * stride, inner) for i in range(length)]

    return entries(0, list(zip(*layout, strict=True)))


def windows_of(table: list[list[float]], size: int, step: int) -> list[list[list[float]]]:
    """Each row's windows, as copies."""
    return [
        [row[begin : begin + size] for begin in range(0, len(row) - size + 1, step)]
        for row in table
    ]


def test_a_row_of_seven_in_windows_of_three() -> None:
    assert window_layout((7,), (1,), 3) == ((5, 3), (1, 1))


def test_windows_that_begin_every_two_entries() -> None:
    assert window_layout((8,), (1,), 3, 2) == ((3, 3), (2, 1))


def test_a_column_of_a_table_four_wide() -> None:
    assert window_layout((9,), (4,), 3, 2) == ((4, 3), (8, 4))


def test_each_row_of_a_table_has_windows_of_its_own() -> None:
    assert window_layout((2, 5), (5, 1), 4, 1) == ((2, 2, 4), (5, 1, 1))


def test_axes_in_front_keep_their_lengths_and_strides() -> None:
    assert window_layout((2, 3, 7), (1, 14, 2), 5, 2) == ((2, 3, 2, 5), (1, 14, 4, 2))


def test_one_window_as_long_as_the_axis_and_none_that_is_longer() -> None:
    found = [
        window_layout((3, 5), (5, 1), size, step)[0] for size, step in ((5, 2), (6, 1), (9, 2))
    ]
    assert found == [(3, 1, 5), (3, 0, 6), (3, 0, 9)]


def test_the_view_shows_each_window(rng: np.random.Generator) -> None:
    for _ in range(30):
        rows, columns = int(rng.integers(2, 5)), int(rng.integers(5, 12))
        size, step = int(rng.integers(1, 9)), int(rng.integers(1, 5))
        memory = rng.integers(100, size=rows * columns).tolist()
        table = [memory[row * columns : (row + 1) * columns] for row in range(rows)]
        turned = [memory[column::columns] for column in range(columns)]
        expected = {
            ((rows, columns), (columns, 1), size, step): windows_of(table, size, step),
            ((columns, rows), (1, columns), size, step): windows_of(turned, size, step),
        }
        for case, windows in expected.items():
            assert {case: read(memory, window_layout(*case))} == {case: windows}
