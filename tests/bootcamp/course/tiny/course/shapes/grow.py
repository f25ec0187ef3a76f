"""Make a larger square out of a square.

The old one stays as it is.
"""

from tiny.area import Square

from bootcamp.author import Exercise, Mistake

exercise = Exercise(
    implements=Square.grow,
    minutes=5,
    difficulty=2,
    importance=2,
    hints=("The factor is for the side, not for the area.", "Make a new Square."),
    mistakes=(
        Mistake("self.side * factor", "self.side + factor", says="The factor is added."),
        Mistake("Square(longer)", "self", says="The square itself is given back."),
    ),
)


def test_a_square_grown_threefold_has_three_times_the_side() -> None:
    assert Square(5).grow(3).side == 15
