"""What is drawn of two arrays, and what is said of the drawing."""

from bootcamp.picture import Cell, drawn, in_words
from bootcamp.verdict import Grid, Picture

TWO_ROWS = Picture(
    Grid((2, 3), (1.0, -4.0, 0.0, 2.0, 2.0, 2.0)),
    Grid((2, 3), (1.0, 4.0, -0.0, 2.0, "nan", 2.0)),
    (False, True, False, False, True, False),
)


def test_cells_stand_in_rows_with_their_size_beside_the_largest():
    _, (got,) = drawn(TWO_ROWS)
    assert got.rows == (
        (Cell("1", 0.25, False, False), Cell("4", 1.0, False, True), Cell("0", 0.0, False, False)),
        (Cell("2", 0.5, False, False), Cell("nan", 0.0, False, True), Cell("2", 0.5, False, False)),
    )


def test_negative_cell_is_marked_as_such():
    (expected,), _ = drawn(TWO_ROWS)
    assert [cell.is_negative for cell in expected.rows[0]] == [False, True, False]


def test_array_of_three_axes_is_drawn_in_labelled_blocks():
    grid = Grid((3, 1, 2), tuple(map(float, range(6))))
    blocks, _ = drawn(Picture(grid, grid, (False,) * 6))
    assert [(b.label, [[c.text for c in row] for row in b.rows]) for b in blocks] == [
        ("[0]", [["0", "1"]]),
        ("[1]", [["2", "3"]]),
        ("[2]", [["4", "5"]]),
    ]


def test_words_name_the_cells_that_differ():
    assert in_words(TWO_ROWS) == (
        "Two arrays of shape [2, 3]; 2 of 6 cells differ: at [0, 1] expected -4, got 4; "
        "at [1, 1] expected 2, got nan."
    )


def test_words_name_both_shapes_where_they_differ():
    picture = Picture(Grid((2,), (1.0, 2.0)), Grid((1, 2), (1.0, 2.0)), ())
    assert in_words(picture) == "Two arrays of different shapes: expected [2], got [1, 2]."
