"""Write a test of `rectangle`.

It must accept the right one and reject each wrong one.
"""

from tiny.area import rectangle

from bootcamp.author import Mistake, WriteTest

exercise = WriteTest(
    of=rectangle,
    minutes=10,
    difficulty=2,
    importance=3,
    hints=("Choose two different sides.", "Count the unit squares."),
    mistakes=(
        Mistake("width * height", "width * width", says="A square is measured."),
        Mistake("width * height", "width + height", says="The sides are added."),
    ),
)


def test_sides_of_different_length_are_multiplied() -> None:
    assert rectangle(2, 7) == 14
