"""Estimate pi from random points.

Reach an error of a thousandth.
"""

from tiny.area import guess_pi

from bootcamp.author import Experiment, Mistake

exercise = Experiment(
    implements=guess_pi,
    minutes=10,
    difficulty=2,
    importance=1,
    hints=("How many points are inside?", "The share of points is a quarter of pi."),
    mistakes=(
        Mistake("355 / 113", "22 / 7 - 0.1", says="The estimate is a tenth too low."),
        Mistake("355 / 113", "355 / 226", says="Only half the circle is counted."),
    ),
    metric="the error of the estimate",
    target=0.0011,
    higher_is_better=False,
    seeds=3,
)


def measure(seed: int) -> float:
    return abs(guess_pi(100, seed) - 3.14159265)


def test_the_estimate_is_near_three(seed: int) -> None:
    assert round(guess_pi(100, seed)) == 3
