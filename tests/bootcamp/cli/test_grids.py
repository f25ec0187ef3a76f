"""Two small arrays stand side by side in a terminal, and what differs has a star."""

import io

import numpy as np
import pytest
from rich.console import Console

from bootcamp.check.compare import compare
from bootcamp.cli.grids import Grids
from bootcamp.verdict import Failure


def shown(got, expected, width=80, **options):
    told = compare(got, expected)
    failure = Failure("test", told.says, told.expected, told.got, picture=told.picture)
    file = io.StringIO()
    Console(width=width, file=file, **options).print(Grids(failure))
    return [line.rstrip() for line in file.getvalue().splitlines()]


def test_grids_stand_side_by_side_with_stars():
    got, expected = np.array([[1.0, 2.5], [-3.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])
    assert shown(got, expected) == [
        "expected   got",
        "1  2          1  *2.5",
        "3  4        *-3     4",
        "* differs",
    ]


def test_arrays_of_different_shapes_have_no_stars():
    assert shown(np.array([[1], [2]]), np.array([[1, 2]])) == [
        "expected   got",
        "1  2       1",
        "           2",
    ]


def test_three_axes_are_labelled():
    got = np.arange(4.0).reshape(2, 1, 2)
    assert shown(got + np.array([0, 1]), got) == [
        "expected   got",
        "[0]        [0]",
        "0  1        0  *2",
        "[1]        [1]",
        "2  3        2  *4",
        "* differs",
    ]


@pytest.mark.parametrize(
    ("shape", "width"), [((1, 13), 100), ((13, 1), 100), ((1, 12), 40), ((4, 3, 2), 100)]
)
def test_what_does_not_fit_is_shown_as_text(shape, width):
    lines = shown(np.zeros(shape), np.ones(shape), width)
    assert lines[0].startswith("expected  float64 [")


def test_where_it_is_piped_there_are_no_colours_and_in_a_terminal_there_are():
    arrays = np.array([1.0, 2.0]), np.array([1.0, 3.0])
    assert not any("\x1b" in line for line in shown(*arrays))
    assert any(
        "\x1b[1;31m*2" in line
        for line in shown(*arrays, force_terminal=True, color_system="standard")
    )
