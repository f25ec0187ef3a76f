"""Compute the area of a rectangle.

Multiply its sides.
"""

from tiny.area import rectangle

from bootcamp.author import Exercise, Mistake


def half_of_it(width: float, height: float) -> float:
    """The area of a triangle."""
    return width * height / 2


exercise = Exercise(
    implements=rectangle,
    minutes=5,
    difficulty=1,
    importance=3,
    hints=("What happens to the area when one side doubles?", "Two numbers, one operation."),
    mistakes=(
        Mistake("width * height", "width + height", says="That is half the way around."),
        Mistake(half_of_it, says="That is the triangle below the diagonal."),
    ),
)


def test_a_rectangle_covers_its_unit_squares() -> None:
    assert rectangle(3, 5) == sum(1 for _ in range(3) for _ in range(5))


def test_no_width_covers_nothing() -> None:
    assert rectangle(0, 7) == 0
