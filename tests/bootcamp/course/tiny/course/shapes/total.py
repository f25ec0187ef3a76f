"""Add the areas of several rectangles.

Use `rectangle`.
"""

from tiny.area import total

from bootcamp.author import Exercise, Mistake

exercise = Exercise(
    implements=total,
    minutes=5,
    difficulty=1,
    importance=3,
    hints=("Begin with nothing.", "Each rectangle adds its own area."),
    mistakes=(
        Mistake("+=", "=", says="Only the last rectangle is counted."),
        Mistake("rectangle(width, height)", "1", says="The rectangles are counted, not measured."),
    ),
)


def test_two_rectangles_cover_the_sum_of_their_squares() -> None:
    assert total([(2, 3), (5, 7)]) == 41
